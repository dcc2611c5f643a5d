import type { Forge } from '../forge.ts';
import { identityOf, nodeIdOf, type Identity } from '../identities.ts';
import { textAt } from '../json.ts';
import { renderUser } from '../truth/user.ts';

export function renderActor(forge: Forge, identity: Identity) {
  const user = renderUser(forge, identity);
  return {
    __typename: identity.type,
    id: nodeIdOf(identity.type, identity.id),
    databaseId: identity.id,
    // GraphQL names a bot without its suffix (https://docs.github.com/graphql/reference/objects#bot).
    login: identity.type === 'Bot' ? identity.login.replace(/\[bot\]$/, '') : identity.login,
    name: identity.name,
    avatarUrl: user['avatar_url'],
    url: user['html_url'],
  };
}

/** The author of a REST object. */
export function authorNode(forge: Forge, user: unknown) {
  const identity = identityOf(textAt(user, 'login') ?? '');
  return identity === undefined ? null : renderActor(forge, identity);
}
