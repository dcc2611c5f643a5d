import type { Api } from '../host/api.ts';
import { accept, openTrackingComment, updateComment, type Thread } from '../host/thread.ts';
import {
  isCommentOf,
  renderAnswer,
  renderFinished,
  renderWorking,
  type CommentSubject,
} from '../report/comment.ts';
import type { Progress } from '../report/record.ts';
import type { Report } from '../report/report.ts';

/** The one comment of a request, from eyes to end. */
export interface Story extends Progress {
  /** Numeric id of the account we write as. */
  readonly self: number;
  /** Numeric id of the comment. */
  readonly comment: number;
  finish(report: Report): Promise<void>;
  answer(text: string): Promise<void>;
}

/** Between two updates of the comment; each is a write that GitHub counts. */
const UPDATE_EVERY_MS = 3000;

export async function openStory(api: Api, thread: Thread, subject: CommentSubject): Promise<Story> {
  const startedAt = performance.now();
  const accepted = await accept(api, thread);
  const body = renderWorking(subject, [], 'checkout');
  const comment = await openTrackingComment(
    api,
    thread,
    accepted,
    (text) => isCommentOf(subject, text),
    body,
  );
  const done: string[] = [];
  let current: string | null = null;
  let updatedAt = performance.now();
  let updating: Promise<void> = Promise.resolve();

  function update(): void {
    if (performance.now() - updatedAt < UPDATE_EVERY_MS) return;
    updatedAt = performance.now();
    const text = renderWorking(subject, done, current);
    // The last word is what counts; a lost step in between is no loss.
    updating = updating.then(() => updateComment(api, thread, comment, text)).catch(() => undefined);
  }

  return {
    self: accepted.self.id,
    comment: comment.id,
    began(phase) {
      if (current !== null) done.push(current);
      current = phase;
      update();
    },
    saw() {
      update();
    },
    noted() {},
    async finish(report) {
      await updating;
      await updateComment(
        api,
        thread,
        comment,
        renderFinished(subject, report, performance.now() - startedAt),
      );
    },
    async answer(text) {
      await updateComment(api, thread, comment, renderAnswer(subject, text, performance.now() - startedAt));
    },
  };
}
