import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openForge, type OpenForge } from '../../forge/open-forge.ts';
import { appToken } from './app-token.ts';
import { clientFor } from './client.ts';
import { openDesk, type Desk } from './clone.ts';

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

let forge: OpenForge;
let desk: Desk;
const received: Received[] = [];
let status = 200;
const sink = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    received.push({ headers: request.headers, text: Buffer.concat(chunks).toString() });
    response.writeHead(status).end();
  });
});
const target = { owner: 'acme', repo: 'app' };

beforeAll(async () => {
  sink.listen(0, '127.0.0.1');
  await once(sink, 'listening');
  const address = sink.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  [forge, desk] = await Promise.all([openForge({ webhookUrl: `http://127.0.0.1:${port}/hook` }), openDesk()]);
});
afterAll(async () => {
  await desk[Symbol.asyncDispose]();
  await forge[Symbol.asyncDispose]();
  sink.close();
});
beforeEach(async () => {
  await forge.control.settleDeliveries();
  received.length = 0;
  status = 200;
});

function payloadOf({ text }: Received): Record<string, never> {
  return JSON.parse(text);
}

const deliveriesOf = async (event: string, action?: string) =>
  (await forge.control.listDeliveries()).filter(
    (one) => one.event === event && (action === undefined || one.action === action),
  );

/** emulate hands its events over a moment after its answer. */
async function until<T>(look: () => Promise<T | undefined> | T | undefined): Promise<T> {
  for (let tries = 0; tries < 200; tries += 1) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('It never came');
}

test('a comment arrives signed, with GitHub’s headers and everything a handler reads', async () => {
  const walter = clientFor(forge, forge.tokens.walter);
  const issue = await walter.issues.create({ ...target, title: 't' });
  const comment = await walter.issues.createComment({
    ...target,
    issue_number: issue.data.number,
    body: '@bot implement',
  });
  const found = await until(() =>
    received.find(({ headers }) => headers['x-github-event'] === 'issue_comment'),
  );
  expect(found.headers).toMatchObject({
    'user-agent': expect.stringMatching(/^GitHub-Hookshot\//),
    'content-type': 'application/json',
    'x-github-delivery': expect.stringMatching(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    ),
    'x-github-hook-installation-target-id': String(forge.appId),
    'x-github-hook-installation-target-type': 'integration',
  });
  const mac = createHmac('sha256', forge.webhookSecret).update(found.text).digest('hex');
  expect(found.headers['x-hub-signature-256']).toBe(`sha256=${mac}`);
  expect(payloadOf(found)).toMatchObject({
    action: 'created',
    comment: {
      id: comment.data.id,
      author_association: 'COLLABORATOR',
      html_url: comment.data.html_url,
      user: { login: 'walter', id: 1_000_002, type: 'User' },
    },
    issue: { number: issue.data.number, state: 'open' },
    installation: { id: forge.installationId },
    organization: { login: 'acme' },
    sender: { login: 'walter', id: 1_000_002, type: 'User' },
    repository: {
      full_name: 'acme/app',
      default_branch: 'main',
      private: false,
      owner: { login: 'acme', type: 'Organization' },
      clone_url: `${forge.url}/acme/app.git`,
    },
  });
  expect(payloadOf(found)).not.toHaveProperty('issue.pull_request');
});

test('a push tells its commits; its pull request synchronizes; comments there carry pull_request', async () => {
  const clone = await desk.clone(`${forge.url}/acme/app.git`, 'hooks');
  const writer = desk.as(forge.tokens.walter);
  await writer.git(clone, 'checkout', '--quiet', '-b', 'work');
  const pushEmpty = async () => {
    await writer.git(clone, 'commit', '--quiet', '--allow-empty', '-m', 'next');
    await writer.git(clone, 'push', '--quiet', 'origin', 'work');
    return writer.git(clone, 'rev-parse', 'HEAD');
  };
  const first = await pushEmpty();
  const push = await until(() => received.find(({ headers }) => headers['x-github-event'] === 'push'));
  expect(payloadOf(push)).toMatchObject({
    ref: 'refs/heads/work',
    created: true,
    after: first,
    commits: [{ id: first, message: 'next' }],
    pusher: { name: 'walter' },
  });
  const { data: pull } = await clientFor(forge, forge.tokens.app).pulls.create({
    ...target,
    head: 'work',
    base: 'main',
    title: 't',
  });
  const second = await pushEmpty();
  const sync = await until(() => received.find(({ text }) => text.includes('"synchronize"')));
  expect(payloadOf(sync)).toMatchObject({
    before: first,
    after: second,
    number: pull.number,
    pull_request: { head: { sha: second }, user: { type: 'Bot' } },
    sender: { login: 'walter' },
  });
  await clientFor(forge, forge.tokens.rita).issues.createComment({
    ...target,
    issue_number: pull.number,
    body: 'hm',
  });
  const comment = await until(() =>
    received.find(({ headers }) => headers['x-github-event'] === 'issue_comment'),
  );
  expect(payloadOf(comment)).toMatchObject({ issue: { pull_request: { html_url: pull.html_url } } });
});

test('a delivery can be sent again under its own id', async () => {
  status = 500;
  await clientFor(forge, forge.tokens.rita).issues.create({ ...target, title: 'again' });
  const failed = await until(async () =>
    (await deliveriesOf('issues', 'opened')).find(({ attempts }) => attempts[0]?.status === 500),
  );
  status = 200;
  const again = await forge.control.redeliver(failed.id);
  expect(again.attempts.map((attempt) => attempt.status)).toEqual([500, 200]);
  expect(received.map(({ headers }) => headers['x-github-delivery'])).toEqual([failed.id, failed.id]);
  expect(received[0]?.text).toBe(received[1]?.text);
});

test('deliveries can be held, reordered and dropped', async () => {
  const rita = clientFor(forge, forge.tokens.rita);
  await forge.control.holdDeliveries();
  await rita.issues.create({ ...target, title: 'held 1' });
  await until(async () =>
    (await deliveriesOf('issues')).filter(({ state }) => state === 'held').length === 1 ? true : undefined,
  );
  await rita.issues.create({ ...target, title: 'held 2' });
  const held = await until(async () => {
    const all = (await deliveriesOf('issues')).filter(({ state }) => state === 'held');
    return all.length === 2 ? all : undefined;
  });
  expect(received).toEqual([]);
  const ids = held.map(({ id }) => id).toReversed();
  await forge.control.releaseDeliveries(ids);
  expect(received.map(({ headers }) => headers['x-github-delivery'])).toEqual(ids);
  await forge.control.dropDeliveries({ event: 'issues' });
  await rita.issues.create({ ...target, title: 'dropped' });
  await until(async () => (await deliveriesOf('issues')).find(({ state }) => state === 'dropped'));
  expect(received).toHaveLength(2);
});

test('an App lists its deliveries and asks for one again, as on GitHub', async () => {
  const app = clientFor(forge);
  const token = appToken(forge);
  const headers = { authorization: `Bearer ${token}` };
  await clientFor(forge, forge.tokens.rita).issues.create({ ...target, title: 'x' });
  await until(() => received.find(({ headers }) => headers['x-github-event'] === 'issues'));
  const { data } = await app.request('GET /app/hook/deliveries', { headers });
  const [latest] = data;
  await app.request('POST /app/hook/deliveries/{delivery_id}/attempts', {
    headers,
    delivery_id: Number(latest?.id),
  });
  await forge.control.settleDeliveries();
  const again = received.filter((one) => one.headers['x-github-delivery'] === latest?.guid);
  expect(again).toHaveLength(2);
});
