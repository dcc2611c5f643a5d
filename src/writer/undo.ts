import { join } from 'node:path';
import { codeOf, RecoveryFailed, type Kept } from './errors.ts';
import type { Files } from './files.ts';
import { removeDirectory } from './land.ts';
import type { Directory } from './pinned.ts';
import { isOld, look, putBack, remove, targetOf } from './place.ts';
import { identityOf, type DirectoryState, type Entry } from './plan.ts';
import { retrying } from './put.ts';
import { changedSince, torn, versionsOf } from './resume.ts';
import { decide, oldName, readState, stagedName, type Transaction } from './transaction.ts';

/**
 * Puts everything back: bytes, permissions and times by giving the old inodes their names again, directories that were
 * removed or made, and the times of those that were changed. The decision to go back is durable first, so that a kill in
 * between is finished by recovery in the same direction. Throws `RecoveryFailed`, which names what is kept where.
 */
export async function undo(transaction: Transaction): Promise<void> {
  const { files, directory, plan } = transaction;
  try {
    const state = readState(files, directory);
    if (state === 'prepared' || state === 'done') decide(transaction, state, 'undoing');
    else if (state !== 'undoing') return;
    requireOurs(transaction);
    requireKept(transaction);
    await takeAway(transaction);
    remakeDirectories(transaction);
    for (const [index, entry] of plan.entries.entries()) await bringBack(transaction, index, entry);
    restoreDirectories(transaction);
  } catch (error) {
    throw error instanceof RecoveryFailed ? error : notPutBack(transaction, error);
  }
}

async function takeAway(transaction: Transaction): Promise<void> {
  for (const entry of transaction.plan.entries) {
    if (entry.act !== 'add') continue;
    const target = look(transaction, entry.path);
    if (target !== undefined && identityOf(target) === entry.new.identity)
      await remove(transaction, entry.path);
  }
  for (const path of transaction.plan.created.toReversed()) removeDirectory(transaction, path);
}

function remakeDirectories(transaction: Transaction): void {
  const { files, plan } = transaction;
  for (const path of plan.emptied.toReversed()) {
    if (look(transaction, path) === undefined) files.mkdir(targetOf(transaction, path), 0o700);
  }
}

async function bringBack(transaction: Transaction, index: number, entry: Entry): Promise<void> {
  if (entry.act === 'add') return;
  const { files, directory } = transaction;
  const kept = files.lstat(directory.at(oldName(index)));
  if (kept === undefined) return;
  const target = look(transaction, entry.path);
  if (target !== undefined && identityOf(target) === entry.old.identity) return;
  if (entry.act === 'replace' && target !== undefined) return putBack(transaction, index, entry);
  await retrying(files, () => files.rename(directory.at(oldName(index)), targetOf(transaction, entry.path)));
}

/** Children first, because what happens in a directory changes its times. */
function restoreDirectories(transaction: Transaction): void {
  const { tree, plan } = transaction;
  const remade = new Set(plan.emptied);
  for (const state of plan.directories.toReversed()) {
    const directory = tree.directory(state.path);
    directory.confirm();
    if (remade.has(state.path)) restoreOwner(directory, state);
    directory.setTimes(state.atime, state.mtime);
    if (plan.durability === 'power') directory.sync();
  }
}

function restoreOwner(directory: Directory, { mode, uid, gid }: DirectoryState): void {
  const { stat } = directory;
  if (Number(stat.uid) !== uid || Number(stat.gid) !== gid) allowRefusal(() => directory.setOwner(uid, gid));
  directory.setMode(Number(stat.mode & 0o7000n) | mode);
}

/** Only root may give things away. */
function allowRefusal(act: () => void): void {
  try {
    act();
  } catch (error) {
    if (codeOf(error) !== 'EPERM') throw error;
  }
}

/** Refuses, with nothing touched, where somebody has changed since what would be taken away. */
function requireOurs(transaction: Transaction): void {
  const { files, tree, directory, plan } = transaction;
  const ours = versionsOf(plan);
  const foreign: Kept[] = [];
  for (const [index, entry] of plan.entries.entries()) {
    const target = look(transaction, entry.path);
    if (target === undefined || target.isDirectory() || ours(target)) continue;
    const own = directory.at(entry.act === 'add' ? stagedName(index) : oldName(index));
    // An addition that is still staged never landed, and an old file that is no longer kept is back in its place.
    if ((files.lstat(own) !== undefined) === (entry.act === 'add')) continue;
    if (entry.act !== 'add' && isOld(transaction, index, entry, target)) continue;
    const file =
      entry.act === 'add' ? join(tree.root.path, entry.path) : join(directory.path, oldName(index));
    foreign.push({ path: entry.path, file });
  }
  if (foreign.length > 0) throw changedSince(foreign);
}

/** Refuses, with nothing touched, where an old file is neither kept nor back in its place: nothing could be made of it. */
function requireKept(transaction: Transaction): void {
  const { files, directory, plan } = transaction;
  for (const [index, entry] of plan.entries.entries()) {
    if (entry.act === 'add' || files.lstat(directory.at(oldName(index))) !== undefined) continue;
    const target = look(transaction, entry.path);
    const isNew =
      target !== undefined && entry.act === 'replace' && identityOf(target) === entry.new.identity;
    if (target === undefined || isNew) throw torn(directory.path);
  }
}

function notPutBack({ files, directory, plan }: Transaction, cause: unknown): RecoveryFailed {
  const kept = plan.entries.flatMap((entry, index) => {
    const name = oldName(index);
    return isKept(files, directory, name) ? [{ path: entry.path, file: join(directory.path, name) }] : [];
  });
  return new RecoveryFailed(
    `the target could not be put back; what it had is kept in ${directory.path}`,
    kept,
    'Free what the error names, then run `wholly recover`.',
    cause,
  );
}

/** A file system that has just failed may fail again: then the file is named rather than left out. */
function isKept(files: Files, directory: Directory, name: string): boolean {
  try {
    return files.lstat(directory.at(name)) !== undefined;
  } catch {
    return true;
  }
}
