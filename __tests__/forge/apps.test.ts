import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openForge, type OpenForge } from '../../forge/open-forge.ts';
import { appToken } from './app-token.ts';
import { clientFor, statusOf } from './client.ts';

let forge: OpenForge;
const target = { owner: 'acme', repo: 'app' };
beforeAll(async () => {
  forge = await openForge();
});
afterAll(() => forge[Symbol.asyncDispose]());

type Narrowed = { permissions?: Record<string, 'read' | 'write'>; repositories?: string[] };

async function newToken(narrowed: Narrowed = {}, privateKey = forge.privateKey): Promise<string> {
  const headers = { authorization: `Bearer ${appToken({ appId: forge.appId, privateKey })}` };
  const { data } = await clientFor(forge).apps.createInstallationAccessToken({
    installation_id: forge.installationId,
    headers,
    ...narrowed,
  });
  return data.token;
}

test('the App’s key makes tokens that act as its bot, narrowed as asked', async () => {
  const whole = await newToken();
  expect(whole).toMatch(/^ghs_[A-Za-z0-9._-]{36,}$/);
  const issue = await clientFor(forge, whole).issues.create({ ...target, title: 'x' });
  expect(issue.data.user).toMatchObject({ login: 'wholly[bot]', id: forge.appBotId, type: 'Bot' });
  const api = clientFor(forge, await newToken({ permissions: { issues: 'read' }, repositories: ['app'] }));
  const { data } = await api.apps.listReposAccessibleToInstallation();
  expect(data.repositories.map(({ full_name: name }) => name)).toEqual(['acme/app']);
  const call = api.issues.createComment({ ...target, issue_number: issue.data.number, body: 'x' });
  expect(await statusOf(call)).toBe(403);
  await api.apps.revokeInstallationAccessToken();
  expect(await statusOf(api.apps.listReposAccessibleToInstallation())).toBe(401);
});

test('a foreign key makes none', async () => {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  expect(await statusOf(newToken({}, privateKey))).toBe(401);
});

test('the installation of a repository is found with the App’s own token', async () => {
  const token = appToken(forge);
  const headers = { authorization: `Bearer ${token}` };
  const { data } = await clientFor(forge).apps.getRepoInstallation({ ...target, headers });
  expect(data.id).toBe(forge.installationId);
});

test('a manifest becomes an App once, with the credentials of the running one', async () => {
  const manifest = JSON.stringify({
    name: 'mine',
    url: 'http://example.org',
    redirect_url: 'http://127.0.0.1:1/probot/setup',
    default_permissions: { issues: 'write' },
    default_events: ['issues'],
  });
  const form = await fetch(`${forge.url}/settings/apps/new?state=s`, {
    method: 'POST',
    body: new URLSearchParams({ manifest }),
    redirect: 'manual',
  });
  const back = new URL(form.headers.get('location') ?? '');
  expect([back.pathname, back.searchParams.get('state')]).toEqual(['/probot/setup', 's']);
  const code = back.searchParams.get('code') ?? '';
  const { data } = await clientFor(forge).apps.createFromManifest({ code });
  expect(data).toMatchObject({ id: forge.appId, pem: forge.privateKey, webhook_secret: forge.webhookSecret });
  expect(await statusOf(clientFor(forge).apps.createFromManifest({ code }))).toBe(404);
});
