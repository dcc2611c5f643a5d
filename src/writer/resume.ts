import { join } from 'node:path';
import { RecoveryFailed, type Kept } from './errors.ts';
import { makeDirectories, removeEmptied, settle } from './land.ts';
import { add, isOld, look, remove, replace } from './place.ts';
import { identityOf, type Entry, type Plan } from './plan.ts';
import { oldName, stagedName, type Transaction } from './transaction.ts';

/**
 * Goes on where a killed process stopped after its decision. A staged file that is gone has landed. Looks first: what
 * somebody changed since is not overwritten, but named, and then nothing at all is touched.
 */
export async function resume(transaction: Transaction): Promise<void> {
  const { plan } = transaction;
  requireOurs(transaction);
  for (const [index, entry] of plan.entries.entries()) {
    if (entry.act !== 'delete') continue;
    const target = look(transaction, entry.path);
    if (target !== undefined && isOld(transaction, index, entry, target))
      await remove(transaction, entry.path);
  }
  removeEmptied(transaction);
  makeDirectories(transaction);
  for (const [index, entry] of plan.entries.entries()) await placeRest(transaction, index, entry);
  await settle(transaction);
}

async function placeRest(transaction: Transaction, index: number, entry: Entry): Promise<void> {
  if (entry.act === 'delete') return;
  const { files, directory } = transaction;
  const staged = files.lstat(directory.at(stagedName(index)));
  if (staged === undefined) return;
  if (entry.act === 'replace') await replace(transaction, index, entry);
  // Killed between the two halves of an addition: it has its name already.
  else if (look(transaction, entry.path)?.ino === staged.ino) files.unlink(directory.at(stagedName(index)));
  else await add(transaction, index, entry);
}

function requireOurs(transaction: Transaction): void {
  const { files, directory, plan } = transaction;
  const ours = versionsOf(plan);
  const foreign: Kept[] = [];
  for (const [index, entry] of plan.entries.entries()) {
    if (entry.act !== 'delete') {
      const staged = files.lstat(directory.at(stagedName(index)));
      if (staged === undefined) continue;
      if (identityOf(staged) !== entry.new.identity) throw torn(directory.path);
    }
    const target = look(transaction, entry.path);
    if (target === undefined || target.isDirectory() || ours(target)) continue;
    if (entry.act !== 'add' && isOld(transaction, index, entry, target)) continue;
    const name = entry.act === 'delete' ? oldName(index) : stagedName(index);
    foreign.push({ path: entry.path, file: join(directory.path, name) });
  }
  if (foreign.length > 0) throw changedSince(foreign);
}

/**
 * Whether a file is one that the plan moves about. It can stand at another path of the set where the file system ignores
 * case, or where a file takes the name of a directory.
 */
export function versionsOf(plan: Plan): (stat: Parameters<typeof identityOf>[0]) => boolean {
  const identities = new Set(
    plan.entries.flatMap((entry) => [
      ...(entry.act === 'delete' ? [] : [entry.new.identity]),
      ...(entry.act === 'delete' ? [entry.old.identity] : []),
    ]),
  );
  return (stat) => identities.has(identityOf(stat));
}

export function changedSince(kept: readonly Kept[]): RecoveryFailed {
  return new RecoveryFailed(
    `changed since, and not overwritten: ${kept.map(({ path }) => path).join(', ')}`,
    kept,
    'Move these paths away, run `wholly recover`, then bring your own changes back.',
  );
}

/** The journal or a staged file is not what was written: without durability, a power cut can do that. */
export function torn(directory: string): RecoveryFailed {
  return new RecoveryFailed(
    `the journal in ${directory} is not whole`,
    [{ path: '', file: directory }],
    'Compare the target with what is kept there, then remove the directory.',
  );
}
