/**
 * The shared noun of the whole project: what an agent changed, against one base commit.
 * Plain immutable data; everything that reads or makes it lives beside it in this folder.
 */

/** Git's file modes. `160000` (a gitlink) can be named in a set only so that a guard can refuse it by path. */
export type Mode = '100644' | '100755' | '120000' | '160000';

export interface Addition {
  readonly path: string;
  readonly change: 'add';
  readonly mode: Mode;
  /** Blob id of `content`, hexadecimal: 40 digits in SHA-1 repositories, 64 in SHA-256 ones. */
  readonly after: string;
  /** The file's bytes; for mode `120000` the link text; empty for a gitlink. */
  readonly content: Uint8Array;
}

export interface Modification {
  readonly path: string;
  readonly change: 'modify';
  readonly mode: Mode;
  readonly beforeMode: Mode;
  readonly before: string;
  readonly after: string;
  readonly content: Uint8Array;
}

export interface Deletion {
  readonly path: string;
  readonly change: 'delete';
  readonly beforeMode: Mode;
  readonly before: string;
}

/** `path` is UTF-8, `/`-separated and relative to the root of the repository. A rename is a delete and an add. */
export type Change = Addition | Modification | Deletion;

/** Sealed: sorted by the bytes of `path`, no path twice, named by its digest. */
export interface ChangeSet {
  readonly version: 1;
  /** The commit the changes were made against; `null` where the target is a plain directory without git. */
  readonly base: string | null;
  readonly changes: readonly Change[];
  /** `sha256:` and 64 hexadecimal digits. */
  readonly digest: string;
}

/** One line of a change set without its bytes, as reports and digests carry it. */
export type ChangeEntry = Omit<Addition, 'content'> | Omit<Modification, 'content'> | Deletion;

export function entryOf(change: Change): ChangeEntry {
  if (change.change === 'delete') return change;
  const { content: _bytes, ...entry } = change;
  return entry;
}
