import type { CommitJournal } from './journal.ts';
import { InDoubt, type Participant } from './participant.ts';
import { step, type ParticipantState } from './transitions.ts';

export interface ParticipantRow {
  readonly name: string;
  readonly state: ParticipantState;
}

export interface RollbackFailure {
  readonly name: string;
  readonly error: unknown;
}

/**
 * What `participants` did, in the order in which they did it. `warnings`: for whom all or none
 * does not hold, and what else is weaker than it should be; one sentence each.
 */
export type CommitOutcome =
  | {
      readonly kind: 'committed';
      readonly participants: readonly ParticipantRow[];
      readonly warnings: readonly string[];
    }
  | {
      readonly kind: 'failed';
      /** `prepare`: nothing was visible yet. */
      readonly during: 'prepare' | 'commit';
      /** The participant that failed, and what it threw, untouched. */
      readonly name: string;
      readonly cause: unknown;
      readonly participants: readonly ParticipantRow[];
      readonly warnings: readonly string[];
      /** Disjoint; together they are all that were committed, and one whose commit was in doubt. */
      readonly rolledBack: readonly string[];
      readonly rollbackFailed: readonly RollbackFailure[];
    };

/** Participants of a commit that is under way. */
const busy = new WeakSet<Participant>();

/**
 * All of them or none: prepares every participant, then commits them in order, each step written down
 * in `journal` before it is taken. Whatever one of them throws, every earlier one is rolled back, the last first, and none
 * is skipped because another's rollback failed. Afterwards the same participants can be committed again; meanwhile they
 * cannot (`EBUSY`). What a participant throws is answered; only a plan that may not begin is thrown, with nothing touched.
 */
export async function commitAll(
  participants: readonly Participant[],
  journal: CommitJournal | null = null,
): Promise<CommitOutcome> {
  requireUndoableFirst(participants);
  for (const participant of participants) if (busy.has(participant)) throw new Busy(participant.name);
  for (const participant of participants) busy.add(participant);
  try {
    return await commitInOrder(participants, journal);
  } finally {
    for (const participant of participants) busy.delete(participant);
  }
}

async function commitInOrder(
  participants: readonly Participant[],
  journal: CommitJournal | null,
): Promise<CommitOutcome> {
  const states: ParticipantState[] = participants.map(() => 'waiting');
  const take = (index: number, to: ParticipantState): void => {
    states[index] = step(states[index] ?? 'waiting', to);
  };
  const rows = (): ParticipantRow[] =>
    participants.map(({ name }, index) => ({ name, state: states[index] ?? 'waiting' }));
  const broken = participants.flatMap(({ name, undoable }) => (undoable ? [] : [breaks(name)]));
  const left = (): string[] => participants.flatMap(({ weaker = [] }) => weaker);

  async function fail(during: 'prepare' | 'commit', index: number, cause: unknown): Promise<CommitOutcome> {
    const undone = await rollBack();
    const name = participants[index]?.name ?? '';
    return {
      kind: 'failed',
      during,
      name,
      cause,
      participants: rows(),
      warnings: [...broken, ...left()],
      ...undone,
    };
  }

  async function rollBack(): Promise<{ rolledBack: string[]; rollbackFailed: RollbackFailure[] }> {
    const rolledBack: string[] = [];
    const rollbackFailed: RollbackFailure[] = [];
    for (const [index, participant] of [...participants.entries()].toReversed()) {
      const state = states[index];
      if (state !== 'committed' && state !== 'in-doubt') continue;
      take(index, 'rolling-back');
      try {
        if (!participant.undoable) throw new NotUndoable(participant.name);
        // Where it cannot be written down it is done all the same: what stands is what a later look will find.
        await journal?.intend('rollback', index).catch(() => undefined);
        await participant.rollback();
        take(index, 'rolled-back');
        rolledBack.push(participant.name);
      } catch (error) {
        take(index, 'rollback-failed');
        rollbackFailed.push({ name: participant.name, error });
      }
    }
    return { rolledBack, rollbackFailed };
  }

  for (const [index, participant] of participants.entries()) {
    try {
      await participant.prepare();
      // The last one: from here on only what is visible is left to do.
      if (index === participants.length - 1)
        await journal?.plan(participants.map(({ intent }) => intent ?? null));
    } catch (cause) {
      take(index, 'failed');
      return await fail('prepare', index, cause);
    }
    take(index, 'prepared');
  }
  for (const [index, participant] of participants.entries()) {
    take(index, 'committing');
    try {
      await journal?.intend('commit', index);
      await participant.commit();
    } catch (cause) {
      take(index, cause instanceof InDoubt ? 'in-doubt' : 'failed');
      return await fail('commit', index, cause);
    }
    take(index, 'committed');
  }
  // Where it cannot be written down, a later look finds what stands.
  await journal?.done().catch(() => undefined);
  return { kind: 'committed', participants: rows(), warnings: broken };
}

function breaks(name: string): string {
  return `All or none is broken for ${name}: it cannot be undone, so it may stand alone where nobody can tell whether it happened.`;
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

/** A participant takes part in another commit right now. */
export class Busy extends Error {
  override readonly name = 'Busy';
  readonly code = 'EBUSY';
  readonly participant: string;

  constructor(participant: string) {
    super(`${participant} is being committed already`);
    this.participant = participant;
  }
}
