import { afterAll, beforeAll, expect, test } from 'vitest';
import { openForge, type OpenForge } from '../../forge/open-forge.ts';
import { filesBelow, openScratch } from '../doubles/scratch.ts';
import { openStage } from '../doubles/stage.ts';
import { ask, expectPreserved, HELLO, stateIn } from './expectations.ts';

let forge: OpenForge;
beforeAll(async () => {
  forge = await openForge();
});
afterAll(() => forge[Symbol.asyncDispose]());

const gone = { kind: 'cut-before' } as const;

test('D18 what could not be taken back is remembered until it is, and then no longer', async () => {
  await using scratch = await openScratch();
  const stage = await openStage(forge);
  const issue = await ask(stage, HELLO);
  const open = async (): Promise<string[]> =>
    (await filesBelow(scratch.join('state', 'open-runs'))).filter((name) => name.endsWith('.jsonl'));
  const bots = async (): Promise<string[]> =>
    (await stage.branches()).filter((name) => name.startsWith('bot/'));

  // The host takes the push, and is gone before it can be asked to take it back.
  await forge.control.addFault({ match: { path: `/${stage.place.repo}/pulls`, times: 99 }, fault: gone });
  await forge.control.addFault({
    match: { path: `/${stage.place.repo}.*git-(?:receive|upload)-pack`, nth: 6, times: 99 },
    fault: gone,
  });
  const told = await stage.act('issue_comment', stateIn(scratch));
  expect(told.report.conclusion).toBe('rollback-failed');
  await expectPreserved(told, ['hello.txt']);
  expect([(await bots()).length, (await open()).length]).toEqual([1, 1]);

  // It is still gone: nothing is forgotten.
  await stage.comment(issue, '@bot status');
  const meanwhile = await stage.act('issue_comment', stateIn(scratch));
  expect(meanwhile.report.conclusion).toBe('answered');
  expect([(await bots()).length, (await open()).length]).toEqual([1, 1]);

  await forge.control.clearFaults();
  await stage.comment(issue, '@bot status');
  await stage.act('issue_comment', stateIn(scratch));
  expect([await bots(), await open()]).toEqual([[], []]);
  expect((await stage.answers(issue))[0]?.body).toMatch(/^\*\*Wholly stopped .*: rolled-back\*\*/);

  await stage.comment(issue, '@bot retry');
  const landed = await stage.act('issue_comment', stateIn(scratch));
  expect([landed.report.conclusion, landed.report.changeSet?.digest]).toEqual([
    'committed',
    told.report.changeSet?.digest,
  ]);
});

test('D03 a push that nobody answers for is never told as taken back', async () => {
  await using scratch = await openScratch();
  const stage = await openStage(forge);
  await ask(stage, HELLO);
  const match = { path: `/${stage.place.repo}.*git-(?:receive|upload)-pack` };
  await forge.control.addFault({
    match: { ...match, method: 'POST', path: `/${stage.place.repo}.*git-receive-pack$` },
    fault: { kind: 'cut-after' },
  });
  await forge.control.addFault({ match: { ...match, nth: 6, times: 99 }, fault: gone });
  const told = await stage.act('issue_comment', stateIn(scratch));
  const [branch = ''] = (await stage.branches()).filter((name) => name.startsWith('bot/'));
  expect(branch).not.toBe('');
  expect([told.exitCode, told.report.conclusion, told.report.code]).toEqual([
    9,
    'rollback-failed',
    'EINDOUBT',
  ]);
  expect(told.report.rollbackFailed.map(({ name }) => name)).toEqual([`remote branch ${branch}`]);
  await forge.control.clearFaults();
  const repeated = await stage.act('issue_comment', stateIn(scratch));
  expect([repeated.report.conclusion, repeated.report.branch]).toEqual(['committed', branch]);
});
