import { readFile } from 'node:fs/promises';
import { expect } from 'vitest';
import { parseChangeSet } from '../../src/change-set/file.ts';
import type { Scratch } from '../doubles/scratch.ts';
import { fenceAdding, type Payload, type Stage, type Told } from '../doubles/stage.ts';

export const HELLO = fenceAdding('hello.txt', 'hello');

/** Whatever went wrong, the host has nothing but the comment, and the step says why in one line. */
export async function expectNothingLanded(
  stage: Stage,
  told: Told,
  expected: { exitCode: number; conclusion: string; code?: string | RegExp; main?: string },
): Promise<void> {
  const { report } = told;
  expect([told.exitCode, report.conclusion]).toEqual([expected.exitCode, expected.conclusion]);
  if (expected.code !== undefined) expect(report.code).toMatch(expected.code);
  expect(report.code).toMatch(/^E[A-Z]+$/);
  expect(report.reason?.split('\n')).toHaveLength(1);
  const annotations = told.stdout.split('\n').filter((line) => line.startsWith('::'));
  expect(annotations).toHaveLength(1);
  expect(annotations[0]).toMatch(new RegExp(`^::error::${report.code}: `));
  expect(told.stderr).toBe('');
  expect(told.outputs).toMatchObject({
    conclusion: expected.conclusion,
    branch: '',
    'commit-sha': '',
    'pull-request-operation': 'none',
  });
  expect([report.branch, report.commit, report.pullRequest]).toEqual([null, null, null]);
  expect((await stage.branches()).filter((name) => name.startsWith('bot/'))).toEqual([]);
  expect((await stage.pulls()).filter(({ user }) => user?.type === 'Bot')).toEqual([]);
  if (stage.head !== '')
    expect(await stage.git('rev-parse', 'refs/heads/main').catch(() => 'gone')).toBe(
      expected.main ?? stage.head,
    );
}

export async function expectStopped(stage: Stage, issue: number, conclusion: string): Promise<string> {
  const answers = await stage.answers(issue);
  expect(answers).toHaveLength(1);
  const body = answers[0]?.body ?? '';
  expect(body).toMatch(
    new RegExp(`^\\*\\*Wholly stopped @walter's request after [^*]*: ${conclusion}\\*\\*`),
  );
  return body;
}

/** A fault that was laid at another place than where the request comes along would prove nothing. */
export async function expectMet(stage: Stage, kind: 'cut-before' | 'cut-after'): Promise<void> {
  expect((await stage.requests()).filter(({ fault }) => fault === kind)).toHaveLength(1);
}

export async function expectPreserved(told: Told, paths: string[]): Promise<void> {
  const { preserved } = told.report;
  expect(preserved?.digest).toBe(told.report.changeSet?.digest);
  const sealed = parseChangeSet(await readFile(preserved?.file ?? '', 'utf8'));
  expect([sealed.digest, sealed.changes.map(({ path }) => path)]).toEqual([preserved?.digest, paths]);
  expect(told.outputs['preserved-file']).toBe(preserved?.file);
}

export const stateIn = (scratch: Scratch): Record<string, string> => ({ 'state-dir': scratch.join('state') });

export async function ask(stage: Stage, body: string): Promise<number> {
  const issue = await stage.issue('Title', body);
  await stage.comment(issue, '@bot implement');
  return issue;
}

export async function dispatchOf(stage: Stage): Promise<Payload> {
  const { data: repository } = await stage.walter.repos.get(stage.place);
  const { data: sender } = await stage.walter.users.getAuthenticated();
  return {
    inputs: {},
    ref: 'refs/heads/main',
    repository,
    sender,
    workflow: '.github/workflows/bot.yml',
  };
}
