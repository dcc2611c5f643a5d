import { NO_CONTENT, ok, type Answer } from '../answer.ts';
import type { RepositoryCall } from '../call.ts';

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
