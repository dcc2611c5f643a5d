import { createHash } from 'node:crypto';
import { TargetRefusal } from '../commit/participant.ts';
import type { Api } from '../host/api.ts';
import { readPullRequest } from '../host/pull-request.ts';
import { readSaid, type Thread } from '../host/thread.ts';
import type { Trigger } from '../trigger/trigger.ts';
import { checkGate, type Guests } from './gate.ts';

/**
 * Whether all that the request was pinned to is still so; asked right before the first write. `revised`: the pull request
 * that gets one more commit, its head, and the branch it goes into, whose configuration the run was worked off by.
 */
export async function recheckPins(
  api: Api,
  trigger: Trigger,
  thread: Thread | null,
  guests: Guests,
  revised: { readonly head: string; readonly into: string | null } | null,
): Promise<TargetRefusal | null> {
  const { comment, repository, target } = trigger;
  if (comment !== null && thread !== null) {
    const body = await readSaid(api, thread);
    if (body === null) return stale('EDELETED', 'the comment that asked was deleted');
    if (createHash('sha256').update(body).digest('hex') !== comment.bodySha256) {
      return stale('EEDITED', 'the comment that asked was edited');
    }
  }
  if (trigger.origin !== 'prompt' || target !== null) {
    const verdict = await checkGate(api, trigger, guests, null);
    if (verdict.kind === 'silent') return stale('ELOSTPERMISSION', 'who asked may no longer write here');
  }
  if (target?.kind === 'pull-request' && revised !== null) {
    const now = await readPullRequest(api, repository, target.number);
    if (now.state !== 'open') return stale('ECLOSED', 'the pull request was closed');
    if (now.head.repo?.id !== repository.id) return stale('EFORK', 'the branch of the pull request was lost');
    if (now.head.sha !== revised.head) return stale('EMOVED', 'the head of the pull request moved');
    if (revised.into !== null && now.base.ref !== revised.into)
      return stale('ERETARGETED', 'the pull request was turned to another base');
  }
  return null;
}

function stale(code: string, what: string): TargetRefusal {
  return new TargetRefusal('conflict', code, `${what} while the run worked`, 'Ask again in a new comment.');
}
