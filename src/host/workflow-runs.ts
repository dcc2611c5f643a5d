import { z } from 'zod';
import { statusOf, type Api } from './api.ts';
import type { RepositoryName } from './repository-name.ts';

/** What became of a run of a workflow that was to be ended. */
export type CancelledRun = 'cancelled' | 'over' | 'not-allowed';

/**
 * Has the host end a run of the workflow with that file, which tells the runner to interrupt its steps; the run of any other
 * counts as over. https://docs.github.com/rest/actions/workflow-runs#cancel-a-workflow-run
 */
export async function cancelWorkflowRun(
  api: Api,
  { owner, name }: RepositoryName,
  id: number,
  workflow: string,
): Promise<CancelledRun> {
  const place = { owner, repo: name, run_id: id };
  try {
    const { data } = await api.request('GET /repos/{owner}/{repo}/actions/runs/{run_id}', place);
    const { path, status } = runShape.parse(data);
    // A path may say at which ref the file was read.
    if (path.split('@')[0] !== workflow || status === 'completed') return 'over';
    await api.request('POST /repos/{owner}/{repo}/actions/runs/{run_id}/cancel', place);
    return 'cancelled';
  } catch (error) {
    const status = statusOf(error);
    // It ended meanwhile.
    if (status === 409) return 'over';
    if (status === 403 || status === 404) return 'not-allowed';
    throw error;
  }
}

const runShape = z.object({ path: z.string(), status: z.string().nullable() });
