import { chmod, mkdtemp, readdir, readFile, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Gives the whole run a temporary directory of its own, and fails it where a file or a mount is left there. */
export async function setup(): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(await findRoom(), 'wholly-'));
  // Some tests run programs as another user.
  await chmod(directory, 0o755);
  // The workers start after this and take it from here, as every program that they start does.
  process.env['TMPDIR'] = directory;
  // Half of what a short program of ours costs is compiling the same files again.
  process.env['NODE_COMPILE_CACHE'] = fileURLToPath(
    new URL('../node_modules/.cache/compiled', import.meta.url),
  );
  return async () => {
    const left = [...(await readFiles(directory)), ...(await readMounts(directory))];
    await rm(directory, { recursive: true, force: true });
    if (left.length > 0) throw new Error(`the tests left behind: ${left.join(', ')}`);
  };
}

const MEMORY = '/dev/shm';
const ENOUGH = 4 * 1024 ** 3;

/**
 * In memory, where there is enough of it and programs may run there: every set that a test keeps is made durable, and on
 * a disk that is most of what the tests wait for. A `TMPDIR` of one's own holds.
 */
async function findRoom(): Promise<string> {
  if (process.env['TMPDIR'] !== undefined || process.platform !== 'linux') return tmpdir();
  const rows = (await readFile('/proc/self/mounts', 'utf8')).split('\n');
  const options = rows
    .find((row) => row.split(' ')[1] === MEMORY)
    ?.split(' ')[3]
    ?.split(',');
  if (options === undefined || options.includes('noexec') || options.includes('ro')) return tmpdir();
  const { bavail, bsize } = await statfs(MEMORY);
  return bavail * bsize >= ENOUGH ? MEMORY : tmpdir();
}

/** What stands in the directories of the workers. */
async function readFiles(directory: string): Promise<string[]> {
  const workers = await readdir(directory);
  const files = await Promise.all(workers.map((worker) => readdir(join(directory, worker))));
  return files.flat();
}

async function readMounts(directory: string): Promise<string[]> {
  if (process.platform !== 'linux') return [];
  const rows = (await readFile('/proc/self/mounts', 'utf8')).split('\n');
  return rows.flatMap((row) => (row.includes(directory) ? [`the mount ${row.split(' ')[1] ?? ''}`] : []));
}
