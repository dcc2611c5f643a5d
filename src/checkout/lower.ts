import { lstat, mkdir, readdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ObjectFormat } from '../change-set/blob.ts';
import { makeLockFile, tryFileLock, waitForFileLock } from '../git/file-lock.ts';
import type { Git } from '../git/git.ts';
import { readManifest, type Manifest } from './manifest.ts';
import { writeFiles } from './write-files.ts';

/** The files of one commit, laid out once and only read from then on; they stay until it is disposed. */
export interface Lower extends Disposable {
  readonly directory: string;
  readonly manifest: Manifest;
}

/** Each is a whole tree on disk; what no run uses and is not among the latest goes when a new one is made. */
const LOWERS_KEPT = 3;
/** As long as a large tree may take somebody else to lay out. */
const LOCK_WAIT_MS = 10 * 60_000;

export interface LowerOf {
  /** Where the commit can be read. */
  readonly gitDir: string;
  readonly commit: string;
  readonly format: ObjectFormat;
  readonly cache: string;
}

/**
 * Opens the tree of a commit, and lays it out first where that is not done. A commit's id says what its files are, so every
 * source that has the commit shares it. Agents never see this place: it is private and no sandbox shows it.
 */
export async function openLower(git: Git, lower: LowerOf): Promise<Lower> {
  const place = join(lower.cache, 'trees');
  await mkdir(place, { recursive: true, mode: 0o700 });
  const root = join(place, lower.commit);
  const lockFile = `${root}.lock`;
  for (;;) {
    const shared = await waitForFileLock(lockFile, 'shared', LOCK_WAIT_MS);
    if (shared === null) throw new Error(`${lockFile} stayed locked`);
    using held = new DisposableStack();
    held.use(shared);
    if (await isComplete(root)) {
      const now = new Date();
      await utimes(lockFile, now, now);
      const manifest = await readManifest(join(root, 'index'), lower.format);
      const release = held.move();
      return {
        directory: join(root, 'files'),
        // Nobody but its maker has ever written here, so nothing can have changed within a tick of the clock.
        manifest: { ...manifest, takenAt: Number.POSITIVE_INFINITY },
        [Symbol.dispose]: () => release.dispose(),
      };
    }
    held.dispose();
    using alone = await waitForFileLock(lockFile, 'exclusive', LOCK_WAIT_MS);
    if (alone === null) throw new Error(`${lockFile} stayed locked`);
    if (!(await isComplete(root))) await layOut(git, lower, root);
    await dropUnused(place, lower.commit);
  }
}

/** True where the tree of that commit could be opened without laying it out. */
export async function hasLower(cache: string, commit: string): Promise<boolean> {
  return await isComplete(join(cache, 'trees', commit));
}

/** Takes a tree away that turned out not to be what was laid out. Only when nobody uses it any more. */
export async function dropLower(cache: string, commit: string): Promise<void> {
  await dropIfUnused(join(cache, 'trees'), commit);
}

async function layOut(git: Git, { gitDir, commit }: LowerOf, root: string): Promise<void> {
  await rm(root, { recursive: true, force: true });
  const directory = join(root, 'files');
  await mkdir(directory, { recursive: true, mode: 0o755 });
  await writeFiles(git, { gitDir, commit, directory, indexFile: join(root, 'index') });
  const unnamed = join(root, 'complete.new');
  await writeFile(unnamed, await readBootId());
  await rename(unnamed, join(root, 'complete'));
}

/**
 * The mark tells of the boot it was made in: nothing here is made durable, and after a power cut the mark may be there
 * and the files not.
 */
async function isComplete(root: string): Promise<boolean> {
  const mark = await readFile(join(root, 'complete'), 'utf8').catch(() => null);
  return mark !== null && mark === (await readBootId());
}

async function readBootId(): Promise<string> {
  return await readFile('/proc/sys/kernel/random/boot_id', 'utf8');
}

async function dropUnused(place: string, except: string): Promise<void> {
  const names = (await readdir(place)).filter((name) => /^[0-9a-f]{40,64}$/.test(name) && name !== except);
  const dated = await Promise.all(
    names.map(async (name) => {
      const stats = await lstat(join(place, `${name}.lock`)).catch(() => null);
      return { name, at: stats?.mtimeMs ?? 0 };
    }),
  );
  for (const { name } of dated.sort((a, b) => b.at - a.at).slice(LOWERS_KEPT - 1)) {
    await dropIfUnused(place, name);
  }
}

async function dropIfUnused(place: string, commit: string): Promise<void> {
  const lockFile = join(place, `${commit}.lock`);
  makeLockFile(lockFile);
  using alone = tryFileLock(lockFile, 'exclusive');
  if (alone === null) return;
  // The mark first: a removal that is killed must not leave a tree that looks whole.
  await rm(join(place, commit, 'complete'), { force: true });
  await rm(join(place, commit), { recursive: true, force: true });
  await rm(lockFile, { force: true });
}
