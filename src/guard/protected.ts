import { posix } from 'node:path';
import picomatch from 'picomatch';
import type { Change } from '../change-set/change.ts';
import { fold } from './fold.ts';
import { longestPath } from './path-text.ts';
import type { Complaint, ProtectedPaths, Verdict, View } from './guard.ts';

/**
 * The `protected` rows of the configuration. Of several rows that match a path the last one decides, so an exception
 * stands below its rule. Both sides of a rename are paths of the set; what a new link names counts as its path too.
 *
 * Patterns are globs in which `*` also matches a leading dot, and they match whatever the case or normalisation.
 * As in `.gitignore`, one without a slash matches a name at any depth, a leading slash binds it to the root, and one
 * that ends in a slash or in a part without wildcards covers all that lies below. There is no negation.
 */
export function* inspectProtected({ changeSet, policy }: View): Generator<Complaint> {
  const rows = policy.protected.map(rowOf).toReversed();
  for (const change of changeSet.changes) {
    const { path } = change;
    // Refused by its length; some globs take more than linear time.
    if (path.length > longestPath) continue;
    const verdict = verdictOf(rows, path);
    if (verdict !== 'allow') yield { verdict, path, message: 'The path is protected.' };
    const target = targetOf(change);
    const verdictOnTarget = target === undefined ? 'allow' : verdictOf(rows, target);
    if (verdictOnTarget !== 'allow') {
      yield { verdict: verdictOnTarget, path, message: 'The link leads to a protected path.' };
    }
  }
}

interface Row {
  readonly policy: Verdict;
  readonly matches: (folded: string) => boolean;
}

function rowOf({ paths, policy }: ProtectedPaths): Row {
  // Without the flag `.` in a pattern stops at a line break, and a name with one would slip through.
  const options = { dot: true, nonegate: true, windows: false, flags: 's' };
  const matchers = paths.flatMap(globsOf).map((glob) => picomatch(glob, options));
  return { policy, matches: (folded) => matchers.some((matches) => matches(folded)) };
}

function globsOf(pattern: string): string[] {
  const body = pattern.replace(/^\/+|\/+$/g, '');
  if (body === '') return ['**'];
  const isRooted = pattern.startsWith('/') || body.includes('/');
  // An escaped letter is that letter; folded with its backslash it could turn into another escape.
  const glob = fold((isRooted ? body : `**/${body}`).replace(/\\([\p{L}\p{N}])/gu, '$1'));
  if (pattern.endsWith('/')) return [`${glob}/**`];
  const lastPart = body.slice(body.lastIndexOf('/') + 1);
  return /[*?[\]{}()]/.test(lastPart) ? [glob] : [glob, `${glob}/**`];
}

function targetOf(change: Change): string | undefined {
  if (change.change === 'delete' || change.mode !== '120000') return undefined;
  return posix.normalize(`${posix.dirname(change.path)}/${Buffer.from(change.content).toString()}`);
}

function verdictOf(rows: readonly Row[], path: string): Verdict {
  const folded = fold(path);
  return rows.find((row) => row.matches(folded))?.policy ?? 'allow';
}
