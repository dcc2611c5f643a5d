import type { Complaint, View } from './guard.ts';

/** Nobody asks for a repository without a file; whoever makes one was misled, or means harm. */
export function* inspectEmptying({ base, tree }: View): Generator<Complaint> {
  if (base.entries('').size > 0 && !tree.root.aliveBelow)
    yield { verdict: 'refuse', message: 'Nothing would be left of the repository.' };
}
