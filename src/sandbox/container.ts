import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmod, mkdir, realpath, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { insideHome, insideTemporary } from './bwrap-profile.ts';
import { runChild } from './child.ts';
import { emptyImage, planContainer, type ContainerProfile, type EngineName } from './container-profile.ts';
import { openEgress } from './egress.ts';
import { findHidden } from './hidden.ts';
import { asKilled } from './killed.ts';
import { openLeash } from './leash.ts';
import { pickUser, planLoan, type Loan } from './loan.ts';
import { defaultPath, findProgram } from './program.ts';
import { planResourceLimits } from './resource-limits.ts';
import { SandboxFailed, type Command, type Exit, type Sandbox } from './sandbox.ts';
import { planToolchain, type Mount } from './toolchain.ts';

const execute = promisify(execFile);

export interface Engine {
  readonly name: EngineName;
  /** Absolute path of its client. */
  readonly program: string;
  /** Of its client; nothing of it is seen inside. */
  readonly env: Readonly<Record<string, string>>;
}

/** Two blocks of zeros: the end of a tar without a beginning. */
const emptyTar = Buffer.alloc(1024);

/** Milliseconds an engine may take for an answer. */
const patience = 10_000;

/** An engine where only an administrator can have put it; `null` when it is not installed. */
export async function findEngine(name: EngineName): Promise<Engine | null> {
  const program = await findProgram(name, '/', '/usr/local/bin:/usr/bin:/bin');
  if (program === null) return null;
  const env = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', HOME: homedir() };
  return { name, program, env };
}

/**
 * A container of an engine that is here anyway, from an empty image. For root the command becomes a user that nobody else
 * is, and owns the checkout while it runs; for anybody else it stays who they are.
 */
export function containerSandbox(engine: Engine): Sandbox {
  const [uid = 0, gid = 0] = [process.geteuid?.(), process.getegid?.()];
  return {
    name: engine.name,
    changesOwners: uid === 0,
    seesOwnMounts: false,
    async run(command) {
      if (uid !== 0) return await runInside(command, engine, { uid, gid, own: true });
      const id = pickUser();
      const user = { uid: id, gid: id, own: false };
      return await runInside(command, engine, user, await planLoan(command, id));
    },
  };
}

async function runInside(
  command: Command,
  engine: Engine,
  user: ContainerProfile['user'],
  loan?: Loan,
): Promise<Exit> {
  const path = command.env['PATH'] ?? defaultPath;
  const [program, ...args] = command.argv;
  const file = await findProgram(program, command.cwd, path);
  if (file === null) return { kind: 'not-found', program };

  const readOnly = command.readOnly ?? [];
  // While the leash starts.
  const prepared = Promise.all([
    planToolchain(file, path, [command.cwd, ...readOnly]).then(followLinks),
    ensureImage(engine),
  ]);
  // Whoever awaits it hears of a failure; until then it must not count as unhandled.
  prepared.catch(() => undefined);
  const name = `wholly-${randomUUID()}`;
  // The engine's client is no parent of the container: what ends the one leaves the other running.
  const removal = { argv: [engine.program, 'rm', '--force', name], env: engine.env };
  await using leash = await openLeash('group', { removal, ...(loan && { loan }) });
  await using egress = await openEgress(command.hosts, leash.directory, (address) =>
    command.onRefusedHost?.(address),
  );
  // The engine itself counts processes, and the memory of all.
  const { processes, totalMemoryBytes, ...own } = command.limits;
  const limits = await planResourceLimits(own);
  const [mounts] = await prepared;
  await leash.given;
  const plan = planContainer({
    engine: engine.name,
    name,
    user,
    cwd: command.cwd,
    workAt: command.workAt ?? command.cwd,
    env: { ...command.env, PATH: path, HOME: insideHome, TMPDIR: insideTemporary },
    shown: [
      ...mounts,
      ...(await makeFiles(leash.directory, user)),
      ...readOnly.map((place) => [place, place] as const),
      ...egress.placed,
      ...(await cover(command, leash.directory)),
    ],
    homeFiles: command.homeFiles ?? {},
    home: command.home ?? null,
    processes: processes ?? null,
    memory: totalMemoryBytes ?? null,
  });

  let ran = true;
  const exit = await runChild(
    { ...command, limits: own },
    {
      file: engine.program,
      args: [...plan.flags, ...limits, ...egress.words, file, ...args],
      env: engine.env,
      cwd: '/',
      // What dies is the whole container at once; there is nobody left to ask politely.
      graceMs: 0,
      preface: plan.header,
      async onLeft(exitCode) {
        if (exitCode !== 0) ran = await endedAs(engine, name, exitCode);
      },
    },
    leash,
  );
  if (exit.kind !== 'exited') return exit;
  if (!ran) {
    throw new SandboxFailed(`The container could not be run: ${exit.stderr.text.trim().slice(0, 300)}`);
  }
  return asKilled(exit);
}

/** Engines bind what a link leads to; where it leads nowhere there is nothing to show. */
async function followLinks(mounts: readonly Mount[]): Promise<(readonly [from: string, to: string])[]> {
  const found = await Promise.all(
    mounts.map(async ({ path }) => [await realpath(path).catch(() => null), path] as const),
  );
  return found.flatMap(([from, to]) => (from === null ? [] : [[from, to] as const]));
}

/** An engine's own empty directory would begin with what is in the one that it covers. */
async function cover(command: Command, directory: string): Promise<(readonly [from: string, to: string])[]> {
  const empty = join(directory, 'empty');
  await mkdir(empty);
  return (await findHidden(command)).map(({ path, kind }) => [kind === 'file' ? '/dev/null' : empty, path]);
}

/** What a program asks of the machine's own files: who it is, and where `localhost` is. */
async function makeFiles(
  directory: string,
  { uid, gid }: ContainerProfile['user'],
): Promise<(readonly [from: string, to: string])[]> {
  const files = {
    passwd: `root:x:0:0:root:/:/bin/false\nagent:x:${uid}:${gid}:agent:${insideHome}:/bin/sh\n`,
    group: `root:x:0:\nagent:x:${gid}:\n`,
    hosts: '127.0.0.1 localhost\n::1 localhost\n',
  };
  return await Promise.all(
    Object.entries(files).map(async ([name, text]) => {
      const file = join(directory, name);
      await writeFile(file, text);
      // The mode of a new file depends on who started us.
      await chmod(file, 0o644);
      return [file, `/etc/${name}`] as const;
    }),
  );
}

/** Looked for anew for every run: machines that build are swept of images nobody seems to use. */
async function ensureImage({ program, env }: Engine): Promise<void> {
  const options = { env, timeout: patience };
  const known = await execute(program, ['image', 'inspect', emptyImage], options).then(
    () => true,
    () => false,
  );
  if (known) return;
  try {
    const importing = execute(program, ['import', '-', emptyImage], options);
    // EPIPE: it ended without reading, and says why.
    importing.child.stdin?.on('error', () => undefined).end(emptyTar);
    await importing;
  } catch (cause) {
    const said = cause instanceof Error && 'stderr' in cause ? String(cause.stderr).trim() : '';
    throw new SandboxFailed(`An empty image could not be made: ${said.slice(0, 300)}`, { cause });
  }
}

/** Whether the code is the command's: a client that fails ends with codes that are a command's as well. */
async function endedAs({ program, env }: Engine, name: string, exitCode: number | null): Promise<boolean> {
  const format = '{{.State.StartedAt}} {{.State.ExitCode}}';
  try {
    const { stdout } = await execute(program, ['container', 'inspect', '--format', format, name], {
      env,
      timeout: patience,
    });
    // What never started did so in the year 1.
    return !stdout.startsWith('0001-') && stdout.trim().endsWith(` ${exitCode}`);
  } catch {
    return false;
  }
}
