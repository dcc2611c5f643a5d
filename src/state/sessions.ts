import { createHash, randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import {
  copyFile,
  lstat,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Whose conversation it is. Those of two people, repositories, threads or agents never meet. */
export interface SessionKey {
  /** Numeric ids of the repository and of the person, and the number of the issue or pull request. */
  readonly repository: number;
  readonly user: number;
  readonly thread: number;
  readonly agent: string;
}

/** What agents keep of their conversations, so that a later run can go on with one. */
export interface Sessions {
  /** Puts what is kept into a directory that is not there yet, and answers the session's id. */
  restore(key: SessionKey, into: string): Promise<{ readonly id: string } | 'expired' | 'none'>;
  /**
   * Keeps a directory under the session's id. Where it is more, or something else, than a conversation can be, nothing is
   * kept any more and the answer is false.
   */
  keep(key: SessionKey, id: string, from: string): Promise<boolean>;
}

const MOST_FILES = 2000;
const MOST_BYTES = 64 * 1024 * 1024;
const MOST_SESSIONS = 200;
/** An agent says it itself, and gets it as a word of its command line: it may look like no option and no path. */
const ID = /^[A-Za-z0-9][A-Za-z0-9_.:-]{0,127}$/;
const OLDEST_MS = 30 * 24 * 3600 * 1000;

/** Each in a directory of its own below the state directory, named by a hash: nothing from outside becomes a path. */
export function openSessions(stateDirectory: string): Sessions {
  const place = join(stateDirectory, 'sessions');
  const directoryOf = ({ repository, user, thread, agent }: SessionKey): string =>
    join(
      place,
      createHash('sha256')
        .update(JSON.stringify([repository, user, thread, agent]))
        .digest('hex'),
    );

  return {
    async restore(key, into) {
      const directory = directoryOf(key);
      try {
        const id = await readFile(join(directory, 'id'), 'utf8');
        if (Date.now() - (await stat(directory)).mtimeMs > OLDEST_MS) return 'expired';
        await mkdir(dirname(into), { recursive: true });
        return ID.test(id) && (await copyTree(join(directory, 'files'), into)) ? { id } : 'none';
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'none';
        throw error;
      }
    },
    async keep(key, id, from) {
      await mkdir(place, { recursive: true, mode: 0o700 });
      const fresh = join(place, `.new-${randomBytes(8).toString('hex')}`);
      try {
        await mkdir(fresh, { mode: 0o700 });
        const isKept =
          ID.test(id) && (await isDirectory(from)) && (await copyTree(from, join(fresh, 'files')));
        if (!isKept) {
          // The one before would be taken for this one.
          await rm(directoryOf(key), { recursive: true, force: true });
          return false;
        }
        await writeFile(join(fresh, 'id'), id, { mode: 0o600 });
        // Two runs of one thread at once: the later one counts, and neither finds a part.
        const old = `${fresh}.old`;
        await rename(directoryOf(key), old).catch(allowMissing);
        await rename(fresh, directoryOf(key));
        await rm(old, { recursive: true, force: true });
      } finally {
        await rm(fresh, { recursive: true, force: true });
      }
      await dropOldest(place);
      return true;
    },
  };
}

/** Files and directories only, never through a link: an agent may have left anything. False where there is more. */
async function copyTree(from: string, to: string): Promise<boolean> {
  const left = { files: MOST_FILES, bytes: MOST_BYTES };
  async function copyDirectory(source: string, target: string): Promise<boolean> {
    await mkdir(target, { mode: 0o700 });
    for (const name of await readdir(source)) {
      const path = join(source, name);
      const stats = await lstat(path);
      left.files -= 1;
      if (left.files < 0) return false;
      if (stats.isDirectory()) {
        if (!(await copyDirectory(path, join(target, name)))) return false;
      } else if (stats.isFile() && stats.nlink === 1) {
        left.bytes -= stats.size;
        if (left.bytes < 0) return false;
        // By its descriptor: what stands there now is what is copied, and no link is followed.
        const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
        try {
          if (!(await handle.stat()).isFile()) return false;
          await copyFile(`/proc/self/fd/${handle.fd}`, join(target, name), constants.COPYFILE_EXCL);
        } finally {
          await handle.close();
        }
      }
    }
    return true;
  }
  return await copyDirectory(from, to);
}

async function isDirectory(path: string): Promise<boolean> {
  return await lstat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
}

async function dropOldest(place: string): Promise<void> {
  const found: { path: string; at: number }[] = [];
  for (const name of await readdir(place)) {
    const path = join(place, name);
    const stats = await lstat(path).catch(() => null);
    if (stats !== null) found.push({ path, at: stats.mtimeMs });
  }
  const newest = found.toSorted((a, b) => b.at - a.at);
  for (const [index, { path, at }] of newest.entries()) {
    if (index >= MOST_SESSIONS || Date.now() - at > OLDEST_MS)
      await rm(path, { recursive: true, force: true });
  }
}

function allowMissing(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}
