import type { Change } from '../change-set/change.ts';

/** What opens and closes a block of code (https://spec.commonmark.org/0.31.2/#fenced-code-blocks). */
const FENCE = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})(.*)/;

/** The first line of a request that is in words; empty where all of it is blank or code, such as a diff to apply. */
export function firstWords(request: string): string {
  let open: string | null = null;
  for (const line of request.split('\n')) {
    const [, mark, rest = ''] = FENCE.exec(line) ?? [];
    if (open !== null) {
      if (mark?.startsWith(open) === true && rest.trim() === '') open = null;
    } else if (mark !== undefined) open = mark;
    else if (line.trim() !== '') return line.trim();
  }
  return '';
}

const VERBS = { add: 'Add', modify: 'Change', delete: 'Delete' } as const;

/** For a request without words: `Change README.md`, `Add a.ts and b.ts`, `Change README.md and 3 more files`. */
export function renderChanged(changes: readonly Pick<Change, 'change' | 'path'>[]): string {
  const [first, second] = changes;
  if (first === undefined) return '';
  const verb = changes.every(({ change }) => change === first.change) ? VERBS[first.change] : 'Change';
  if (second === undefined) return `${verb} ${first.path}`;
  return `${verb} ${first.path} and ${changes.length === 2 ? second.path : `${changes.length - 1} more files`}`;
}
