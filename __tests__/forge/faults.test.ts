import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openForge, type OpenForge } from '../../forge/open-forge.ts';
import { clientFor, statusOf } from './client.ts';
import { openDesk, type Desk } from './clone.ts';

let forge: OpenForge;
let desk: Desk;
const target = { owner: 'acme', repo: 'app' };
beforeAll(async () => {
  [forge, desk] = await Promise.all([openForge(), openDesk()]);
});
afterAll(async () => {
  await desk[Symbol.asyncDispose]();
  await forge[Symbol.asyncDispose]();
});
afterEach(() => forge.control.clearFaults());

async function titles(): Promise<string[]> {
  return (
    await clientFor(forge, forge.tokens.walter).issues.listForRepo({ ...target, per_page: 100 })
  ).data.map(({ title }) => title);
}

test('an answer of its own comes on the nth match and as often as asked, and nothing is done', async () => {
  const api = clientFor(forge, forge.tokens.walter);
  await forge.control.addFault({
    match: { method: 'POST', path: '^/repos/acme/app/issues$', nth: 2, times: 2 },
    fault: {
      kind: 'answer',
      status: 403,
      headers: { 'retry-after': '1' },
      body: { message: 'You have exceeded a secondary rate limit.' },
    },
  });
  await api.issues.create({ ...target, title: 'n1' });
  expect(await statusOf(api.issues.create({ ...target, title: 'n2' }))).toBe(403);
  expect(await statusOf(api.issues.create({ ...target, title: 'n3' }))).toBe(403);
  await api.issues.create({ ...target, title: 'n4' });
  expect((await titles()).filter((title) => title.startsWith('n')).sort()).toEqual(['n1', 'n4']);
});

test('cut before: nothing happened; cut after: it happened, and the client cannot know', async () => {
  const api = clientFor(forge, forge.tokens.walter);
  const match = { method: 'POST', path: '/issues$' };
  await forge.control.addFault({ match, fault: { kind: 'cut-before' } });
  expect(await statusOf(api.issues.create({ ...target, title: 'before' }))).toBe(500);
  expect(await titles()).not.toContain('before');
  await forge.control.clearFaults();
  await forge.control.addFault({ match, fault: { kind: 'cut-after' } });
  expect(await statusOf(api.issues.create({ ...target, title: 'after' }))).toBe(500);
  expect((await titles()).filter((title) => title === 'after')).toHaveLength(1);
});

test('a push whose answer is lost has landed; one that is cut before has not', async () => {
  const clone = await desk.clone(`${forge.url}/acme/app.git`, 'faults');
  const writer = desk.as(forge.tokens.walter);
  await writer.git(clone, 'commit', '--quiet', '--allow-empty', '-m', 'x');
  const remote = () => desk.git(clone, 'ls-remote', 'origin', 'refs/heads/lost');
  const match = { method: 'POST', path: 'git-receive-pack' };
  await forge.control.addFault({ match, fault: { kind: 'cut-before' } });
  expect((await writer.attempt(clone, 'push', 'origin', 'HEAD:lost')).code).not.toBe(0);
  expect(await remote()).toBe('');
  await forge.control.addFault({ match, fault: { kind: 'cut-after' } });
  expect((await writer.attempt(clone, 'push', 'origin', 'HEAD:lost')).code).not.toBe(0);
  expect(await remote()).toContain('refs/heads/lost');
  await forge.control.addFault({ match: { path: 'info/refs' }, fault: { kind: 'answer', status: 503 } });
  expect((await desk.attempt(desk.home, 'clone', `${forge.url}/acme/app.git`, 'down')).code).not.toBe(0);
});

test('a delay delays', async () => {
  await forge.control.addFault({
    match: { path: '^/repos/acme/app$' },
    fault: { kind: 'delay', milliseconds: 300 },
  });
  const started = performance.now();
  await clientFor(forge).repos.get(target);
  expect(performance.now() - started).toBeGreaterThan(290);
});

test('the log knows every request: who, what, whether it wrote, and what became of it', async () => {
  const api = clientFor(forge, forge.tokens.walter);
  await forge.control.addFault({ match: { method: 'PATCH' }, fault: { kind: 'cut-after' } });
  await forge.control.clearRequests();
  const { data } = await api.issues.create({ ...target, title: 'logged' });
  expect(await statusOf(api.issues.update({ ...target, issue_number: data.number, title: 'lost' }))).toBe(
    500,
  );
  await clientFor(forge).repos.get(target);
  await desk.clone(`${forge.url}/acme/app.git`, 'log');
  await api
    .graphql('mutation { convertPullRequestToDraft(input: {pullRequestId: "x"}) { clientMutationId } }')
    .catch(() => undefined);
  await fetch(`${forge.url}/acme/app`);
  const log = await forge.control.listRequests();
  const shown = log.map(({ kind, method, isWrite, actor, status, fault }) => [
    kind,
    method,
    isWrite,
    actor,
    status,
    fault,
  ]);
  expect(shown.slice(0, 3)).toEqual([
    ['api', 'POST', true, 'walter', 201, null],
    ['api', 'PATCH', true, 'walter', null, 'cut-after'],
    ['api', 'GET', false, null, 200, null],
  ]);
  expect(log[0]).toMatchObject({ path: '/repos/acme/app/issues', body: JSON.stringify({ title: 'logged' }) });
  expect(shown.slice(3, -2).every(([kind, , isWrite]) => kind === 'git' && isWrite === false)).toBe(true);
  expect(shown.at(-2)).toEqual(['graphql', 'POST', true, 'walter', 200, null]);
  expect(shown.at(-1)).toEqual(['page', 'GET', false, null, 200, null]);
  await forge.control.clearRequests();
  expect(await forge.control.listRequests()).toEqual([]);
});

test('what the client has already is 304, until it changes', async () => {
  const api = clientFor(forge, forge.tokens.walter);
  const first = await api.issues.create({ ...target, title: 'etag' });
  const on = { ...target, issue_number: first.data.number };
  const { etag } = (await api.issues.get(on)).headers;
  const again = () => api.issues.get({ ...on, headers: { 'if-none-match': etag ?? '' } });
  expect(await statusOf(again())).toBe(304);
  await api.issues.createComment({ ...on, body: 'x' });
  expect((await again()).status).toBe(200);
});
