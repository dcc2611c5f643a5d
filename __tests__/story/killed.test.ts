import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openForge, type OpenForge } from '../../forge/open-forge.ts';
import { startBot } from '../doubles/run-bot.ts';
import { openScratch, type Scratch } from '../doubles/scratch.ts';
import { openStage, type Stage } from '../doubles/stage.ts';
import { until } from '../doubles/until.ts';
import { ask, dispatchOf, expectStopped, HELLO, stateIn } from './expectations.ts';

let forge: OpenForge;
beforeAll(async () => {
  forge = await openForge();
});
afterAll(() => forge[Symbol.asyncDispose]());

/** Holds up a request long enough to kill its sender over it; one that says something where `body` is given. */
async function hold(stage: Stage, method: string, path: string, body = ''): Promise<void> {
  await forge.control.addFault({
    match: { method, path: `/${stage.place.repo}/${path}`, body },
    fault: { kind: 'delay', milliseconds: 4000 },
  });
}

async function held(stage: Stage): Promise<void> {
  await until('a request to hold', async () =>
    (await stage.requests()).some(({ fault }) => fault === 'delay'),
  );
}

/** Nobody waits for the held request any more, but the host still answers it. */
async function released(stage: Stage): Promise<void> {
  await until('the held request', async () =>
    (await stage.requests()).every(({ fault, durationMs }) => fault !== 'delay' || (durationMs ?? 0) > 0),
  );
}

async function openRunsIn(scratch: Scratch): Promise<string[]> {
  return await readdir(scratch.join('state/open-runs'));
}

const ofBot = (names: string[]): string[] => names.filter((name) => name.startsWith('bot/'));

/** The step after the job, as the runner starts it: the same event and inputs, and the state of the step before. */
async function cleanUp(stage: Stage, scratch: Scratch): Promise<number | null> {
  const { exitCode, stdout } = await stage.act('issue_comment', stateIn(scratch), {
    door: 'process',
    environment: { STATE_WHOLLY_BEGUN: 'yes' },
  });
  expect(stdout).toBe('');
  return exitCode;
}

test.concurrent('an action killed between its push and its pull request is taken back by the step after the job', async () => {
  await using scratch = await openScratch();
  const stage = await openStage(forge);
  const issue = await ask(stage, HELLO);
  await hold(stage, 'POST', 'pulls$');
  const acting = await stage.begin('issue_comment', stateIn(scratch), { door: 'process' });
  await until('the push', async () => ofBot(await stage.branches()).length > 0);
  acting.kill('SIGKILL');
  await acting.ended;
  expect(await openRunsIn(scratch)).not.toEqual([]);

  expect(await cleanUp(stage, scratch)).toBe(0);
  expect(ofBot(await stage.branches())).toEqual([]);
  expect(await stage.pulls()).toEqual([]);
  expect(await expectStopped(stage, issue, 'rolled-back')).toContain('EKILLED');
  expect(await openRunsIn(scratch)).toEqual([]);

  // The same event again goes on with the very set that was sealed then.
  const told = await stage.act('issue_comment', stateIn(scratch));
  expect(told.report.conclusion).toBe('committed');
  expect(told.report.phases.map(({ name }) => name)).not.toContain('agent');
  expect(await stage.pulls()).toHaveLength(1);
  expect(await stage.answers(issue)).toHaveLength(1);
  await released(stage);
  expect(await stage.pulls()).toHaveLength(1);
});

test.concurrent('an action killed over its last word has landed, and the step after the job says so', async () => {
  await using scratch = await openScratch();
  const stage = await openStage(forge);
  const issue = await ask(stage, HELLO);
  // A slow run tells of its progress before.
  await hold(stage, 'PATCH', 'issues/comments/', 'Wholly finished');
  const acting = await stage.begin('issue_comment', stateIn(scratch), { door: 'process' });
  await held(stage);
  acting.kill('SIGKILL');
  await acting.ended;

  expect(await cleanUp(stage, scratch)).toBe(0);
  const [pull] = await stage.pulls();
  expect(pull?.state).toBe('open');
  expect(ofBot(await stage.branches())).toEqual([pull?.head.ref]);
  const [answer, ...others] = await stage.answers(issue);
  expect(others).toEqual([]);
  expect(answer?.body).toMatch(/^\*\*Wholly finished @walter's request in /);
  expect(answer?.body).toContain(pull?.html_url);
  expect(await openRunsIn(scratch)).toEqual([]);
  await released(stage);
});

test.concurrent('what landed has landed, though it was merged and its branch deleted before anybody settled it', async () => {
  await using scratch = await openScratch();
  const stage = await openStage(forge);
  const issue = await ask(stage, HELLO);
  await hold(stage, 'PATCH', 'issues/comments/', 'Wholly finished');
  const acting = await stage.begin('issue_comment', stateIn(scratch), { door: 'process' });
  await held(stage);
  acting.kill('SIGKILL');
  await acting.ended;
  await released(stage);
  const [pull] = await stage.pulls();
  await stage.walter.pulls.update({ ...stage.place, pull_number: pull?.number ?? 0, state: 'closed' });
  await stage.walter.git.deleteRef({ ...stage.place, ref: `heads/${pull?.head.ref ?? ''}` });

  expect(await cleanUp(stage, scratch)).toBe(0);
  const answers = await stage.answers(issue);
  expect(answers.map(({ body }) => body.slice(0, 17))).toEqual(['**Wholly finished']);
  expect(answers[0]?.body).toContain(pull?.html_url);
  expect(await openRunsIn(scratch)).toEqual([]);
});

test.concurrent('a repeat that is killed half way gives back the pull request that stood before it', async () => {
  await using scratch = await openScratch();
  const stage = await openStage(forge);
  await ask(stage, HELLO);
  const { report } = await stage.act('issue_comment', stateIn(scratch));
  const tip = (): Promise<string> => stage.git('rev-parse', `refs/heads/${report.branch ?? ''}`);
  await forge.control.addFault({
    match: { method: 'POST', path: `/${stage.place.repo}.git/git-receive-pack$` },
    fault: { kind: 'delay', milliseconds: 3000 },
  });
  const acting = await stage.begin('issue_comment', stateIn(scratch), { door: 'process' });
  await held(stage);
  acting.kill('SIGKILL');
  await acting.ended;
  await until('the push', async () => (await tip()) !== report.commit);
  expect(await cleanUp(stage, scratch)).toBe(0);
  expect(await tip()).toBe(report.commit);
  const pulls = (await stage.pulls()).map(({ number, state }) => [number, state]);
  expect(pulls).toEqual([[report.pullRequest?.number, 'open']]);
});

test.concurrent('a prompt without a thread that is killed half way is taken back as well', async () => {
  await using scratch = await openScratch();
  const stage = await openStage(forge);
  const payload = await dispatchOf(stage);
  const inputs = { prompt: HELLO, ...stateIn(scratch) };
  await hold(stage, 'POST', 'pulls$');
  const acting = await stage.begin('workflow_dispatch', inputs, { door: 'process', payload });
  await until('the push', async () => ofBot(await stage.branches()).length > 0);
  acting.kill('SIGKILL');
  await acting.ended;
  const environment = { STATE_WHOLLY_BEGUN: 'yes' };
  await stage.act('workflow_dispatch', inputs, { door: 'process', payload, environment });
  expect(ofBot(await stage.branches())).toEqual([]);
  expect(await openRunsIn(scratch)).toEqual([]);
  await released(stage);
  expect(await stage.pulls()).toEqual([]);
});

test('L13 a bot that was killed half way settles at its next start, and publishes on `retry` what was sealed', async () => {
  await using scratch = await openScratch();
  const stage = await openStage(forge);
  const state = scratch.join('state');
  let issue = 0;
  {
    await using bot = await startBot(forge, state);
    await hold(stage, 'POST', 'pulls$');
    issue = await stage.issue('Greet', HELLO);
    await stage.comment(issue, '@bot implement');
    await until('the push', async () => ofBot(await stage.branches()).length > 0);
    await bot.stop('SIGKILL');
  }
  await using bot = await startBot(forge, state);
  expect(ofBot(await stage.branches())).toEqual([]);
  const body = await expectStopped(stage, issue, 'rolled-back');
  const [digest] = /sha256:[0-9a-f]{64}/.exec(body) ?? [];
  expect(await openRunsIn(scratch)).toEqual([]);

  await stage.comment(issue, '@bot retry');
  await until('the pull request', async () => (await stage.pulls()).length > 0);
  const [pull] = await stage.pulls();
  expect(await stage.git('log', '-1', '--format=%B', pull?.head.sha ?? '')).toContain(
    `Change-Set: ${digest}`,
  );
  const answer = await until('its last word', async () =>
    (await stage.answers(issue)).find(({ body: text }) => text.startsWith('**Wholly finished ')),
  );
  expect(answer.body).toContain('] publish');
  expect(answer.body).not.toContain('] agent');
  expect(await bot.stop()).toBe(0);
  await released(stage);
});
