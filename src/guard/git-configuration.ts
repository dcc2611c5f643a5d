import { gitFileOf } from './git-names.ts';
import { fold } from './fold.ts';
import type { Complaint, View } from './guard.ts';

/** Files that tell git and Git LFS to run filters, to change bytes, or to fetch from elsewhere. */
export function* inspectGitConfiguration({ changeSet }: View): Generator<Complaint> {
  for (const { path } of changeSet.changes) {
    const name = path.slice(path.lastIndexOf('/') + 1);
    const file = gitFileOf(name);
    if (file !== '.gitattributes' && file !== '.gitmodules' && fold(name) !== lfsConfiguration) continue;
    yield { verdict: 'review', path, message: 'It tells git what to run, to convert or to fetch.' };
  }
}

const lfsConfiguration = fold('.lfsconfig');
