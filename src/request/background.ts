import { requestFile, type Words } from '../agent/words.ts';
import type { Api } from '../host/api.ts';
import { readComments, type Thread } from '../host/thread.ts';
import { describeRemoved } from '../sanitiser/removed.ts';
import type { Trigger } from '../trigger/trigger.ts';
import { clean, type Background, type Cleaned } from './clean.ts';
import { renderPrompt } from './prompt.ts';
import { renderComments, renderRuns, renderThreadFiles } from './told.ts';

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
  const { comments: latest, older } = await readComments(api, thread);
  const comments = latest.filter(
    // Ours repeat what the history tells.
    ({ id, userId, updatedAt }) =>
      userId !== self && !told.has(id) && (until === null || Date.parse(updatedAt) <= Date.parse(until)),
  );
  return { past, comments, older };
}

/**
 * An agent that knows nothing yet is told the thread, one that was there what is new. `warning`: what people hid, for
 * people to read.
 */
export function renderWords(
  trigger: Trigger,
  background: Background,
): { readonly words: Words; readonly warning: string | null } {
  const prompt = renderPrompt(trigger);
  const cleaned = clean(background);
  const told = ({ runs, comments }: Cleaned): string => {
    const parts = [prompt.text.trimEnd(), ...renderRuns(runs), ...renderComments(comments)];
    return `${parts.join('\n\n')}\n`;
  };
  const warnings = [prompt.warning, describeRemoved(cleaned.removed)].filter((text) => text !== null);
  return {
    words: {
      say: (earlier) => told(earlier === null ? cleaned : since(earlier, cleaned)),
      files: [requestFile(prompt.request), ...renderThreadFiles(prompt.target, cleaned)],
    },
    warning: warnings.join(' ') || null,
  };
}

/** What an agent of that conversation has not heard of: what was written while it worked is new to it. */
function since(session: string, cleaned: Cleaned): Cleaned {
  const { runs, comments } = cleaned;
  const last = runs.findLastIndex(({ run }) => run.agent?.sessionId === session);
  const run = runs[last]?.run;
  if (run === undefined) return cleaned;
  const from = Date.parse(run.asked.comment?.createdAt ?? run.at);
  return {
    ...cleaned,
    // How its own work ended is new to it too.
    runs: runs.slice(last),
    comments: comments.filter(({ updatedAt }) => Date.parse(updatedAt) > from),
  };
}
