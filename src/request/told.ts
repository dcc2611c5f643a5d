import { border } from '../agent/border.ts';
import type { GivenFile } from '../agent/words.ts';
import type { Comment } from '../host/thread.ts';
import type { Cleaned, CleanRun } from './clean.ts';

/** In a prompt at most: an old thread must not cost more than the work. Texts in characters. */
const RUNS = 10;
const COMMENTS = 20;
const LONGEST_TEXT = 4000;
const LONGEST_TOTAL = 32_000;

export function renderComments(comments: Cleaned['comments']): string[] {
  const told = latest(
    comments
      .slice(-COMMENTS)
      .map(({ login, createdAt, body }) => `@${login} on ${createdAt}:\n${cut(body, LONGEST_TEXT)}`),
  );
  return told === '' ? [] : [`What else was written in this thread, as people wrote it:\n\n${border(told)}`];
}

export function renderRuns(runs: Cleaned['runs']): string[] {
  const told = latest(runs.slice(-RUNS).map((run) => renderRun(run, LONGEST_TEXT)));
  return told === '' ? [] : [`What was asked in this thread before, and what came of it:\n\n${border(told)}`];
}

/** The same, whole: `target` is what the thread begins with, behind the border. */
export function renderThreadFiles(target: string | null, { runs, comments, older }: Cleaned): GivenFile[] {
  const files: GivenFile[] = [];
  if (target !== null) {
    const written = [leftOut(older.comments, 'comment'), ...comments.map(renderComment)];
    files.push({
      name: 'thread.md',
      about: 'what people wrote in this thread',
      text: fileOf([target, ...written]),
    });
  }
  if (runs.length > 0) {
    const asked = runs.map((run) => border(renderRun(run, Infinity)));
    files.push({
      name: 'earlier.md',
      about: 'what was asked in this thread before, and what came of it',
      text: fileOf([leftOut(older.runs, 'request'), ...asked]),
    });
  }
  return files;
}

function fileOf(parts: readonly (string | null)[]): string {
  return `${parts.filter((part) => part !== null).join('\n\n')}\n`;
}

function leftOut(count: number, noun: string): string | null {
  if (count === 0) return null;
  return `Left out here: ${count} older ${noun}${count === 1 ? '' : 's'}.`;
}

function renderComment({ login, createdAt, body }: Comment): string {
  return border(`@${login} on ${createdAt}:\n${body}`);
}

function renderRun({ run, words, reason, facts }: CleanRun, longest: number): string {
  const { at, asked, conclusion, code } = run;
  return [
    `@${asked.actor.login}: ${asked.command.kind}${words === '' ? '' : ` ${cut(words, longest)}`}`,
    `It ended as ${conclusion}${code === null ? '' : ` (${code})`} on ${at}${reason === null ? '.' : `: ${cut(reason, longest)}`}`,
    ...(facts === '' ? [] : [facts]),
  ].join('\n');
}

function cut(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest)} ...` : text;
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
