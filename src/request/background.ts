import { border } from '../agent/border.ts';
import type { Api } from '../host/api.ts';
import { readComments, type Comment, type Thread } from '../host/thread.ts';
import { describeRemoved, type Removed } from '../sanitiser/removed.ts';
import { sanitise } from '../sanitiser/sanitise.ts';
import type { PastRun } from '../state/history.ts';
import type { Trigger } from '../trigger/trigger.ts';
import { askedOf, renderPrompt } from './prompt.ts';

/** What came before a request in its thread, oldest first; texts are other people's. */
export interface Background {
  readonly past: readonly PastRun<Trigger>[];
  readonly comments: readonly Comment[];
}

/** Shown to an agent at most: an old thread must not cost more than the work. Texts in characters. */
const RUNS = 10;
const COMMENTS = 20;
const LONGEST_TEXT = 4000;
const LONGEST_TOTAL = 32_000;
const PATHS = 30;

/** `asked` is the comment that is asking now: whoever asked had read what stood there then, and no later word. */
export async function readBackground(
  api: Api,
  thread: Thread,
  { comment }: Trigger,
  past: Background['past'],
  self: number | null,
): Promise<Background> {
  const told = new Set(
    [comment, ...past.map(({ asked }) => asked.comment)].flatMap((one) =>
      one?.kind === 'issue-comment' ? [one.id] : [],
    ),
  );
  const until = comment?.createdAt ?? null;
  const comments = (await readComments(api, thread)).filter(
    // Ours repeat what the history tells.
    ({ id, userId, updatedAt }) =>
      userId !== self && !told.has(id) && (until === null || Date.parse(updatedAt) <= Date.parse(until)),
  );
  return { past, comments };
}

/**
 * What an agent is told, by the name of the conversation that it goes on with, or `null`: an agent that knows nothing yet is
 * told the thread, one that was there what is new. `warning`: what people hid, for people to read.
 */
export function renderWords(
  trigger: Trigger,
  background: Background,
): { readonly words: (earlier: string | null) => string; readonly warning: string | null } {
  const prompt = renderPrompt(trigger);
  const withThread = ({ past, comments }: Background, removed: Removed[]): string => {
    const parts = [prompt.text.trimEnd(), ...renderRuns(past, removed), ...renderComments(comments, removed)];
    return `${parts.join('\n\n')}\n`;
  };
  const removed: Removed[] = [];
  const all = withThread(background, removed);
  const warnings = [prompt.warning, describeRemoved(removed)].filter((text) => text !== null);
  return {
    words: (earlier) => (earlier === null ? all : withThread(since(earlier, background), [])),
    warning: warnings.join(' ') || null,
  };
}

/** What an agent of that conversation has not heard of: what was written while it worked is new to it. */
function since(session: string, { past, comments }: Background): Background {
  const last = past.findLastIndex(({ agent }) => agent?.sessionId === session);
  const run = past[last];
  if (run === undefined) return { past, comments };
  const from = Date.parse(run.asked.comment?.createdAt ?? run.at);
  return {
    // How its own work ended is new to it too.
    past: past.slice(last),
    comments: comments.filter(({ updatedAt }) => Date.parse(updatedAt) > from),
  };
}

function renderComments(comments: Background['comments'], removed: Removed[]): string[] {
  const told = latest(
    comments
      .slice(-COMMENTS)
      .map(({ login, createdAt, body }) => `@${login} on ${createdAt}:\n${clean(body, removed)}`),
  );
  return told === '' ? [] : [`What else was written in this thread, as people wrote it:\n\n${border(told)}`];
}

function renderRuns(past: Background['past'], removed: Removed[]): string[] {
  const told = latest(past.slice(-RUNS).map((run) => renderRun(run, removed)));
  return told === '' ? [] : [`What was asked in this thread before, and what came of it:\n\n${border(told)}`];
}

function renderRun(run: PastRun<Trigger>, removed: Removed[]): string {
  const { at, asked, conclusion, code, reason, digest, changed, branch, commit, pullRequest } = run;
  const words = clean(askedOf(asked), removed);
  const facts = [
    changed === undefined || changed.count === 0 ? null : renderChanged(changed),
    digest === null ? null : `change set ${digest}`,
    commit === null ? null : `commit ${commit}`,
    branch === null ? null : `branch ${branch}`,
    pullRequest === null ? null : `pull request #${pullRequest}`,
  ].filter((fact) => fact !== null);
  return [
    `@${asked.actor.login}: ${asked.command.kind}${words === '' ? '' : ` ${words}`}`,
    `It ended as ${conclusion}${code === null ? '' : ` (${code})`} on ${at}${reason === null ? '.' : `: ${clean(reason, removed)}`}`,
    ...(facts.length === 0 ? [] : [clean(`${facts.join('; ')}.`, removed)]),
  ].join('\n');
}

function renderChanged({ count, paths }: NonNullable<PastRun<Trigger>['changed']>): string {
  const shown = paths.slice(0, PATHS).map(({ path, change }) => `${change} ${JSON.stringify(path)}`);
  const more = count > shown.length ? ` and ${count - shown.length} more` : '';
  return `changed ${count} ${count === 1 ? 'file' : 'files'}: ${shown.join(', ')}${more}`;
}

function clean(text: string, removed: Removed[]): string {
  const sanitised = sanitise(text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)} ...` : text);
  removed.push(...sanitised.removed);
  return sanitised.text.trim();
}

/** The last of them, as many as there is room for. */
function latest(pieces: readonly string[]): string {
  const kept: string[] = [];
  let left = LONGEST_TOTAL;
  for (const piece of pieces.toReversed()) {
    left -= piece.length;
    if (left < 0) break;
    kept.unshift(piece);
  }
  return kept.join('\n\n');
}
