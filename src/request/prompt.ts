import type { RequestText } from '../agent/agent.ts';
import type { Trigger } from '../trigger/trigger.ts';

/** What an agent is told: the request first, then what people wrote around it, marked as theirs. */
export function renderPrompt(trigger: Trigger): string {
  const { target, comment } = trigger;
  const asked = askedOf(trigger);
  const parts = [asked === '' ? 'Do what is described below.' : asked];
  if (target !== null) {
    const noun = target.kind === 'issue' ? 'issue' : 'pull request';
    parts.push(
      `The ${noun} #${target.number}, as people wrote it:\n\n${border(`${target.title}\n\n${target.body}`.trim())}`,
    );
  }
  if (comment?.kind === 'review-comment') {
    const { path, line } = comment.place;
    parts.push(
      `The comment stands at ${JSON.stringify(path)}${line === null ? '' : `, line ${line}`}, on:\n\n${border(comment.place.diffHunk)}`,
    );
  }
  return `${parts.join('\n\n')}\n`;
}

/** The texts of the request in their authors' words, for the driver that applies the diffs in them. */
export function textsOf(trigger: Trigger): RequestText[] {
  const { target, comment } = trigger;
  const texts: RequestText[] = [];
  const asked = askedOf(trigger);
  if (comment?.kind === 'review-comment' && comment.place.line !== null && comment.place.side === 'RIGHT') {
    const { path, startLine, line } = comment.place;
    texts.push({ text: asked, position: { path, startLine, line } });
  } else if (asked !== '') texts.push({ text: asked });
  // A pull request's own description tells what it has done already.
  if (target?.kind === 'issue' && comment?.kind !== 'issue-body' && trigger.origin === 'mention')
    texts.push({ text: target.body });
  return texts;
}

/** What was asked in free text; empty where the issue says it all. */
export function askedOf({ command }: Trigger): string {
  return 'text' in command ? command.text : '';
}

/** Each line marked, so that nothing in the text can end it. */
function border(text: string): string {
  return text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => `| ${line}`)
    .join('\n');
}
