import type { BigIntStats } from 'node:fs';
import { codeOf, differs } from './errors.ts';
import { NotDirectory } from './pinned.ts';
import { identityOf, type Entry } from './plan.ts';
import { isRefusal, isWrittenInPlace, put, retrying } from './put.ts';
import { noLink } from './stage.ts';
import { nameOf, parentOf } from './target-path.ts';
import { oldName, stagedName, type Transaction } from './transaction.ts';

export type Addition = Extract<Entry, { act: 'add' }>;
export type Replacement = Extract<Entry, { act: 'replace' }>;
export type Deletion = Extract<Entry, { act: 'delete' }>;

/** The path of a target for one call, its directory walked to and checked. */
export function targetOf({ tree }: Transaction, path: string): string {
  return tree.directory(parentOf(path)).at(nameOf(path));
}

/** What is at the path; `undefined` also where a directory on the way is missing. */
export function look(transaction: Transaction, path: string): BigIntStats | undefined {
  try {
    return transaction.files.lstat(targetOf(transaction, path));
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || error instanceof NotDirectory) return undefined;
    throw error;
  }
}

export async function remove(transaction: Transaction, path: string): Promise<void> {
  const { files } = transaction;
  await retrying(files, () => files.unlink(targetOf(transaction, path)));
}

/** False where the system refused, perhaps only for now. */
export function tryReplace({ files, directory, tree }: Transaction, index: number, path: string): boolean {
  try {
    files.rename(directory.at(stagedName(index)), tree.directory(parentOf(path)).at(nameOf(path)));
    return true;
  } catch (error) {
    if (isRefusal(error)) return false;
    throw error;
  }
}

/** Tries again for a while, then copies into the file in place. */
export function replace(
  transaction: Transaction,
  index: number,
  entry: Replacement,
): Promise<'renamed' | 'copied'> {
  const { files, directory } = transaction;
  return put(files, {
    path: entry.path,
    from: () => directory.at(stagedName(index)),
    to: () => targetOf(transaction, entry.path),
    kept: () => directory.at(oldName(index)),
    old: entry.old,
    new: entry.new,
    sync: syncOf(transaction),
  });
}

export async function putBack(transaction: Transaction, index: number, entry: Replacement): Promise<void> {
  const { files, directory } = transaction;
  const from = (): string => directory.at(oldName(index));
  await put(files, {
    path: entry.path,
    from,
    to: () => targetOf(transaction, entry.path),
    kept: from,
    old: entry.new,
    new: entry.old,
    sync: syncOf(transaction),
  });
}

function syncOf({ directory, plan }: Transaction): () => void {
  return plan.durability === 'power' ? () => directory.sync() : () => undefined;
}

/** A link, unlike a rename, never replaces what somebody has put there in the meantime. */
export async function add(
  transaction: Transaction,
  index: number,
  { path, new: version }: Addition,
): Promise<void> {
  const { files, directory } = transaction;
  const staged = stagedName(index);
  if (!version.link || files.platform.linksToLinks) {
    try {
      files.link(directory.at(staged), targetOf(transaction, path));
      files.unlink(directory.at(staged));
      return;
    } catch (error) {
      if (codeOf(error) === 'EEXIST') throw differs(path, 'was put there meanwhile');
      if (!noLink.has(codeOf(error) ?? '')) throw error;
    }
  }
  if (look(transaction, path) !== undefined) throw differs(path, 'was put there meanwhile');
  await retrying(files, () => files.rename(directory.at(staged), targetOf(transaction, path)));
}

/** As it was before, or written in place by the fallback while its bytes are kept elsewhere. */
export function isOld(
  { files, directory }: Transaction,
  index: number,
  { old }: Replacement | Deletion,
  target: BigIntStats,
): boolean {
  if (identityOf(target) === old.identity) return true;
  const kept = files.lstat(directory.at(oldName(index)));
  return kept !== undefined && isWrittenInPlace(kept, target, old);
}
