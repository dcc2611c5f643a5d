import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
} from 'node:fs';
import type { BigIntStats, Stats } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { bytesOf, joined, nameOf } from './byte-path.ts';
import type { CheckedOutFile } from './checked-out-files.ts';
import { requireFileError } from './file-error.ts';
import { isPlainlyUntouched, isUntouched, type Manifest } from './manifest.ts';
import { readTouched } from './touched.ts';

/** What can stand in a tree and never be carried by a change set. */
export interface Uncarried {
  readonly path: string;
  readonly kind:
    | 'nested-repository'
    | 'fifo'
    | 'socket'
    | 'device'
    | 'hard-link'
    | 'not-utf8'
    | 'unreadable'
    | 'too-large'
    | 'changed-while-read';
}

/** A file or link that is not surely as it was checked out. */
export interface Found {
  readonly mode: '100644' | '100755' | '120000';
  readonly content: Buffer;
}

export interface Walked {
  /** By path, as byte strings (see `Manifest`). */
  readonly candidates: ReadonlyMap<string, Found>;
  /** Checked-out paths at which nothing that can be carried stands any more. */
  readonly gone: readonly string[];
  readonly uncarried: readonly Uncarried[];
  /** When what was read had last changed: files, links and listed directories, by path. */
  readonly readAt: ReadonlyMap<string, bigint>;
}

export interface WalkLimits {
  /** Bytes that may be held in memory; a tree that holds more is refused, however large it is. */
  readonly bytes: number;
}

/** Where to look, and against what. */
export interface Walk {
  readonly directory: string;
  readonly manifest: Manifest;
  /**
   * The upper directory of an overlay at `directory`, else `null`. What was checked out and has no name in it was never
   * touched; all else is read from the overlay itself, so no mark that an overlay leaves in there needs to be understood.
   */
  readonly upper: string | null;
}

/** A few milliseconds of file calls. */
const LOOKS_IN_TURN = 512;

type Ignored = (paths: readonly string[]) => Promise<ReadonlySet<string>>;

/**
 * Reads a tree that an agent has left, without following a link and without opening anything but regular files.
 * Only what may differ from the manifest is read. Untracked paths that `ignored` names are passed over, whole
 * directories without a look inside. A `.git` at the root is not part of the tree.
 */
export async function walk(
  { directory, manifest, upper }: Walk,
  ignored: Ignored,
  limits: WalkLimits,
): Promise<Walked> {
  const candidates = new Map<string, Found>();
  const gone: string[] = [];
  const uncarried: Uncarried[] = [];
  const linksSeen = new Map<string, { count: number; links: number; path: string }>();
  const readAt = new Map<string, bigint>();
  let bytesLeft = limits.bytes;
  let looked = 0;

  /** Adds what was not checked out to `untracked`, of which there may be too much to hand it over otherwise. */
  async function visit(parent: string, untracked: string[]): Promise<void> {
    const below: string[] = [];
    // Before any name is read: whatever comes or goes later is then seen by the second look.
    const listedAt = changeTimeOf(directory, parent);
    if (listedAt !== null) readAt.set(parent, listedAt);
    const touched = upper === null ? null : readTouched({ directory, upper, files: manifest.files }, parent);
    const checkedOut = touched?.told?.checkedOut ?? new Map(manifest.files.listIn(parent));
    const missing = new Set(checkedOut.keys());
    for (const name of touched?.told?.shown ?? readNames(parent)) {
      looked += 1;
      // File calls are synchronous, twenty times as fast as the thread pool here; between some of them others have a turn.
      if (looked % LOOKS_IN_TURN === 0) await setImmediate();
      const path = joined(parent, name);
      if (path === '.git') continue;
      if (name === '.git') {
        uncarried.push({ path: parent, kind: 'nested-repository' });
        continue;
      }
      const tracked = checkedOut.get(name);
      if (tracked !== undefined && touched?.names.has(name) === false) {
        missing.delete(name);
        continue;
      }
      if (tracked != null && upper === null && isPlain(path, tracked)) {
        missing.delete(name);
        continue;
      }
      const stats = lstatOf(path);
      if (stats === null) continue;
      if (!stats.isDirectory()) {
        if (tracked == null) untracked.push(path);
        else if (take(path, stats, tracked)) missing.delete(name);
      } else if (tracked === null) {
        missing.delete(name);
        below.push(path);
      } else if (tracked?.mode === '160000') {
        missing.delete(name);
        visitGitlink(path);
      } else untracked.push(`${path}/`);
    }
    for (const name of missing) noteGone(joined(parent, name), checkedOut.get(name));
    for (const path of below) await visit(path, untracked);
  }

  /** Nearly every file of a large tree: as it was checked out, and under one name only. */
  function isPlain(path: string, tracked: CheckedOutFile): boolean {
    // Where there are none, the closer look tells what is wrong with it.
    const stats = plainStatsOf(directory, path);
    return stats?.nlink === 1 && isPlainlyUntouched(manifest, tracked, stats);
  }

  function noteGone(path: string, tracked: CheckedOutFile | null | undefined): void {
    if (tracked != null) {
      if (!tracked.isLeftOut) gone.push(path);
    } else for (const [name, file] of manifest.files.listIn(path)) noteGone(joined(path, name), file);
  }

  /** Level by level, so that git is asked once for each level of new directories. */
  async function visitUntracked(first: readonly string[]): Promise<void> {
    for (let level = first; level.length > 0;) {
      const passedOver = await ignored(level);
      const next: string[] = [];
      for (const path of level) {
        if (passedOver.has(path)) continue;
        if (path.endsWith('/')) {
          await visit(path.slice(0, -1), next);
          continue;
        }
        const stats = lstatOf(path);
        if (stats !== null) take(path, stats, undefined);
      }
      level = next;
    }
  }

  /** False where it is nothing that could be carried. */
  function take(path: string, stats: BigIntStats, tracked: CheckedOutFile | undefined): boolean {
    const kind = specialKind(stats);
    if (kind !== null) {
      uncarried.push({ path, kind });
      return false;
    }
    if (stats.isFile() && stats.nlink > 1n) noteLink(path, stats);
    const isSame = upper === null && tracked !== undefined && isUntouched(manifest, tracked, stats);
    if (!isSame) read(path, stats);
    return true;
  }

  function read(path: string, stats: BigIntStats): void {
    if (stats.size > BigInt(bytesLeft)) {
      uncarried.push({ path, kind: 'too-large' });
      return;
    }
    try {
      const content = stats.isSymbolicLink()
        ? readlinkSync(bytesOf(directory, path), 'buffer')
        : readWhole(bytesOf(directory, path), stats);
      if (content === null) uncarried.push({ path, kind: 'changed-while-read' });
      else {
        bytesLeft -= content.length;
        readAt.set(path, stats.ctimeNs);
        candidates.set(path, { mode: modeOf(stats), content });
      }
    } catch (error) {
      requireFileError(error);
      uncarried.push({ path, kind: 'unreadable' });
    }
  }

  /** A file with another name outside of the tree may show bytes of somebody else's; within the tree it is two files. */
  function noteLink(path: string, stats: BigIntStats): void {
    const key = `${stats.dev}:${stats.ino}`;
    const known = linksSeen.get(key);
    if (known === undefined) linksSeen.set(key, { count: 1, links: Number(stats.nlink), path });
    else known.count += 1;
  }

  function visitGitlink(path: string): void {
    if (readNames(path).length > 0) uncarried.push({ path, kind: 'nested-repository' });
  }

  function readNames(parent: string): string[] {
    try {
      return readdirSync(bytesOf(directory, parent), 'latin1').sort();
    } catch (error) {
      requireFileError(error);
      uncarried.push({ path: parent, kind: 'unreadable' });
      return [];
    }
  }

  function lstatOf(path: string): BigIntStats | null {
    try {
      return lstatSync(bytesOf(directory, path), { bigint: true });
    } catch (error) {
      requireFileError(error);
      uncarried.push({ path, kind: 'unreadable' });
      return null;
    }
  }

  const untracked: string[] = [];
  await visit('', untracked);
  await visitUntracked(untracked);
  for (const { count, links, path } of linksSeen.values()) {
    if (count < links) uncarried.push({ path, kind: 'hard-link' });
  }
  return { candidates, gone, uncarried, readAt };
}

/**
 * A second look at everything that was read: a process that outlived its agent may have been at work meanwhile, and then
 * what was read never stood there at one time. A listed directory tells of whatever came or went in it.
 */
export function changedSince(directory: string, { readAt }: Walked): string[] {
  const changed: string[] = [];
  for (const [path, ctimeNs] of readAt) {
    if (changeTimeOf(directory, path) !== ctimeNs) changed.push(path === '' ? '.' : path);
  }
  return changed;
}

/**
 * The same of everything that was as it was checked out, unless an overlay tells, whose directories do. Of a large tree that costs
 * as much as the first look.
 */
export async function touchedSince({ directory, manifest, upper }: Walk, walked: Walked): Promise<string[]> {
  if (upper !== null) return [];
  const told = new Set([
    ...walked.candidates.keys(),
    ...walked.gone,
    ...walked.uncarried.map(({ path }) => path),
  ]);
  const touched: string[] = [];
  let looked = 0;
  for (const [path, tracked] of manifest.files) {
    looked += 1;
    if (looked % LOOKS_IN_TURN === 0) await setImmediate();
    if (told.has(path) || tracked.isLeftOut || tracked.mode === '160000') continue;
    const stats = plainStatsOf(directory, path);
    if (stats === null || !isPlainlyUntouched(manifest, tracked, stats)) touched.push(path);
  }
  return touched;
}

function changeTimeOf(directory: string, path: string): bigint | null {
  try {
    return lstatSync(bytesOf(directory, path), { bigint: true }).ctimeNs;
  } catch (error) {
    requireFileError(error);
    return null;
  }
}

function plainStatsOf(directory: string, path: string): Stats | null {
  try {
    return lstatSync(nameOf(directory, path), { throwIfNoEntry: false }) ?? null;
  } catch (error) {
    requireFileError(error);
    return null;
  }
}

/** `null` where the file is not the one that was looked at, or grew while it was read. */
function readWhole(path: Buffer, expected: BigIntStats): Buffer | null {
  // Non-blocking, should a FIFO have taken the file's place since.
  const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const before = fstatSync(file, { bigint: true });
    if (!before.isFile() || before.ino !== expected.ino || before.dev !== expected.dev) return null;
    const content = readFileSync(file);
    const after = fstatSync(file, { bigint: true });
    return after.size === BigInt(content.length) && after.ctimeNs === expected.ctimeNs ? content : null;
  } finally {
    closeSync(file);
  }
}

function specialKind(stats: BigIntStats): Uncarried['kind'] | null {
  if (stats.isFile() || stats.isSymbolicLink()) return null;
  if (stats.isFIFO()) return 'fifo';
  if (stats.isSocket()) return 'socket';
  return 'device';
}

function modeOf(stats: BigIntStats): Found['mode'] {
  if (stats.isSymbolicLink()) return '120000';
  return (stats.mode & 0o100n) === 0n ? '100644' : '100755';
}
