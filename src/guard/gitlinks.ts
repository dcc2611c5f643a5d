import type { Complaint, View } from './guard.ts';

/** A gitlink names a commit of another repository: bytes that no set carries and nobody here has looked at. */
export function* inspectGitlinks({ changeSet }: View): Generator<Complaint> {
  for (const change of changeSet.changes) {
    const after = change.change === 'delete' ? null : change.mode;
    const before = change.change === 'add' ? null : change.beforeMode;
    if (after === '160000' || before === '160000') {
      yield { verdict: 'refuse', path: change.path, message: 'A gitlink (submodule) is never carried.' };
    }
  }
}
