import * as fs from 'node:fs';
import { chmod, copyFile, mkdir, open, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { waitForFileLock } from '../git/file-lock.ts';
import type { LocalRepository } from '../git/local-repository.ts';
import { isLocked } from './errors.ts';

/**
 * The doorstep of a repository that is not ours: what comes in lies here first. One writer of ours at a time; whatever is
 * found here by the next one was left by a dead one.
 */
export interface Doorstep extends Disposable {
  /** What a dead writer had begun and is settled now: its ref had moved, or had not. */
  readonly found: 'none' | 'finished' | 'undone';
  /** Brings in every object that the repository at `gitDir` has of its own; durable when it resolves. */
  receive(gitDir: string): Promise<void>;
  /** Written down before a ref is moved, so that a lock left on it can be told from everybody else's. */
  announce(ref: string, commit: string): void;
}

const NAME = 'wholly-incoming';
const LOCK = 'lock';
const REF = 'ref';
const PLACED = 'placed-';
/** A live git holds the lock of one ref for some milliseconds. */
const REF_LOCK_MS = 1000;

/** Waits for other writers of ours, then clears what a dead one left. Refuses with ELOCKED. */
export async function openDoorstep(repository: LocalRepository, waitMs = 10_000): Promise<Doorstep> {
  const place = join(repository.gitDir, NAME);
  const lock = await lockDoorstep(place, performance.now() + waitMs);
  let found: Doorstep['found'];
  try {
    found = await clearDead(repository, place);
  } catch (error) {
    lock[Symbol.dispose]();
    throw error;
  }
  return {
    found,
    receive: (gitDir) => receive(join(gitDir, 'objects'), repository.objectDir, place),
    announce(ref, commit) {
      // Whole or not at all. Not synced: a power cut is rarer than a kill, and takes the lock as likely as this word.
      fs.writeFileSync(join(place, `${PLACED}${REF}`), `${ref} ${commit}`);
      fs.renameSync(join(place, `${PLACED}${REF}`), join(place, REF));
    },
    [Symbol.dispose]() {
      using _held = lock;
      clear(place);
      // The lock's file goes while it is held: whoever waits for it finds that its name is gone, and makes it anew.
      fs.rmSync(join(place, LOCK));
      removeIfEmpty(place);
    },
  };
}

/** Whoever had it before takes the directory away with it, perhaps right now. */
async function lockDoorstep(place: string, deadline: number): Promise<Disposable> {
  for (;;) {
    fs.mkdirSync(place, { recursive: true, mode: 0o700 });
    const left = Math.max(0, deadline - performance.now());
    const lock = await waitForFileLock(join(place, LOCK), 'exclusive', left).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    });
    if (lock !== null) return lock;
    if (left === 0) throw isLocked(place);
  }
}

/** Settles what a dead writer left in a repository; where nothing is left, nothing is made or locked. */
export async function recoverRepository(repository: LocalRepository): Promise<Doorstep['found']> {
  if (!fs.existsSync(join(repository.gitDir, NAME))) return 'none';
  using doorstep = await openDoorstep(repository);
  return doorstep.found;
}

/**
 * Each file is copied onto the doorstep, made durable there, and gets its name in the store by a link: whole or not at
 * all. An index comes after its pack, as git itself does it: a pack without one is nobody's.
 */
async function receive(from: string, to: string, place: string): Promise<void> {
  const packs = (await readdir(join(from, 'pack')).catch(() => [])).toSorted(
    (a, b) => Number(a.endsWith('.idx')) - Number(b.endsWith('.idx')),
  );
  const loose = (await readdir(from)).filter((name) => /^[0-9a-f]{2}$/.test(name));
  const files = packs.map((name) => `pack/${name}`);
  for (const name of loose) files.push(...(await readdir(join(from, name))).map((rest) => `${name}/${rest}`));
  const stepOf = (file: string): string => join(place, `${PLACED}${file.replace('/', '-')}`);
  // The same objects under the same name may be there already.
  const missing = files.filter((file) => !fs.existsSync(join(to, file)));
  await Promise.all(missing.map((file) => copyDurably(join(from, file), stepOf(file))));
  const touched = new Set<string>();
  for (const file of missing) {
    const placed = join(to, file);
    await mkdir(dirname(placed), { recursive: true });
    linkIfMissing(stepOf(file), placed);
    touched.add(dirname(placed));
  }
  // A directory of loose objects may be new itself.
  if (loose.length > 0) touched.add(to);
  await Promise.all([...touched].map(sync));
}

async function copyDurably(from: string, to: string): Promise<void> {
  await copyFile(from, to, fs.constants.COPYFILE_FICLONE);
  await chmod(to, 0o444);
  await sync(to);
}

async function clearDead(repository: LocalRepository, place: string): Promise<Doorstep['found']> {
  const left = fs.readdirSync(place).filter((name) => name !== LOCK);
  for (const name of left) {
    const [, pack] = /^placed-pack-(pack-[0-9a-f]+)\.pack$/.exec(name) ?? [];
    if (pack !== undefined) removeHalfPlaced(join(repository.objectDir, 'pack', pack), join(place, name));
  }
  const word = left.includes(REF) ? parseWord(fs.readFileSync(join(place, REF), 'utf8')) : null;
  if (word !== null) await clearRefLock(repository, word);
  clear(place);
  if (left.length === 0) return 'none';
  return word !== null && readLooseRef(repository, word.ref) === word.commit ? 'finished' : 'undone';
}

interface Word {
  /** Full name. */
  readonly ref: string;
  readonly commit: string;
}

function parseWord(text: string): Word | null {
  const [, ref, commit] = /^(refs\/heads\/\S+) ([0-9a-f]+)$/.exec(text) ?? [];
  return ref === undefined || commit === undefined ? null : { ref, commit };
}

/** A ref that was just moved has a file of its own (gitrepository-layout(5)). */
function readLooseRef({ gitDir }: LocalRepository, ref: string): string | null {
  try {
    return fs.readFileSync(join(gitDir, ref), 'latin1').trim();
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw error;
  }
}

/** A pack that never got its index, if it is the very file that lies on our doorstep. */
function removeHalfPlaced(pack: string, onDoorstep: string): void {
  const placed = fs.lstatSync(`${pack}.pack`, { throwIfNoEntry: false });
  if (placed === undefined || fs.existsSync(`${pack}.idx`)) return;
  if (placed.ino === fs.lstatSync(onDoorstep).ino) fs.rmSync(`${pack}.pack`, { force: true });
}

/**
 * The lock that a killed `git update-ref` left on the ref it was moving for us. Ours is one that holds the very commit, or
 * nothing yet: then it must be younger than our word, and stay as it is for longer than any live git holds one.
 */
async function clearRefLock({ gitDir }: LocalRepository, { ref, commit }: Word): Promise<void> {
  const file = join(gitDir, `${ref}.lock`);
  const found = fs.lstatSync(file, { throwIfNoEntry: false });
  if (found === undefined || !found.isFile()) return;
  const said = fs.readFileSync(file, 'latin1').trim();
  if (said === commit) {
    fs.rmSync(file, { force: true });
    return;
  }
  if (said !== '' || found.ctimeMs < fs.statSync(join(gitDir, NAME, REF)).mtimeMs) return;
  await wait(REF_LOCK_MS);
  const later = fs.lstatSync(file, { throwIfNoEntry: false });
  if (later?.ino === found.ino && later.ctimeMs === found.ctimeMs) fs.rmSync(file, { force: true });
}

function clear(place: string): void {
  for (const name of fs.readdirSync(place)) {
    if (name === REF || name.startsWith(PLACED)) fs.rmSync(join(place, name), { force: true });
  }
}

function linkIfMissing(from: string, to: string): void {
  try {
    fs.linkSync(from, to);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EEXIST') return;
    // Some file systems have no hard links; a rename is whole or not at all as well.
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'EOPNOTSUPP') throw error;
    fs.renameSync(from, to);
  }
}

function removeIfEmpty(directory: string): void {
  try {
    fs.rmdirSync(directory);
  } catch (error) {
    // The next writer is here already.
    if (!['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
