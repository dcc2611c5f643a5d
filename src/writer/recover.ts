import { attach, codeOf, RecoveryFailed } from './errors.ts';
import { systemFiles, type Files } from './files.ts';
import {
  folderExists,
  openJournalFolder,
  placesFor,
  type JournalFolder,
  type Place,
} from './journal-folder.ts';
import { openBelow, type Directory } from './pinned.ts';
import { resume, torn } from './resume.ts';
import { holdSignals } from './signals.ts';
import { discard, readPlan, readState, type State } from './transaction.ts';
import { openTree } from './tree.ts';
import { undo } from './undo.ts';

/** `finished`: what a killed process had decided is all there. `undone`: the target is as it was before. */
export type Recovery = { readonly kind: 'none' | 'finished' | 'undone' };

export interface RecoverOptions {
  /** The directory; links on the way to it are the caller's choice and are followed once. */
  readonly root: string;
  /** How long to wait for another writer. */
  readonly lockWaitMs?: number;
  readonly files?: Files;
}

/**
 * Finishes or undoes what a killed process left in a directory; safe to repeat. Throws `RecoveryFailed` (`ERECOVERY`), which
 * names what is kept where, or `TargetRefusal` with `ELOCKED` while another writer is at work.
 */
export async function recoverDirectory({
  root,
  lockWaitMs = 10_000,
  files = systemFiles,
}: RecoverOptions): Promise<Recovery> {
  const path = files.realpath(root);
  return recoverPlaces(files, path, placesFor(files, path), lockWaitMs);
}

/** Where there is no folder, nothing is made or locked. */
export async function recoverPlaces(
  files: Files,
  root: string,
  places: readonly Place[],
  waitMs: number,
): Promise<Recovery> {
  let recovery: Recovery = { kind: 'none' };
  for (const place of places) {
    if (!folderExists(files, place)) continue;
    const folder = await openJournalFolder(files, place, waitMs);
    try {
      recovery = strongest(recovery, await recoverFolder(files, root, folder));
    } catch (error) {
      throw attach(error, () => folder.close(false));
    }
    folder.close(false);
  }
  return recovery;
}

/** The same for a folder whose lock is held already. */
export async function recoverFolder(files: Files, root: string, folder: JournalFolder): Promise<Recovery> {
  const names = folder.transactions();
  let recovery: Recovery = { kind: 'none' };
  if (names.length === 0) return recovery;
  await using _held = holdSignals();
  for (const name of names) {
    using directory = openBelow(files, folder.directory, name);
    recovery = strongest(recovery, await recoverTransaction(files, root, folder, directory));
  }
  return recovery;
}

async function recoverTransaction(
  files: Files,
  root: string,
  folder: JournalFolder,
  directory: Directory,
): Promise<Recovery> {
  const state = readState(files, directory);
  if (state === 'prepared' || state === 'undoing') await settleState(files, root, directory, state);
  await discard(files, folder, directory);
  return { kind: state === 'prepared' || state === 'done' ? 'finished' : 'undone' };
}

async function settleState(
  files: Files,
  root: string,
  directory: Directory,
  state: Extract<State, 'prepared' | 'undoing'>,
): Promise<void> {
  const plan = readPlan(files, directory, state);
  if (plan === undefined) throw torn(directory.path);
  using tree = openTree(files, root);
  const transaction = { files, tree, directory, plan };
  if (state === 'undoing') {
    await undo(transaction);
    return;
  }
  try {
    await resume(transaction);
  } catch (error) {
    throw error instanceof RecoveryFailed ? error : notFinished(directory, error);
  }
}

function notFinished(directory: Directory, cause: unknown): RecoveryFailed {
  return new RecoveryFailed(
    `what was decided could not be finished (${codeOf(cause) ?? 'fault'}); the new files are kept in ${directory.path}`,
    [{ path: '', file: directory.path }],
    'Free what the error names, then run `wholly recover`.',
    cause,
  );
}

export function strongest(one: Recovery, other: Recovery): Recovery {
  if (one.kind === 'finished' || other.kind === 'none') return one;
  return other;
}
