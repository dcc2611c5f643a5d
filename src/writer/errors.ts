import { TargetRefusal } from '../commit/participant.ts';

/** The `code` of one of Node's system errors or of ours. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** A path is not as the change set expects it. */
export function conflict(code: string, message: string, remedy: string, cause?: unknown): TargetRefusal {
  return new TargetRefusal('conflict', code, message, remedy, cause === undefined ? {} : { cause });
}

export function differs(path: string, found: string): TargetRefusal {
  return conflict(
    'ECONFLICT',
    `${path}: ${found}`,
    'Put the path back to what the change set was made against, or make the change again on top of it.',
  );
}

export function isLink(path: string): TargetRefusal {
  return conflict(
    'ESYMLINK',
    `${path} is a symbolic link, and nothing is written through one`,
    'Replace the link by a file or a directory.',
  );
}

export function isHardLinked(path: string): TargetRefusal {
  return conflict(
    'EHARDLINK',
    `${path} has further names, which a write would cut off or change`,
    'Give the file one name only, for example by copying it over itself.',
  );
}

export function outside(path: string, why: string): TargetRefusal {
  return conflict('EOUTSIDE', `${JSON.stringify(path)} ${why}`, 'Make the change set without this path.');
}

export function otherDevice(path: string): TargetRefusal {
  return conflict(
    'EXDEV',
    `${path} lies on another file system than the rest of the target`,
    'Unmount it, or make the change there by itself: a rename cannot cross file systems.',
  );
}

/** The target has not room enough; nothing was touched. `needed` and `free` in bytes or, for inodes, in files. */
export class NoSpace extends Error {
  override readonly name = 'NoSpace';
  readonly code = 'ENOSPC';
  readonly needed: bigint;
  readonly free: bigint;

  constructor(unit: 'bytes' | 'files', needed: bigint, free: bigint) {
    super(`the change set needs ${needed} ${unit}, the target has ${free} free`);
    this.needed = needed;
    this.free = free;
  }
}

/** Where something that could not be put in its place is kept. */
export interface Kept {
  /** The path in the target. */
  readonly path: string;
  /** The absolute path of the bytes. */
  readonly file: string;
}

/** The target could not be made clean: some of it may be new and some old. Everything that is missing is kept. */
export class RecoveryFailed extends Error {
  override readonly name = 'RecoveryFailed';
  readonly code = 'ERECOVERY';
  readonly kept: readonly Kept[];
  readonly remedy: string;

  constructor(message: string, kept: readonly Kept[], remedy: string, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause });
    this.kept = kept;
    this.remedy = remedy;
  }
}

/** A step was asked for out of order, such as `commit` without `prepare`. */
export class OutOfOrder extends Error {
  override readonly name = 'OutOfOrder';
  readonly code = 'EORDER';
}

/**
 * Runs what has to be cleaned up after `error` and gives the error to throw: `error` stays the one that is told, a failure of the
 * cleanup is added to it as `cleanup`. Only that a target is in between comes first, with both as its cause.
 */
export function attach(error: unknown, cleanup: () => void): unknown {
  try {
    cleanup();
    return error;
  } catch (second) {
    return joined(error, second);
  }
}

export async function attachAsync(error: unknown, cleanup: () => Promise<void>): Promise<unknown> {
  try {
    await cleanup();
    return error;
  } catch (second) {
    return joined(error, second);
  }
}

function joined(error: unknown, second: unknown): unknown {
  if (second instanceof RecoveryFailed) {
    const { message, kept, remedy, cause } = second;
    return new RecoveryFailed(message, kept, remedy, new AggregateError([error, cause ?? second]));
  }
  if (error instanceof Error && !('cleanup' in error)) Object.assign(error, { cleanup: second });
  return error;
}

/** Another writer has what we need; `what` names it. */
export function isLocked(what: string): TargetRefusal {
  return conflict(
    'ELOCKED',
    `another writer is at work: ${what} is locked`,
    'Wait until it has finished; its lock goes away with its process.',
  );
}
