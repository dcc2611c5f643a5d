import { afterAll, beforeAll, expect, test } from 'vitest';
import { openForge, type OpenForge } from '../../forge/open-forge.ts';
import { fenceAdding, moveBranch, openStage } from '../doubles/stage.ts';

let forge: OpenForge;
beforeAll(async () => {
  forge = await openForge();
});
afterAll(async () => {
  await forge[Symbol.asyncDispose]();
});

test('a pull request cannot set the rules that its own revision is judged by', async () => {
  const stage = await openStage(forge, {
    files: {
      'README.md': 'one\n',
      '.github/bot.yml': 'protected: [{paths: [locked.txt], policy: refuse}]\n',
    },
  });
  const issue = await stage.issue('Add', fenceAdding('a.txt', 'a'));
  await stage.comment(issue, '@bot implement');
  const { report } = await stage.act('issue_comment');
  const branch = report.branch ?? '';
  const head = await moveBranch(stage, branch, '.github/bot.yml', 'protected: []\n');
  await stage.comment(
    report.pullRequest?.number ?? 0,
    `@bot revise\n\n${fenceAdding('locked.txt', 'opened')}`,
  );
  const revised = await stage.act('issue_comment');
  expect([revised.exitCode, revised.report.code]).toEqual([3, 'EGUARD']);
  expect(revised.report.guards).toContainEqual(
    expect.objectContaining({ guard: 'protected', verdict: 'refuse', path: 'locked.txt' }),
  );
  expect(await stage.git('rev-parse', branch)).toBe(head);
});
