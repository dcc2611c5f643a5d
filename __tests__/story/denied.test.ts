import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openForge, type OpenForge } from '../../forge/open-forge.ts';
import { openScratch } from '../doubles/scratch.ts';
import { clientOf, fenceAdding, moveBranch, openStage, type Stage } from '../doubles/stage.ts';
import { scriptInputs } from './command-agent.ts';
import {
  ask,
  dispatchOf,
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

async function forbidBranches(stage: Stage): Promise<void> {
  await forge.control.setRulesets(stage.fullName, [
    { id: 1, name: 'no bots', include: ['refs/heads/bot/**'], rules: [{ type: 'creation' }], bypass: [] },
  ]);
}

async function pushes(stage: Stage): Promise<number> {
  return (await stage.requests()).filter(
    ({ path, method }) => method === 'POST' && path.endsWith('git-receive-pack'),
  ).length;
}

test.concurrent('B02 B03 the same set under the same grant is not sent again, and the comment stays one', async () => {
  await using scratch = await openScratch();
  const stage = await openStage(forge);
  const issue = await ask(stage, HELLO);
  await forbidBranches(stage);
  const first = await stage.act('issue_comment', stateIn(scratch));
  await expectNothingLanded(stage, first, { exitCode: 5, conclusion: 'denied', code: 'ERULESET' });
  expect(await pushes(stage)).toBe(1);

  const again = await stage.act('issue_comment', stateIn(scratch));
  await expectNothingLanded(stage, again, { exitCode: 5, conclusion: 'denied', code: 'ERULESET' });
  await expectPreserved(again, ['hello.txt']);
  expect(again.report.changeSet?.digest).toBe(first.report.changeSet?.digest);
  expect(await pushes(stage)).toBe(1);
  await expectStopped(stage, issue, 'denied');

  // Who insists is told the same while the host shows why, and is served once it does not.
  await stage.comment(issue, '@bot retry');
  const insisted = await stage.act('issue_comment', stateIn(scratch));
  expect([insisted.report.conclusion, await pushes(stage)]).toEqual(['denied', 1]);
  await forge.control.setRulesets(stage.fullName, []);
  const granted = await stage.act('issue_comment', stateIn(scratch));
  expect([granted.report.conclusion, granted.report.changeSet?.digest]).toEqual([
    'committed',
    first.report.changeSet?.digest,
  ]);
});

test.concurrent('B04 new content is sent under the same grant, and its refusal is remembered for itself', async () => {
  await using scratch = await openScratch();
  const stage = await openStage(forge);
  await forbidBranches(stage);
  await ask(stage, HELLO);
  const first = await stage.act('issue_comment', stateIn(scratch));
  await ask(stage, fenceAdding('hello.txt', 'hello, again'));
  const second = await stage.act('issue_comment', stateIn(scratch));
  expect([first.report.conclusion, second.report.conclusion]).toEqual(['denied', 'denied']);
  expect(second.report.changeSet?.digest).not.toBe(first.report.changeSet?.digest);
  expect(await pushes(stage)).toBe(2);
});

test.concurrent('B04 the same set under a new grant is sent again, though nobody insists', async () => {
  await using scratch = await openScratch();
  const stage = await openStage(forge);
  await forbidBranches(stage);
  await ask(stage, HELLO);
  const denied = await stage.act('issue_comment', stateIn(scratch));
  await forge.control.setRulesets(stage.fullName, []);
  const granted = await stage.act('issue_comment', stateIn(scratch));
  expect([denied.report.conclusion, granted.report.conclusion]).toEqual(['denied', 'committed']);
  expect(granted.report.changeSet?.digest).toBe(denied.report.changeSet?.digest);
});

test.concurrent('a limit that is used up is no refusal of the content: the same set is sent again', async () => {
  await using scratch = await openScratch();
  const stage = await openStage(forge);
  await ask(stage, HELLO);
  await forge.control.addFault({
    match: { method: 'GET', path: `/${stage.place.repo}.*service=git-receive-pack$` },
    fault: { kind: 'answer', status: 429 },
  });
  const limited = await stage.act('issue_comment', stateIn(scratch));
  await expectNothingLanded(stage, limited, { exitCode: 5, conclusion: 'denied', code: 'ERATELIMIT' });
  expect((await stage.act('issue_comment', stateIn(scratch))).report.conclusion).toBe('committed');
});

test.concurrent('a refusal whose reason the host does not show is sent again for who insists', async () => {
  await using scratch = await openScratch();
  const stage = await openStage(forge);
  const issue = await ask(stage, HELLO);
  await forge.control.addFault({
    match: { method: 'GET', path: `/${stage.place.repo}.*service=git-receive-pack$` },
    fault: { kind: 'answer', status: 403 },
  });
  const first = await stage.act('issue_comment', stateIn(scratch));
  await expectNothingLanded(stage, first, { exitCode: 5, conclusion: 'denied', code: 'EPERMISSION' });
  const repeated = await stage.act('issue_comment', stateIn(scratch));
  expect(repeated.report.conclusion).toBe('denied');
  await stage.comment(issue, '@bot retry');
  const insisted = await stage.act('issue_comment', stateIn(scratch));
  expect([insisted.report.conclusion, insisted.report.changeSet?.digest]).toEqual([
    'committed',
    first.report.changeSet?.digest,
  ]);
});

test.concurrent('what is surely in the way ends the run before its agent costs anything', async () => {
  await using scratch = await openScratch();
  const stage = await openStage(forge);
  const issue = await ask(stage, 'Do it');
  await forge.control.allowActionsPulls(stage.fullName, false);
  const agent = scriptInputs(`: > '${scratch.join('began')}'`);
  const told = await stage.act('issue_comment', { ...agent, ...stateIn(scratch) });
  await expectNothingLanded(stage, told, { exitCode: 5, conclusion: 'denied', code: 'EACTIONSPR' });
  expect(existsSync(scratch.join('began'))).toBe(false);
  await expectStopped(stage, issue, 'denied');
});

test.concurrent('a refusal of a kind that nobody has heard of is one all the same', async () => {
  await using scratch = await openScratch();
  const stage = await openStage(forge);
  await ask(stage, HELLO);
  await forge.control.addFault({
    match: { method: 'POST', path: `/${stage.place.repo}/pulls$` },
    fault: { kind: 'answer', status: 451 },
  });
  const told = await stage.act('issue_comment', stateIn(scratch));
  await expectNothingLanded(stage, told, { exitCode: 5, conclusion: 'denied', code: 'EDENIED' });
  expect(told.report.preserved).not.toBeNull();
});

test.concurrent('an archived repository is told of before the agent costs anything', async () => {
  await using scratch = await openScratch();
  const stage = await openStage(forge);
  await clientOf(forge, forge.tokens.alice).repos.update({ ...stage.place, archived: true });
  const told = await stage.act(
    'workflow_dispatch',
    { prompt: 'Do it', ...scriptInputs(`: > '${scratch.join('began')}'`) },
    { payload: await dispatchOf(stage) },
  );
  expect([told.exitCode, told.report.conclusion, told.report.code]).toEqual([5, 'denied', 'EARCHIVED']);
  expect(existsSync(scratch.join('began'))).toBe(false);
});

test.concurrent('a rule that may be in the way is said, and tried all the same', async () => {
  const stage = await openStage(forge);
  await ask(stage, 'Do it');
  await forge.control.setRulesets(stage.fullName, [
    {
      id: 1,
      name: 'people only',
      include: ['refs/heads/bot/**'],
      rules: [{ type: 'creation' }],
      bypass: ['github-actions[bot]'],
    },
  ]);
  const told = await stage.act('issue_comment', scriptInputs('echo new > new.txt'));
  expect([told.report.conclusion, told.report.warnings.length]).toEqual(['committed', 1]);
});

test.concurrent('B05 B06 B07 B09 a kept set outlives whatever goes on at the host, is told of once, and is created there later', async () => {
  await using scratch = await openScratch();
  const stage = await openStage(forge);
  const issue = await ask(stage, HELLO);
  await forbidBranches(stage);
  const denied = await stage.act('issue_comment', stateIn(scratch));
  const { preserved } = denied.report;
  const kept = readFileSync(preserved?.file ?? '', 'utf8');
  const body = await expectStopped(stage, issue, 'denied');
  // Once, and with what it was.
  expect([body.split('ERULESET').length, body.split(preserved?.digest ?? '?').length]).toEqual([2, 2]);

  // Its branch is not there, somebody deletes another, and the default branch goes on: it is nobody's deletion.
  await forge.control.setRulesets(stage.fullName, []);
  await stage.walter.git.createRef({ ...stage.place, ref: 'refs/heads/other', sha: stage.head });
  await stage.walter.git.deleteRef({ ...stage.place, ref: 'heads/other' });
  const ignored = await stage.act('delete', stateIn(scratch));
  expect(ignored.report.conclusion).toBe('ignored');
  await moveBranch(stage, 'main', 'else.txt', 'else\n');
  expect(readFileSync(preserved?.file ?? '', 'utf8')).toBe(kept);

  await stage.comment(issue, '@bot retry');
  const { report } = await stage.act('issue_comment', stateIn(scratch));
  expect([report.conclusion, report.changeSet?.digest]).toEqual(['committed', preserved?.digest]);
  expect(await stage.git('log', '--format=%P', '-1', report.branch ?? '')).toBe(stage.head);
});

test.concurrent('B08 a kept set that is discarded asks nothing of the host, is gone, and can be made again', async () => {
  await using scratch = await openScratch();
  const stage = await openStage(forge);
  const issue = await ask(stage, HELLO);
  const payload = await stage.payload('issue_comment');
  await forbidBranches(stage);
  const denied = await stage.act('issue_comment', stateIn(scratch));
  const { preserved } = denied.report;
  const before = new Set((await stage.requests()).map(({ id }) => id));
  await stage.comment(issue, `@bot discard ${preserved?.digest}`);
  const discarded = await stage.act('issue_comment', stateIn(scratch));
  expect(discarded.report.conclusion).toBe('answered');
  expect(existsSync(preserved?.file ?? '')).toBe(false);
  const asked = (await stage.requests()).filter(({ id, isWrite }) => isWrite && !before.has(id));
  expect(asked.filter(({ path }) => /git-receive-pack|\/git\/|\/pulls/.test(path))).toEqual([]);

  // Its refusal is forgotten with it: the same content is sent again, though nothing else has changed.
  const forgotten = await stage.act('issue_comment', stateIn(scratch), { payload });
  expect([forgotten.report.conclusion, await pushes(stage)]).toEqual(['denied', 2]);

  await forge.control.setRulesets(stage.fullName, []);
  await stage.comment(issue, '@bot implement');
  const again = await stage.act('issue_comment', stateIn(scratch));
  expect([again.report.conclusion, again.report.changeSet?.digest]).toEqual(['committed', preserved?.digest]);
});
