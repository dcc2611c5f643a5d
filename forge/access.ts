import type { Actor } from './actor.ts';
import { notFound, Refusal } from './answer.ts';
import { ORGANIZATION, ORGANIZATION_ADMIN, type Identity } from './identities.ts';
import { ROLES, type Repository, type Role } from './repository.ts';

/** What one endpoint asks of who calls it. */
export interface Need {
  /** The least role a person must have. */
  readonly role: Role;
  /** An app must hold one of these; none means `metadata`, which every app has. */
  readonly permissions: readonly string[];
  readonly level: 'read' | 'write';
}

/** Permission names: https://docs.github.com/rest/authentication/permissions-required-for-github-apps */
export function reads(...permissions: string[]): Need {
  return { role: 'read', permissions, level: 'read' };
}

export function writes(role: Role, ...permissions: string[]): Need {
  return { role, permissions, level: 'write' };
}

export function roleOf(repository: Repository, identity: Identity): Role {
  if (repository.owner === identity.login) return 'admin';
  if (repository.owner === ORGANIZATION && identity.login === ORGANIZATION_ADMIN) return 'admin';
  return repository.roles.get(identity.login) ?? 'none';
}

export function hasRole(repository: Repository, identity: Identity, least: Role): boolean {
  return ROLES.indexOf(roleOf(repository, identity)) >= ROLES.indexOf(least);
}

function isInstalledOn(actor: Actor, repository: Repository): boolean {
  const installation = actor.installation;
  if (installation === undefined || installation.account !== repository.owner) return false;
  return installation.repositories?.has(repository.fullName.toLowerCase()) ?? true;
}

export function canSee(repository: Repository, actor: Actor | undefined): boolean {
  if (!repository.isPrivate) return true;
  if (actor === undefined) return false;
  return actor.installation === undefined
    ? hasRole(repository, actor.identity, 'read')
    : isInstalledOn(actor, repository);
}

const RANK = { read: 1, write: 2, admin: 3 } as const;

export function isGranted(actor: Actor, permission: string, level: 'read' | 'write'): boolean {
  const granted = actor.installation?.permissions()[permission];
  return granted !== undefined && RANK[granted] >= RANK[level];
}

/**
 * Throws where the actor may not. A private repository does not exist for a stranger: 404, where emulate says 403
 * (https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api#404-not-found-for-an-existing-resource).
 */
export function demand(repository: Repository, actor: Actor | undefined, need: Need): void {
  if (!canSee(repository, actor)) throw notFound();
  // Only its administration goes on (https://docs.github.com/repositories/archiving-a-github-repository).
  if (repository.isArchived && need.level === 'write' && need.role !== 'admin')
    throw new Refusal(403, 'Repository was archived so is read-only.');
  if (actor === undefined) {
    if (need.level === 'write' || need.role !== 'read') throw new Refusal(401, 'Requires authentication');
    return;
  }
  if (actor.installation === undefined) {
    if (need.role === 'read') return; // whoever sees it: a public repository is everybody's to read and to comment on
    if (!hasRole(repository, actor.identity, need.role)) throw new Refusal(403, PERSON_LACKS[need.role]);
    return;
  }
  if (need.level === 'read' && need.role === 'read' && !repository.isPrivate) return;
  const holds =
    isInstalledOn(actor, repository) &&
    (need.permissions.length === 0 || need.permissions.some((name) => isGranted(actor, name, need.level)));
  // Worded so in https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api#resource-not-accessible
  if (!holds) throw new Refusal(403, 'Resource not accessible by integration');
}

const PERSON_LACKS: Readonly<Record<Role, string>> = {
  none: 'Forbidden',
  read: 'Forbidden',
  triage: 'Must have triage access to Repository.',
  write: 'Must have push access to Repository.',
  maintain: 'Must have maintain rights to Repository.',
  admin: 'Must have admin rights to Repository.',
};
