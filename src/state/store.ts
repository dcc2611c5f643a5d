import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, open, readdir, readFile, realpath, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { formatSealed, MalformedChangeSet, parseSealed } from '../change-set/file.ts';
import type { SealedChanges } from '../change-set/joint.ts';
import { batchesOf } from '../git/batches.ts';

/** What outlives a run: sealed change sets, each under its digest. */
export interface Store {
  /** Absolute. */
  readonly directory: string;
  /** Keeps a sealed set and answers the file's absolute path; it is durable then. */
  keep(changeSet: SealedChanges): Promise<string>;
  /** The same for a set that lacks some of what was made: for people to look at, and never found by its digest. */
  keepIncomplete(changeSet: SealedChanges): Promise<string>;
  /** Keeps a text that goes with a set, such as its patch. */
  keepBeside(changeSet: SealedChanges, ending: string, text: Uint8Array): Promise<string>;
  /** `null` where no set of that digest is kept. */
  find(digest: string): Promise<SealedChanges | null>;
  /** Remembers that a host refused the set. */
  noteDenial(digest: string, denial: Denial): Promise<void>;
  findDenial(digest: string): Promise<Denial | null>;
  /** The digests of all sets that can be found. */
  list(): Promise<string[]>;
  /** True where something was dropped. */
  drop(digest: string): Promise<boolean>;
}

/** That a host refused a set, and what it was asked with. */
export interface Denial {
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Stable, of the refusal. */
  readonly code: string;
  readonly remedy: string;
  /** Names what we were granted then; another grant has another name. */
  readonly grant: string;
}

/** Nothing can be kept where it should be. */
export class StateUnusable extends Error {
  override readonly name = 'StateUnusable';
  readonly code = 'ESTATE';
}

/** Opens the state directory, private to its owner. */
export async function openStore(directory: string): Promise<Store> {
  const [root, sets] = await makePlace(directory);
  const fileOf = (digest: string, ending: string): string => join(sets, `${parseDigest(digest)}.${ending}`);

  async function find(digest: string): Promise<SealedChanges | null> {
    try {
      const changeSet = parseSealed(await readFile(fileOf(digest, 'change-set.json'), 'utf8'));
      if (changeSet.digest === digest) return changeSet;
      throw new MalformedChangeSet(`the file of ${digest} holds ${changeSet.digest}`);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  }

  return {
    directory: root,
    async keep(changeSet) {
      const file = fileOf(changeSet.digest, 'change-set.json');
      await writeWhole(file, formatSealed(changeSet));
      return file;
    },
    async keepIncomplete(changeSet) {
      const file = fileOf(changeSet.digest, 'incomplete.change-set.json');
      await writeWhole(file, formatSealed(changeSet));
      return file;
    },
    async keepBeside(changeSet, ending, text) {
      const file = fileOf(changeSet.digest, ending);
      await writeWhole(file, [text]);
      return file;
    },
    find,
    async noteDenial(digest, denial) {
      await writeWhole(fileOf(digest, 'denied.json'), [JSON.stringify(denial)]);
    },
    async findDenial(digest) {
      try {
        return denialShape.parse(JSON.parse(await readFile(fileOf(digest, 'denied.json'), 'utf8')));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw error;
      }
    },
    async list() {
      return (await readdir(sets)).flatMap((name) => {
        const [, digits] = /^([0-9a-f]{64})\.change-set\.json$/.exec(name) ?? [];
        return digits === undefined ? [] : [`sha256:${digits}`];
      });
    },
    async drop(digest) {
      const endings = ['change-set.json', 'incomplete.change-set.json', 'patch', 'denied.json'];
      const there = endings.filter((ending) => existsSync(fileOf(digest, ending)));
      for (const ending of there) await rm(fileOf(digest, ending), { force: true });
      return there.some((ending) => ending.endsWith('change-set.json'));
    },
  };
}

/** Old or new, never a part of it, and durable when it returns: file synced, renamed, directory synced. */
export async function writeWhole(file: string, pieces: Iterable<string | Uint8Array>): Promise<void> {
  const temporary = join(dirname(file), `.${randomBytes(8).toString('hex')}`);
  try {
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.chmod(0o600);
      for (const batch of batchesOf(pieces)) await handle.writeFile(batch);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  const parent = await open(dirname(file), 'r');
  try {
    await parent.sync();
  } finally {
    await parent.close();
  }
}

const denialShape = z.object({ at: z.string(), code: z.string(), remedy: z.string(), grant: z.string() });

/** The hexadecimal digits of a digest; nothing else may become a file's name. */
function parseDigest(digest: string): string {
  const [, digits] = /^sha256:([0-9a-f]{64})$/.exec(digest) ?? [];
  if (digits === undefined) throw new TypeError('not a digest');
  return digits;
}

/** The state directory and that of the sets in it. */
async function makePlace(directory: string): Promise<[root: string, sets: string]> {
  try {
    const isNew = await makeDirectory(resolve(directory));
    const root = await realpath(directory);
    // Whatever the umask; a directory that was there before may be shared with others, and keeps its mode.
    if (isNew) await chmod(root, 0o700);
    const sets = join(root, 'change-sets');
    await makeDirectory(sets);
    await chmod(sets, 0o700);
    return [root, sets];
  } catch (cause) {
    const { code = '' } = cause as NodeJS.ErrnoException;
    throw new StateUnusable(
      `${directory}, where change sets are kept, cannot be made or used (${code}); name another one by WHOLLY_STATE or state-dir`,
      { cause },
    );
  }
}

/** True where it was not there. Node's own `recursive` never returns where a parent is there and takes nothing (`/proc`). */
async function makeDirectory(path: string): Promise<boolean> {
  try {
    await mkdir(path, { mode: 0o700 });
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (code !== 'ENOENT' || existsSync(dirname(path))) throw error;
    await makeDirectory(dirname(path));
    return await makeDirectory(path);
  }
}
