import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { insideHome, insideTemporary, planBwrap, type BwrapFeatures, type Profile } from './bwrap-profile.ts';
import { runChild, type Launch } from './child.ts';
import { openEgress } from './egress.ts';
import { enter, nameInside } from './enter.ts';
import { findHidden } from './hidden.ts';
import { asKilled } from './killed.ts';
import { openLeash, type Leash } from './leash.ts';
import { defaultPath, findProgram } from './program.ts';
import type { Loan } from './loan.ts';
import { planResourceLimits } from './resource-limits.ts';
import { SandboxFailed, type Command, type Exit } from './sandbox.ts';
import { signalGroup } from './signal-group.ts';
import { planToolchain } from './toolchain.ts';

export interface Bwrap {
  /** Absolute path of the program. */
  readonly program: string;
  readonly features: BwrapFeatures;
}

/** What makes one rung differ from another. */
export interface Confinement {
  readonly bwrap: Bwrap;
  readonly user: Profile['user'];
  /** Put before the command, inside. */
  readonly words: readonly string[];
  readonly start: Start;
  /** Most processes: as many as the kernel is to hold for the user that runs them, and above how many we end them all. */
  readonly processes: { readonly held?: number | undefined; readonly watched?: number | undefined };
  /** Trees that are to be the user's while it runs. */
  readonly loan?: Loan;
}

export interface Asked {
  /** Bubblewrap, its flags and the command. */
  readonly argv: readonly [string, ...string[]];
  /** For the descriptors from 3 on, in their order. The one after them is for the status. */
  readonly feeds: readonly (string | Uint8Array)[];
}

/** A way to start bubblewrap. */
export type Start = (asked: Asked, leash: Leash) => Promise<Started>;

export interface Started {
  readonly launch: Launch;
  /** Ends all of it; pulled when the run is over. */
  readonly leash: Leash;
  /** To be asked after the end: what bubblewrap told of itself. Settles when nothing of the sandbox is left. */
  ended(): Promise<string>;
}

/** The launcher is the first process of the sandbox, whose environment everybody inside can read. */
export const launcherEnv = { PATH: '/usr/bin:/bin' };

/** Runs one command in bubblewrap to its end. */
export async function runInside(command: Command, confinement: Confinement): Promise<Exit> {
  const { bwrap, user, words, start, processes, loan } = confinement;
  const path = command.env['PATH'] ?? defaultPath;
  const [program, ...args] = command.argv;
  const file = await findProgram(program, command.cwd, path);
  if (file === null) return { kind: 'not-found', program };

  const readOnly = command.readOnly ?? [];
  const cwd = nameInside(command.cwd, command);
  // While the leash starts.
  const prepared = planToolchain(file, path, [command.cwd, cwd, ...readOnly]);
  // Whoever awaits it hears of a failure; until then it must not count as unhandled.
  prepared.catch(() => undefined);
  await using leash = await openLeash('group', loan && { loan });
  await using egress = await openEgress(command.hosts, leash.directory, (address) =>
    command.onRefusedHost?.(address),
  );
  const limits = await planResourceLimits({ ...command.limits, processes: processes.held });
  const mounts = await prepared;
  const plan = planBwrap({
    features: bwrap.features,
    user,
    cwd,
    workAt: command.workAt ?? cwd,
    env: { ...command.env, PATH: path, HOME: insideHome, TMPDIR: insideTemporary },
    readOnly,
    hidden: await findHidden(command),
    mounts,
    placed: egress.placed,
    homeFiles: command.homeFiles ?? {},
    home: command.home ?? null,
  });

  await leash.given;
  const child = [...words, ...limits, ...egress.words, nameInside(file, command), ...args];
  const launcher = [bwrap.program, ...plan.flags, '--', ...child] as const;
  const { inside } = command;
  const argv = inside === undefined ? launcher : enter(inside, '/', launcher);
  const started = await start({ argv, feeds: plan.feeds }, leash);
  await using _pulled = started.leash;
  const watched = { ...command, limits: { ...command.limits, processes: processes.watched } };
  const exit = await runChild(watched, started.launch, started.leash);
  // Not where it was cancelled before it began.
  await started.leash.pull();
  const status = await started.ended();
  if (exit.kind !== 'exited') return exit;
  // bwrap tells of an end only if it came as far as starting the command.
  if (!status.includes('"exit-code"')) {
    throw new SandboxFailed(`The sandbox could not be set up: ${exit.stderr.text.trim().slice(0, 300)}`);
  }
  return asKilled(exit);
}

/**
 * Bubblewrap as a child of ours, in a group that the leash holds. `namespace` are the words to put before it where a process
 * namespace is to be around it: the program that makes it, and waits for its first process.
 */
export async function startDirectly(
  { argv, feeds }: Asked,
  leash: Leash,
  namespace: readonly string[] = [],
): Promise<Started> {
  const [file = argv[0], ...args] = [...namespace, ...argv];
  let status = '';
  let group = 0;
  /** On whose end the kernel has ended everything. */
  let first: string | undefined;
  const launch: Launch = {
    file,
    args,
    env: launcherEnv,
    cwd: '/',
    // What dies is the whole namespace at once; there is nobody left to ask politely.
    graceMs: 0,
    feeds,
    onStatus(text) {
      status += text;
      // What bubblewrap in a namespace tells is a number in there.
      const told = /"child-pid": (\d+)/.exec(status)?.[1];
      first ??= namespace.length === 0 ? told : readFirstChild(group);
    },
  };
  const hold = (id: number) => {
    group = id;
    leash.hold(id);
  };
  const pull = async () => {
    if (group > 0) signalGroup(group, 'SIGKILL');
  };
  const ended = async () => {
    await untilGone(first);
    return status;
  };
  return { launch, leash: { ...leash, hold, pull, [Symbol.asyncDispose]: pull }, ended };
}

function readFirstChild(id: number): string | undefined {
  return /\d+/.exec(readFileSync(`/proc/${id}/task/${id}/children`, 'latin1'))?.[0];
}

/** The kernel takes a namespace apart after its first process: until that one is gone, others may still be there. */
async function untilGone(firstProcess: string | undefined): Promise<void> {
  if (firstProcess === undefined) return;
  for (let waited = 0; waited < 3000; waited += 5) {
    const stat = await readFile(`/proc/${firstProcess}/stat`, 'latin1').catch(() => null);
    // Z: gone, but whoever inherited it has not taken note.
    if (stat === null || /\) Z /.test(stat)) return;
    await delay(5);
  }
  throw new SandboxFailed('Processes of the agent could not be ended');
}
