import type { Complaint, View } from './guard.ts';

/** What nobody can read in a review: over this many bytes, GitHub hides a file's diff and people do not read one. */
const large = 1024 * 1024;

/** As far as git looks for a NUL to call a file binary (`FIRST_FEW_BYTES` in xdiff-interface.c). */
const lookedAt = 8000;

/** Large files and binary ones: a reviewer sees no lines of them. */
export function* inspectUnreadableFiles({ changeSet }: View): Generator<Complaint> {
  for (const change of changeSet.changes) {
    if (change.change === 'delete' || change.mode === '120000') continue;
    const { path, content } = change;
    if (content.byteLength > large) yield { verdict: 'review', path, message: 'The file is over 1 MiB.' };
    if (content.subarray(0, lookedAt).includes(0))
      yield { verdict: 'review', path, message: 'The file is binary.' };
  }
}
