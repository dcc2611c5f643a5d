import type { Api } from '../host/api.ts';
import { parseWorkflowPath } from '../host/artifacts.ts';
import { readComments, type Thread } from '../host/thread.ts';
import { cancelWorkflowRun } from '../host/workflow-runs.ts';
import { runOfStory } from '../report/comment.ts';
import type { RespondTools } from '../respond.ts';

/**
 * Ends the runs of this workflow that are at work for a thread: those of which a comment of the account `self` says so. What
 * still waits for a runner has said nothing yet, and cannot be known.
 */
export async function stopRuns(
  api: Api,
  thread: Thread,
  self: number | null,
  { repositoryUrl, environment }: StopPlace,
): ReturnType<RespondTools['stopThread']> {
  const workflow = parseWorkflowPath(environment['GITHUB_WORKFLOW_REF'] ?? '');
  const { comments } = await readComments(api, thread);
  const urls = comments.flatMap(({ userId, body }) =>
    userId !== null && userId === self ? (runOfStory(body) ?? []) : [],
  );
  let requests = 0;
  const left: string[] = [];
  for (const url of new Set(urls)) {
    const id = url.startsWith(`${repositoryUrl}/actions/runs/`) ? Number(url.split('/').at(-1)) : Number.NaN;
    if (!Number.isSafeInteger(id) || String(id) === environment['GITHUB_RUN_ID']) continue;
    const became =
      workflow === null ? 'not-allowed' : await cancelWorkflowRun(api, thread.repository, id, workflow);
    if (became === 'cancelled') requests += 1;
    if (became === 'not-allowed') left.push(url);
  }
  return { requests, left, knowsWaiting: false };
}

interface StopPlace {
  readonly repositoryUrl: string;
  readonly environment: Readonly<Record<string, string>>;
}
