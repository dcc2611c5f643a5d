import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { ChangeSet } from './change.ts';
import { comparePaths } from './seal.ts';

/** What was changed in one of several repositories. */
export interface RepositoryChangeSet {
  /** `owner/name` on a host; on one machine the name of its directory. */
  readonly repository: string;
  readonly changeSet: ChangeSet;
}

/** Change sets of several repositories under one digest: they land together or not at all. */
export interface JointChangeSet {
  readonly version: 1;
  /** Sorted by the bytes of `repository`, none twice, at least one. */
  readonly repositories: readonly RepositoryChangeSet[];
  /** `sha256:` and 64 hexadecimal digits. */
  readonly digest: string;
}

/** What one run seals: the change set of one repository, or those of several. */
export type SealedChanges = ChangeSet | JointChangeSet;

export function isJoint(sealed: SealedChanges): sealed is JointChangeSet {
  return 'repositories' in sealed;
}

/** Puts the change sets of several repositories under one digest. */
export function join(parts: Iterable<RepositoryChangeSet>): JointChangeSet {
  const repositories = Array.from(parts, (part) => Object.freeze({ ...part }));
  repositories.sort((a, b) => comparePaths(a.repository, b.repository));
  return Object.freeze({
    version: 1,
    repositories: Object.freeze(repositories),
    digest: jointDigestOf(repositories),
  });
}

/** SHA-256 of the RFC 8785 canonical JSON of `{version, repositories: [{repository, digest}]}`. */
function jointDigestOf(repositories: readonly RepositoryChangeSet[]): string {
  const named = repositories.map(({ repository, changeSet: { digest } }) => ({ repository, digest }));
  const canonical = canonicalize({ version: 1, repositories: named }) as string;
  return `sha256:${createHash('sha256').update(canonical).digest('hex')}`;
}
