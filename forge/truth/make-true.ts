import type { Actor } from '../actor.ts';
import type { Forge } from '../forge.ts';
import { isJson } from '../json.ts';
import { correctComment } from './comment.ts';
import { correctCheckRun } from './check-run.ts';
import { correctIssue } from './issue.ts';
import { correctInstallation, correctOrganization } from './organization.ts';
import { correctPull } from './pull.ts';
import { correctRepository } from './repository.ts';
import { correctUser } from './user.ts';

/**
 * Goes through an answer or a payload of emulate's and puts right, in place, what the forge knows better. Each kind of
 * object is told by keys that only it has, so nested ones are found wherever they are.
 */
export async function makeTrue(forge: Forge, value: unknown, viewer: Actor | undefined): Promise<void> {
  if (Array.isArray(value)) {
    for (const item of value) await makeTrue(forge, item, viewer);
    return;
  }
  if (!isJson(value)) return;
  if ('head' in value && 'base' in value && 'issue_url' in value) await correctPull(forge, value);
  for (const [key, inner] of Object.entries(value)) {
    if (typeof inner === 'string' && key.endsWith('_at')) value[key] = wholeSeconds(inner);
    else await makeTrue(forge, inner, viewer);
  }
  if ('login' in value && 'type' in value) {
    correctUser(forge, value);
    correctOrganization(forge, value);
  }
  if ('access_tokens_url' in value) correctInstallation(forge, value);
  if ('check_suite' in value && 'output' in value) correctCheckRun(value);
  if ('full_name' in value && 'clone_url' in value) correctRepository(forge, value, viewer);
  if ('labels_url' in value && 'events_url' in value && 'comments_url' in value) correctIssue(forge, value);
  if ('body' in value && ('issue_url' in value || 'pull_request_url' in value) && !('title' in value)) {
    correctComment(forge, value);
  }
}

/** GitHub's times have whole seconds (and so an edit within the second of creation does not show in them). */
function wholeSeconds(time: string): string {
  return time.replace(/\.\d{3}Z$/, 'Z');
}
