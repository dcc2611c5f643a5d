import type { ChangeSet } from '../change-set/change.ts';
import type { Participant, TargetRefusal } from '../commit/participant.ts';
import type { Report } from '../report/report.ts';
import type { BuiltCommit, CommitDetails } from '../writer/git-commit.ts';

/** Where a sealed change set goes, as one mode of the contract has it. */
export interface Delivery {
  /** How the commit is to be made; `null` where none is wanted. */
  describe(changeSet: ChangeSet): CommitDetails | null;
  /** Where the commit's objects belong, if not to the run's own git directory. */
  readonly objectDir?: string;
  /** True where the target signs the commit itself; it refuses one that it cannot sign. */
  readonly signs?: boolean;
  /** Asked right before the first write: whether all that the request was pinned to is still so. */
  recheck(): Promise<TargetRefusal | null>;
  /** What has to be written, in order; all of it or none. */
  participants(sealed: Sealed): Promise<readonly Participant[]>;
  /** After the commit: what it made, as its target tells. */
  landed(sealed: Sealed): Promise<Landed>;
}

export interface Landed {
  /** `nothing-to-do`: everything was there already. */
  readonly kind: 'landed' | 'nothing-to-do';
  readonly facts: Partial<Report>;
}

/** A change set that passed every guard and check. */
export interface Sealed {
  readonly changeSet: ChangeSet;
  /** Absolute path of the sealed file. */
  readonly file: string;
  /** A bare repository of our own that can read the base and the built commit; `null` without git. */
  readonly gitDir: string | null;
  readonly built: BuiltCommit | null;
  /** As far as it is known: guards, checks, agent. */
  readonly report: Report;
}
