import { ORGANIZATION, ORGANIZATION_ID, identityOf, nodeIdOf } from '../identities.ts';
import type { Repository } from '../repository.ts';
import { renderActor } from './actor-node.ts';
import { objectNode, refNode } from './git-nodes.ts';
import { findIssue, findPull } from './talk-nodes.ts';
import type { Viewing } from './viewing.ts';

export function repositoryNode(viewing: Viewing, repository: Repository) {
  const { forge } = viewing;
  const identity = identityOf(repository.owner);
  const owner =
    identity === undefined
      ? {
          __typename: 'Organization',
          id: nodeIdOf('Organization', ORGANIZATION_ID),
          login: ORGANIZATION,
          url: `${forge.url}/${ORGANIZATION}`,
        }
      : renderActor(forge, identity);
  return {
    __typename: 'Repository',
    id: nodeIdOf(`Repository:${repository.fullName}:`, 0),
    name: repository.name,
    nameWithOwner: repository.fullName,
    owner,
    isPrivate: repository.isPrivate,
    url: `${forge.url}/${repository.fullName}`,
    defaultBranchRef: () => refNode(viewing, repository, `refs/heads/${repository.defaultBranch}`),
    ref: async ({ qualifiedName }: { qualifiedName: string }) => {
      if (qualifiedName.startsWith('refs/')) return refNode(viewing, repository, qualifiedName);
      const branch = await refNode(viewing, repository, `refs/heads/${qualifiedName}`);
      return branch ?? refNode(viewing, repository, `refs/tags/${qualifiedName}`);
    },
    object: ({ oid, expression }: { oid?: string | null; expression?: string | null }) =>
      objectNode(viewing, repository, oid ?? expression ?? ''),
    issue: ({ number }: { number: number }) => findIssue(viewing, repository, number),
    pullRequest: ({ number }: { number: number }) => findPull(viewing, repository, number),
    issueOrPullRequest: ({ number }: { number: number }) =>
      repository.pulls.has(number)
        ? findPull(viewing, repository, number)
        : findIssue(viewing, repository, number),
  };
}
