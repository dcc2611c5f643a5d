import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WorkflowRunFacts } from '../../forge/actions/runs.ts';
import { openForge, type OpenForge } from '../../forge/open-forge.ts';
import { openStage, type Acting, type Stage, type Told } from '../doubles/stage.ts';
import { until } from '../doubles/until.ts';
import { scriptInputs } from './command-agent.ts';

let forge: OpenForge;
beforeAll(async () => {
  forge = await openForge();
});
afterAll(() => forge[Symbol.asyncDispose]());

interface Working {
  readonly stage: Stage;
  readonly issue: number;
  readonly run: WorkflowRunFacts;
  readonly acting: Acting;
}

async function startRun(stage: Stage, path = '.github/workflows/bot.yml'): Promise<WorkflowRunFacts> {
  return await forge.control.startRun(stage.fullName, { path, event: 'issue_comment' });
}

/** A request whose agent takes its time, in a run of that workflow file, once its comment is there. */
async function openWorking(path?: string): Promise<Working> {
  const stage = await openStage(forge);
  const issue = await stage.issue('Take your time');
  await stage.comment(issue, '@bot implement');
  const run = await startRun(stage, path);
  const acting = await stage.begin('issue_comment', scriptInputs('echo begun > begun; sleep 60'), {
    environment: run.environment,
  });
  await until('the agent', async () =>
    (await stage.answers(issue)).some(({ body }) => body.includes('[ ] agent')),
  );
  return { stage, issue, run, acting };
}

async function isCancelled({ stage, run }: Working): Promise<boolean> {
  const { data } = await stage.walter.actions.getWorkflowRun({ ...stage.place, run_id: run.id });
  return data.conclusion === 'cancelled';
}

/** Another job, which answers `@bot stop`. */
async function askToStop({ stage, issue }: Working, inputs: Record<string, string>): Promise<Told> {
  await stage.comment(issue, '@bot stop');
  const { environment } = await startRun(stage);
  return await stage.act('issue_comment', inputs, { environment });
}

/** Of a job that has this permission besides what every request needs. */
async function tokenWith(stage: Stage, actions: 'read' | 'write'): Promise<Record<string, string>> {
  const login = 'github-actions[bot]';
  const permissions = { contents: 'write', issues: 'write', pull_requests: 'write', actions } as const;
  const repositories = [stage.fullName];
  return { 'github-token': await forge.control.createToken({ login, repositories, permissions }) };
}

async function lastWord({ stage, issue }: Working): Promise<string> {
  return (await stage.answers(issue)).at(-1)?.body ?? '';
}

test.concurrent('stop has the host cancel the run that works for the thread, and its comment says how it ended', async () => {
  const working = await openWorking();
  const may = await tokenWith(working.stage, 'write');
  const { report } = await askToStop(working, may);
  expect([report.conclusion, await isCancelled(working)]).toEqual(['answered', true]);
  expect(await lastWord(working)).toContain('Stopped 1 request');
  // As the runner does where the host has cancelled a run.
  working.acting.kill('SIGINT');
  expect((await working.acting.ended).report.conclusion).toBe('cancelled');
  const [story] = await working.stage.answers(working.issue);
  expect(story?.body).toMatch(/^\*\*Wholly stopped .*: cancelled\*\*/);
  expect(await working.stage.branches()).toEqual(['main']);
  // What has ended is not stopped again.
  await askToStop(working, may);
  expect(await lastWord(working)).toContain('Nothing runs');
});

test.concurrent('a token that may not cancel says so and names the page of the run, which goes on', async () => {
  const working = await openWorking();
  const { stage, run } = working;
  await askToStop(working, await tokenWith(stage, 'read'));
  expect(await isCancelled(working)).toBe(false);
  expect(await lastWord(working)).toContain(`/${stage.fullName}/actions/runs/${run.id})`);
  working.acting.kill('SIGINT');
  await working.acting.ended;
});

test.concurrent('no run is cancelled that another workflow file started, or that only others speak of', async () => {
  const working = await openWorking('.github/workflows/other.yml');
  const [story] = await working.stage.answers(working.issue);
  const run = await startRun(working.stage);
  const forged = story?.body.replaceAll(String(working.run.id), String(run.id)) ?? '';
  await working.stage.comment(working.issue, forged);
  await askToStop(working, await tokenWith(working.stage, 'write'));
  expect([await isCancelled(working), await isCancelled({ ...working, run })]).toEqual([false, false]);
  expect(await lastWord(working)).toContain('Nothing runs');
  working.acting.kill('SIGINT');
  await working.acting.ended;
});
