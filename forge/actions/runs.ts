import { randomUUID } from 'node:crypto';
import { Refusal } from '../answer.ts';
import type { Forge } from '../forge.ts';
import { numberAt, type Json } from '../json.ts';
import { now } from '../now.ts';
import type { Repository } from '../repository.ts';
import type { WorkflowRun } from './run.ts';

export interface WorkflowRunSpec {
  readonly path: string;
  readonly event: string;
  /** Left out: the default branch. */
  readonly headBranch?: string;
}

export interface WorkflowRunFacts {
  readonly id: number;
  /** What the runner puts into the environment of a JavaScript action, over what it always does. */
  readonly environment: Readonly<Record<string, string>>;
}

export async function startRun(
  forge: Forge,
  repository: Repository,
  headRepository: Repository,
  { path, event, headBranch = headRepository.defaultBranch }: WorkflowRunSpec,
): Promise<WorkflowRunFacts> {
  const head = await forge.git.attempt(headRepository.gitDir, ['rev-parse', `refs/heads/${headBranch}`]);
  if (head.code !== 0) throw new Refusal(422, `There is no branch ${headBranch}`);
  const [backendId, jobBackendId] = [randomUUID(), randomUUID()];
  const run: WorkflowRun = {
    id: forge.nextId() + 10_000_000_000,
    repository,
    headRepository,
    headBranch,
    headSha: head.stdout.toString().trim(),
    event,
    path,
    startedAt: now(),
    isCancelled: false,
    backendId,
    jobBackendId,
    runtimeToken: newRuntimeToken(backendId, jobBackendId),
  };
  forge.runs.set(run.id, run);
  return {
    id: run.id,
    environment: {
      ACTIONS_RUNTIME_TOKEN: run.runtimeToken,
      ACTIONS_RESULTS_URL: `${forge.url}/`,
      GITHUB_RUN_ID: String(run.id),
      GITHUB_REPOSITORY: repository.fullName,
      GITHUB_WORKFLOW_REF: `${repository.fullName}/${path}@refs/heads/${headBranch}`,
    },
  };
}

/** The claim by which the toolkit learns of its run (`getBackendIdsFromToken` in actions/toolkit). Nobody checks the signature. */
function newRuntimeToken(backendId: string, jobBackendId: string): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const scp = `Actions.ExampleScope Actions.Results:${backendId}:${jobBackendId}`;
  return [part({ alg: 'RS256', typ: 'JWT' }), part({ scp, jti: randomUUID() }), 'c2lnbmF0dXJl'].join('.');
}

export async function repositoryId(forge: Forge, { fullName }: Repository): Promise<number> {
  const found = await forge.emulator.ask({ method: 'GET', path: `/repos/${fullName}` });
  return numberAt(found.json, 'id') ?? 0;
}

/** https://docs.github.com/rest/actions/workflow-runs#get-a-workflow-run */
export async function renderRun(forge: Forge, run: WorkflowRun): Promise<Json> {
  const ask = async ({ fullName }: Repository): Promise<unknown> =>
    (await forge.emulator.ask({ method: 'GET', path: `/repos/${fullName}` })).json;
  const url = `${forge.url}/repos/${run.repository.fullName}/actions/runs/${run.id}`;
  return {
    id: run.id,
    name: 'Bot',
    node_id: Buffer.from(`WorkflowRun:${run.id}`).toString('base64'),
    head_branch: run.headBranch,
    head_sha: run.headSha,
    path: run.path,
    display_title: 'Bot',
    run_number: 1,
    run_attempt: 1,
    event: run.event,
    status: run.isCancelled ? 'completed' : 'in_progress',
    conclusion: run.isCancelled ? 'cancelled' : null,
    workflow_id: 1,
    check_suite_id: run.id,
    check_suite_node_id: Buffer.from(`CheckSuite:${run.id}`).toString('base64'),
    url,
    html_url: `${forge.url}/${run.repository.fullName}/actions/runs/${run.id}`,
    pull_requests: [],
    created_at: run.startedAt,
    updated_at: run.startedAt,
    run_started_at: run.startedAt,
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${forge.url}/repos/${run.repository.fullName}/check-suites/${run.id}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: null,
    workflow_url: `${forge.url}/repos/${run.repository.fullName}/actions/workflows/1`,
    head_commit: null,
    repository: await ask(run.repository),
    head_repository: await ask(run.headRepository),
  };
}
