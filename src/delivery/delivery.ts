import type { ChangeSet } from '../change-set/change.ts';
import type { Participant, TargetRefusal } from '../commit/participant.ts';
import type { Obstacle } from '../host/preflight.ts';
import type { Report } from '../report/report.ts';
import type { BuiltCommit, CommitDetails } from '../writer/git-commit.ts';

/** Where a sealed change set goes, as one mode of the contract has it. */
export interface Delivery {
  /** How the commit is to be made; `null` where none is wanted. `joint`: digest of the whole that the set is a part of. */
  describe(changeSet: ChangeSet, joint: string | null): CommitDetails | null;
  /** True where the target signs the commit itself; it refuses one that it cannot sign. */
  readonly signs?: boolean;
  /** Asked before an agent costs anything: what is going to be in the way. Absent where a target tells nothing. */
  foresee?(): Promise<readonly Obstacle[]>;
  /** Asked right before the first write: whether the set of this digest may still be sent. */
  recheck(digest: string): Promise<TargetRefusal | null>;
  /** Told when the host refused the set. */
  denied?(digest: string, refusal: TargetRefusal): Promise<void>;
  /** What has to be written, in order; all of it or none. */
  participants(sealed: Sealed): Promise<readonly Participant[]>;
  /** After the commit: what it made, as its target tells. */
  landed(sealed: Sealed): Promise<Landed>;
  /** Once several repositories have landed: has each tell of the others. Answers what could not be done, for people. */
  introduce?(report: Report): Promise<readonly string[]>;
}

export interface Landed {
  /** `nothing-to-do`: everything was there already. */
  readonly kind: 'landed' | 'nothing-to-do';
  readonly facts: Partial<Report>;
  /** For people; they took nothing from what landed. */
  readonly warnings: readonly string[];
}

/** A change set that passed every guard and check. */
export interface Sealed {
  readonly changeSet: ChangeSet;
  /** Digest of the change sets of several repositories that this one is a part of; `null` where it is alone. */
  readonly joint: string | null;
  /** Absolute path of the sealed file. */
  readonly file: string;
  /** A bare repository of our own that can read the base and the built commit; `null` without git. */
  readonly gitDir: string | null;
  readonly built: BuiltCommit | null;
  /** As far as it is known: guards, checks, agent; its change set is the one above. */
  readonly report: Report;
}
