import { hasRole, roleOf } from '../access.ts';
import { invalid, NO_CONTENT, notFound, ok, type Answer } from '../answer.ts';
import { param, type RepositoryCall } from '../call.ts';
import { identityOf, IDENTITIES } from '../identities.ts';
import { textAt } from '../json.ts';
import { ROLES, type Role } from '../repository.ts';
import { renderUser } from '../truth/user.ts';

/** `permission` knows four values only, `role_name` tells them apart (docs of "get repository permissions for a user"). */
const PERMISSION: Readonly<Record<Role, string>> = {
  none: 'none',
  read: 'read',
  triage: 'read',
  write: 'write',
  maintain: 'write',
  admin: 'admin',
};

function permissionsOf(role: Role) {
  const has = (least: Role) => ROLES.indexOf(role) >= ROLES.indexOf(least);
  return {
    admin: has('admin'),
    maintain: has('maintain'),
    push: has('write'),
    triage: has('triage'),
    pull: has('read'),
  };
}

/** emulate says `push` for write, `admin` for every member and 404 for strangers, who on a public repository read. */
export function getPermission(call: RepositoryCall): Answer {
  const identity = identityOf(param(call, 'login'));
  if (identity === undefined) throw notFound();
  const own = roleOf(call.repository, identity);
  const role = own === 'none' && !call.repository.isPrivate ? 'read' : own;
  return ok({
    permission: PERMISSION[role],
    role_name: role,
    user: { ...renderUser(call.forge, identity), permissions: permissionsOf(role), role_name: role },
  });
}

export function checkCollaborator(call: RepositoryCall): Answer {
  const identity = identityOf(param(call, 'login'));
  if (identity === undefined || roleOf(call.repository, identity) === 'none') throw notFound();
  return NO_CONTENT;
}

export function listCollaborators(call: RepositoryCall): Answer {
  const members = IDENTITIES.filter((identity) => hasRole(call.repository, identity, 'read'));
  return ok(
    members.map((identity) => {
      const role = roleOf(call.repository, identity);
      return { ...renderUser(call.forge, identity), permissions: permissionsOf(role), role_name: role };
    }),
  );
}

const ROLE_OF: Readonly<Record<string, Role>> = {
  pull: 'read',
  triage: 'triage',
  push: 'write',
  maintain: 'maintain',
  admin: 'admin',
};

export function addCollaborator(call: RepositoryCall): Answer {
  const identity = identityOf(param(call, 'login'));
  if (identity === undefined) throw notFound();
  const role = ROLE_OF[textAt(call.body, 'permission') ?? 'push'];
  if (role === undefined) throw invalid('Collaborator', 'permission', 'invalid');
  call.repository.roles.set(identity.login, role);
  return NO_CONTENT;
}

export function removeCollaborator(call: RepositoryCall): Answer {
  call.repository.roles.delete(identityOf(param(call, 'login'))?.login ?? '');
  return NO_CONTENT;
}
