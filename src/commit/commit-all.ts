import type { Participant } from './participant.ts';

export type ParticipantState =
  | 'waiting'
  | 'prepared'
  | 'committed'
  | 'failed'
  | 'rolled-back'
  | 'rollback-failed';

export interface ParticipantRow {
  readonly name: string;
  readonly state: ParticipantState;
}

export interface RollbackFailure {
  readonly name: string;
  readonly error: unknown;
}

export type CommitOutcome =
  | { readonly kind: 'committed'; readonly participants: readonly ParticipantRow[] }
  | {
      readonly kind: 'failed';
      /** `prepare`: nothing was visible yet. */
      readonly during: 'prepare' | 'commit';
      /** The participant that failed, and what it threw, untouched. */
      readonly name: string;
      readonly cause: unknown;
      readonly participants: readonly ParticipantRow[];
      readonly rolledBack: readonly string[];
      readonly rollbackFailed: readonly RollbackFailure[];
    };

/**
 * All of them or none: prepares every participant, then commits them in order. Whatever one of them throws, every
 * earlier one is rolled back, the last first, and none is skipped because another's rollback failed.
 */
export async function commitAll(participants: readonly Participant[]): Promise<CommitOutcome> {
  requireUndoableFirst(participants);
  const states = new Map<Participant, ParticipantState>(participants.map((one) => [one, 'waiting']));
  const rows = (): ParticipantRow[] => [...states].map(([{ name }, state]) => ({ name, state }));
  const committed: Participant[] = [];

  for (const during of ['prepare', 'commit'] as const) {
    for (const participant of participants) {
      try {
        await participant[during]();
      } catch (cause) {
        states.set(participant, 'failed');
        const undone = await rollBack(committed, states);
        return { kind: 'failed', during, name: participant.name, cause, participants: rows(), ...undone };
      }
      states.set(participant, during === 'prepare' ? 'prepared' : 'committed');
      if (during === 'commit') committed.push(participant);
    }
  }
  return { kind: 'committed', participants: rows() };
}

async function rollBack(
  committed: readonly Participant[],
  states: Map<Participant, ParticipantState>,
): Promise<{ rolledBack: string[]; rollbackFailed: RollbackFailure[] }> {
  const rolledBack: string[] = [];
  const rollbackFailed: RollbackFailure[] = [];
  for (const participant of committed.toReversed()) {
    try {
      if (!participant.undoable) throw new NotUndoable(participant.name);
      await participant.rollback();
      states.set(participant, 'rolled-back');
      rolledBack.push(participant.name);
    } catch (error) {
      states.set(participant, 'rollback-failed');
      rollbackFailed.push({ name: participant.name, error });
    }
  }
  return { rolledBack, rollbackFailed };
}

/** What cannot be undone must come last, and alone: nothing after it may fail. */
function requireUndoableFirst(participants: readonly Participant[]): void {
  const final = participants.findIndex(({ undoable }) => !undoable);
  if (final >= 0 && final < participants.length - 1) throw new NotUndoable(participants[final]?.name ?? '');
}

/** A participant that cannot be undone stands where it may have to be. */
export class NotUndoable extends Error {
  override readonly name = 'NotUndoable';
  readonly code = 'ENOUNDO';
  readonly participant: string;

  constructor(participant: string) {
    super(`${participant} cannot be undone`);
    this.participant = participant;
  }
}
