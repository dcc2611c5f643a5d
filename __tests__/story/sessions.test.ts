import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openForge, type OpenForge } from '../../forge/open-forge.ts';
import { filesBelow, openScratch, type Scratch } from '../doubles/scratch.ts';
import { clientOf, openStage, type Stage, type Told } from '../doubles/stage.ts';

let forge: OpenForge;
beforeAll(async () => {
  forge = await openForge();
});
afterAll(() => forge[Symbol.asyncDispose]());

const KEY = 'a-real-key-of-some-model-0123456789';

/** Speaks and keeps its conversations as Claude Code does; what it writes says how it began. */
const CLAUDE = `
const fs = require('node:fs');
const prompt = fs.readFileSync(0, 'utf8');
const place = process.env.HOME + '/.claude/projects/' + process.cwd().replace(/[^A-Za-z0-9]/g, '-');
const asked = process.argv.find((word) => word.startsWith('--resume='))?.slice('--resume='.length);
const file = asked && place + '/' + asked + '.jsonl';
if (asked && !fs.existsSync(file)) {
  console.error('No conversation found with session ID: ' + asked);
  process.exit(1);
}
const id = asked ?? 'session-' + Math.random().toString(36).slice(2);
fs.mkdirSync(place, { recursive: true });
fs.appendFileSync(place + '/' + id + '.jsonl', JSON.stringify({ prompt, key: process.env.ANTHROPIC_API_KEY }) + '\\n');
const talk = fs.readFileSync(place + '/' + id + '.jsonl', 'utf8').trim().split('\\n').length;
fs.writeFileSync('talk.txt', 'turn ' + talk + '\\n' + (process.argv.includes('--resume=' + id) ? 'resumed' : 'new') + '\\n' + Math.random());
fs.writeFileSync('prompt.txt', prompt);
const given = process.env.WHOLLY_REQUEST;
for (const name of fs.readdirSync(given)) fs.copyFileSync(given + '/' + name, name);
const say = (line) => console.log(JSON.stringify(line));
say({ type: 'system', subtype: 'init', session_id: id });
say({ type: 'assistant', message: { content: [], usage: { input_tokens: 5, output_tokens: 5 } } });
// As it is: the costs of the whole conversation, whoever asked.
say({ type: 'result', subtype: 'success', is_error: false, num_turns: 1, result: 'done', total_cost_usd: talk * 0.4 });
`;

/** Speaks the protocol, and remembers below its home how often it was asked. */
const ACP = `
const fs = require('node:fs');
const place = process.env.HOME + '/.talk/kept';
let cwd;
require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, method, params } = JSON.parse(line);
  const say = (more) => console.log(JSON.stringify({ jsonrpc: '2.0', id, ...more }));
  if (method === 'initialize') say({ result: { protocolVersion: 1, agentCapabilities: { loadSession: true } } });
  if (method === 'session/new' || method === 'session/load') cwd = params.cwd;
  if (method === 'session/new') {
    fs.mkdirSync(place, { recursive: true });
    say({ result: { sessionId: 'talk-1' } });
  }
  if (method === 'session/load')
    say(fs.existsSync(place + '/' + params.sessionId) ? { result: {} } : { error: { code: -32000, message: 'unknown' } });
  if (method === 'session/prompt') {
    fs.appendFileSync(place + '/talk-1', 'asked\\n');
    fs.copyFileSync(place + '/talk-1', cwd + '/talk.txt');
    say({ result: { stopReason: 'end_turn' } });
  }
});
`;

interface Desk {
  readonly stage: Stage;
  readonly scratch: Scratch;
  readonly state: string;
  readonly issue: number;
  ask(words: string, as?: Stage['walter'], issue?: number): Promise<Told>;
  /** What the agent left in the commit of a run. */
  read(told: Told, path: string): Promise<string>;
}

async function openDesk(
  scratch: Scratch,
  configuration = 'agent: claude\nlimits: { dollars: 0.5 }\n',
): Promise<Desk> {
  const stage = await openStage(forge, {
    roles: { walter: 'write', rita: 'write' },
    files: { 'README.md': 'one\n', '.github/bot.yml': configuration },
  });
  const bin = scratch.join('claude');
  writeFileSync(bin, `#!${process.execPath}\n${CLAUDE}`);
  chmodSync(bin, 0o755);
  const issue = await stage.issue('Talk');
  const state = scratch.join('state');
  return {
    stage,
    scratch,
    state,
    issue,
    async ask(words, as = stage.walter, where = issue) {
      await stage.comment(where, `@bot ${words}`, as);
      return await stage.act(
        'issue_comment',
        { sandbox: 'none', 'state-dir': state },
        {
          environment: {
            PATH: `${scratch.path}:${process.env['PATH'] ?? ''}`,
            ANTHROPIC_API_KEY: KEY,
            ANTHROPIC_BASE_URL: 'http://127.0.0.1:9',
          },
        },
      );
    },
    read: async (told, path) => await stage.git('show', `${told.report.commit ?? ''}:${path}`),
  };
}

test.concurrent('L14 a second request of a thread goes on with its conversation, on the pull request too, and pays only for itself', async () => {
  await using scratch = await openScratch();
  const desk = await openDesk(scratch);
  const first = await desk.ask('implement begin');
  expect([first.report.conclusion, first.report.reason]).toEqual(['committed', null]);
  expect(await desk.read(first, 'talk.txt')).toContain('turn 1\nnew');
  expect(first.report.agent?.sessionId).toMatch(/^session-/);

  const second = await desk.ask('implement go on');
  expect(await desk.read(second, 'talk.txt')).toContain('turn 2\nresumed');
  expect(second.report.agent?.sessionId).toBe(first.report.agent?.sessionId);
  expect(second.report.warnings).toEqual([]);

  const revised = await desk.ask('revise more', undefined, second.report.pullRequest?.number);
  expect(await desk.read(revised, 'talk.txt')).toContain('turn 3\nresumed');
  expect(revised.report.agent).toMatchObject({ turns: 1, tokens: 10 });

  // It is told how its last work ended, and nothing again that came before that.
  const prompt = await desk.read(await desk.ask('implement the rest'), 'prompt.txt');
  expect(prompt).toContain('implement go on');
  expect(prompt).not.toContain('implement begin');

  // What is kept holds no key: the agent never had one.
  const kept = await filesBelow(desk.state);
  expect(kept.filter((name) => readFileSync(join(desk.state, name)).includes(KEY))).toEqual([]);
  expect(kept.some((name) => name.startsWith('sessions/'))).toBe(true);
});

test.concurrent.each([
  ['', 'asked'],
  [', sessions: .talk/kept', 'asked\nasked'],
])(
  'L14 an agent of one’s own goes on where its configuration says where it keeps that: %j',
  async (said, talk) => {
    await using scratch = await openScratch();
    writeFileSync(scratch.join('agent.cjs'), ACP);
    const argv = JSON.stringify([process.execPath, scratch.join('agent.cjs')]);
    const desk = await openDesk(scratch, `agent: {acp: ${argv}${said}}\n`);
    const first = await desk.ask('implement begin');
    expect(await desk.read(first, 'talk.txt')).toBe('asked');
    const second = await desk.ask('implement go on');
    expect([second.report.warnings, await desk.read(second, 'talk.txt')]).toEqual([[], talk]);
  },
);

test.concurrent('L14 somebody else in the same thread begins a conversation of their own, and is told what was before', async () => {
  await using scratch = await openScratch();
  const desk = await openDesk(scratch);
  const first = await desk.ask('implement begin with apples');
  await desk.stage.comment(desk.issue, 'And mind the plums.', desk.stage.walter);
  const told = await desk.ask('implement pears', clientOf(forge, forge.tokens.rita));
  expect(await desk.read(told, 'talk.txt')).toContain('turn 1\nnew');
  expect(told.report.warnings).toEqual([]);
  const prompt = await desk.read(told, 'prompt.txt');
  expect(prompt).toContain('begin with apples');
  expect(prompt).toContain('It ended as committed');
  for (const part of [first.report.changeSet?.digest ?? '', 'add "talk.txt"', '| And mind the plums.'])
    expect(prompt).toContain(part);
  // Our own comment tells nothing that the history does not.
  expect(prompt).not.toContain('Wholly finished');
  // The same as files, which the prompt names.
  const files = {
    'request.md': 'pears',
    'thread.md': '| And mind the plums.',
    'earlier.md': 'begin with apples',
  };
  for (const [name, part] of Object.entries(files)) {
    expect(prompt).toContain(`/${name}: `);
    expect(await desk.read(told, name)).toContain(part);
  }
  expect(await desk.read(told, 'request.md')).toContain('@rita');
  expect(first.report.changeSet?.changes.map(({ path }) => path)).not.toContain('earlier.md');
});

test.concurrent('L14 somebody else who retries a request goes on with no conversation of the one who asked', async () => {
  await using scratch = await openScratch();
  const desk = await openDesk(scratch);
  await desk.ask('implement begin');
  await forge.control.addFault({
    match: { method: 'POST', path: `/${desk.stage.place.repo}/pulls$` },
    fault: { kind: 'answer', status: 403 },
  });
  expect((await desk.ask('implement go on')).report.conclusion).toBe('denied');
  const place = join(desk.state, 'change-sets');
  for (const name of readdirSync(place)) rmSync(join(place, name));
  const told = await desk.ask('retry', clientOf(forge, forge.tokens.rita));
  expect(told.report.conclusion).toBe('committed');
  expect(await desk.read(told, 'talk.txt')).toContain('turn 1\nnew');
});

test.concurrent('L14 a conversation that the agent has lost is begun anew, and the report says so', async () => {
  await using scratch = await openScratch();
  const desk = await openDesk(scratch);
  await desk.ask('implement begin');
  const place = join(desk.state, 'sessions');
  for (const name of readdirSync(place)) {
    if (name === 'lock') continue;
    for (const file of readdirSync(join(place, name, 'files'))) rmSync(join(place, name, 'files', file));
  }
  const told = await desk.ask('implement go on');
  expect([told.report.conclusion, told.report.warnings.length]).toEqual(['committed', 1]);
  expect(await desk.read(told, 'talk.txt')).toContain('turn 1\nnew');
});
