import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openForge, type OpenForge } from '../../forge/open-forge.ts';
import { treeByPlainGit } from '../doubles/clone.ts';
import { botEnvironment, startBot, type RunningBot } from '../doubles/run-bot.ts';
import { runCli } from '../doubles/run-cli.ts';
import { openScratch, type Scratch } from '../doubles/scratch.ts';
import { findRungs, isConfined } from '../sandbox/rungs.ts';
import { clientOf, fenceAdding, openStage, type Stage } from '../doubles/stage.ts';
import { until } from '../doubles/until.ts';

let forge: OpenForge;
let scratch: Scratch;
let bot: RunningBot;
beforeAll(async () => {
  forge = await openForge();
  scratch = await openScratch();
  bot = await startBot(forge, scratch.join('state'));
});
afterAll(async () => {
  await bot[Symbol.asyncDispose]();
  await scratch[Symbol.asyncDispose]();
  await forge[Symbol.asyncDispose]();
});
beforeEach(() => forge.control.clearFaults());

const HELLO = fenceAdding('hello.txt', 'hello');

async function ended(stage: Stage, issue: number, count = 1): Promise<string[]> {
  return await until('the last word', async () => {
    const bodies = (await stage.answers(issue)).map(({ body }) => body);
    return bodies.filter((body) => /^\*\*Wholly (?:finished|stopped) /.test(body)).length >= count && bodies;
  });
}

async function eyesOn(stage: Stage, comment: number): Promise<(string | undefined)[]> {
  const { data } = await stage.walter.reactions.listForIssueComment({ ...stage.place, comment_id: comment });
  return data.filter(({ content }) => content === 'eyes').map(({ user }) => user?.login);
}

async function deliveriesOf(stage: Stage, event: string) {
  await forge.control.settleDeliveries();
  return (await forge.control.listDeliveries(stage.fullName)).filter((one) => one.event === event);
}

test('a comment is acknowledged at once and worked off behind it, into a pull request', async () => {
  await using place = await openScratch();
  const stage = await openStage(forge);
  const issue = await stage.issue('Greet people', HELLO);
  await forge.control.addFault({
    match: { method: 'POST', path: '/reactions$' },
    fault: { kind: 'delay', milliseconds: 1500 },
  });
  const comment = await stage.comment(issue, '@bot implement');
  const [delivery] = await deliveriesOf(stage, 'issue_comment');
  expect(delivery?.attempts.map(({ status }) => status)).toEqual([200]);
  expect(delivery?.attempts[0]?.durationMs).toBeLessThan(1400);
  const [body] = await ended(stage, issue);
  expect(body).toMatch(/^\*\*Wholly finished @walter's request in [^*]+\*\*/);
  expect(body).toContain('key=wholly -->');
  expect(await eyesOn(stage, comment)).toEqual(['wholly[bot]']);
  const [pull, ...others] = await stage.pulls();
  expect(others).toEqual([]);
  expect(pull).toMatchObject({
    state: 'open',
    draft: true,
    title: 'Greet people',
    user: { login: 'wholly[bot]' },
  });
  expect(pull?.body).toContain(`Fixes #${issue}`);
  const tree = await stage.git('rev-parse', `${pull?.head.sha}^{tree}`);
  expect(
    await treeByPlainGit(place.join('independent'), stage.cloneUrl, stage.head, { 'hello.txt': 'hello\n' }),
  ).toBe(tree);
  expect(await stage.git('fsck', '--strict', '--no-dangling')).toBe('');
  const trailers = await stage.git('log', '-1', '--format=%an <%ae>%n%(trailers:only)', pull?.head.sha ?? '');
  expect(trailers).toMatch(
    new RegExp(
      `^wholly\\[bot\\] <${forge.appBotId}\\+wholly\\[bot\\]@users\\.noreply\\.github\\.com>\\nChange-Set: sha256:[0-9a-f]{64}\\nRun: `,
    ),
  );
});

const isConfinable = (await findRungs()).some(isConfined);
if (!isConfinable) console.log('Skipped: an agent over two repositories, since no sandbox works here.');
test.skipIf(!isConfinable)(
  'an App changes two repositories with a token for each, and only those it is installed on',
  async () => {
    const lib = await openStage(forge);
    const script = `echo x > ${lib.place.repo}/x; for at in *; do [ $at = ${lib.place.repo} ] || echo x > $at/x; done`;
    const agent = `agent: {command: [sh, -c, ${JSON.stringify(script)}]}\n`;
    const both = await openStage(forge, {
      files: { '.github/bot.yml': `${agent}repositories: [${lib.fullName}]\n` },
    });
    const issue = await both.issue('Change both');
    await both.comment(issue, '@bot implement');
    const [body] = await ended(both, issue);
    expect(body).toMatch(/^\*\*Wholly finished /);
    const [[ofBoth], [ofLib]] = [await both.pulls(), await lib.pulls()];
    expect(body).toContain(ofLib?.html_url);
    expect(ofLib?.user?.login).toBe('wholly[bot]');
    expect(ofBoth?.body).toContain(ofLib?.html_url);

    const lost = await openStage(forge, {
      files: { '.github/bot.yml': `${agent}repositories: [${lib.fullName}, ${lib.place.owner}/nowhere]\n` },
    });
    const asked = await lost.issue('Change both');
    await lost.comment(asked, '@bot implement');
    expect((await ended(lost, asked))[0]).toContain('EREACH');
    expect([(await lost.branches()).length, (await lib.pulls()).length]).toEqual([1, 1]);
  },
);

test("the App's own name is a mention too", async () => {
  const stage = await openStage(forge);
  const issue = await stage.issue('Greet', HELLO);
  await stage.comment(issue, '@wholly implement');
  expect((await ended(stage, issue))[0]).toMatch(/^\*\*Wholly finished /);
});

test('a redelivery, and the same delivery under way, do nothing twice', async () => {
  const stage = await openStage(forge);
  const issue = await stage.issue('Greet', HELLO);
  await stage.comment(issue, '@bot implement');
  const [delivery] = await deliveriesOf(stage, 'issue_comment');
  await forge.control.redeliver(delivery?.id ?? '');
  await ended(stage, issue);
  await forge.control.redeliver(delivery?.id ?? '');
  const tip = (await stage.pulls())[0]?.head.sha;
  await forge.control.settleDeliveries();
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(
    [await stage.answers(issue), await stage.pulls(), await stage.branches()].map(({ length }) => length),
  ).toEqual([1, 1, 2]);
  expect((await stage.pulls())[0]?.head.sha).toBe(tip);
  expect(bot.log.filter((line) => line.includes(`${stage.fullName}#${issue} `))).toHaveLength(1);
});

test('two comments on one issue run one after another', async () => {
  const stage = await openStage(forge);
  const issue = await stage.issue('Greet', HELLO);
  await forge.control.clearRequests();
  await forge.control.holdDeliveries();
  await stage.comment(issue, '@bot implement');
  await stage.comment(issue, '@bot implement');
  await forge.control.releaseDeliveries();
  await ended(stage, issue, 2);
  const writes = (await forge.control.listRequests())
    .filter(
      ({ isWrite, path, actor }) => isWrite && actor === 'wholly[bot]' && path.includes(stage.place.repo),
    )
    .map(({ method, path }) => `${method} ${path}`);
  const eyes = writes.flatMap((write, index) => (write.endsWith('/reactions') ? [index] : []));
  const ends = writes.flatMap((write, index) => (write.startsWith('PATCH') ? [index] : []));
  expect([eyes.length, ends.length]).toEqual([2, 2]);
  expect(eyes[1]).toBeGreaterThan(ends[0] ?? Infinity);
});

test.each(['mallory', 'rita', 'evilApp'] as const)('%s, who may not ask, gets silence', async (who) => {
  const stage = await openStage(forge);
  const issue = await stage.issue('Greet', HELLO);
  await forge.control.clearRequests();
  const comment = await stage.comment(issue, '@bot implement', clientOf(forge, forge.tokens[who]));
  const [delivery] = await deliveriesOf(stage, 'issue_comment');
  expect(delivery?.attempts.map(({ status }) => status)).toEqual([200]);
  await until(
    'the judgement',
    async () => bot.log.some((line) => line.includes(`${stage.fullName}#${issue} `)) && line(stage, issue),
  );
  const writes = (await forge.control.listRequests()).filter(
    ({ isWrite, actor, path }) => isWrite && actor === 'wholly[bot]' && path.includes(stage.place.repo),
  );
  expect(writes).toEqual([]);
  expect([
    await eyesOn(stage, comment),
    await stage.answers(issue).then((all) => all.filter(({ login }) => login === 'wholly[bot]')),
    await stage.branches(),
    await stage.pulls(),
  ]).toEqual([[], [], ['main'], []]);
});

function line(stage: Stage, issue: number): string | undefined {
  return bot.log.find((one) => one.includes(`${stage.fullName}#${issue} `) && one.includes('ignored'));
}

test('a delivery with a wrong signature, without one, or with a broken body does nothing', async () => {
  const stage = await openStage(forge);
  const issue = await stage.issue('Greet', HELLO);
  await forge.control.setWebhookUrl(null);
  await stage.comment(issue, '@bot implement');
  const payload = JSON.stringify(await stage.payload('issue_comment'));
  await forge.control.setWebhookUrl(`${bot.url}/api/github/webhooks`);
  const sign = (body: string, secret: string): string =>
    `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
  const post = async (body: string, signature?: string): Promise<number> => {
    const headers = {
      'content-type': 'application/json',
      'x-github-event': 'issue_comment',
      'x-github-delivery': crypto.randomUUID(),
      ...(signature !== undefined && { 'x-hub-signature-256': signature }),
    };
    const response = await fetch(`${bot.url}/api/github/webhooks`, { method: 'POST', headers, body });
    await response.arrayBuffer();
    return response.status;
  };
  for (const status of [
    await post(payload, sign(payload, 'wrong')),
    await post(payload),
    await post('{"broken', sign('{"broken', forge.webhookSecret)),
  ]) {
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
  }
  expect([await stage.answers(issue), await stage.branches()]).toEqual([[], ['main']]);
  const ping = await fetch(`${bot.url}/ping`);
  expect([ping.status, await ping.text()]).toEqual([200, 'PONG']);
  expect((await fetch(`${bot.url}/elsewhere`)).status).toBe(404);
});

test('a restart in between loses nothing: the same delivery finds its own comment and pull request again', async () => {
  await using own = await openScratch();
  const stage = await openStage(forge);
  const issue = await stage.issue('Greet', HELLO);
  const place = `${stage.fullName}#${issue} `;
  let delivery: { readonly id: string } | undefined;
  {
    await using first = await startBot(forge, own.join('state'));
    await stage.comment(issue, '@bot implement');
    await ended(stage, issue);
    [delivery] = await deliveriesOf(stage, 'issue_comment');
    expect(await first.stop()).toBe(0);
  }
  {
    await using second = await startBot(forge, own.join('state'));
    await forge.control.redeliver(delivery?.id ?? '');
    const log = await until('its end', async () => second.log.find((one) => one.startsWith(place)));
    expect(log).toMatch(/ committed$/);
    await second.stop();
  }
  await forge.control.setWebhookUrl(`${bot.url}/api/github/webhooks`);
  expect((await ended(stage, issue)).length).toBe(1);
  expect([await stage.pulls(), await stage.branches()].map(({ length }) => length)).toEqual([1, 2]);
});

test('SIGTERM ends it cleanly, also with a request under way: its comment ends in a true state', async () => {
  await using own = await openScratch();
  const stage = await openStage(forge);
  const issue = await stage.issue('Greet', HELLO);
  const second = await startBot(forge, own.join('state'));
  await forge.control.addFault({
    match: { method: 'POST', path: 'git-upload-pack' },
    fault: { kind: 'delay', milliseconds: 1000 },
  });
  await stage.comment(issue, '@bot implement');
  await until('the first word', async () => (await stage.answers(issue)).length > 0);
  const startedAt = performance.now();
  expect(await second.stop('SIGTERM')).toBe(0);
  expect(performance.now() - startedAt).toBeLessThan(10_000);
  await forge.control.setWebhookUrl(`${bot.url}/api/github/webhooks`);
  const [answer] = await stage.answers(issue);
  expect(answer?.body).toMatch(/^\*\*Wholly (?:finished|stopped) /);
  const finished = answer?.body.startsWith('**Wholly finished') === true;
  expect([await stage.pulls(), await stage.branches()].map(({ length }) => length)).toEqual(
    finished ? [1, 2] : [0, 1],
  );
});

test.each([
  ['WEBHOOK_SECRET', ''],
  ['PRIVATE_KEY', 'no key'],
])('the setting %s = %j stops the start with one line that names it', async (name, value) => {
  await using place = await openScratch();
  const environment = { ...botEnvironment(forge, place.join('state')), [name]: value };
  const run = await runCli(['serve'], { cwd: place.path, state: place.join('state'), environment });
  expect(run.exitCode).toBe(2);
  const [first, ...more] = run.stderr.trim().split('\n');
  expect(more).toEqual([]);
  expect(first).toContain('ESETTING');
  expect(first).toContain(name);
});

test("a port that is taken, and a key that is not the App's, end the start in one line", async () => {
  await using place = await openScratch();
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const address = taken.address();
  const port = String(typeof address === 'object' ? address?.port : '');
  const settings = botEnvironment(forge, place.join('state'));
  for (const environment of [
    { ...settings, PORT: port },
    { ...settings, APP_ID: '1' },
  ]) {
    const run = await runCli(['serve'], { cwd: place.path, state: place.join('state'), environment });
    expect([1, 2, 5]).toContain(run.exitCode);
    expect(run.stderr.trim().split('\n')).toHaveLength(1);
    expect(run.stderr).toMatch(/^wholly: E[A-Z]+: /);
  }
  taken.close();
});
