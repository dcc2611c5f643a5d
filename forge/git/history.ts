import { parseCommit, type Commit } from './commit.ts';
import type { Git } from './git.ts';
import { readObjects } from './objects.ts';

/** Commits of a revision range, newest first unless `order` says otherwise. */
export async function readHistory(
  git: Git,
  gitDir: string,
  revisions: readonly string[],
  options: readonly string[] = [],
): Promise<Commit[]> {
  const out = await git.run(gitDir, ['rev-list', ...options, ...revisions, '--']);
  const oids = out
    .toString()
    .split('\n')
    .filter((line) => line !== '');
  const objects = await readObjects(git, gitDir, oids);
  return objects.map(({ oid, bytes }) => parseCommit(oid, bytes));
}

export async function isAncestor(git: Git, gitDir: string, older: string, newer: string): Promise<boolean> {
  return (await git.attempt(gitDir, ['merge-base', '--is-ancestor', older, newer])).code === 0;
}

export async function mergeBase(
  git: Git,
  gitDir: string,
  one: string,
  other: string,
): Promise<string | undefined> {
  const answer = await git.attempt(gitDir, ['merge-base', one, other]);
  return answer.code === 0 ? answer.stdout.toString().trim() : undefined;
}

export async function countCommits(git: Git, gitDir: string, base: string, head: string): Promise<number> {
  return Number((await git.run(gitDir, ['rev-list', '--count', `${base}..${head}`])).toString());
}

/** Workflow files that commits not yet reachable from any ref would bring, first one only. */
export async function findWorkflowChange(
  git: Git,
  gitDir: string,
  head: string,
  known: readonly string[] = ['--all'],
): Promise<string | undefined> {
  const out = await git.run(gitDir, [
    'log',
    '--format=',
    '--name-only',
    '--root',
    '-m',
    '--first-parent',
    head,
    '--not',
    ...known,
    '--',
    '.github/workflows',
  ]);
  return out
    .toString()
    .split('\n')
    .find((line) => line !== '');
}

/** Whether a commit that is not yet reachable from any ref carries no signature. */
export async function findUnsigned(git: Git, gitDir: string, head: string): Promise<boolean> {
  const commits = await readHistory(git, gitDir, [head, '--not', '--all']);
  return commits.some(({ signature }) => signature === undefined);
}
