import type { Comment, LatestComments } from '../host/thread.ts';
import type { Removed } from '../sanitiser/removed.ts';
import { sanitise } from '../sanitiser/sanitise.ts';
import type { PastRun } from '../state/history.ts';
import type { Trigger } from '../trigger/trigger.ts';
import { askedOf } from './prompt.ts';

/** What came before a request in its thread, oldest first; texts are other people's. */
export interface Background extends LatestComments {
  readonly past: readonly PastRun<Trigger>[];
}

/** A run before this one, with its texts cleaned. */
export interface CleanRun {
  readonly run: PastRun<Trigger>;
  readonly words: string;
  readonly reason: string | null;
  /** What was changed, and what became of it; empty where nothing did. */
  readonly facts: string;
}

/** What came before a request, without what people hid in it; oldest first. */
export interface Cleaned {
  readonly runs: readonly CleanRun[];
  readonly comments: readonly Comment[];
  /** How many came before these. */
  readonly older: { readonly runs: number; readonly comments: number };
  readonly removed: readonly Removed[];
}

/**
 * Characters of all comments together, and of what was asked before. Ten times what people write in a long thread, and
 * cleaned in a fraction of a second, however it is made.
 */
const ROOM = 512 * 1024;
const PATHS = 30;
const LONGEST_FACTS = 4000;

/** The latest of it, as much as there is room for. */
export function clean({ past, comments, older }: Background): Cleaned {
  const removed: Removed[] = [];
  function cleanText(text: string): string {
    const sanitised = sanitise(text);
    removed.push(...sanitised.removed);
    return sanitised.text.trim();
  }
  const lastRuns = latestWithin(past, ({ asked, reason }) => askedOf(asked).length + (reason?.length ?? 0));
  const lastComments = latestWithin(comments, ({ body }) => body.length);
  return {
    runs: lastRuns.map((run) => ({
      run,
      words: cleanText(askedOf(run.asked)),
      reason: run.reason === null ? null : cleanText(run.reason),
      facts: cleanText(renderFacts(run).slice(0, LONGEST_FACTS)),
    })),
    comments: lastComments.map((comment) => ({ ...comment, body: cleanText(comment.body) })),
    older: { runs: past.length - lastRuns.length, comments: older + comments.length - lastComments.length },
    removed,
  };
}

function latestWithin<T>(all: readonly T[], sizeOf: (one: T) => number): readonly T[] {
  let left = ROOM;
  let from = all.length;
  for (const one of all.toReversed()) {
    left -= sizeOf(one);
    if (left < 0) break;
    from -= 1;
  }
  return all.slice(from);
}

/** Names of files are an agent's, and may hide as much as texts. */
function renderFacts({ digest, changed, branch, commit, pullRequest }: PastRun<Trigger>): string {
  const facts = [
    changed === undefined || changed.count === 0 ? null : renderChanged(changed),
    digest === null ? null : `change set ${digest}`,
    commit === null ? null : `commit ${commit}`,
    branch === null ? null : `branch ${branch}`,
    pullRequest === null ? null : `pull request #${pullRequest}`,
  ].filter((fact) => fact !== null);
  return facts.length === 0 ? '' : `${facts.join('; ')}.`;
}

function renderChanged({ count, paths }: NonNullable<PastRun<Trigger>['changed']>): string {
  const shown = paths.slice(0, PATHS).map(({ path, change }) => `${change} ${JSON.stringify(path)}`);
  const more = count > shown.length ? ` and ${count - shown.length} more` : '';
  return `changed ${count} ${count === 1 ? 'file' : 'files'}: ${shown.join(', ')}${more}`;
}
