import { blobUrl, renderArtifact } from '../actions/artifacts.ts';
import { renderRun } from '../actions/runs.ts';
import { NO_CONTENT, notFound, ok, Refusal, type Answer } from '../answer.ts';
import { numberParam, pageOf, param, requireActor, type RepositoryCall } from '../call.ts';
import { makeTrue } from '../truth/make-true.ts';

/** https://docs.github.com/rest/actions/permissions#get-default-workflow-permissions-for-a-repository */
export function getWorkflowPermissions(call: RepositoryCall): Answer {
  const writes = call.forge.workflowPermissions['contents'] === 'write';
  return ok({
    default_workflow_permissions: writes ? 'write' : 'read',
    can_approve_pull_request_reviews: call.repository.actionsMayOpenPulls,
  });
}

export function setWorkflowPermissions(call: RepositoryCall): Answer {
  const value = call.body['can_approve_pull_request_reviews'];
  if (typeof value === 'boolean') call.repository.actionsMayOpenPulls = value;
  return NO_CONTENT;
}

/** https://docs.github.com/rest/actions/artifacts#list-artifacts-for-a-repository: the newest first */
export async function listArtifacts(call: RepositoryCall): Promise<Answer> {
  const name = call.query.get('name');
  const all = call.forge.artifacts.filter(
    (one) => one.isFinal && one.run.repository === call.repository && (name === null || one.name === name),
  );
  const { items, headers } = pageOf(call, all.toReversed());
  const artifacts = await Promise.all(items.map((one) => renderArtifact(call.forge, one)));
  return ok({ total_count: all.length, artifacts }, headers);
}

/** https://docs.github.com/rest/actions/artifacts#download-an-artifact */
export function downloadArtifact(call: RepositoryCall): Answer {
  requireActor(call);
  const id = numberParam(call, 'id');
  const artifact = call.forge.artifacts.find(
    (one) => one.id === id && one.isFinal && one.run.repository === call.repository,
  );
  if (artifact === undefined || param(call, 'format') !== 'zip') throw notFound();
  if (artifact.isExpired) throw new Refusal(410, 'Artifact has expired');
  return { status: 302, headers: { location: blobUrl(call.forge, artifact) } };
}

/** https://docs.github.com/rest/actions/workflow-runs#cancel-a-workflow-run */
export function cancelRun(call: RepositoryCall): Answer {
  const run = call.forge.runs.get(numberParam(call, 'id'));
  if (run === undefined || run.repository !== call.repository) throw notFound();
  if (run.isCancelled) throw new Refusal(409, 'Cannot cancel a workflow run that is completed.');
  run.isCancelled = true;
  return { status: 202, json: {} };
}

/** https://docs.github.com/rest/actions/workflow-runs#get-a-workflow-run */
export async function getRun(call: RepositoryCall): Promise<Answer> {
  const run = call.forge.runs.get(numberParam(call, 'id'));
  if (run === undefined || run.repository !== call.repository) throw notFound();
  const json = await renderRun(call.forge, run);
  await makeTrue(call.forge, json, call.actor);
  return ok(json);
}
