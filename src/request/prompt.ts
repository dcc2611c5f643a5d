import type { RequestText } from '../agent/agent.ts';
import { border } from '../agent/border.ts';
import { describeRemoved } from '../sanitiser/removed.ts';
import { sanitise } from '../sanitiser/sanitise.ts';
import type { Trigger } from '../trigger/trigger.ts';

export interface Prompt {
  readonly text: string;
  /** The request alone: who asks for what, and where. */
  readonly request: string;
  /** The issue or pull request in people's words, behind the border; `null` where it was asked in none. */
  readonly target: string | null;
  /** What of people's words is not in it, for people to read; `null` where all of it is. */
  readonly warning: string | null;
}

/** What an agent is told: the request first, then what people wrote around it, marked as theirs; nothing that they hid. */
export function renderPrompt(trigger: Trigger): Prompt {
  const { target, comment } = trigger;
  const place = comment?.kind === 'review-comment' ? comment.place : null;
  const asked = sanitise(askedOf(trigger));
  const around = sanitise(target === null ? '' : `${target.title}\n\n${target.body}`.trim());
  // A piece of a file, which is shown as it is.
  const path = sanitise(place === null ? '' : place.path);
  const hunk = sanitise(place === null ? '' : fence(place.diffHunk));
  const said = asked.text.trim() === '' ? null : asked.text;
  const quoted =
    target === null ? null : `The ${nameOf(target)}, as people wrote it:\n\n${border(around.text)}`;
  const at =
    place === null
      ? null
      : `The comment stands at ${JSON.stringify(path.text)}${place.line === null ? '' : `, line ${place.line}`}, on:\n\n${border(hunk.text)}`;
  const removed = [asked, around, path, hunk].flatMap((text) => text.removed);
  return {
    text: paragraphs([said ?? 'Do what is described below.', quoted, at]),
    request: paragraphs([renderAsking(trigger), said ?? 'Do what is described there.', at]),
    target: quoted,
    warning: describeRemoved(removed),
  };
}

function nameOf({ kind, number }: NonNullable<Trigger['target']>): string {
  return `${kind === 'issue' ? 'issue' : 'pull request'} #${number}`;
}

/** Who asks, and where; all of it the host's own words. */
function renderAsking({ actor, repository, target, comment }: Trigger): string {
  const where = [
    `${repository.owner}/${repository.name}`,
    ...(target === null ? [] : [`${nameOf(target)} (${target.htmlUrl})`]),
    ...(comment === null ? [] : [`${comment.htmlUrl} of ${comment.createdAt}`]),
  ];
  return `@${actor.login} asks for this in ${where.join(', ')}:`;
}

function paragraphs(parts: readonly (string | null)[]): string {
  return `${parts.filter((part) => part !== null).join('\n\n')}\n`;
}

/** As one block of code, whatever is in it. */
function fence(code: string): string {
  const longest = Math.max(2, ...(code.match(/`+/g) ?? []).map((run) => run.length));
  const marks = '`'.repeat(longest + 1);
  return `${marks}diff\n${code}\n${marks}`;
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
