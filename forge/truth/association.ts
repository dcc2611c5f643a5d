import { roleOf } from '../access.ts';
import { identityOf, ORGANIZATION, ORGANIZATION_ADMIN } from '../identities.ts';
import { textAt } from '../json.ts';
import type { Repository } from '../repository.ts';

/** https://docs.github.com/graphql/reference/enums#commentauthorassociation; bots of apps are NONE. */
export function associationOf(repository: Repository, user: unknown): string {
  const identity = identityOf(textAt(user, 'login') ?? '');
  if (identity === undefined || identity.type === 'Bot') return 'NONE';
  if (repository.owner === identity.login) return 'OWNER';
  if (repository.owner === ORGANIZATION && identity.login === ORGANIZATION_ADMIN) return 'MEMBER';
  return roleOf(repository, identity) === 'none' ? 'NONE' : 'COLLABORATOR';
}
