import type { BigIntStats } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { attach, codeOf, conflict, isLink, isLocked } from './errors.ts';
import { O_CREAT, O_EXCL, O_NOFOLLOW, O_WRONLY, type Files } from './files.ts';
import { mountOf, readMountPoints } from './mounts.ts';
import { NotDirectory, openBelow, openRoot, type Directory } from './pinned.ts';
import { ownFolder } from './target-path.ts';

/** Where journals, staged files and the lock of one target lie: always on the target's own mount. */
export interface Place {
  /** Absolute, free of links, existing. */
  readonly parent: string;
  readonly name: string;
}

/** The folder while it is locked: nobody else lands or recovers anything on this target. */
export interface JournalFolder {
  readonly directory: Directory;
  /** Names of the transactions that are there, finished or not. */
  transactions(): string[];
  /** A new private directory under a name that nobody can guess. */
  begin(): Directory;
  /** Makes the folder itself durable, not what is in its transactions. */
  sync(): void;
  /**
   * Takes away the lock and, when it is empty, the folder. `keepTimes` gives the directory it lies in the times back that
   * it had before.
   */
  close(keepTimes: boolean): void;
}

const lockName = 'lock';
/** SQLite's `SQLITE_CANTOPEN`: the folder was removed by its last holder in between. */
const cannotOpen = 14;

/** The preferred place first. An earlier writer may have used the other one, before the root became a repository. */
export function placesFor(files: Files, root: string): [Place, ...Place[]] {
  const inRoot = { parent: root, name: ownFolder };
  const gitDirectory = gitDirectoryOf(files, root);
  if (gitDirectory === undefined) return [inRoot];
  const points = readMountPoints(files);
  const sameMount =
    mountOf(points, gitDirectory) === mountOf(points, root) &&
    files.lstat(gitDirectory)?.dev === files.lstat(root)?.dev;
  return sameMount ? [{ parent: gitDirectory, name: 'wholly' }, inRoot] : [inRoot];
}

function gitDirectoryOf(files: Files, root: string): string | undefined {
  const dotGit = join(root, '.git');
  const stat = files.lstat(dotGit);
  if (stat === undefined) return undefined;
  const text = stat.isFile() ? /^gitdir: (.+?)\r?\n?$/s.exec(files.readText(dotGit) ?? '')?.[1] : undefined;
  const named = stat.isDirectory() ? dotGit : text && resolve(root, text);
  if (named === undefined || files.lstat(named)?.isDirectory() !== true) return undefined;
  const directory = files.realpath(named);
  return files.lstat(join(directory, 'HEAD')) === undefined ? undefined : directory;
}

export function folderExists(files: Files, place: Place): boolean {
  return files.lstat(join(place.parent, place.name)) !== undefined;
}

/** Waits at most `waitMs` for the lock, then refuses with `ELOCKED`. */
export async function openJournalFolder(files: Files, place: Place, waitMs: number): Promise<JournalFolder> {
  const deadline = files.now() + waitMs;
  for (;;) {
    const folder = tryOpen(files, place);
    if (folder !== undefined) return folder;
    if (files.now() >= deadline) throw isLocked(join(place.parent, place.name));
    await files.sleep(20);
  }
}

function tryOpen(files: Files, place: Place): JournalFolder | undefined {
  using opened = new DisposableStack();
  const parent = opened.use(openRoot(files, place.parent));
  const created = files.lstat(parent.at(place.name)) === undefined;
  const directory = opened.use(openPrivate(files, parent, place.name));
  let lock: Disposable | undefined;
  try {
    makeLockFile(files, directory);
    const before = files.lstat(directory.at(lockName));
    if (before === undefined) return undefined;
    if (!before.isFile()) throw isLink(join(directory.path, lockName));
    lock = lockOf(files, directory);
    if (lock === undefined) return undefined;
    opened.use(lock);
    // The last holder removes file and folder: what is locked now may have no name any more.
    const now = files.lstat(join(place.parent, place.name, lockName));
    const folderNow = files.lstat(join(place.parent, place.name));
    if (!isSame(before, now) || folderNow?.ino !== directory.stat.ino) return undefined;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw attach(error, () => {
      if (lock !== undefined) removeFolder(files, parent, directory);
      // Without the lock only an empty folder may go: in a full one somebody else can be at work.
      else if (created) removeEmpty(files, parent, directory);
    });
  }
  return folderOf(files, parent, directory, lock, created, opened.move());
}

function folderOf(
  files: Files,
  parent: Directory,
  directory: Directory,
  lock: Disposable,
  created: boolean,
  opened: DisposableStack,
): JournalFolder {
  return {
    directory,
    transactions: () => files.readdir(directory.at('.')).filter((name) => name.startsWith('t')),
    begin: () => {
      for (;;) {
        const name = `t${files.randomName()}`;
        if (!makePrivate(files, directory, name)) continue;
        try {
          return openPrivate(files, directory, name);
        } catch (error) {
          throw attach(error, () => files.rmdir(directory.at(name)));
        }
      }
    },
    sync: () => {
      directory.sync();
      if (created) parent.sync();
    },
    close: (keepTimes) => {
      using _rest = opened;
      // Windows refuses to remove what is open; there a waiting writer that gets in between keeps the file alive.
      if (!files.platform.unlinkOpen) lock[Symbol.dispose]();
      removeFolder(files, parent, directory);
      if (created && keepTimes) parent.setTimes(seconds(parent.stat.atimeNs), seconds(parent.stat.mtimeNs));
    },
  };
}

/** Only while the lock is held, or when nobody can have taken it yet. */
function removeFolder(files: Files, parent: Directory, directory: Directory): void {
  for (const name of files.readdir(directory.at('.'))) {
    if (name === lockName || name.startsWith('l')) unlinkIfThere(files, directory.at(name));
  }
  removeEmpty(files, parent, directory);
}

function removeEmpty(files: Files, parent: Directory, directory: Directory): void {
  try {
    files.rmdir(parent.at(basename(directory.path)));
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(codeOf(error) ?? '')) throw error;
  }
}

/** Makes a directory of mode 0700; false where the name is taken. */
function makePrivate(files: Files, parent: Directory, name: string): boolean {
  try {
    files.mkdir(parent.at(name), 0o700);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

function openPrivate(files: Files, parent: Directory, name: string): Directory {
  const directory = openOrMake(files, parent, name);
  try {
    if (files.platform.user !== undefined && Number(directory.stat.uid) !== files.platform.user) {
      throw conflict(
        'EOWNER',
        `${directory.path} belongs to somebody else`,
        'Recover as its owner, or remove it.',
      );
    }
    if ((directory.stat.mode & 0o777n) !== 0o700n && files.platform.executableBit) directory.setMode(0o700);
    return directory;
  } catch (error) {
    directory[Symbol.dispose]();
    throw error;
  }
}

function openOrMake(files: Files, parent: Directory, name: string): Directory {
  try {
    return openBelow(files, parent, name);
  } catch (error) {
    if (error instanceof NotDirectory) throw isLink(error.path);
    if (codeOf(error) === 'EACCES') files.chmod(parent.at(name), 0o700);
    else if (codeOf(error) === 'ENOENT') makePrivate(files, parent, name);
    else throw error;
    return openBelow(files, parent, name);
  }
}

/**
 * The file gets its name only after its descriptor is closed: to close any descriptor of a file drops every `fcntl` lock
 * that this process has on it, also one that another thread has just taken.
 */
function makeLockFile(files: Files, directory: Directory): void {
  if (files.lstat(directory.at(lockName)) !== undefined) return;
  const temporary = `l${files.randomName()}`;
  createEmpty(files, directory.at(temporary));
  try {
    files.link(directory.at(temporary), directory.at(lockName));
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return;
    if (codeOf(error) === 'ENOENT') throw error;
    createEmpty(files, directory.at(lockName));
  } finally {
    unlinkIfThere(files, directory.at(temporary));
  }
}

function createEmpty(files: Files, path: string): void {
  const fd = files.open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600);
  try {
    files.fchmod(fd, 0o600);
  } finally {
    files.close(fd);
  }
}

function lockOf(files: Files, directory: Directory): Disposable | undefined {
  try {
    return files.tryLock(join(directory.path, lockName));
  } catch (error) {
    if (error instanceof Error && 'errcode' in error && error.errcode === cannotOpen) return undefined;
    throw error;
  }
}

function unlinkIfThere(files: Files, path: string): void {
  try {
    files.unlink(path);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}

/** Inode numbers come back soon after a file is removed; the time of birth tells the two apart. */
function isSame(before: BigIntStats, now: BigIntStats | undefined): boolean {
  return now?.ino === before.ino && now.dev === before.dev && now.birthtimeNs === before.birthtimeNs;
}

function seconds(nanoseconds: bigint): number {
  return Number(nanoseconds) / 1e9;
}
