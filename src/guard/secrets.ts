import type { Complaint, View } from './guard.ts';
import { planSecretScan } from '../secrets/scan.ts';

/** The values this run was given may appear nowhere: not in contents, not in link texts, not in names. */
export function* inspectSecrets({ changeSet, policy }: View): Generator<Complaint> {
  const scan = planSecretScan(policy.secrets);
  if (scan.tooShort > 0) {
    const count = scan.tooShort === 1 ? 'One value' : `${scan.tooShort} values`;
    yield { verdict: 'review', message: `${count} that this run must keep cannot be looked for: too short.` };
  }
  for (const change of changeSet.changes) {
    const { path } = change;
    if (scan.finds(Buffer.from(path))) {
      // Naming the path would tell the secret.
      yield {
        verdict: 'refuse',
        message: 'A path of the set holds a value this run must keep, or a part of it.',
      };
    }
    if (change.change !== 'delete' && scan.finds(change.content)) {
      yield {
        verdict: 'refuse',
        path,
        message: 'The content holds a value this run must keep, or a part of it.',
      };
    }
  }
}
