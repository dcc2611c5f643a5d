import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { entryOf, type Change, type ChangeEntry, type ChangeSet } from './change.ts';

/** Sorts, freezes and names the changes. The caller vouches for blob ids; `parseChangeSet` checks those of strangers. */
export function seal(base: string | null, changes: Iterable<Change>): ChangeSet {
  const sorted = Array.from(changes, (change) => Object.freeze({ ...change }));
  sorted.sort((a, b) => comparePaths(a.path, b.path));
  const digest = digestOf(base, sorted.map(entryOf));
  return Object.freeze({ version: 1, base, changes: Object.freeze(sorted), digest });
}

/**
 * SHA-256 of the RFC 8785 canonical JSON of `{version, base, changes}` with every `content` left out, so that
 * anyone can recompute it from `git diff-tree -r -z --no-renames`. `entries` must be sorted by `comparePaths`.
 */
export function digestOf(base: string | null, entries: readonly ChangeEntry[]): string {
  const canonical = canonicalize({ version: 1, base, changes: entries }) as string;
  return `sha256:${createHash('sha256').update(canonical).digest('hex')}`;
}

/** Git's order: by the bytes of the UTF-8 path, which differs from JavaScript's order above the basic plane. */
export function comparePaths(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** The same changes against another base, as when a branch moved on while every touched path stayed as it was. */
export function rebase(changeSet: ChangeSet, base: string): ChangeSet {
  return seal(base, changeSet.changes);
}
