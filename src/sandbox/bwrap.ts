import { execFile } from 'node:child_process';
import { readFile, realpath } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { insideHome, insideTemporary, planBwrap, type BwrapFeatures, type Profile } from './bwrap-profile.ts';
import { runChild } from './child.ts';
import { openEgress } from './egress.ts';
import { asKilled } from './killed.ts';
import { openLeash } from './leash.ts';
import { lendTrees, pickUser } from './lend.ts';
import { defaultPath, findProgram } from './program.ts';
import { planResourceLimits } from './resource-limits.ts';
import { SandboxFailed, type Command, type Exit, type Sandbox } from './sandbox.ts';
import { planToolchain } from './toolchain.ts';

const execute = promisify(execFile);

export interface Bwrap {
  /** Absolute path of the program. */
  readonly program: string;
  readonly features: BwrapFeatures;
}

/** The launcher is the first process of the sandbox, whose environment everybody inside can read. */
const launcherEnv = { PATH: '/usr/bin:/bin' };

/**
 * Bubblewrap in a user namespace of its own. Inside, the user is 1000 whoever we are. Where we are root the kernel does
 * not hold `limits.processes`: it exempts the real root.
 */
export function userBwrap(bwrap: Bwrap): Sandbox {
  return {
    name: 'bwrap',
    changesOwners: false,
    run: async (command) => await runInside(command, bwrap, { kind: 'mapped', id: 1000 }, []),
  };
}

/**
 * For hosts that close user namespaces, and root only: the command becomes a user that nobody else is, and owns
 * the checkout while it runs.
 */
export function rootBwrap(bwrap: Bwrap): Sandbox {
  return {
    name: 'bwrap-root',
    changesOwners: true,
    async run(command) {
      const id = pickUser();
      // The launcher is root without the right to enter what is another's: the directory is entered after the change.
      const drop = [
        `--reuid=${id}`,
        `--regid=${id}`,
        '--clear-groups',
        '--no-new-privs',
        '--inh-caps=-all',
        '--',
      ];
      const words = ['/usr/bin/setpriv', ...drop, '/usr/bin/env', `--chdir=${command.cwd}`, '--'];
      return await lendTrees(
        command,
        id,
        async (give) => await runInside(command, bwrap, { kind: 'dropped', id }, words, give),
      );
    },
  };
}

async function runInside(
  command: Command,
  bwrap: Bwrap,
  user: Profile['user'],
  words: readonly string[],
  prepare: () => Promise<void> = async () => undefined,
): Promise<Exit> {
  const path = command.env['PATH'] ?? defaultPath;
  const [program, ...args] = command.argv;
  const file = await findProgram(program, command.cwd, path);
  if (file === null) return { kind: 'not-found', program };

  const readOnly = command.readOnly ?? [];
  // While the leash starts.
  const prepared = Promise.all([planToolchain(file, path, [command.cwd, ...readOnly]), prepare()]);
  // Whoever awaits it hears of a failure; until then it must not count as unhandled.
  prepared.catch(() => undefined);
  await using leash = await openLeash('group');
  await using egress = await openEgress(command.hosts, leash.directory, (address) =>
    command.onRefusedHost?.(address),
  );
  const { memoryBytes, fileBytes, processes } = command.limits;
  const limits = await planResourceLimits({
    ...(memoryBytes !== undefined && { memoryBytes }),
    ...(fileBytes !== undefined && { fileBytes }),
    ...(processes !== undefined && { processes }),
  });
  const [mounts] = await prepared;
  const plan = planBwrap({
    features: bwrap.features,
    user,
    cwd: command.cwd,
    env: { ...command.env, PATH: path, HOME: insideHome, TMPDIR: insideTemporary },
    readOnly,
    mounts,
    placed: egress.placed,
    homeFiles: command.homeFiles ?? {},
    home: command.home ?? null,
  });

  let status = '';
  const exit = await runChild(
    command,
    {
      file: bwrap.program,
      args: [...plan.flags, '--', ...words, ...limits, ...egress.words, file, ...args],
      env: launcherEnv,
      cwd: '/',
      // What dies is the whole namespace at once; there is nobody left to ask politely.
      graceMs: 0,
      feeds: plan.feeds,
      onStatus(text) {
        status += text;
      },
    },
    leash,
  );
  await untilGone(/"child-pid": (\d+)/.exec(status)?.[1]);
  if (exit.kind !== 'exited') return exit;
  // bwrap tells of an end only if it came as far as starting the command.
  if (!status.includes('"exit-code"')) {
    throw new SandboxFailed(`The sandbox could not be set up: ${exit.stderr.text.trim().slice(0, 300)}`);
  }
  return asKilled(exit);
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

/** Finds bubblewrap where only an administrator can have put it; `null` when it is not installed. */
export async function findBwrap(features: (help: string) => BwrapFeatures): Promise<Bwrap | null> {
  const program = await findProgram('bwrap', '/', '/usr/local/bin:/usr/bin:/bin');
  if (program === null) return null;
  const { stdout, stderr } = await execute(program, ['--help'], { env: launcherEnv });
  return { program: await realpath(program), features: features(stdout + stderr) };
}
