import type { Change } from '../change-set/change.ts';
import type { BaseEntry } from './base-tree.ts';
import type { Complaint, View } from './guard.ts';
import { isDirectory } from './resulting-tree.ts';

/** The set must tell the truth of its base. A plain directory has none; there the writer compares with the files. */
export function* inspectBase({ changeSet, tree }: View): Generator<Complaint> {
  if (changeSet.base === null) return;
  for (const { change, before } of tree.spots) {
    if (change === null) continue;
    const message = objectionTo(change, before);
    if (message !== undefined) yield { verdict: 'refuse', path: change.path, message };
  }
}

function objectionTo(change: Change, before: BaseEntry | null): string | undefined {
  if (change.change === 'add') {
    return before === null || isDirectory(before) ? undefined : 'The base already has what is to be added.';
  }
  if (before === null) return `The base does not have what is to be ${verbs[change.change]}.`;
  if (isDirectory(before)) return `The base has a directory where a file is to be ${verbs[change.change]}.`;
  if (before.oid !== change.before) return 'The base has other content than the change set says.';
  return before.mode === change.beforeMode
    ? undefined
    : 'The base has another mode than the change set says.';
}

const verbs = { modify: 'modified', delete: 'deleted' } as const;
