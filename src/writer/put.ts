import type { BigIntStats } from 'node:fs';
import { closing, copyBytes, withRegular } from './bytes.ts';
import { attach, codeOf, differs, isHardLinked, isLink } from './errors.ts';
import { O_NOFOLLOW, O_WRONLY, type Files } from './files.ts';
import { inodeOf, type Version } from './plan.ts';
import { snapshot } from './stage.ts';

/**
 * What a rename or a removal fails with while somebody has the file open (Windows), and only for a while. Every other code
 * is final.
 */
const refusals = new Set(['EPERM', 'EEXIST', 'EBUSY']);
const delays = [10, 20, 40, 80, 160];

export function isRefusal(error: unknown): boolean {
  return refusals.has(codeOf(error) ?? '');
}

/** Runs `act`, at most six times within a third of a second; throws the last refusal. */
export async function retrying(files: Files, act: () => void): Promise<void> {
  for (const delay of delays) {
    try {
      act();
      return;
    } catch (error) {
      if (!isRefusal(error)) throw error;
    }
    await files.sleep(delay);
  }
  act();
}

/** One file that takes the place of another. The three paths are asked for anew for each call. */
export interface Replacement {
  readonly path: string;
  readonly from: () => string;
  readonly to: () => string;
  /** Where the replaced file is kept, by a further name or as a copy. */
  readonly kept: () => string;
  readonly old: Version;
  readonly new: Version;
  /** Makes the entries of the directory of `from` and `kept` durable; nothing where durability is not asked for. */
  readonly sync: () => void;
}

/**
 * Renames `from` over `to`. Where that is refused again and again, the bytes are copied into the very file that was
 * checked, which can be opened for writing where its name cannot be replaced. Whatever fails, `to` is never missing.
 */
export async function put(files: Files, replacement: Replacement): Promise<'renamed' | 'copied'> {
  const { from, to, old } = replacement;
  try {
    await retrying(files, () => files.rename(from(), to()));
    return 'renamed';
  } catch (error) {
    if (!isRefusal(error) || old.link || replacement.new.link) throw error;
    copyGuarded(files, replacement, error);
    return 'copied';
  }
}

function copyGuarded(files: Files, replacement: Replacement, refusal: unknown): void {
  const { path, from, to, kept, old, sync } = replacement;
  const checked = files.lstat(to());
  if (checked === undefined) throw refusal;
  keepCopy(files, replacement, checked);
  makeReadable(files, from());
  withRegular(files, from(), (source, stat) => {
    const fd = openChecked(files, path, to(), checked);
    closing(files, fd, () => {
      try {
        fill(files, source, fd, replacement.new.mode, stat);
        sync();
      } catch (error) {
        throw attach(error, () =>
          withRegular(files, kept(), (before) => fill(files, before, fd, old.mode, checked)),
        );
      }
    });
  });
  files.unlink(from());
}

/** Its permissions can be such that not even its owner may read it. */
function makeReadable(files: Files, path: string): void {
  const stat = files.lstat(path);
  if (stat !== undefined && (stat.mode & 0o400n) === 0n)
    files.chmod(path, Number(stat.mode & 0o777n) | 0o400);
}

/** As a rename would leave it: bytes, permissions and times. */
function fill(files: Files, source: number, fd: number, mode: number, times: Times): void {
  files.truncate(fd, copyBytes(files, source, fd));
  files.fchmod(fd, mode);
  files.futimes(fd, Number(times.atimeNs) / 1e9, Number(times.mtimeNs) / 1e9);
  files.sync(fd);
}

type Times = Pick<BigIntStats, 'atimeNs' | 'mtimeNs'>;

/** The kept name is the same inode until now: writing into the file would change it as well. */
function keepCopy(files: Files, { path, to, kept, sync }: Replacement, checked: BigIntStats): void {
  if (files.lstat(kept())?.ino !== checked.ino) return;
  withRegular(files, to(), (source, stat) => {
    requireSame(path, stat, checked);
    snapshot(files, source, `${kept()}c`, Number(stat.mode & 0o777n), stat);
  });
  files.rename(`${kept()}c`, kept());
  sync();
}

function openChecked(files: Files, path: string, to: string, checked: BigIntStats): number {
  const fd = openForWriting(files, path, to);
  try {
    const stat = files.fstat(fd);
    requireSame(path, stat, checked);
    if (stat.nlink !== 1n) throw isHardLinked(path);
    return fd;
  } catch (error) {
    throw attach(error, () => files.close(fd));
  }
}

function openForWriting(files: Files, path: string, to: string): number {
  try {
    return files.open(to, O_WRONLY | O_NOFOLLOW);
  } catch (error) {
    throw codeOf(error) === 'ELOOP' ? isLink(path) : error;
  }
}

function requireSame(path: string, stat: BigIntStats, checked: BigIntStats): void {
  if (stat.isFile() && stat.ino === checked.ino && stat.dev === checked.dev) return;
  throw differs(path, 'was replaced meanwhile');
}

/** The file in place has been written into, or was about to be: it is the old inode, and what is kept is a copy. */
export function isWrittenInPlace(kept: BigIntStats, target: BigIntStats, old: Version): boolean {
  return kept.ino !== target.ino && inodeOf(old) === String(target.ino);
}
