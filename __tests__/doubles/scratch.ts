import { chmod, mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Scratch extends AsyncDisposable {
  /** Absolute, without a link in it. */
  readonly path: string;
  join(...names: string[]): string;
}

/** A directory that is gone when the test ends. */
export async function openScratch(): Promise<Scratch> {
  const path = await realpath(await mkdtemp(join(tmpdir(), 'wholly-test-')));
  return {
    path,
    join: (...names) => join(path, ...names),
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
}

/** Every file below a directory, relative to it; nothing where there is no such directory. */
export async function filesBelow(directory: string): Promise<string[]> {
  try {
    const entries = await readdir(directory, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => !entry.isDirectory())
      .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1))
      .sort();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

/** Open to every user: what another user's process works in. */
export async function openToAll(...paths: string[]): Promise<void> {
  for (const path of paths) await chmod(path, 0o777);
}
