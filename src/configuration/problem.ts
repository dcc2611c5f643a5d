import type { z } from 'zod';
import type { Places, Position } from './located-yaml.ts';

export interface Problem extends Position {
  /** Such as `limits.files` or `protected[0].policy`; empty for the file as a whole. */
  readonly key: string;
  /** What is wrong and what is allowed. */
  readonly message: string;
}

// A file that is wrong from top to bottom is told so without filling the screen.
const mostProblems = 20;

/** The file does not say what it means. The message has one line per problem: `file:line:column: key: what is allowed`. */
export class MalformedConfiguration extends Error {
  override readonly name = 'MalformedConfiguration';
  readonly code = 'ECONFIG';
  readonly fileName: string;
  /** In the order of the file, 1 to 20. */
  readonly problems: readonly Problem[];

  constructor(fileName: string, problems: readonly Problem[]) {
    const ordered = problems
      .toSorted((a, b) => a.line - b.line || a.column - b.column)
      .slice(0, mostProblems);
    super(ordered.map((problem) => renderProblem(fileName, problem)).join('\n'));
    this.fileName = fileName;
    this.problems = ordered;
  }
}

/** What the shape found, at the place in the file where each of it stands. */
export function problemsOf(error: z.ZodError, places: Places): Problem[] {
  return error.issues
    .flatMap((issue) => leavesOf(issue, places))
    .flatMap((issue): Problem[] => {
      if (issue.code === 'unrecognized_keys')
        return issue.keys.map((key) => {
          const path = [...issue.path, key];
          return { ...places.positionOfKey(path), key: nameOf(path), message: issue.message };
        });
      return [{ ...places.positionOf(issue.path), key: nameOf(issue.path), message: messageOf(issue) }];
    });
}

type Issue = z.core.$ZodIssue;

/** Of a choice between shapes, the problems inside the one whose key the file has, if that is all that is wrong. */
function leavesOf(issue: Issue, places: Places): Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const meant = issue.errors.find((issues) =>
    issues.every(({ path: [key] }) => key !== undefined && places.has([...issue.path, key])),
  );
  return meant?.map((inner): Issue => ({ ...inner, path: [...issue.path, ...inner.path] })) ?? [issue];
}

const words = new Map([
  ['array', 'a list'],
  ['tuple', 'a list'],
  ['object', 'a mapping'],
  ['string', 'text'],
  ['boolean', 'true or false'],
]);

function messageOf(issue: Issue): string {
  const word = issue.code === 'invalid_type' ? words.get(issue.expected) : undefined;
  // Only in place of zod's own sentence, which speaks of arrays and objects.
  return word !== undefined && issue.message.startsWith('Invalid input') ? `expected ${word}` : issue.message;
}

function nameOf(path: readonly PropertyKey[]): string {
  return path
    .map((key, index) => {
      if (typeof key === 'number') return `[${key}]`;
      const name = /^[A-Za-z0-9_-]{1,100}$/.test(String(key))
        ? String(key)
        : JSON.stringify(String(key).slice(0, 100));
      return index === 0 ? name : `.${name}`;
    })
    .join('');
}

function renderProblem(fileName: string, problem: Problem): string {
  const key = problem.key === '' ? '' : `${problem.key}: `;
  return `${fileName}:${problem.line}:${problem.column}: ${key}${problem.message}`;
}
