import { entryOf } from '../change-set/change.ts';
import { isJoint, type SealedChanges } from '../change-set/joint.ts';
import type { Report, RepositoryRow } from './report.ts';

/** What a report says of sealed changes; of several repositories, the name of its own stands before each path. */
export function describeSealed(sealed: SealedChanges, file: string | null): NonNullable<Report['changeSet']> {
  const { digest } = sealed;
  if (!isJoint(sealed)) return { digest, base: sealed.base, file, changes: sealed.changes.map(entryOf) };
  const changes = sealed.repositories.flatMap(({ repository, changeSet }) =>
    changeSet.changes.map((change) => ({ ...entryOf(change), path: `${repository}/${change.path}` })),
  );
  return { digest, base: null, file, changes };
}

/** Each repository of sealed changes that are of several, before anything of it stands anywhere. */
export function describeRepositories(sealed: SealedChanges): RepositoryRow[] {
  if (!isJoint(sealed)) return [];
  return sealed.repositories.map(({ repository, changeSet: { digest, base } }) => ({
    repository,
    digest,
    base,
    branch: null,
    commit: null,
    tree: null,
    patch: null,
    pullRequest: null,
  }));
}

/** The rows of a report, with what is now known of one repository. */
export function ofRepository(
  { repositories }: Pick<Report, 'repositories'>,
  repository: string,
  { branch, commit, tree, patch, pullRequest }: Partial<Report>,
): Pick<Report, 'repositories'> {
  const known = Object.fromEntries(
    Object.entries({ branch, commit, tree, patch, pullRequest }).filter(([, fact]) => fact !== undefined),
  );
  return {
    repositories: repositories.map((row) => (row.repository === repository ? { ...row, ...known } : row)),
  };
}
