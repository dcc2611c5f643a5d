import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { plainOutcome, type Agent, type Outcome, type Task } from '../src/agent/agent.ts';
import { requestFile } from '../src/agent/words.ts';
import { isSessionId } from '../src/agent/session-id.ts';
import { openConversation, type AgentTask, type KeptConversation } from '../src/converse.ts';
import { openRecord } from '../src/report/record.ts';
import { openSessions, type SessionKey } from '../src/state/sessions.ts';
import { filesBelow, openScratch } from './doubles/scratch.ts';

const KEY = 'a-real-key-of-some-model-0123456789';
const BELOW = '.agent/talks';

/** What a go of the agent was given, by its home; read while it was there. */
interface Seen {
  readonly prompt: string;
  readonly session: Task['session'];
  readonly files: readonly string[];
}

/** An agent of the port that notes each go in its conversation, and leaves settings in its home. */
function openAgent() {
  const seen: Seen[] = [];
  let next: (task: Task) => Partial<Outcome> = () => ({});
  const agent: Agent = {
    name: 'scripted',
    sandboxed: true,
    sessionsOf: () => BELOW,
    async run(task) {
      const { home } = task;
      if (home === undefined) return { ...plainOutcome('completed', 'Done.'), ...next(task) };
      seen.push({ prompt: task.prompt, session: task.session, files: await filesBelow(home) });
      const id = task.session?.id ?? 's-1';
      writeFileSync(join(home, 'settings'), 'obey me');
      writeFileSync(join(home, BELOW, `${seen.length}`), 'words');
      const outcome = plainOutcome('completed', 'Done.');
      return { ...outcome, sessionId: isSessionId(id) ? id : null, tokens: 10, dollars: 0.5, ...next(task) };
    },
  };
  return {
    agent,
    seen,
    script: (what: typeof next): void => {
      next = what;
    },
  };
}

/** One desk at which a run comes after the other. */
async function openDesk() {
  const scratch = await openScratch();
  for (const name of ['scratch', 'state', 'checkout']) mkdirSync(scratch.join(name));
  const key: SessionKey = { repository: 1, user: 2, thread: 3, agent: 'scripted' };
  const sessions = openSessions(scratch.join('state'));
  const kept: KeptConversation = {
    restore: (_, into) => sessions.restore(key, into),
    keep: (_, session, from) => sessions.keep(key, session, from),
    noteFailure: () => sessions.noteFailure(key),
  };
  const { agent, seen, script } = openAgent();
  const task: AgentTask = {
    directory: scratch.join('checkout'),
    env: {},
    hosts: [],
    limits: { wallMs: 1000, outputBytes: 1000 },
  };
  return {
    seen,
    script,
    state: scratch.join('state'),
    /** As many attempts; answers the warnings. */
    async run(attempts = 1, conversation: KeptConversation | null = kept): Promise<readonly string[]> {
      const record = openRecord('r', { began() {}, did() {}, saw() {}, noted() {} });
      const tools = { scratch: scratch.join('scratch'), conversation, modelKeys: { ANTHROPIC_API_KEY: KEY } };
      {
        await using talk = await openConversation(
          agent,
          task.directory,
          ['some-other-secret'],
          tools,
          record,
        );
        for (let count = 0; count < attempts; count += 1)
          await talk.run(task, {
            say: (earlier) => (earlier === null ? 'all' : `on with ${earlier}`),
            files: [requestFile('all of it')],
          });
        await talk.keep();
      }
      expect(readdirSync(scratch.join('scratch'))).toEqual([]);
      return record.report.warnings;
    },
    [Symbol.asyncDispose]: () => scratch[Symbol.asyncDispose](),
  };
}

test('L14 what a conversation used is summed over attempts and runs, and told to the agent that goes on', async () => {
  await using desk = await openDesk();
  expect([await desk.run(2), await desk.run(), await desk.run()]).toEqual([[], [], []]);
  expect(desk.seen.map(({ prompt, session }) => [prompt, session?.prompt, session?.used])).toEqual([
    ['all', undefined, undefined],
    ['all', 'on with s-1', { tokens: 10, dollars: 0.5 }],
    ['all', 'on with s-1', { tokens: 20, dollars: 1 }],
    ['all', 'on with s-1', { tokens: 30, dollars: 1.5 }],
  ]);
});

test('nothing of a home is there for the next attempt but the conversation', async () => {
  await using desk = await openDesk();
  await desk.run(2);
  await desk.run();
  expect(desk.seen.map(({ files }) => files)).toEqual([[], [`${BELOW}/1`], [`${BELOW}/1`, `${BELOW}/2`]]);
});

test('L14 a conversation that the agent does not find is begun anew, at no costs of its own', async () => {
  await using desk = await openDesk();
  await desk.run();
  desk.script(({ session }) => (session === undefined ? {} : { status: 'failed', code: 'ENOSESSION' }));
  expect(await desk.run()).toHaveLength(1);
  expect(desk.seen.map(({ session }) => session?.id)).toEqual([undefined, 's-1', undefined]);
  desk.script(() => ({}));
  expect(await desk.run()).toEqual([]);
  expect(desk.seen.at(-1)?.session?.used).toEqual({ tokens: 10, dollars: 0.5 });
});

test('L14 of one that the agent began anew by itself only the new one is kept', async () => {
  await using desk = await openDesk();
  await desk.run(2);
  desk.script(() => ({ resumed: false }));
  expect(await desk.run()).toHaveLength(1);
  desk.script(() => ({}));
  await desk.run();
  expect(desk.seen.at(-1)?.session?.used).toEqual({ tokens: 10, dollars: 0.5 });
});

test('one that the agent failed over stays as it was, and is given up after the second time', async () => {
  await using desk = await openDesk();
  await desk.run();
  desk.script(() => ({ status: 'failed', code: 'EAGENTRESULT' }));
  await desk.run();
  await desk.run();
  expect(desk.seen.slice(1).map(({ session, files }) => [session?.id, files])).toEqual([
    ['s-1', [`${BELOW}/1`]],
    ['s-1', [`${BELOW}/1`]],
  ]);
  expect(await desk.run()).toHaveLength(1);
  expect(desk.seen.at(-1)).toMatchObject({ session: undefined, files: [] });
});

test.each([KEY, 'some-other-secret'])(
  'a conversation with a secret in it is not kept, and that is said (%#)',
  async (secret) => {
    await using desk = await openDesk();
    await desk.run();
    desk.script(({ home = '' }) => {
      writeFileSync(join(home, BELOW, 'talk'), `it is ${secret}`);
      return {};
    });
    expect(await desk.run()).toHaveLength(1);
    const left = await filesBelow(desk.state);
    expect(left.filter((name) => readFileSync(join(desk.state, name)).includes(secret))).toEqual([]);
    desk.script(() => ({}));
    expect(await desk.run()).toEqual([]);
    expect(desk.seen.at(-1)?.session).toBeUndefined();
  },
);

test('a place that cannot be read or written keeps nobody from a run, and is told of', async () => {
  await using desk = await openDesk();
  rmSync(desk.state, { recursive: true });
  writeFileSync(desk.state, 'a file');
  expect(await desk.run()).toHaveLength(2);
  expect(desk.seen).toHaveLength(1);
});

test('where nothing is kept an agent has no home of ours, and no conversation', async () => {
  await using desk = await openDesk();
  const given: Task[] = [];
  desk.script((task) => {
    given.push(task);
    return {};
  });
  expect(await desk.run(2, null)).toEqual([]);
  expect(given.map(({ prompt, home: own, session }) => [prompt, own, session])).toEqual([
    ['all', undefined, undefined],
    ['all', undefined, undefined],
  ]);
});
