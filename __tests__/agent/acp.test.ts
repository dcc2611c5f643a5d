import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PermissionOption, ToolCallUpdate } from '@agentclientprotocol/sdk';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { acpAgent } from '../../src/agent/acp.ts';
import { judgePermission } from '../../src/agent/acp-permission.ts';
import type { AgentEvent, Outcome, Task } from '../../src/agent/agent.ts';
import { none } from '../../src/sandbox/none.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { openDesk } from '../command-line/desk.ts';
import { findRungs, isConfined } from '../sandbox/rungs.ts';
import { canOpenAside, openAside } from '../doubles/aside.ts';
import { openScratch, type Scratch } from '../doubles/scratch.ts';
import { until } from '../doubles/until.ts';
import { session } from './session.ts';

const PROGRAM = fileURLToPath(new URL('acp-program.ts', import.meta.url));
const rungs = await findRungs();
const confined = rungs.filter(isConfined);

interface Ran extends Outcome {
  readonly events: readonly AgentEvent[];
}

/** The program in one file, so that it can be put where a sandbox shows it. */
let program: Scratch;
beforeAll(async () => {
  program = await openScratch();
  const bundle = await rolldown({ input: PROGRAM, platform: 'node' });
  await bundle.write({ file: program.join('agent.mjs') });
  await bundle.close();
});
afterAll(() => program[Symbol.asyncDispose]());

async function run(
  scratch: Scratch,
  words: readonly string[],
  more: Partial<Task> = {},
  sandbox: Sandbox = none,
  manner: Parameters<typeof acpAgent>[2] = {},
  file = scratch.join('agent.mjs'),
): Promise<Ran> {
  const events: AgentEvent[] = [];
  copyFileSync(program.join('agent.mjs'), scratch.join('agent.mjs'));
  const argv = [process.execPath, file, ...words] as const;
  const outcome = await acpAgent(argv, sandbox, manner).run(
    {
      prompt: 'please',
      directory: scratch.path,
      env: { PATH: process.env['PATH'] ?? '' },
      hosts: [],
      limits: { wallMs: 20_000, outputBytes: 64 * 1024 * 1024 },
      ...more,
    },
    (event) => events.push(event),
  );
  return { ...outcome, events };
}

test.each(rungs.map((sandbox) => [sandbox.name, sandbox] as const))(
  'what an agent does arrives in the tree and as events (%s)',
  async (_, sandbox) => {
    await using scratch = await openScratch();
    writeFileSync(scratch.join('README.md'), 'one\n');
    writeFileSync(scratch.join('old.txt'), 'old\n');
    const { events, ...outcome } = await run(scratch, ['works'], {}, sandbox);
    expect(outcome).toEqual({
      status: 'completed',
      reason: 'The agent finished.',
      version: '1.2.3',
      sessionId: 'fresh',
      turns: 3,
      tokens: 1234,
      dollars: 0.25,
      denials: 0,
      answer: 'All done.',
    });
    expect(readFileSync(scratch.join('README.md'), 'utf8')).toBe('one\nfour\n');
    expect(readFileSync(scratch.join('new.txt'), 'utf8')).toBe('please');
    expect(existsSync(scratch.join('old.txt'))).toBe(false);
    expect(events).toEqual([
      { kind: 'version', version: '1.2.3' },
      { kind: 'session', id: 'fresh' },
      {
        kind: 'plan',
        steps: [
          { text: 'Greet', done: true },
          { text: 'Leave', done: false },
        ],
      },
      { kind: 'usage', turns: 1, tokens: null, dollars: null },
      { kind: 'edit', path: 'README.md' },
      { kind: 'usage', turns: 2, tokens: null, dollars: null },
      { kind: 'edit', path: 'new.txt' },
      { kind: 'usage', turns: 3, tokens: null, dollars: null },
      { kind: 'execute', command: 'rm old.txt' },
      { kind: 'usage', turns: null, tokens: 1234, dollars: 0.25 },
      { kind: 'say', text: 'All done.' },
    ]);
  },
);

test.each(rungs.map((sandbox) => [sandbox.name, sandbox] as const))(
  'L14 who knows a conversation by its place works at the same one in every run (%s)',
  async (_, sandbox) => {
    await using scratch = await openScratch();
    const { answer, events } = await run(scratch, ['where'], {}, sandbox, { knowsPlaces: true });
    const place = isConfined(sandbox) ? '/wholly-checkout' : scratch.path;
    expect(answer).toBe(`${place} ${place} allow_once`);
    expect(events).toContainEqual({ kind: 'edit', path: 'a' });
  },
);

test.runIf(await canOpenAside())(
  'where its directory is mounted for this user alone, the agent is told the name it has in there',
  async () => {
    await using aside = await openAside({ 'README.md': 'one\n', 'old.txt': 'old\n' });
    const { directory, inside, outside } = aside;
    for (const sandbox of rungs.filter(({ name, seesOwnMounts }) => seesOwnMounts || name === 'none')) {
      await using scratch = await openScratch();
      copyFileSync(program.join('agent.mjs'), join(directory, 'agent.mjs'));
      const file = join(outside, 'agent.mjs');
      const ran = await run(scratch, ['works'], { directory, inside }, sandbox, {}, file);
      expect([ran.status, ran.reason]).toEqual(['completed', 'The agent finished.']);
      expect(ran.events.filter(({ kind }) => kind === 'edit')).toEqual([
        { kind: 'edit', path: 'README.md' },
        { kind: 'edit', path: 'new.txt' },
      ]);
      expect(readFileSync(join(directory, 'new.txt'), 'utf8')).toBe('please');
      const asked = await run(scratch, ['asks'], { directory, inside }, sandbox, {}, file);
      expect(asked.answer).toBe('allow_once reject_once reject_once reject_once cancelled allow_once');
    }
  },
);

test.each([
  ['allow', 'allow_once', 4],
  ['deny', 'reject_once', 5],
] as const)(
  'who asks is allowed once, inside, and never for good, a command where the rule is to %s',
  async (commands, heard, denied) => {
    await using scratch = await openScratch();
    const { answer, denials, events } = await run(scratch, ['asks'], { commands });
    expect(answer).toBe(`allow_once reject_once reject_once reject_once cancelled ${heard}`);
    expect(denials).toBe(denied);
    expect(events.filter(({ kind }) => kind === 'denied')).toHaveLength(denied);
  },
);

test('nobody is offered our files or a terminal, and who takes them all the same gets nothing', async () => {
  await using scratch = await openScratch();
  const { status, answer } = await run(scratch, ['takes-files']);
  expect(status).toBe('completed');
  expect(JSON.parse(answer ?? '')).toMatchObject([
    { fs: { readTextFile: false, writeTextFile: false }, terminal: false },
    ['rejected', 'rejected', 'rejected'],
  ]);
  expect(existsSync(scratch.join('a'))).toBe(false);
});

test('L14 a session that the agent knows is loaded and told only what is new; what it was before is no part of the run', async () => {
  await using scratch = await openScratch();
  const earlier = session('earlier', 'go on', 0, 0.125);
  const outcome = await run(scratch, ['works', 'earlier'], { session: earlier });
  // The agent tells the costs of the whole conversation.
  expect(outcome).toMatchObject({ sessionId: 'earlier', turns: 3, tokens: 1234, dollars: 0.125 });
  expect(outcome.resumed).toBeUndefined();
  expect(outcome.events.filter(({ kind }) => kind === 'say')).toEqual([{ kind: 'say', text: 'All done.' }]);
  expect(readFileSync(scratch.join('new.txt'), 'utf8')).toBe('go on');
});

test.each([
  ['does not know it', 'another'],
  ['cannot load any', ''],
])('L14 an agent that %s begins anew, with all that is to be known, and says so', async (_, known) => {
  await using scratch = await openScratch();
  const outcome = await run(scratch, ['works', known], { session: session('earlier', 'go on', 0, 0.125) });
  expect(outcome).toMatchObject({ sessionId: 'fresh', resumed: false, dollars: 0.25 });
  expect(existsSync(scratch.join('asked-to-load'))).toBe(known !== '');
  expect(readFileSync(scratch.join('new.txt'), 'utf8')).toBe('please');
});

test.each([
  ['crashes', 'failed', 'EAGENTPROTOCOL'],
  ['refuses-to-start', 'failed', 'EAGENTPROTOCOL'],
  ['max_tokens', 'limit', 'EAGENTTOKENS'],
  ['max_turn_requests', 'limit', 'EAGENTTURNS'],
  ['refusal', 'failed', 'EAGENTREFUSED'],
] as const)('an agent that ends with %s has %s', async (behaviour, status, code) => {
  await using scratch = await openScratch();
  expect(await run(scratch, [behaviour])).toMatchObject({ status, code });
});

test('noise between the messages, halves of them and late ones do no harm', async () => {
  await using scratch = await openScratch();
  expect(await run(scratch, ['noisy'])).toMatchObject({ status: 'completed', answer: 'Fine.' });
});

test('a flood of updates is one bounded message, and a flood of output ends the run', async () => {
  await using scratch = await openScratch();
  const flooded = await run(scratch, ['floods']);
  expect([flooded.status, flooded.answer?.length]).toEqual(['completed', 32_000]);
  expect(flooded.events.filter(({ kind }) => kind === 'say')).toHaveLength(1);
  const limits = { wallMs: 20_000, outputBytes: 1024 * 1024 };
  expect(await run(scratch, ['prints'], { limits })).toMatchObject({ status: 'limit', code: 'EAGENTOUTPUT' });
});

test('an agent that spends more than it may is cancelled', async () => {
  await using scratch = await openScratch();
  const limits = { wallMs: 20_000, outputBytes: 1024 * 1024, dollars: 3 };
  expect(await run(scratch, ['spends'], { limits })).toMatchObject({ status: 'limit', code: 'EAGENTCOST' });
});

test('costs in another currency are no dollars', async () => {
  await using scratch = await openScratch();
  const limits = { wallMs: 20_000, outputBytes: 1024 * 1024, dollars: 3 };
  expect(await run(scratch, ['spends-euros'], { limits })).toMatchObject({
    status: 'completed',
    tokens: 10,
    dollars: null,
  });
});

test('a message without an end breaks the conversation off, whatever may be printed', async () => {
  await using scratch = await openScratch();
  expect(await run(scratch, ['endless-message'])).toMatchObject({
    status: 'failed',
    code: 'EAGENTPROTOCOL',
  });
});

test('an agent that goes in circles is cancelled, by the calls of its tools', async () => {
  await using scratch = await openScratch();
  const limits = { wallMs: 20_000, outputBytes: 1024 * 1024, turns: 3 };
  expect(await run(scratch, ['circles'], { limits })).toMatchObject({
    status: 'limit',
    code: 'EAGENTTURNS',
    // One or two more may come before it hears of it.
    turns: expect.toSatisfy((turns: number) => turns >= 4),
  });
});

test.each(confined.map((sandbox) => [sandbox.name, sandbox] as const))(
  'a host it may not reach is told of (%s)',
  async (_, sandbox) => {
    await using scratch = await openScratch();
    const { events, denials } = await run(scratch, ['calls home'], { hosts: ['127.0.0.1:9'] }, sandbox);
    expect(denials).toBe(1);
    expect(events).toContainEqual({ kind: 'denied', act: 'reach example.com:443' });
  },
);

test.each(['waits', 'ignores'])(
  'one that %s is gone within three seconds of being stopped',
  async (behaviour) => {
    await using scratch = await openScratch();
    const stop = new AbortController();
    const running = run(scratch, [behaviour], { signal: stop.signal });
    await until('its work', async () => existsSync(scratch.join('began')));
    const stopped = performance.now();
    stop.abort();
    expect(await running).toMatchObject({ status: 'cancelled', code: 'ECANCELLED' });
    expect(performance.now() - stopped).toBeLessThan(3000);
    // The one that listens was given the time to.
    expect(existsSync(scratch.join('cancelled'))).toBe(behaviour === 'waits');
  },
);

test('one that never says anything is stopped by the clock', async () => {
  await using scratch = await openScratch();
  const limits = { wallMs: 1000, outputBytes: 1024 };
  expect(await run(scratch, ['silent'], { limits })).toMatchObject({
    status: 'timed-out',
    code: 'EAGENTTIME',
  });
});

test('one that opens no conversation is not waited for as long as its work may take', async () => {
  await using scratch = await openScratch();
  const limits = { wallMs: 40_000, outputBytes: 1024 };
  expect(await run(scratch, ['silent'], { limits }, none, { startMs: 300 })).toMatchObject({
    status: 'failed',
    code: 'EAGENTPROTOCOL',
    reason: expect.stringContaining('did not answer in time'),
  });
});

test('a program that is not there is missing', async () => {
  await using scratch = await openScratch();
  const agent = acpAgent(['no-such-agent'], none);
  const task = {
    prompt: '',
    directory: scratch.path,
    env: {},
    hosts: [],
    limits: { wallMs: 1000, outputBytes: 1 },
  };
  expect(await agent.run(task, () => undefined)).toMatchObject({ status: 'missing', code: 'ENOAGENT' });
});

test.each([
  ['', 4],
  ['commands: deny\n', 5],
])('an agent that asks hears what the configuration says of commands: %j', async (said, denials) => {
  const command = JSON.stringify([process.execPath, program.join('agent.mjs'), 'asks']);
  await using desk = await openDesk({ files: { '.github/bot.yml': `agent: {acp: ${command}}\n${said}` } });
  const { report } = await desk.wholly('run', '--prompt', 'please', '--sandbox', 'none');
  expect([report.conclusion, report.agent?.denials]).toEqual(['no-changes', denials]);
});

test('an agent of the configuration lands what it did in one commit, and the report tells of its session', async () => {
  const command = JSON.stringify([process.execPath, program.join('agent.mjs'), 'works']);
  await using desk = await openDesk({
    files: { 'README.md': 'one\n', 'old.txt': 'old\n', '.github/bot.yml': `agent: {acp: ${command}}\n` },
  });
  const { report } = await desk.wholly(
    'run',
    '--prompt',
    'please',
    '--sandbox',
    'none',
    '--branch',
    'bot/acp',
  );
  expect([report.conclusion, report.agent]).toEqual([
    'committed',
    {
      name: 'acp',
      version: '1.2.3',
      status: 'completed',
      sandbox: 'none',
      sessionId: 'fresh',
      turns: 3,
      tokens: 1234,
      denials: 0,
    },
  ]);
  expect(await desk.repository.git('diff', '--name-status', 'main', 'bot/acp')).toBe(
    'M\tREADME.md\nA\tnew.txt\nD\told.txt',
  );
});

describe('permission', () => {
  const options: PermissionOption[] = ['allow_always', 'allow_once', 'reject_once'].map((kind) => ({
    optionId: kind,
    name: kind,
    kind: kind as PermissionOption['kind'],
  }));
  const call = (...paths: string[]): ToolCallUpdate => ({
    toolCallId: '1',
    locations: paths.map((path) => ({ path })),
  });
  test.each<[string, ToolCallUpdate, boolean]>([
    ['nothing named', call(), true],
    ['a file inside', call('/checkout/a/b.txt'), true],
    ['a relative path', call('a/b.txt'), true],
    ['the checkout itself', call('/checkout'), true],
    ['a file outside', call('/checkout/a', '/etc/passwd'), false],
    ['a neighbour of the same beginning', call('/checkout2/a'), false],
    ['a way up', call('a/../../x'), false],
    ['the git directory', call('/checkout/.git/config'), false],
    ['the git directory in other letters', call('sub/.GIT/hooks/x'), false],
    ['a file that was given, to read', { ...call('/given/thread.md'), kind: 'read' }, true],
    ['the place of what was given', call('/given'), true],
    ['a file that was given, to write', { ...call('/given/thread.md'), kind: 'edit' }, false],
    ['a way out of what was given', { ...call('/given/../x'), kind: 'read' }, false],
    ['a diff outside', { toolCallId: '1', content: [{ type: 'diff', path: '/etc/x', newText: '' }] }, false],
  ])('%s', (_, toolCall, granted) => {
    const optionId = granted ? 'allow_once' : 'reject_once';
    expect(judgePermission(toolCall, options, { directory: '/checkout', given: '/given' })).toEqual({
      optionId,
      granted,
    });
  });
});
