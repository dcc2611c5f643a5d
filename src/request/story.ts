import type { Api } from '../host/api.ts';
import { accept, openTrackingComment, updateComment, type Thread } from '../host/thread.ts';
import {
  isCommentOf,
  renderAnswer,
  renderFinished,
  renderWorking,
  type CommentSubject,
  type Working,
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

/** What the agent did last, that much of it is shown. */
const RECENT = 5;

/**
 * Milliseconds between two updates of the comment. GitHub counts each as a write and allows some 500 an hour
 * (https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits).
 */
function pauseAfter(elapsedMs: number): number {
  if (elapsedMs < 5 * 60_000) return 3000;
  return elapsedMs < 30 * 60_000 ? 4500 : 15_000;
}

/**
 * Whatever it is told it shows: what nobody may see has been taken out before. `onAccepted` hears as whom we write before
 * anything is written.
 */
export async function openStory(
  api: Api,
  thread: Thread,
  subject: CommentSubject,
  onAccepted: (self: number) => Promise<void>,
): Promise<Story> {
  const startedAt = performance.now();
  const accepted = await accept(api, thread);
  await onAccepted(accepted.self.id);
  let working: Working = { done: [], current: 'checkout', warnings: [], recent: [] };
  let shown = renderWorking(subject, working);
  const comment = await openTrackingComment(
    api,
    thread,
    accepted,
    (text) => isCommentOf(subject, text),
    shown,
  );
  working = { ...working, current: null };
  let updatedAt = performance.now();
  let updating: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | null = null;
  let ended = false;

  /** Now, or as soon as it may be done again: the last thing that happened is always shown. */
  function show(change: Partial<Working>): void {
    working = { ...working, ...change };
    if (timer !== null || ended) return;
    const wait = updatedAt + pauseAfter(performance.now() - startedAt) - performance.now();
    if (wait > 0) timer = setTimeout(update, wait).unref();
    else update();
  }

  function update(): void {
    timer = null;
    updatedAt = performance.now();
    const text = renderWorking(subject, working);
    if (text === shown) return;
    shown = text;
    // The last word is what counts; a lost step in between is no loss.
    updating = updating.then(() => updateComment(api, thread, comment, text)).catch(() => undefined);
  }

  async function end(text: string): Promise<void> {
    ended = true;
    if (timer !== null) clearTimeout(timer);
    await updating;
    await updateComment(api, thread, comment, text);
  }

  return {
    self: accepted.self.id,
    comment: comment.id,
    began(phase) {
      const { done, current } = working;
      show({ done: current === null ? done : [...done, current], current: phase });
    },
    did(line) {
      show({ recent: [...working.recent, line].slice(-RECENT) });
    },
    saw() {},
    noted({ warnings }) {
      if (warnings.length > working.warnings.length) show({ warnings });
    },
    finish: (report) => end(renderFinished(subject, report, performance.now() - startedAt)),
    answer: (text) => end(renderAnswer(subject, text, performance.now() - startedAt)),
  };
}
