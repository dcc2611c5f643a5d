import type { ChangeSet } from '../change-set/change.ts';
import type { Participant } from '../commit/participant.ts';
import { attach, attachAsync, differs, isHardLinked, isLink, OutOfOrder } from './errors.ts';
import { systemFiles, type Files } from './files.ts';
import { inspect } from './inspect.ts';
import { openJournalFolder, placesFor, type JournalFolder } from './journal-folder.ts';
import { land, type Landed } from './land.ts';
import { look } from './place.ts';
import { identityOf, type Durability } from './plan.ts';
import { recoverFolder, recoverPlaces, strongest, type Recovery } from './recover.ts';
import { holdSignals } from './signals.ts';
import { requireSpace, stage } from './stage.ts';
import { parseTargetPath } from './target-path.ts';
import {
  decide,
  discard,
  makeDurable,
  oldName,
  writePlan,
  type Transaction as Opened,
} from './transaction.ts';
import { openTree } from './tree.ts';
import { undo } from './undo.ts';

export interface DirectoryTargetOptions {
  /** The directory; links on the way to it are the caller's choice and are followed once. */
  readonly root: string;
  readonly changeSet: ChangeSet;
  readonly durability: Durability;
  /** How long to wait for another writer before `ELOCKED`. */
  readonly lockWaitMs?: number;
  readonly files?: Files;
}

/**
 * A directory that takes a change set whole or not at all. `prepare` recovers what an earlier process left, compares, and
 * stages; `commit` makes the decision durable and takes it; `rollback` puts back, also after `commit`, until disposed.
 * Refusals are `TargetRefusal` with ECONFLICT, ESYMLINK, EHARDLINK, EOUTSIDE, EXDEV, EOWNER or ELOCKED; `RecoveryFailed` says that the
 * target is in between and where everything is kept; other errors are the system's, and nothing was changed.
 */
export interface DirectoryTarget extends Participant, AsyncDisposable {
  /** After `prepare`: every path is already as the set says (or the set is empty); `commit` then does nothing. */
  readonly nothingToDo: boolean;
  /** After `prepare`: what was found of an earlier process. */
  readonly recovered: Recovery['kind'];
  /** After `commit`. */
  readonly landed: Landed;
  /** Promises that do not hold on this platform, file system or with these options; sentences for the report. */
  readonly weaker: readonly string[];
}

export async function openDirectoryTarget(options: DirectoryTargetOptions): Promise<DirectoryTarget> {
  const files = options.files ?? systemFiles;
  for (const { path } of options.changeSet.changes) parseTargetPath(path);
  return new Target(files, files.realpath(options.root), options);
}

/** Everything is put back, and its journal could not be taken away. */
class NotCleared extends Error {
  override readonly name = 'NotCleared';
  readonly code = 'ENOTCLEARED';

  constructor(cause: unknown) {
    super('a journal could not be taken away', { cause });
  }
}

/** A transaction with the descriptors it holds. */
interface Transaction extends Opened {
  readonly opened: Disposable;
}

type Held = { readonly folder: JournalFolder; readonly transaction: Transaction };

type Phase =
  | { readonly kind: 'open' | 'nothing' | 'closed' }
  | ({ readonly kind: 'prepared' | 'landed' } & Held);

class Target implements DirectoryTarget {
  readonly name: string;
  readonly undoable = true;
  readonly weaker: string[];
  recovered: Recovery['kind'] = 'none';
  nothingToDo = false;
  landed: Landed = { renamed: 0, copied: 0, deleted: 0 };
  readonly #files: Files;
  readonly #root: string;
  readonly #options: DirectoryTargetOptions;
  #phase: Phase = { kind: 'open' };

  constructor(files: Files, root: string, options: DirectoryTargetOptions) {
    this.name = `directory ${root}`;
    this.weaker = weaknesses(files, options.durability);
    this.#files = files;
    this.#root = root;
    this.#options = options;
  }

  async prepare(): Promise<void> {
    if (this.#phase.kind !== 'open') throw new OutOfOrder(`prepare after ${this.#phase.kind}`);
    const { lockWaitMs = 10_000 } = this.#options;
    const { folder, recovered } = await openRecovered(this.#files, this.#root, lockWaitMs);
    this.recovered = recovered;
    try {
      this.#phase = await this.#prepareIn(folder);
    } catch (error) {
      throw attach(error, () => folder.close(true));
    }
    this.nothingToDo = this.#phase.kind === 'nothing';
    if (this.nothingToDo) folder.close(true);
  }

  async #prepareIn(folder: JournalFolder): Promise<Phase> {
    const files = this.#files;
    using opened = new DisposableStack();
    const tree = opened.use(openTree(files, this.#root));
    const inspection = await inspect(files, tree, this.#options.changeSet);
    if (inspection.steps.length === 0) return { kind: 'nothing' };
    requireSpace(files, folder.directory, inspection.steps);
    const directory = opened.use(folder.begin());
    try {
      const { plan, copied } = await stage(files, tree, directory, inspection, this.#options.durability);
      writePlan(files, directory, plan);
      if (plan.durability === 'power') makeDurable(files, folder, directory, plan);
      if (copied > 0)
        this.weaker.push(`${copied} old files are kept as copies: they could not be hard-linked`);
      const transaction = { files, tree, directory, plan, opened: opened.move() };
      return { kind: 'prepared', folder, transaction };
    } catch (error) {
      throw await attachAsync(error, () => discard(files, folder, directory));
    }
  }

  async commit(): Promise<void> {
    const phase = this.#phase;
    if (phase.kind === 'nothing') return;
    if (phase.kind !== 'prepared') throw new OutOfOrder(`commit after ${phase.kind}`);
    await using _held = holdSignals();
    try {
      requireUnchanged(phase.transaction);
      decide(phase.transaction, 'plan', 'prepared');
      this.landed = await land(phase.transaction);
    } catch (error) {
      throw await attachAsync(error, () => this.#goBack(phase));
    }
    this.#phase = { ...phase, kind: 'landed' };
  }

  async rollback(): Promise<void> {
    const phase = this.#phase;
    if (phase.kind === 'closed') throw new OutOfOrder('rollback after it was disposed');
    if (phase.kind !== 'prepared' && phase.kind !== 'landed') {
      this.#phase = { kind: 'open' };
      return;
    }
    await using _held = holdSignals();
    try {
      await this.#goBack(phase);
    } catch (error) {
      if (!(error instanceof NotCleared)) throw error;
      this.#leave(phase.transaction, error.cause);
    }
  }

  /** Afterwards everything can be prepared again. */
  async #goBack({ folder, transaction }: Held): Promise<void> {
    this.#phase = { kind: 'open' };
    this.landed = { renamed: 0, copied: 0, deleted: 0 };
    try {
      await undo(transaction);
    } catch (error) {
      throw attach(error, () => release({ folder, transaction }, true));
    }
    try {
      await discard(this.#files, folder, transaction.directory);
    } catch (error) {
      // Everything is back; a journal that says so is taken away by the next writer.
      throw new NotCleared(attach(error, () => release({ folder, transaction }, true)));
    }
    release({ folder, transaction }, true);
  }

  /** Clears the old files away. What stays behind because of a fault is told in `weaker`; the next writer clears it. */
  async [Symbol.asyncDispose](): Promise<void> {
    const phase = this.#phase;
    this.#phase = { kind: 'closed' };
    if (phase.kind !== 'prepared' && phase.kind !== 'landed') return;
    try {
      if (phase.kind === 'prepared') await this.#goBack(phase);
      else await this.#clear(phase);
    } catch (error) {
      this.#leave(phase.transaction, error);
    } finally {
      this.#phase = { kind: 'closed' };
    }
  }

  #leave({ directory }: Transaction, error: unknown): void {
    this.weaker.push(`something is left in ${directory.path} until the next run: ${String(error)}`);
  }

  async #clear({ folder, transaction }: Held): Promise<void> {
    const rootChanged = transaction.plan.directories.some(({ path }) => path === '');
    try {
      await discard(this.#files, folder, transaction.directory);
    } finally {
      release({ folder, transaction }, !rootChanged);
    }
  }
}

function release({ folder, transaction }: Held, keepTimes: boolean): void {
  try {
    transaction.opened[Symbol.dispose]();
  } finally {
    folder.close(keepTimes);
  }
}

/** The folder that this writer uses, locked, after whatever an earlier one left in any place is finished or undone. */
async function openRecovered(
  files: Files,
  root: string,
  waitMs: number,
): Promise<{ folder: JournalFolder; recovered: Recovery['kind'] }> {
  const [place, ...others] = placesFor(files, root);
  const elsewhere = await recoverPlaces(files, root, others, waitMs);
  const folder = await openJournalFolder(files, place, waitMs);
  try {
    const here = await recoverFolder(files, root, folder);
    return { folder, recovered: strongest(here, elsewhere).kind };
  } catch (error) {
    throw attach(error, () => folder.close(true));
  }
}

/** Other participants may have taken their time since `prepare`: every path is still what was compared. */
function requireUnchanged(transaction: Transaction): void {
  const { files, tree, directory, plan } = transaction;
  for (const { path } of plan.directories) tree.directory(path).confirm();
  for (const [index, entry] of plan.entries.entries()) {
    if (entry.act === 'add') continue;
    const { path, old } = entry;
    const stat = look(transaction, path);
    if (stat?.isSymbolicLink() === true && !old.link) throw isLink(path);
    if (stat === undefined || identityOf(stat) !== old.identity) throw differs(path, 'was changed meanwhile');
    if (entry.act === 'delete' || old.link || stat.nlink === 1n) continue;
    // Its one further name is ours.
    const ours = stat.nlink === 2n && files.lstat(directory.at(oldName(index)))?.ino === stat.ino;
    if (!ours) throw isHardLinked(path);
  }
}

function weaknesses({ platform }: Files, durability: Durability): string[] {
  const weaker: string[] = [];
  if (!platform.pinning) {
    weaker.push(
      'directories are checked before and after use instead of being held open: another process could swap one for a link in between',
    );
  }
  if (durability === 'process')
    weaker.push('nothing is synced: a power cut can undo or tear what was reported');
  else if (!platform.directorySync)
    weaker.push('names cannot be made durable here: a power cut can undo what was reported');
  if (!platform.executableBit) weaker.push('files have no executable bit here: modes are not compared');
  return weaker;
}
