import { createHash } from 'node:crypto';
import { mkdir, open, readdir, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ObjectFormat } from '../change-set/blob.ts';
import { waitForFileLock } from '../git/file-lock.ts';
import type { Git } from '../git/git.ts';
import { fetchCommit, isOnHost, type Remote } from '../git/remote.ts';
import { openWorkshop } from '../git/workshop.ts';
import { openScratch } from './scratch.ts';

export interface Mirrored {
  readonly commit: string;
  /** An object store to borrow from; it has every object of the commit's tree and never loses one. */
  readonly objectDir: string;
}

/** Behind the lock somebody fetches what this run may want too. It saves work and guards nothing, so it need not be had. */
const LOCK_WAIT_MS = 60_000;
/** Commits that are told to the host as known; of an older one little is left in a new tree. */
const TIPS_OFFERED = 16;

/**
 * Fetches a commit into the mirror of its repository below `cache`: the host is always asked, so that who may not read
 * gets nothing out of the cache, and sends only what is new.
 *
 * A mirror is no repository: it is a store of packs that only ever grows by whole, content-named files, and a list of
 * the commits in it. Git fetches into a repository of its own beside it and nothing but the finished pack is moved over,
 * so a killed fetch leaves no lock and no part, a later one changes nothing that a run has borrowed, and neither the
 * address nor a credential is kept. It is never pruned; without a run its directory can be deleted.
 */
export async function fetchIntoMirror(
  git: Git,
  cache: string,
  remote: Remote,
  commitOrBranch: string,
  format: ObjectFormat,
): Promise<Mirrored> {
  const key = createHash('sha256').update(`${format} ${remote.url}`).digest('hex').slice(0, 32);
  const mirror = join(cache, 'mirrors', key);
  const objectDir = join(mirror, 'objects');
  const packs = join(objectDir, 'pack');
  const tips = join(mirror, 'tips');
  for (const directory of [packs, join(objectDir, 'info'), tips]) {
    await mkdir(directory, { recursive: true, mode: 0o700 });
  }
  using _lock = await waitForFileLock(join(mirror, 'lock'), 'exclusive', LOCK_WAIT_MS);

  await using incoming = await openScratch(mirror);
  const { gitDir } = await openWorkshop(incoming.directory, format, objectDir);
  const received = join(gitDir, 'objects', 'pack');
  await mkdir(received);
  const known = await offerTips(gitDir, tips);
  const isThere = known.includes(commitOrBranch) && (await isOnHost(git, gitDir, remote, commitOrBranch));
  // Git would look through all of the commit's tree, though nothing of it was sent.
  const commit = isThere ? commitOrBranch : await fetchCommit(git, gitDir, remote, commitOrBranch);
  await movePacks(received, packs);
  await writeFile(join(tips, commit), '');
  return { commit, objectDir };
}

/** Tells a repository of commits whose trees it can read and whose parents it cannot (gitformat: shallow file). */
export async function knowShallow(gitDir: string, commits: readonly string[]): Promise<void> {
  await writeFile(join(gitDir, 'shallow'), commits.map((commit) => `${commit}\n`).join(''));
}

/** Answers all that are in the mirror, though not all are offered. */
async function offerTips(gitDir: string, tips: string): Promise<readonly string[]> {
  const names = (await readdir(tips)).filter((name) => /^[0-9a-f]{40,64}$/.test(name));
  if (names.length === 0) return names;
  const dated = await Promise.all(
    names.map(async (name) => ({ name, at: (await stat(join(tips, name))).mtimeMs })),
  );
  const latest = dated.sort((a, b) => b.at - a.at).slice(0, TIPS_OFFERED);
  await knowShallow(gitDir, names);
  await writeFile(
    join(gitDir, 'packed-refs'),
    latest.map(({ name }) => `${name} refs/wholly/tips/${name}\n`).join(''),
  );
  return names;
}

/** Git finds a pack by its index, which therefore comes last; all is durable before the commit is listed. */
async function movePacks(from: string, to: string): Promise<void> {
  const names = await readdir(from);
  for (const extension of ['.pack', '.rev', '.idx']) {
    for (const name of names.filter((one) => one.endsWith(extension))) {
      await makeDurable(join(from, name));
      await rename(join(from, name), join(to, name));
    }
  }
  await makeDurable(to);
}

async function makeDurable(path: string): Promise<void> {
  await using file = await open(path, 'r');
  await file.sync();
}
