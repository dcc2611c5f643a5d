import { setImmediate as turn } from 'node:timers/promises';
import { codeOf } from './errors.ts';
import { add, look, remove, replace, targetOf, tryReplace } from './place.ts';
import { decide, type Transaction } from './transaction.ts';

/** How many paths landed in which way. */
export interface Landed {
  readonly renamed: number;
  /** Written into the file in place, because the system refused to replace its name (the copy fallback). */
  readonly copied: number;
  readonly deleted: number;
}

/** Directories beyond which one sync of the file system is cheaper than one for each. */
const manyDirectories = 512;

/**
 * The decision is durable. Takes every path to its new state, deletions first so that names are free, and says so in the
 * journal once that is durable. Nothing here looks before it acts: this is the time in which a reader can see a mix.
 */
export async function land(transaction: Transaction): Promise<Landed> {
  const { plan } = transaction;
  const landed = { renamed: 0, copied: 0, deleted: 0 };
  for (const { act, path } of plan.entries) {
    if (act !== 'delete') continue;
    await remove(transaction, path);
    landed.deleted += 1;
  }
  removeEmptied(transaction);
  makeDirectories(transaction);
  for (const [index, entry] of plan.entries.entries()) {
    if (entry.act === 'delete') continue;
    // No promise for each of thousands of files: they would double the time in which a reader sees a mix.
    if (entry.act === 'replace' && !tryReplace(transaction, index, entry.path)) {
      landed[await replace(transaction, index, entry)] += 1;
      continue;
    }
    if (entry.act === 'add') await add(transaction, index, entry);
    landed.renamed += 1;
  }
  await settle(transaction);
  return landed;
}

/** Not empty, gone, in use, or not ours to remove: git leaves such a directory as well. */
const stays = new Set(['ENOTEMPTY', 'EEXIST', 'ENOENT', 'ENOTDIR', 'EBUSY', 'EACCES', 'EPERM']);

/** False where the directory has to stay. */
export function removeDirectory(transaction: Transaction, path: string): boolean {
  try {
    transaction.files.rmdir(targetOf(transaction, path));
    transaction.tree.forget(path);
    return true;
  } catch (error) {
    if (stays.has(codeOf(error) ?? '')) return false;
    throw error;
  }
}

export function removeEmptied(transaction: Transaction): void {
  for (const path of transaction.plan.emptied) removeDirectory(transaction, path);
}

export function makeDirectories(transaction: Transaction): void {
  for (const path of transaction.plan.created) {
    try {
      transaction.files.mkdir(targetOf(transaction, path), 0o777);
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
  }
}

/** Every directory is where it was, its entries are durable, and the journal says that all is done. */
export async function settle(transaction: Transaction): Promise<void> {
  const { files, tree, plan } = transaction;
  const emptied = new Set(plan.emptied);
  const paths = [...plan.directories.map(({ path }) => path), ...plan.created];
  const durable = plan.durability === 'power';
  const atOnce = durable && paths.length > manyDirectories && files.syncFileSystem(tree.root.path);
  for (const [index, path] of paths.entries()) {
    if (index % 128 === 127) await turn();
    if (emptied.has(path) && look(transaction, path)?.isDirectory() !== true) continue;
    const directory = tree.directory(path);
    directory.confirm();
    if (durable && !atOnce) directory.sync();
  }
  decide(transaction, 'prepared', 'done');
}
