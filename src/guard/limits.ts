import type { Complaint, View } from './guard.ts';

/** How much one run may change; the numbers come from the configuration. */
export function* inspectLimits({ changeSet, policy: { limits } }: View): Generator<Complaint> {
  const files = changeSet.changes.length;
  let bytes = 0;
  for (const change of changeSet.changes) {
    if (change.change !== 'delete') bytes += change.content.byteLength;
  }
  if (files > limits.files) {
    yield { verdict: 'refuse', message: `The set changes ${files} files; the limit is ${limits.files}.` };
  }
  if (bytes > limits.bytes) {
    yield { verdict: 'refuse', message: `The set carries ${bytes} bytes; the limit is ${limits.bytes}.` };
  }
}
