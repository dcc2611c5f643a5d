import type { Change } from '../change-set/change.ts';
import type { Complaint, View } from './guard.ts';
import { gitFileOf, isDotGit } from './git-names.ts';
import { hasDrivePrefix, longestName, longestPath } from './path-text.ts';

/**
 * Paths that no tree may hold, whoever made the set. Git does not say so by itself: `fast-import` writes most of them
 * into trees, `update-index --index-info` drops them in silence.
 */
export function* inspectNames({ changeSet }: View): Generator<Complaint> {
  for (const change of changeSet.changes) {
    for (const message of objectionsTo(change)) yield { verdict: 'refuse', path: change.path, message };
  }
}

function* objectionsTo(change: Change): Generator<string> {
  const { path } = change;
  if (path === '') return yield 'The path is empty.';
  if (Buffer.byteLength(path) > longestPath) return yield `The path is over ${longestPath} bytes long.`;
  if (!path.isWellFormed()) yield 'The path is not UTF-8.';
  if (path.includes('\0')) yield 'The path holds a NUL.';
  if (path.includes('\\')) yield 'The path holds a backslash, which Windows takes for a separator.';
  if (path.startsWith('/')) yield 'The path is absolute.';
  else if (hasDrivePrefix(path))
    yield 'The path begins with a drive letter, which Windows takes for an absolute path.';

  const names = path.split('/');
  const isLink = change.change !== 'delete' && change.mode === '120000';
  for (const [index, name] of names.entries()) {
    const isLast = index === names.length - 1;
    if (name === '') {
      if (index > 0) yield 'The path has an empty component.';
    } else if (name === '.' || name === '..') yield `The path has the component "${name}".`;
    else if (Buffer.byteLength(name) > longestName)
      yield `The path has a component over ${longestName} bytes long.`;
    else if (isDotGit(name)) yield 'The path names the .git directory on some system.';
    else if (!isLast || isLink) yield* objectionsToGitFile(name, isLast);
  }
}

/** Read through a link, git's own files could come from anywhere; as directories git reports two of them as broken. */
function* objectionsToGitFile(name: string, isLink: boolean): Generator<string> {
  const file = gitFileOf(name);
  if (file === undefined) return;
  if (isLink) yield `The path is ${file} on some system and may not be a symbolic link.`;
  else if (file === '.gitmodules' || file === '.gitattributes') yield `${file} may not be a directory.`;
}
