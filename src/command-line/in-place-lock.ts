import { createHash } from 'node:crypto';
import { mkdirSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeLockFile, tryFileLock } from '../git/file-lock.ts';
import { UsageError } from '../report/usage-error.ts';

/** Keeps other runs of this user out of a working tree that an agent works in: what theirs do there would count as ours. */
export function lockInPlace(stateDirectory: string, workTree: string): Disposable {
  const locks = join(stateDirectory, 'in-place');
  mkdirSync(locks, { recursive: true, mode: 0o700 });
  const file = join(locks, createHash('sha256').update(realpathSync(workTree)).digest('hex'));
  makeLockFile(file);
  const lock = tryFileLock(file, 'exclusive');
  if (lock === null) throw new UsageError(`another run works in ${workTree} itself; wait for its end`);
  return {
    [Symbol.dispose]() {
      rmSync(file, { force: true });
      lock[Symbol.dispose]();
    },
  };
}
