import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openForge, type OpenForge } from '../../forge/open-forge.ts';
import { openHistory } from '../../src/state/history.ts';
import { openRuns } from '../../src/state/open-runs.ts';
import type { Trigger } from '../../src/trigger/trigger.ts';
import { parseTrigger } from '../../src/trigger/trigger-shape.ts';
import { filesBelow, openScratch, type Scratch } from '../doubles/scratch.ts';
import { moveBranch, openStage, type Stage, type Told } from '../doubles/stage.ts';
import { ask, expectNothingLanded, expectPreserved, HELLO, stateIn } from './expectations.ts';

let forge: OpenForge;
beforeAll(async () => {
  forge = await openForge();
});
afterAll(() => forge[Symbol.asyncDispose]());

interface Denied {
  readonly scratch: Scratch;
  readonly stage: Stage;
  readonly issue: number;
  readonly told: Told;
  /** What the branch would be called. */
  readonly branch: string;
  readonly digest: string;
  /** The sealed file. */
  readonly file: string;
  comment(body: string): Promise<Told>;
  allow(): Promise<void>;
}

/** A request whose new branch a rule of the host refused; its set is kept in the state directory. */
async function openDenied(): Promise<Denied & AsyncDisposable> {
  const scratch = await openScratch();
  const stage = await openStage(forge);
  const issue = await ask(stage, HELLO);
  await forge.control.setRulesets(stage.fullName, [
    {
      id: 1,
      name: 'no bots',
      include: ['refs/heads/bot/**'],
      rules: [{ type: 'creation' }],
      bypass: ['walter'],
    },
  ]);
  const told = await stage.act('issue_comment', stateIn(scratch));
  await expectNothingLanded(stage, told, { exitCode: 5, conclusion: 'denied' });
  await expectPreserved(told, ['hello.txt']);
  const name = told.report.participants[0]?.name ?? '';
  return {
    scratch,
    stage,
    issue,
    told,
    branch: name.replace(/^remote branch /, ''),
    digest: told.report.preserved?.digest ?? '',
    file: told.report.preserved?.file ?? '',
    async comment(body) {
      await stage.comment(issue, `@bot ${body}`);
      return await stage.act('issue_comment', stateIn(scratch));
    },
    allow: () => forge.control.setRulesets(stage.fullName, []),
    [Symbol.asyncDispose]: () => scratch[Symbol.asyncDispose](),
  };
}

async function expectLands(denied: Denied): Promise<void> {
  const { digest, stage } = denied;
  const landed = await denied.comment('retry');
  expect([landed.report.conclusion, landed.report.changeSet?.digest]).toEqual(['committed', digest]);
  expect(await stage.git('show', `${landed.report.branch}:hello.txt`)).toBe('hello');
}

/** As a run leaves it that was killed over its push. */
async function leaveOpen({ scratch, stage, issue, digest, branch, told }: Denied): Promise<void> {
  const state = scratch.join('state');
  const { data: repository } = await stage.walter.repos.get(stage.place);
  const [past] = await openHistory(state, parseTrigger).read(repository.id, issue);
  if (past === undefined) throw new Error('the run is not remembered');
  const [answer] = await stage.answers(issue);
  const { runId } = told.report;
  const start = { runId, at: past.at, asked: past.asked };
  const run = await openRuns<Trigger>(state).begin(start);
  const intent = { kind: 'remote-branch', branch, from: null, to: stage.head };
  await run.note({ comment: answer?.id ?? 0 });
  await run.note({ digest });
  await run.note({ plan: [intent] });
  await run.note({ intend: { step: 'commit', index: 0 } });
  run.leave();
}

test.concurrent('B05 a refused set is kept though the host has nothing of it when what was open is settled', async () => {
  await using denied = await openDenied();
  const sealed = readFileSync(denied.file);
  await leaveOpen(denied);
  const told = await denied.comment('status');
  expect(told.report.conclusion).toBe('answered');
  expect(await filesBelow(denied.scratch.join('state', 'open-runs'))).toEqual([]);
  expect(readFileSync(denied.file)).toEqual(sealed);
  await denied.allow();
  await expectLands(denied);
});

test.concurrent('B07 a refused set that was never on the host is created there, and replaces nothing', async () => {
  await using denied = await openDenied();
  const { stage, branch } = denied;
  await denied.allow();
  await stage.walter.git.createRef({ ...stage.place, ref: `refs/heads/${branch}`, sha: stage.head });
  const theirs = await moveBranch(stage, branch, 'theirs.txt', 'theirs\n');
  const met = await denied.comment('retry');
  expect([met.report.conclusion, met.report.code]).toEqual(['refused', 'EMOVED']);
  expect(await stage.git('rev-parse', `refs/heads/${branch}`)).toBe(theirs);
  await stage.walter.git.deleteRef({ ...stage.place, ref: `heads/${branch}` });
  await expectLands(denied);
});

test.concurrent('B09 a refusal is told once, with what was refused, why, and that it is kept', async () => {
  await using denied = await openDenied();
  const { stage, issue, told, digest } = denied;
  const answers = await stage.answers(issue);
  expect(answers).toHaveLength(1);
  const paragraphs = (answers[0]?.body ?? '').split('\n\n');
  expect(paragraphs.filter((text) => text.includes('`hello.txt`') && text.includes(digest))).toHaveLength(1);
  expect(paragraphs.filter((text) => text.includes(`\`${told.report.code}\``))).toHaveLength(1);
  expect(paragraphs.filter((text) => text.startsWith('**What to do next:** '))).toHaveLength(1);
  expect(told.stdout.split('\n').filter((line) => line.startsWith('::'))).toHaveLength(1);
});
