import { randomBytes, randomInt } from 'node:crypto';

export interface Identity {
  readonly login: string;
  readonly id: number;
  readonly type: 'User' | 'Bot';
  readonly name: string;
}

export type Level = 'read' | 'write' | 'admin';
export type Permissions = Readonly<Record<string, Level>>;

/** GitHub's own: https://api.github.com/users/github-actions%5Bbot%5D */
export const ACTIONS_BOT: Identity = {
  login: 'github-actions[bot]',
  id: 41_898_282,
  type: 'Bot',
  name: 'github-actions[bot]',
};
export const APP_BOT: Identity = { login: 'wholly[bot]', id: 187_004_242, type: 'Bot', name: 'wholly[bot]' };

export const IDENTITIES: readonly Identity[] = [
  { login: 'alice', id: 1_000_001, type: 'User', name: 'Alice Admin' },
  { login: 'walter', id: 1_000_002, type: 'User', name: 'Walter Writer' },
  { login: 'rita', id: 1_000_003, type: 'User', name: 'Rita Reader' },
  { login: 'mallory', id: 1_000_004, type: 'User', name: 'Mallory Stranger' },
  ACTIONS_BOT,
  APP_BOT,
  { login: 'evil-app[bot]', id: 187_006_666, type: 'Bot', name: 'evil-app[bot]' },
];

export const ORGANIZATION = 'acme';
export const ORGANIZATION_ID = 2_000_001;
/** Owns the organization, so admin everywhere in it. */
export const ORGANIZATION_ADMIN = 'alice';

export const APP = {
  id: 4242,
  slug: 'wholly',
  name: 'Wholly',
  installationId: 7007,
  permissions: {
    actions: 'read',
    checks: 'write',
    contents: 'write',
    issues: 'write',
    metadata: 'read',
    pull_requests: 'write',
    statuses: 'write',
  },
} as const;

/** What `permissions:` of a workflow would grant; `workflows` can never be granted to GITHUB_TOKEN (https://docs.github.com/actions/security-guides/automatic-token-authentication). */
export const WORKFLOW_PERMISSIONS: Permissions = {
  actions: 'read',
  checks: 'write',
  contents: 'write',
  issues: 'write',
  metadata: 'read',
  pull_requests: 'write',
  statuses: 'write',
};

export function identityOf(login: string): Identity | undefined {
  const wanted = login.toLowerCase();
  return IDENTITIES.find((identity) => identity.login.toLowerCase() === wanted);
}

/** https://docs.github.com/account-and-profile/reference/email-addresses-reference#your-noreply-email-address */
export function emailOf(identity: Identity): string {
  return `${identity.id}+${identity.login}@users.noreply.github.com`;
}

export function identityByEmail(email: string): Identity | undefined {
  return IDENTITIES.find((identity) => emailOf(identity) === email);
}

export function nodeIdOf(kind: string, id: number): string {
  return Buffer.from(`0:${kind}${id}`).toString('base64').replace(/=+$/, '');
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Tokens in the shape of real ones, new for each start, so that a leak is found by value and by pattern. */
export function newToken(prefix: 'ghp' | 'ghs'): string {
  return `${prefix}_${Array.from({ length: 36 }, () => LETTERS[randomInt(LETTERS.length)]).join('')}`;
}

export function newSecret(): string {
  return randomBytes(24).toString('hex');
}
