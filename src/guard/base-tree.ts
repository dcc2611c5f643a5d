import { posix } from 'node:path';
import type { ChangeSet } from '../change-set/change.ts';
import { longestLinkText, longestPath } from './path-text.ts';

/** One entry of a tree of the base commit, as `git ls-tree` prints it; mode `040000` is a directory. */
export interface BaseEntry {
  readonly mode: string;
  readonly oid: string;
}

/** The base commit as far as it was read: plain data, filled in beforehand for `directoriesToRead`. */
export interface BaseTree {
  /** Name to entry of one directory; `''` is the root. Empty for a directory that is not there. */
  entries(directory: string): ReadonlyMap<string, BaseEntry>;
}

/**
 * The directories of the base that the guards look into: those on the way to every changed path, and those on the way
 * to what a new link names. Parents come before what is in them; some may not exist in the base.
 */
export function directoriesToRead(changeSet: ChangeSet): readonly string[] {
  const directories = [''];
  const known: Names = new Map();
  for (const change of changeSet.changes) {
    addParents(directories, known, change.path);
    if (change.change === 'delete' || change.mode !== '120000') continue;
    if (change.content.byteLength > longestLinkText) continue;
    const text = Buffer.from(change.content).toString();
    addParents(directories, known, posix.normalize(`${posix.dirname(change.path)}/${text}`));
  }
  return directories;
}

/** By name and not by path: a forged set may go thousands of levels down. */
interface Names extends Map<string, Names> {}

function addParents(directories: string[], known: Names, path: string): void {
  if (path.length > longestPath || path.startsWith('/') || path.startsWith('..')) return;
  let names = known;
  for (let start = 0, end = path.indexOf('/'); end !== -1; start = end + 1, end = path.indexOf('/', start)) {
    const name = path.slice(start, end);
    let below = names.get(name);
    if (below === undefined) {
      below = new Map();
      names.set(name, below);
      directories.push(path.slice(0, end));
    }
    names = below;
  }
}
