import { createHash, randomBytes } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { waitForFileLock } from '../git/file-lock.ts';
import { copyFiles, NotCopied, type CopyLimits } from './copy-files.ts';
import { writeWhole } from './store.ts';

/** Whose conversation it is. Those of two people, repositories, threads or agents never meet. */
export interface SessionKey {
  /** Numeric ids of the repository and of the person, and the number of the issue or pull request. */
  readonly repository: number;
  readonly user: number;
  readonly thread: number;
  readonly agent: string;
}

export interface KeptSession {
  /** The agent's own name for it. */
  readonly id: string;
  /** Of the whole conversation; dollars are those of the US. */
  readonly used: { readonly tokens: number; readonly dollars: number };
}

export type FoundSession =
  | ({ readonly kind: 'found' } & KeptSession)
  | { readonly kind: 'none' }
  /** One was there and is of no use any more; `why` ends a sentence. */
  | { readonly kind: 'unusable'; readonly why: string };

/** What agents keep of their conversations, so that a later run can go on with one. */
export interface Sessions {
  /** Copies the files of the conversation into an empty directory. */
  restore(key: SessionKey, into: string): Promise<FoundSession>;
  /**
   * Keeps the directory `home/below` in place of what was kept, or nothing at all where that is more, or something else, than
   * a conversation can be. Answers why then, to end a sentence; else `null`.
   */
  keep(key: SessionKey, session: KeptSession, from: SessionFiles): Promise<string | null>;
  /** The agent failed over the conversation: it is given up the second time in a row. */
  noteFailure(key: SessionKey): Promise<void>;
}

export interface SessionFiles {
  /** Ours; what is in it is the agent's. */
  readonly home: string;
  readonly below: string;
  /** True of bytes that may be kept nowhere. */
  readonly isSecret: (bytes: Uint8Array) => boolean;
}

/** Measured: a conversation of some tens of turns takes less than one megabyte. */
export const SESSION_LIMITS: CopyLimits = { bytes: 64 * 1024 * 1024, entries: 2000, depth: 16 };
/** Of all together. */
const MOST_BYTES = 1024 * 1024 * 1024;
const MOST_SESSIONS = 200;
const OLDEST_MS = 30 * 24 * 3600 * 1000;
const MOST_FAILURES = 1;
/** Copies are short; whoever waits longer does without. */
const LOCK_WAIT_MS = 30_000;
const BUSY = 'somebody else is at it';

const metaShape = z.object({
  id: z.string(),
  used: z.object({ tokens: z.number(), dollars: z.number() }),
  /** Milliseconds since the epoch. */
  at: z.number(),
  bytes: z.number(),
  failures: z.number(),
});
type Meta = z.infer<typeof metaShape>;

/** Each in a directory of its own below the state directory, named by a hash: nothing from outside becomes a path. */
export function openSessions(stateDirectory: string, now: () => number = Date.now): Sessions {
  const place = join(stateDirectory, 'sessions');
  const directoryOf = ({ repository, user, thread, agent }: SessionKey): string =>
    join(
      place,
      createHash('sha256')
        .update(JSON.stringify([repository, user, thread, agent]))
        .digest('hex'),
    );

  const aside = (): string => join(place, `.${randomBytes(8).toString('hex')}`);

  /** One at a time, whichever conversation it is about, so that no copy is of two. `null` where the lock was not to be had. */
  async function alone<T>(work: () => Promise<T>): Promise<T | null> {
    await mkdir(place, { recursive: true, mode: 0o700 });
    await chmod(place, 0o700);
    using lock = await waitForFileLock(join(place, 'lock'), 'exclusive', LOCK_WAIT_MS);
    return lock === null ? null : await work();
  }

  /** What is old, what is too much, and what a killed process left. */
  async function sweep(): Promise<void> {
    const kept: { readonly directory: string; readonly at: number; readonly bytes: number }[] = [];
    for (const name of await readdir(place)) {
      const directory = join(place, name);
      const meta = /^[0-9a-f]{64}$/.test(name) ? await readMeta(directory) : null;
      if (meta !== null && now() - meta.at <= OLDEST_MS)
        kept.push({ directory, at: meta.at, bytes: meta.bytes });
      else if (name !== 'lock') await rm(directory, { recursive: true, force: true });
    }
    let bytes = 0;
    for (const [index, one] of kept.toSorted((a, b) => b.at - a.at).entries()) {
      bytes += one.bytes;
      if (index >= MOST_SESSIONS || bytes > MOST_BYTES)
        await rm(one.directory, { recursive: true, force: true });
    }
  }

  return {
    async restore(key, into) {
      const restored = await alone(async (): Promise<FoundSession> => {
        const directory = directoryOf(key);
        const meta = await readMeta(directory);
        if (meta === null) return { kind: 'none' };
        if (now() - meta.at > OLDEST_MS) return { kind: 'unusable', why: 'it is too old' };
        if (meta.failures > MOST_FAILURES) return { kind: 'unusable', why: 'the agent failed over it' };
        await copyFiles(directory, 'files', into, { limits: SESSION_LIMITS, isSecret: () => false });
        return { kind: 'found', id: meta.id, used: meta.used };
      });
      return restored ?? { kind: 'unusable', why: BUSY };
    },

    async keep(key, { id, used }, { home, below, isSecret }) {
      const failure = await alone(async () => {
        const directory = directoryOf(key);
        const [fresh, old] = [aside(), aside()];
        const files = join(fresh, 'files');
        await mkdir(files, { recursive: true, mode: 0o700 });
        try {
          const bytes = await copyFiles(home, below, files, { limits: SESSION_LIMITS, isSecret });
          if (bytes === 0) throw new NotCopied('ENOTHING', 'there is nothing of it');
          const meta: Meta = { id, used, at: now(), bytes, failures: 0 };
          await writeWhole(join(fresh, 'meta.json'), [JSON.stringify(meta)]);
          await moveAway(directory, old);
          await rename(fresh, directory);
          return '';
        } catch (error) {
          if (!(error instanceof NotCopied)) throw error;
          // The one before would be taken for this one.
          await moveAway(directory, old);
          return error.why;
        } finally {
          // With whatever stands aside.
          await sweep();
        }
      });
      return failure === null ? BUSY : failure || null;
    },

    async noteFailure(key) {
      await alone(async () => {
        const file = join(directoryOf(key), 'meta.json');
        const meta = await readMeta(directoryOf(key));
        if (meta !== null) await writeWhole(file, [JSON.stringify({ ...meta, failures: meta.failures + 1 })]);
      });
    },
  };
}

/** In one step, so that what is found under its name is whole. */
async function moveAway(directory: string, to: string): Promise<void> {
  try {
    await rename(directory, to);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
}

/** `null` where there is none, or none that can be read. */
async function readMeta(directory: string): Promise<Meta | null> {
  try {
    return metaShape.parse(JSON.parse(await readFile(join(directory, 'meta.json'), 'utf8')));
  } catch {
    return null;
  }
}
