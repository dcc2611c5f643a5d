import type { ChangeSet } from '../change-set/change.ts';
import type { BaseTree } from './base-tree.ts';
import type { ResultingTree } from './resulting-tree.ts';

/** From mildest to hardest: `review` wants a person to look before it is merged, `refuse` stops the whole set. */
export type Verdict = 'allow' | 'review' | 'refuse';

/** What the base's own `.gitattributes` say of one path. `filter` is absent where none is set. */
export interface Attributes {
  readonly filter?: string;
}

/** What collecting found in the checkout and no change set can carry. */
export interface SpecialFile {
  /** For people to read; where the name is not UTF-8, an escaped form of it. */
  readonly path: string;
  readonly kind:
    | 'nested-repository'
    | 'fifo'
    | 'socket'
    | 'device'
    | 'not-utf8'
    | 'hard-link'
    | 'unreadable'
    | 'too-large'
    | 'changed-while-read';
}

export interface Subject {
  readonly changeSet: ChangeSet;
  readonly base: BaseTree;
  readonly attributes: (path: string) => Attributes;
  readonly special?: readonly SpecialFile[];
  /** What `findSecrets` says of the set. */
  readonly secretFindings?: readonly Complaint[];
}

/** One row of `protected` in the configuration; how its patterns are read is said at `inspectProtected`. */
export interface ProtectedPaths {
  readonly paths: readonly string[];
  readonly policy: Verdict;
}

export interface Policy {
  /** Who made the set: an agent in a run, or a person who applies a file at the keyboard. */
  readonly maker: 'agent' | 'person';
  /** `files` counts changes, `bytes` what they carry. */
  readonly limits: { readonly files: number; readonly bytes: number };
  readonly protected: readonly ProtectedPaths[];
  /** The values this run was given and nobody may publish: tokens, model keys. */
  readonly secrets: readonly string[];
}

/** What one guard objects to. `message` is one plain sentence; names of others in it are quoted as JSON strings. */
export interface Complaint {
  readonly verdict: 'review' | 'refuse';
  readonly path?: string;
  readonly message: string;
}

/** A row of `guards` in the report. */
export interface GuardRow {
  readonly guard: string;
  readonly verdict: Verdict;
  readonly path?: string;
  readonly message: string;
}

export interface Finding extends GuardRow {
  readonly verdict: 'review' | 'refuse';
}

/** All that a guard may look at. */
export interface View extends Required<Subject> {
  readonly policy: Policy;
  readonly tree: ResultingTree;
}

export interface Guard {
  readonly name: string;
  /** A rule that binds the `agent` alone asks a person for a second look where it would refuse an agent. */
  readonly binds: 'everybody' | 'agent';
  readonly inspect: (view: View) => Iterable<Complaint>;
  /** Said in the report when there is nothing to object to. */
  readonly holds: string;
}
