import type { Thread } from '../host/thread.ts';
import type { CommentSubject } from '../report/comment.ts';
import { requestKey } from '../trigger/request-key.ts';
import type { Trigger } from '../trigger/trigger.ts';

/** Where a request is answered; `null` for one that was made in no issue and no pull request. */
export function threadOf({ repository, target, comment }: Trigger): Thread | null {
  if (target === null) return null;
  const said: Thread['said'] =
    comment === null || comment.kind === 'issue-body'
      ? { kind: 'issue-body' }
      : { kind: comment.kind, id: comment.id };
  return { repository, number: target.number, said };
}

/** What the comment of a run tells of. */
export function subjectOf(
  runId: string,
  trigger: Trigger,
  tools: { readonly key: string; readonly runUrl: string | null },
): CommentSubject {
  return {
    runId,
    key: tools.key,
    requestKey: requestKey(trigger),
    login: trigger.actor.login,
    runUrl: tools.runUrl,
    repositoryUrl: trigger.repository.htmlUrl,
  };
}
