import { lstat, mkdtemp, readdir, realpath, rename, rmdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { makeLockFile, tryFileLock } from '../git/file-lock.ts';
import { unmountAt } from './mounts.ts';
import { removeTree } from './remove-tree.ts';

/** A private directory that is gone after its use, and is known as abandoned when its process dies before. */
export interface Scratch extends AsyncDisposable {
  /** Absolute, without a link in it. */
  readonly directory: string;
}

const PREFIX = 'wholly-';
/** Locked by the process that owns the directory for as long as that lives; the system takes the lock back. */
const OWNER = 'owner';

/** Makes one below `parent`, after taking away what dead owners have left there. */
export async function openScratch(parent: string): Promise<Scratch> {
  const place = await realpath(parent);
  await sweep(place);
  const directory = await mkdtemp(join(place, PREFIX));
  // It gets its name when it is locked: nobody ever sees an owner that seems dead.
  const unnamed = join(directory, `${OWNER}.new`);
  makeLockFile(unnamed);
  const lock = tryFileLock(unnamed, 'exclusive');
  if (lock === null) throw new Error(`${directory} is not private`);
  await rename(unnamed, join(directory, OWNER));
  return {
    directory,
    async [Symbol.asyncDispose]() {
      try {
        await clear(directory);
      } finally {
        lock[Symbol.dispose]();
      }
    },
  };
}

/**
 * Takes away, mounts first, every directory below `parent` whose owner has died. What has a live owner, none, or one of
 * another user is left alone. Answers the directories that could not be taken away; they stay for the next sweep.
 */
export async function sweep(parent: string): Promise<string[]> {
  const place = await realpath(parent);
  const left: string[] = [];
  for (const name of await readdir(place)) {
    if (!name.startsWith(PREFIX)) continue;
    const directory = join(place, name);
    if (!(await isOurs(directory))) continue;
    try {
      using lock = tryFileLock(join(directory, OWNER), 'exclusive');
      if (lock !== null) await clear(directory);
    } catch {
      // Another sweep is at it, or a mount is held: neither keeps this start from its own work.
      left.push(directory);
    }
  }
  return left;
}

/** The directory with its owner file, both of this user and neither a link: in a shared place anybody can make one. */
async function isOurs(directory: string): Promise<boolean> {
  const user = process.geteuid?.();
  for (const path of [directory, join(directory, OWNER)]) {
    const stats = await lstat(path).catch(() => null);
    if (stats === null || (user !== undefined && stats.uid !== user)) return false;
    if (!(path === directory ? stats.isDirectory() : stats.isFile() && stats.nlink === 1)) return false;
  }
  return true;
}

/** The owner file goes last, so that a sweep finds what is left of a clearing that was killed. */
async function clear(directory: string): Promise<void> {
  await unmountAt(directory);
  for (const name of await readdir(directory)) {
    if (name !== OWNER) await removeTree(join(directory, name));
  }
  await unlink(join(directory, OWNER));
  await rmdir(directory);
}
