import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Where the system's own programs are; nothing of the caller's environment has a say. */
export const SYSTEM_ENVIRONMENT = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  LC_ALL: 'C',
};
/** As long as one of them may take. */
export const WALL_MS = 20_000;

/** Runs a program of the system by its name. Its failure is Node's own error: a status, or `ENOENT`. */
export async function runSystem(program: string, args: readonly string[], cwd = '/'): Promise<void> {
  await execute(program, [...args], {
    cwd,
    env: SYSTEM_ENVIRONMENT,
    timeout: WALL_MS,
    killSignal: 'SIGKILL',
  });
}

/** What is mounted at the directory or below it, the latest first; empty where the platform does not tell. */
export async function readMountsAt(directory: string): Promise<string[]> {
  if (process.platform !== 'linux') return [];
  const table = await readFile('/proc/self/mountinfo', 'utf8');
  const points = table.split('\n').flatMap((line) => {
    const field = line.split(' ')[4];
    return field === undefined ? [] : [unescape(field)];
  });
  return points.filter((point) => point === directory || point.startsWith(`${directory}/`)).toReversed();
}

/** What is mounted there stays: whoever went on would mount over it, or remove what shows through it. */
export class StillMounted extends Error {
  override readonly name = 'StillMounted';
  readonly code = 'EMOUNTED';
  readonly mounts: readonly string[];

  constructor(mounts: readonly string[], cause: unknown) {
    super(`${mounts.join(', ')} could not be unmounted`, { cause });
    this.mounts = mounts;
  }
}

/**
 * Unmounts everything at the directory and below, also what a process still has open: such a mount loses its name at
 * once and the rest when it is let go. Throws `StillMounted`, whatever the programs said of their success.
 */
export async function unmountAt(directory: string): Promise<void> {
  let failure: unknown;
  for (const point of await readMountsAt(directory)) {
    const isRoot = process.geteuid?.() === 0;
    // Only the helper of FUSE may unmount for a user, and only what that user has mounted.
    const [program, ...flags] = isRoot ? ['umount', '--no-canonicalize'] : ['fusermount3', '-u'];
    try {
      await runSystem(program, [...flags, point]).catch(
        async () => await runSystem(program, [...flags, isRoot ? '--lazy' : '-z', point]),
      );
    } catch (error) {
      failure = error;
    }
  }
  const left = await readMountsAt(directory);
  if (left.length > 0) throw new StillMounted(left, failure);
}

/** Blanks, tabs, line ends and backslashes stand in the table as three octal digits (proc(5)). */
function unescape(field: string): string {
  return field.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}
