import type { Actor } from './actor.ts';
import { Refusal } from './answer.ts';
import type { Forge } from './forge.ts';
import { APP_BOT, type Identity, type Permissions } from './identities.ts';

export type Caller =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'app'; readonly jwt: string }
  | { readonly kind: 'actor'; readonly actor: Actor };

/**
 * Who a request comes from. emulate takes a token it does not know for its first user; GitHub answers 401 "Bad
 * credentials" (https://docs.github.com/rest/authentication/authenticating-to-the-rest-api), and so does this.
 */
export function readCaller(forge: Forge, authorization: string | undefined): Caller {
  if (authorization === undefined) return { kind: 'nobody' };
  const token = parseToken(authorization);
  if (token.startsWith('eyJ')) return { kind: 'app', jwt: token };
  const actor = forge.actors.get(token);
  if (actor === undefined || (actor.expiresAt ?? Infinity) < Date.now())
    throw new Refusal(401, 'Bad credentials');
  return { kind: 'actor', actor };
}

/** Bearer, token, or Basic with the token as its password, which is how git sends it. */
function parseToken(authorization: string): string {
  const [, scheme = '', value = ''] = /^(\S+)\s+(.*)$/.exec(authorization.trim()) ?? [];
  if (scheme.toLowerCase() !== 'basic') return value;
  const decoded = Buffer.from(value, 'base64').toString();
  const colon = decoded.indexOf(':');
  return decoded.slice(colon + 1) || decoded.slice(0, colon);
}

export function addPerson(forge: Forge, identity: Identity, token: string): void {
  forge.actors.set(token, { identity, token });
}

export function addInstallationToken(
  forge: Forge,
  token: string,
  granted: {
    permissions: Permissions;
    repositories: ReadonlySet<string> | undefined;
    account: string;
    expiresAt: number;
  },
): void {
  forge.actors.set(token, {
    identity: APP_BOT,
    token,
    expiresAt: granted.expiresAt,
    installation: {
      kind: 'app',
      permissions: () => granted.permissions,
      repositories: granted.repositories,
      account: granted.account,
    },
  });
}
