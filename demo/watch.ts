import { setTimeout as sleep } from 'node:timers/promises';
import type { Octokit } from '@octokit/rest';

export interface Place {
  readonly owner: string;
  readonly repo: string;
}

const POLL_MS = 50;
const PATIENCE_MS = 60_000;
/** Whoever has not seen a comment by then was not asked anything. */
const UNSEEN_MS = 10_000;
const FINISHED = /^\*\*Wholly (?:finished|stopped) /;

/**
 * Follows the bot's answer to one comment and prints each state of it as a maintainer would see it.
 * Answers the last text; `null` where none came in time, soon where nobody has even seen the comment.
 */
export async function watchAnswer(
  octokit: Octokit,
  place: Place,
  issue: number,
  asked: { readonly id: number },
  print: (text: string) => void,
): Promise<string | null> {
  const startedAt = Date.now();
  let shown = '';
  let seenEyes = false;
  while (Date.now() < startedAt + (seenEyes || shown !== '' ? PATIENCE_MS : UNSEEN_MS)) {
    const { data: reactions } = await octokit.reactions.listForIssueComment({
      ...place,
      comment_id: asked.id,
    });
    if (!seenEyes && reactions.some(({ content }) => content === 'eyes')) {
      seenEyes = true;
      print('👀  the bot has seen it\n');
    }
    const { data: comments } = await octokit.issues.listComments({
      ...place,
      issue_number: issue,
      per_page: 100,
    });
    const answer = comments.findLast(({ id, body }) => id > asked.id && body?.startsWith('**Wholly '));
    const body = answer?.body ?? '';
    if (body !== shown) {
      shown = body;
      print(frame(`${answer?.user?.login ?? 'somebody'} on #${issue}`, visible(body)));
    }
    if (FINISHED.test(body)) return body;
    await sleep(POLL_MS);
  }
  return null;
}

/** What a page would not show is left out here too. */
export function visible(markdown: string): string {
  return markdown.replaceAll(/<!--[\s\S]*?-->\n?/g, '').trim();
}

export function frame(title: string, text: string): string {
  const rows = text.split('\n').map((line) => `│ ${line}`);
  return `╭─ ${title}\n${rows.join('\n')}\n╰─\n`;
}
