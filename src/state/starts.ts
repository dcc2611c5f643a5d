import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { waitForFileLock } from '../git/file-lock.ts';
import { parseLines } from './lines.ts';
import { writeWhole } from './store.ts';

/** That an agent was started for a request. */
export interface Start {
  /** Tells the request; the same for every repeat of it. */
  readonly request: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Whose starts, and where; both are GitHub's own numeric ids. */
export interface Starter {
  readonly repository: number;
  readonly person: number;
}

/** When agents were started, and for whom. */
export interface Starts {
  /**
   * Adds what `decide` makes of those known so far, `null` for nothing. Nobody else decides about the same person
   * meanwhile, in this process or another.
   */
  add(starter: Starter, decide: (known: readonly Start[]) => Start | null): Promise<void>;
  /** Everybody whom an agent was started for in a repository. */
  people(repository: number): Promise<number[]>;
  /** The file that knows of them. */
  fileOf(starter: Starter): string;
}

/** Somebody holds the file and does not let it go; nothing is ever done under its lock that takes long. */
class StartsHeld extends Error {
  override readonly name = 'StartsHeld';
  readonly code = 'ESTARTSHELD';
}

const LOCK_WAIT_MS = 20_000;

/** As many as `rate.runs` of a configuration may be. */
const KEPT = 1_000;

/** One file of JSON lines for each person and repository below the state directory. */
export function openStarts(directory: string): Starts {
  const place = join(directory, 'starts');
  const fileOf = ({ repository, person }: Starter): string => join(place, `${repository}-${person}.jsonl`);
  return {
    fileOf,
    async add(starter, decide) {
      await mkdir(place, { recursive: true, mode: 0o700 });
      const file = fileOf(starter);
      using lock = await waitForFileLock(`${file}.lock`, 'exclusive', LOCK_WAIT_MS);
      if (lock === null) throw new StartsHeld(`${file} is held by another process`);
      const known = parseLines<unknown>(await readIfThere(file)).flatMap((line) => {
        const { success, data } = startShape.safeParse(line);
        return success ? [data] : [];
      });
      const start = decide(known);
      if (start === null) return;
      const lines = [...known, start].slice(-KEPT).map((one) => `${JSON.stringify(one)}\n`);
      await writeWhole(file, lines);
    },
    async people(repository) {
      const names = await readdir(place).catch(nothingWhereMissing<string[]>([]));
      return names.flatMap((name) => {
        const [, of, person] = /^(\d+)-(\d+)\.jsonl$/.exec(name) ?? [];
        return of === String(repository) ? [Number(person)] : [];
      });
    },
  };
}

const startShape = z.object({ request: z.string(), at: z.number() });

async function readIfThere(file: string): Promise<string> {
  return await readFile(file, 'utf8').catch(nothingWhereMissing(''));
}

function nothingWhereMissing<T>(nothing: T): (error: unknown) => T {
  return (error) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return nothing;
    throw error;
  };
}
