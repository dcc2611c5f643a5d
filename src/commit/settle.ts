import type { RollbackFailure } from './commit-all.ts';
import { NotUndoable } from './commit-all.ts';
import type { Reopened } from './participant.ts';

export type Settlement =
  /** Every participant stands as the commit would leave it. */
  | { readonly kind: 'finished' }
  /** None does, whether or not one had to be rolled back. */
  | { readonly kind: 'undone'; readonly rolledBack: readonly string[] }
  | {
      readonly kind: 'stuck';
      readonly rolledBack: readonly string[];
      readonly rollbackFailed: readonly RollbackFailure[];
    };

/**
 * Brings what a killed commit left to all or none. Where everything stands it is finished, unless it was being rolled back
 * already; else whatever stands is rolled back, the last first. Safe to repeat. `begun`: the participants whose commit
 * was intended, in order. Throws what `look` throws: nothing was touched then.
 */
export async function settle(
  begun: readonly Reopened[],
  all: number,
  rollingBack: boolean,
): Promise<Settlement> {
  const standing: Reopened[] = [];
  for (const participant of begun) {
    if ((await participant.look()) === 'done') standing.push(participant);
  }
  if (!rollingBack && all > 0 && standing.length === all) return { kind: 'finished' };
  const rolledBack: string[] = [];
  const rollbackFailed: RollbackFailure[] = [];
  for (const participant of standing.toReversed()) {
    try {
      if (!participant.undoable) throw new NotUndoable(participant.name);
      await participant.rollback();
      rolledBack.push(participant.name);
    } catch (error) {
      rollbackFailed.push({ name: participant.name, error });
    }
  }
  return rollbackFailed.length > 0
    ? { kind: 'stuck', rolledBack, rollbackFailed }
    : { kind: 'undone', rolledBack };
}
