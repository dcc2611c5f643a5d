import type { BigIntStats } from 'node:fs';
import { join } from 'node:path';
import { codeOf, conflict, isLink, otherDevice } from './errors.ts';
import { O_DIRECTORY, O_NOFOLLOW, O_RDONLY, type Files } from './files.ts';

/**
 * A directory that stays the one that was checked. Where the platform has it, it is held by descriptor and its entries
 * are reached through `/proc/self/fd`, so that no name above them can be swapped for a link. Elsewhere it is the path
 * and its identity, checked before and after use, which leaves a moment for an attacker.
 */
export interface Directory extends Disposable {
  /** Absolute, for messages and for calls that cannot go through the descriptor. */
  readonly path: string;
  readonly stat: BigIntStats;
  /** The path of an entry, good for one call on it. `name` is one component. */
  at(name: string): string;
  /** Throws where the directory is no longer at its path. */
  confirm(): void;
  /** Makes the entries durable. */
  sync(): void;
  setTimes(atime: number, mtime: number): void;
  setMode(mode: number): void;
  setOwner(uid: number, gid: number): void;
}

/** The component is there and is no directory. */
export class NotDirectory extends Error {
  override readonly name = 'NotDirectory';
  readonly code = 'ENOTDIR';
  readonly path: string;
  readonly symbolicLink: boolean;

  constructor(path: string, symbolicLink: boolean, cause?: unknown) {
    super(`${path} is no directory`, { cause });
    this.path = path;
    this.symbolicLink = symbolicLink;
  }
}

const directoryFlags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW;

/** `path` is absolute and free of links: a result of `realpath`. */
export function openRoot(files: Files, path: string): Directory {
  return files.platform.pinning ? pin(files, path, path) : checked(files, path, undefined);
}

/** One component below `parent`, never followed and never on another device. */
export function openBelow(files: Files, parent: Directory, name: string): Directory {
  const path = join(parent.path, name);
  const directory = files.platform.pinning ? pin(files, path, parent.at(name)) : checked(files, path, parent);
  if (directory.stat.dev === parent.stat.dev) return directory;
  directory[Symbol.dispose]();
  throw otherDevice(path);
}

function pin(files: Files, path: string, way: string): Directory {
  const fd = openPinned(files, path, way);
  const self = `/proc/self/fd/${fd}`;
  try {
    const stat = files.fstat(fd);
    return {
      path,
      stat,
      at: (name) => `${self}/${name}`,
      confirm: () => {
        if (!files.readlink(self).equals(Buffer.from(path))) throw moved(path);
      },
      sync: () => files.sync(fd),
      setTimes: (atime, mtime) => files.futimes(fd, atime, mtime),
      setMode: (mode) => files.fchmod(fd, mode),
      setOwner: (uid, gid) => files.fchown(fd, uid, gid),
      [Symbol.dispose]: () => files.close(fd),
    };
  } catch (error) {
    files.close(fd);
    throw error;
  }
}

function openPinned(files: Files, path: string, way: string): number {
  try {
    return files.open(way, directoryFlags);
  } catch (error) {
    const code = codeOf(error);
    if (code !== 'ENOTDIR' && code !== 'ELOOP') throw error;
    throw new NotDirectory(path, files.lstat(way)?.isSymbolicLink() === true, error);
  }
}

function checked(files: Files, path: string, parent: Directory | undefined): Directory {
  parent?.confirm();
  const stat = files.lstat(path);
  if (stat === undefined) throw Object.assign(new Error(`${path} is not there`), { code: 'ENOENT' });
  if (!stat.isDirectory()) throw new NotDirectory(path, stat.isSymbolicLink());
  const confirm = (): void => {
    parent?.confirm();
    const now = files.lstat(path);
    if (now?.isSymbolicLink() === true) throw isLink(path);
    if (now === undefined || now.ino !== stat.ino || now.dev !== stat.dev) throw moved(path);
  };
  return {
    path,
    stat,
    at: (name) => {
      confirm();
      return join(path, name);
    },
    confirm,
    sync: () => {
      if (files.platform.directorySync) syncByPath(files, path);
    },
    setTimes: (atime, mtime) => files.utimes(path, atime, mtime),
    setMode: (mode) => files.chmod(path, mode),
    setOwner: (uid, gid) => {
      const fd = files.open(path, directoryFlags);
      try {
        files.fchown(fd, uid, gid);
      } finally {
        files.close(fd);
      }
    },
    [Symbol.dispose]: () => undefined,
  };
}

function syncByPath(files: Files, path: string): void {
  const fd = files.open(path, O_RDONLY);
  try {
    files.sync(fd);
  } finally {
    files.close(fd);
  }
}

function moved(path: string): Error {
  return conflict(
    'EOUTSIDE',
    `${path} was moved or replaced while it was in use`,
    'Stop whatever else changes the target, then try again.',
  );
}
