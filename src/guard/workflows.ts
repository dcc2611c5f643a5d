import { fold } from './fold.ts';
import type { Complaint, View } from './guard.ts';

/** Files that GitHub Actions runs with the repository's own rights. */
export function* inspectWorkflows({ changeSet }: View): Generator<Complaint> {
  for (const { path } of changeSet.changes) {
    const names = fold(path).split('/');
    if (!actionFiles.has(names.at(-1) ?? '') && !isOfGitHub(names)) continue;
    yield {
      verdict: 'review',
      path,
      message: 'It is a workflow or an action, which runs with rights of its own.',
    };
  }
}

/** Also `.github` itself: a link in its place brings other workflows. */
function isOfGitHub([first, second]: readonly string[]): boolean {
  return first === home && (second === undefined || directories.has(second));
}

const home = fold('.github');
const directories = new Set(['workflows', 'actions'].map(fold));
const actionFiles = new Set(['action.yml', 'action.yaml'].map(fold));
