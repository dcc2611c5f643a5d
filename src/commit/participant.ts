/**
 * One thing that a commit touches: a directory, a ref, a remote branch, a pull request.
 *
 * `prepare` does everything that can fail or be refused, where nobody looks. `commit` is the one visible step; when it
 * throws, the participant has put back whatever it had begun, unless it throws `InDoubt`. `rollback` undoes a finished
 * `commit`, and one in doubt as far as it stands.
 */
export interface Participant {
  /** Shown in reports and unique within one commit, such as `branch refs/heads/bot/issue-7`. */
  readonly name: string;
  /** What it is about to do; absent where the target itself settles what a killed process left. */
  readonly intent?: Intent;
  /** False where a finished commit cannot be undone; such a participant comes last, and at most one of them. */
  readonly undoable: boolean;
  /** Promises that do not hold here, and what it left lying; one sentence each. */
  readonly weaker?: readonly string[];
  prepare(): Promise<void>;
  commit(): Promise<void>;
  rollback(): Promise<void>;
}

/** Plain data from which another process can open a participant again, to settle what a killed one left. */
export interface Intent {
  readonly kind: string;
  readonly [fact: string]: string | number | boolean | null;
}

/** A participant of a run that was killed. */
export interface Reopened extends Pick<Participant, 'name' | 'undoable' | 'rollback'> {
  /** Where its target stands, by looking: as this commit would leave it, or not. */
  look(): Promise<'done' | 'not-done'>;
}

/** Thrown by a participant whose target says no: a fact about the target, never a fault of ours. */
export class TargetRefusal extends Error {
  override readonly name = 'TargetRefusal';
  readonly code: string;
  /** `conflict`: the target is not as the change set expects it. `denied`: the host does not allow the write. */
  readonly kind: 'conflict' | 'denied';
  /** What a person can do about it, one sentence. */
  readonly remedy: string;

  constructor(
    kind: 'conflict' | 'denied',
    code: string,
    message: string,
    remedy: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.kind = kind;
    this.code = code;
    this.remedy = remedy;
  }
}

/** Thrown by a `commit` that may have happened and may not, where nobody could be asked which. */
export class InDoubt extends Error {
  override readonly name = 'InDoubt';
  readonly code = 'EINDOUBT';

  /** `what`: of which nobody knows whether it is there. */
  constructor(what: string, options: ErrorOptions) {
    super(`nobody could say whether ${what} is there`, options);
  }
}
