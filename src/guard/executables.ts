import type { Complaint, View } from './guard.ts';

/** A file that becomes a program is worth a look: somebody, or some build, may start it by its name. */
export function* inspectExecutables({ changeSet }: View): Generator<Complaint> {
  for (const change of changeSet.changes) {
    if (change.change === 'delete' || change.mode !== '100755') continue;
    if (change.change === 'modify' && change.beforeMode === '100755') continue;
    yield { verdict: 'review', path: change.path, message: 'The file becomes executable.' };
  }
}
