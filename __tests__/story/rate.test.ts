import { existsSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openForge, type OpenForge } from '../../forge/open-forge.ts';
import { startBot } from '../doubles/run-bot.ts';
import { openScratch } from '../doubles/scratch.ts';
import { clientOf, fenceAdding, openStage, type Stage, type Told } from '../doubles/stage.ts';
import { until } from '../doubles/until.ts';
import { scriptInputs } from './command-agent.ts';
import { HELLO, stateIn } from './expectations.ts';

let forge: OpenForge;
beforeAll(async () => {
  forge = await openForge();
});
afterAll(() => forge[Symbol.asyncDispose]());

const once = (): Promise<Stage> =>
  openStage(forge, {
    files: { 'README.md': 'one\n', '.github/bot.yml': 'rate: { runs: 1, minutes: 15 }\n' },
  });

async function ask(stage: Stage, words = '@bot implement', body = HELLO): Promise<number> {
  const issue = await stage.issue('Greet', body);
  await stage.comment(issue, words);
  return issue;
}

const NOON = Date.parse('2026-03-01T12:00:20Z');

test('who asks more often than `rate` allows is told when to ask again, and no agent runs', async () => {
  await using scratch = await openScratch();
  const stage = await once();
  const act = (now: number, inputs = {}): Promise<Told> =>
    stage.act('issue_comment', { ...stateIn(scratch), ...inputs }, { now: () => now });
  await ask(stage);
  expect((await act(NOON)).report.conclusion).toBe('committed');
  // A repeat of it is the same request, and what needs no agent is never counted.
  expect((await act(NOON + 60_000)).report.conclusion).toBe('committed');
  const tips = await stage.branches();

  const second = await ask(stage, '@bot implement', fenceAdding('b.txt', 'b'));
  const ran = scratch.join('ran');
  const told = await act(NOON + 60_000, scriptInputs(`: > '${ran}'`));
  expect([told.exitCode, told.report.conclusion, told.report.code]).toEqual([3, 'refused', 'ERATE']);
  expect([told.report.agent, told.report.changeSet, existsSync(ran)]).toEqual([null, null, false]);
  expect(await stage.branches()).toEqual(tips);
  const [said] = await stage.answers(second);
  expect(said?.body).toMatch(/^\*\*Wholly stopped @walter's request after [^*]*: refused\*\*/);
  // The next whole minute.
  expect(said?.body).toContain('12:16 UTC');
  for (const [words, conclusion] of [
    ['@bot status', 'answered'],
    ['@bot explain this', 'refused'],
    ['@bot retry', 'refused'],
  ] as const) {
    await stage.comment(second, words);
    const { report } = await act(NOON + 120_000, words.includes('explain') ? scriptInputs('true') : {});
    expect([words, report.conclusion]).toEqual([words, conclusion]);
  }
  await stage.comment(second, '@bot retry');
  const later = await act(Date.parse('2026-03-01T12:16:00Z'));
  expect([later.report.conclusion, later.report.reason]).toEqual(['committed', null]);
});

test('who may not ask is not told of a rate, and a prompt without a thread has none', async () => {
  await using scratch = await openScratch();
  const stage = await once();
  await ask(stage);
  expect((await stage.act('issue_comment', stateIn(scratch))).report.conclusion).toBe('committed');
  const issue = await stage.issue('Greet', HELLO);
  await stage.comment(issue, '@bot implement', clientOf(forge, forge.tokens.rita));
  const stranger = await stage.act('issue_comment', stateIn(scratch));
  expect([stranger.report.conclusion, await stage.answers(issue)]).toEqual(['ignored', []]);
  const payload = await stage.payload('issue_comment');
  const { repository, sender } = payload;
  for (const name of ['c', 'd']) {
    const prompt = fenceAdding(`${name}.txt`, name);
    const told = await stage.act(
      'workflow_dispatch',
      { ...stateIn(scratch), prompt },
      { payload: { repository, sender }, environment: { GITHUB_RUN_ID: name } },
    );
    expect([told.report.conclusion, told.report.reason]).toEqual(['committed', null]);
  }
});

test('without a directory that outlives the job the runs of a workflow know of each other by its artifacts', async () => {
  const stage = await once();
  const path = '.github/workflows/bot.yml';
  async function runJob(words?: string): Promise<Told> {
    if (words !== undefined) await ask(stage, words);
    const run = await forge.control.startRun(stage.fullName, { path, event: 'issue_comment' });
    const environment = {
      ...run.environment,
      GITHUB_SERVER_URL: forge.url.replace('127.0.0.1', 'forge.localhost'),
    };
    return await stage.act('issue_comment', {}, { wholeJob: true, environment });
  }
  // What starts no agent leaves nothing.
  expect((await runJob('@bot help')).report.conclusion).toBe('answered');
  const first = await runJob('@bot implement');
  expect([first.report.conclusion, first.report.reason]).toEqual(['committed', null]);
  expect(first.after).not.toContain('::warning');
  const second = await runJob('@bot implement');
  await expectNothingRan(second);
  const anna = clientOf(forge, forge.tokens.alice);
  await stage.comment(await stage.issue('Greet', HELLO), '@bot implement', anna);
  const third = await runJob();
  expect([third.report.conclusion, third.report.reason]).toEqual(['committed', null]);
  const names = (await stage.walter.actions.listArtifactsForRepo(stage.place)).data.artifacts
    .map(({ name }) => name)
    .filter((name) => name.startsWith('wholly-starts-'));
  expect(names).toEqual(['wholly-starts-1000001', 'wholly-starts-1000002']);
});

async function expectNothingRan(told: Told): Promise<void> {
  expect([told.report.conclusion, told.report.code, told.report.agent]).toEqual(['refused', 'ERATE', null]);
}

test('of three requests of one person that the App gets at once, the one that may be is worked on', async () => {
  await using scratch = await openScratch();
  const stage = await once();
  await using bot = await startBot(forge, scratch.join('state'));
  await forge.control.holdDeliveries();
  const issues = [await ask(stage), await ask(stage), await ask(stage)];
  await forge.control.releaseDeliveries();
  const bodies = await until('three last words', async () => {
    const answers = (await Promise.all(issues.map((issue) => stage.answers(issue)))).flat();
    const ended = answers.map(({ body }) => body).filter((body) => /^\*\*Wholly (?:fin|stop)/.test(body));
    return ended.length === 3 && ended;
  });
  expect(bodies.filter((body) => body.includes('`ERATE`'))).toHaveLength(2);
  expect((await stage.pulls()).length).toBe(1);
  expect(bot.log.filter((line) => line.endsWith(' refused ERATE'))).toHaveLength(2);

  const alice = clientOf(forge, forge.tokens.alice);
  const issue = await stage.issue('Greet', fenceAdding('e.txt', 'e'));
  await stage.comment(issue, '@bot implement', alice);
  await until('the pull request of somebody else', async () => (await stage.pulls()).length === 2);
});
