import { addInstallationToken } from '../actors.ts';
import { NO_CONTENT, ok, Refusal, type Answer } from '../answer.ts';
import { pageOf, requireActor, type Call } from '../call.ts';
import { newToken, ORGANIZATION, type Level, type Permissions } from '../identities.ts';
import { isJson, listAt, objectAt, textAt, type Json } from '../json.ts';
import { renderOrganization } from '../truth/organization.ts';
import { pass } from './pass.ts';

function parsePermissions(value: unknown): Permissions {
  const isLevel = (level: unknown): level is Level =>
    level === 'read' || level === 'write' || level === 'admin';
  const granted: Record<string, Level> = {};
  for (const [name, level] of Object.entries(isJson(value) ? value : {}))
    if (isLevel(level)) granted[name] = level;
  return { metadata: 'read', ...granted };
}

/** emulate judges key, narrowing and expiry; the token handed out is the forge's, in the length GitHub's have. */
export async function createInstallationToken(call: Call): Promise<Answer> {
  const answer = await pass(call);
  if (answer.status !== 201 || !isJson(answer.json)) return answer;
  const token = newToken('ghs');
  const named = listAt(answer.json, 'repositories').flatMap((one) => textAt(one, 'full_name') ?? []);
  const isSelected = answer.json['repository_selection'] === 'selected';
  addInstallationToken(call.forge, token, {
    permissions: parsePermissions(answer.json['permissions']),
    repositories: isSelected ? new Set(named.map((name) => name.toLowerCase())) : undefined,
    account: ORGANIZATION,
    expiresAt: Date.parse(textAt(answer.json, 'expires_at') ?? ''),
  });
  const chosen = await Promise.all(named.map((name) => readRepository(call, name)));
  return {
    ...answer,
    json: {
      ...answer.json,
      token,
      permissions: parsePermissions(answer.json['permissions']),
      ...(isSelected ? { repositories: chosen } : {}),
    },
  };
}

async function readRepository(call: Call, fullName: string): Promise<unknown> {
  const change = { method: 'GET', path: `/repos/${fullName}` };
  return (await pass({ ...call, jwt: undefined }, change)).json;
}

export function revokeInstallationToken(call: Call): Answer {
  const actor = requireActor(call);
  if (actor.installation === undefined) throw new Refusal(403, 'Resource not accessible by integration');
  call.forge.actors.delete(actor.token);
  return NO_CONTENT;
}

/** https://docs.github.com/rest/apps/installations#list-repositories-accessible-to-the-app-installation */
export async function listInstallationRepositories(call: Call): Promise<Answer> {
  const { installation } = requireActor(call);
  if (installation === undefined)
    throw new Refusal(
      403,
      'You must authenticate with an installation access token in order to list repositories for an installation.',
    );
  const covered = [...call.forge.repositories.values()].filter(
    ({ owner, fullName }) =>
      owner === installation.account && (installation.repositories?.has(fullName.toLowerCase()) ?? true),
  );
  const page = pageOf(call, covered);
  const repositories = await Promise.all(page.items.map(({ fullName }) => readRepository(call, fullName)));
  return ok(
    {
      total_count: covered.length,
      repository_selection: installation.repositories === undefined ? 'all' : 'selected',
      repositories,
    },
    page.headers,
  );
}

/** emulate gives half an owner. */
export async function getApp(call: Call): Promise<Answer> {
  const answer = await pass(call);
  if (!isJson(answer.json) || answer.status !== 200) return answer;
  return ok({ ...answer.json, owner: renderOrganization(call.forge) });
}

/** Which app a JSON web token speaks for is emulate's to verify. */
export async function demandApp(call: Call): Promise<Json> {
  const answer = await pass(call, { method: 'GET', path: '/app' });
  if (answer.status !== 200) throw new Refusal(401, 'A JSON web token could not be decoded');
  return objectAt({ app: answer.json }, 'app');
}
