import type { Intent } from './participant.ts';

/**
 * Where a commit writes down what it is about to do, so that another process can finish or undo it. What was written is
 * durable when the promise resolves.
 */
export interface CommitJournal {
  /** Everything is prepared and nothing is visible yet; in order, `null` for a target that settles itself. */
  plan(intents: readonly (Intent | null)[]): Promise<void>;
  /** Right before the visible step of the participant at `index`. */
  intend(step: 'commit' | 'rollback', index: number): Promise<void>;
  /** All of it stands: whatever becomes of the targets from here on is other people's doing. */
  done(): Promise<void>;
}
