import { closeSync, lstatSync, openSync, type Stats } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

export type Sharing = 'exclusive' | 'shared';

const SQLITE_BUSY = 5;
const SQLITE_CANTOPEN = 14;
const RETRY_MS = 25;

/** What is held stays referred to: a database that is garbage would be closed, and its lock gone without a word. */
const held = new Set<DatabaseSync>();

/**
 * Takes the lock on a file; `null` where there is no such file, and while somebody in this process or another holds one
 * that excludes it. SQLite's lock (`fcntl`) is the one in plain Node that the system takes back when its holder dies.
 * Nothing is ever written to the file. Any number of holders can share a lock.
 */
export function tryFileLock(file: string, sharing: Sharing): Disposable | null {
  const before = lstatOf(file);
  // A link or somebody else's file would be a lock on what is not ours.
  if (before === null || !before.isFile()) return null;
  const database = openDatabase(file);
  if (database === null) return null;
  try {
    // A read lock is taken by the first read and held until the transaction ends.
    database.exec('PRAGMA journal_mode = MEMORY');
    database.exec(sharing === 'exclusive' ? 'BEGIN EXCLUSIVE' : 'BEGIN; SELECT 1 FROM sqlite_schema');
  } catch (error) {
    database.close();
    if (isSqliteError(error, SQLITE_BUSY)) return null;
    throw error;
  }
  // Its last holder may have removed the file just now: what is locked must still have the name.
  if (lstatOf(file)?.ino !== before.ino) {
    database.close();
    return null;
  }
  held.add(database);
  return {
    [Symbol.dispose]: () => {
      if (held.delete(database)) database.close();
    },
  };
}

/** Waits at most so long for the lock on a file, which is made where it is missing; `null` where it was not to be had. */
export async function waitForFileLock(
  file: string,
  sharing: Sharing,
  waitMs: number,
): Promise<Disposable | null> {
  const deadline = performance.now() + waitMs;
  for (;;) {
    makeLockFile(file);
    const lock = tryFileLock(file, sharing);
    if (lock !== null || performance.now() >= deadline) return lock;
    await wait(RETRY_MS);
  }
}

/** Never made anew: whoever has taken the file away takes the lock's meaning with it. */
function openDatabase(file: string): DatabaseSync | null {
  // Loaded when the first lock is taken: most starts of the program take none.
  const sqlite = process.getBuiltinModule('node:sqlite');
  const url = pathToFileURL(file);
  url.searchParams.set('mode', 'rw');
  try {
    return new sqlite.DatabaseSync(url);
  } catch (error) {
    if (isSqliteError(error, SQLITE_CANTOPEN)) return null;
    throw error;
  }
}

function isSqliteError(error: unknown, code: number): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === code;
}

/** Left as it is when it is there: to close any descriptor of a file drops every `fcntl` lock of the process on it. */
export function makeLockFile(file: string): void {
  if (lstatOf(file) !== null) return;
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}

function lstatOf(file: string): Stats | null {
  return lstatSync(file, { throwIfNoEntry: false }) ?? null;
}
