import { afterAll, beforeAll, expect, test } from 'vitest';
import { openForge, type OpenForge } from '../../forge/open-forge.ts';
import { openScratch } from '../doubles/scratch.ts';
import { openStage, type Stage } from '../doubles/stage.ts';
import { waitingAgent } from './command-agent.ts';
import {
  ask,
  expectMet,
  expectNothingLanded,
  expectPreserved,
  expectStopped,
  HELLO,
  stateIn,
} from './expectations.ts';

let forge: OpenForge;
beforeAll(async () => {
  forge = await openForge();
});
afterAll(() => forge[Symbol.asyncDispose]());

/** Only what is asked about this repository, so that these tests can run beside each other. */
function at<T extends { readonly path: string }>(stage: Stage, match: T): T {
  return { ...match, path: `/${stage.place.repo}.*${match.path}` };
}

test.concurrent('a host whose git is down while its API answers is an error, told in the comment', async () => {
  const stage = await openStage(forge);
  const issue = await ask(stage, HELLO);
  await forge.control.addFault({
    match: at(stage, { path: 'git-upload-pack', times: 9 }),
    fault: { kind: 'answer', status: 503 },
  });
  const told = await stage.act('issue_comment');
  expect(told.exitCode).toBe(1);
  await expectNothingLanded(stage, told, { exitCode: 1, conclusion: 'error' });
  await expectStopped(stage, issue, 'error');
});

test.concurrent.each([
  ['the comment', { method: 'POST', path: '/issues/\\d+/comments$' }],
  ['the push', { method: 'POST', path: 'git-receive-pack$' }],
  ['the pull request', { method: 'POST', path: '/pulls$' }],
  ['the last word', { method: 'PATCH', path: '/issues/comments/' }],
  ['the eyes', { method: 'POST', path: '/reactions$' }],
])('an answer lost at %s makes nothing twice, and what is said is true', async (_, match) => {
  const stage = await openStage(forge);
  const issue = await ask(stage, HELLO);
  await forge.control.addFault({ match: at(stage, match), fault: { kind: 'cut-after' } });
  const told = await stage.act('issue_comment');
  await expectMet(stage, 'cut-after');
  expect([told.exitCode, told.report.conclusion]).toEqual([0, 'committed']);
  expect((await stage.branches()).filter((name) => name !== 'main')).toEqual([told.report.branch]);
  expect((await stage.pulls()).map(({ number, state }) => [number, state])).toEqual([
    [told.report.pullRequest?.number, 'open'],
  ]);
  const answers = await stage.answers(issue);
  expect(answers).toHaveLength(1);
  expect(answers[0]?.body).toMatch(/^\*\*Wholly finished /);
});

test.concurrent.each([
  ['the push', { method: 'POST', path: 'git-receive-pack$' }],
  ['the pull request', { method: 'POST', path: '/pulls$' }],
])('%s that never arrives is taken back whole, and the set is kept', async (_, match) => {
  await using scratch = await openScratch();
  const stage = await openStage(forge);
  const issue = await ask(stage, HELLO);
  await forge.control.addFault({ match: at(stage, match), fault: { kind: 'cut-before' } });
  const told = await stage.act('issue_comment', stateIn(scratch));
  expect(told.exitCode).toBe(8);
  await expectNothingLanded(stage, told, { exitCode: 8, conclusion: 'rolled-back' });
  await expectPreserved(told, ['hello.txt']);
  await expectStopped(stage, issue, 'rolled-back');
});

test.concurrent('a last word that does not arrive at once is said again: no comment stays at work', async () => {
  const stage = await openStage(forge);
  const issue = await ask(stage, HELLO);
  await forge.control.addFault({
    match: at(stage, { method: 'PATCH', path: '/issues/comments/' }),
    fault: { kind: 'cut-before' },
  });
  const told = await stage.act('issue_comment');
  await expectMet(stage, 'cut-before');
  expect(told.report.conclusion).toBe('committed');
  expect((await stage.answers(issue))[0]?.body).toMatch(/^\*\*Wholly finished /);
});

test.concurrent('a branch that the host took has landed, though nobody answers for it any more', async () => {
  await using scratch = await openScratch();
  const stage = await openStage(forge);
  const issue = await ask(stage, HELLO);
  const agent = waitingAgent(scratch, 'echo x > new.txt');
  const inputs = { ...agent.inputs, ...stateIn(scratch), mode: 'branch' };
  const acting = await stage.begin('issue_comment', inputs);
  await agent.began();
  await forge.control.addFault({
    match: at(stage, { path: 'git-upload-pack', times: 99 }),
    fault: { kind: 'cut-before' },
  });
  agent.release();
  const told = await acting.ended;
  expect([told.exitCode, told.report.conclusion, told.report.warnings.length]).toEqual([0, 'committed', 1]);
  expect(await stage.branches()).toContain(told.report.branch);
  expect((await stage.answers(issue))[0]?.body).toMatch(/^\*\*Wholly finished /);
});

test.concurrent('a host that vanishes behind the push leaves a report that names what may be there', async () => {
  await using scratch = await openScratch();
  const stage = await openStage(forge);
  await ask(stage, HELLO);
  const gone = { kind: 'cut-before' } as const;
  await forge.control.addFault({ match: at(stage, { path: '/pulls', times: 99 }), fault: gone });
  await forge.control.addFault({
    match: at(stage, { path: 'git-(?:receive|upload)-pack', nth: 6, times: 99 }),
    fault: gone,
  });
  await forge.control.addFault({ match: at(stage, { method: 'PATCH', path: '', times: 99 }), fault: gone });
  const told = await stage.act('issue_comment', stateIn(scratch));
  const [branch = ''] = (await stage.branches()).filter((name) => name.startsWith('bot/'));
  expect([told.exitCode, told.report.conclusion]).toEqual([9, 'rollback-failed']);
  expect(branch).not.toBe('');
  expect(JSON.stringify(told.report.rollbackFailed)).toContain(branch);
  await expectPreserved(told, ['hello.txt']);
});
