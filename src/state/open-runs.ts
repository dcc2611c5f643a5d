import { mkdir, open, readdir, readFile, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { makeLockFile, tryFileLock, waitForFileLock } from '../git/file-lock.ts';
import { parseLines } from './lines.ts';
import { openRunsPlace } from './open-runs-place.ts';
import { writeWhole } from './store.ts';

/** What a run writes down as it goes on, each piece once or more often. */
export interface RunNote {
  /** Of the sealed change set. */
  readonly digest?: string;
  /** What its commit is going to do, in order; `null` for a target that settles itself. */
  readonly plan?: readonly (Step | null)[];
  /** The step of the plan that comes now. */
  readonly intend?: { readonly step: 'commit' | 'rollback'; readonly index: number };
  /** Numeric ids of the comment that tells its story, and of who writes it, which is known before. */
  readonly comment?: number;
  readonly self?: number;
  /** All of the plan stood. */
  readonly done?: true;
}

interface Step {
  readonly kind: string;
  readonly [fact: string]: string | number | boolean | null;
}

/** Who asked for the run, and what else only its beginning knows. */
export interface RunStart<Asked> {
  readonly runId: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly asked: Asked;
}

/** A run that goes on in this process. */
export interface OpenRun {
  /** Durable when it resolves. */
  note(note: RunNote): Promise<void>;
  /** The story was told to its end: nothing is left to settle. */
  end(): Promise<void>;
  /** Something may stand that could not be taken back: the notes stay, for whoever settles abandoned runs. */
  leave(): void;
}

/** A run whose process died or left it; nobody else deals with it until this is disposed. */
export interface AbandonedRun<Asked> extends Disposable {
  readonly start: RunStart<Asked>;
  readonly notes: readonly RunNote[];
  end(): Promise<void>;
}

/** The runs that have begun and not ended, each in a file of its own below the state directory. */
export interface OpenRuns<Asked> {
  begin(start: RunStart<Asked>): Promise<OpenRun>;
  /** Those whose process has died or left them; to be disposed. */
  abandoned(): AsyncIterable<AbandonedRun<Asked>>;
  /** Those that a living process works on. */
  running(): Promise<RunStart<Asked>[]>;
}

export function openRuns<Asked>(directory: string): OpenRuns<Asked> {
  const place = openRunsPlace(directory);
  const filesOf = (runId: string): { notes: string; owner: string } => ({
    notes: join(place, `${runId}.jsonl`),
    owner: join(place, `${runId}.owner`),
  });

  /** The lock's file goes last: where it is missing, nobody works on the notes. */
  async function remove(runId: string): Promise<void> {
    const { notes, owner } = filesOf(runId);
    await rm(notes, { force: true });
    await rm(owner, { force: true });
  }

  return {
    async begin(start) {
      await mkdir(place, { recursive: true, mode: 0o700 });
      const { notes, owner } = filesOf(start.runId);
      // Locked before the notes are there: nobody ever sees a run that seems dead.
      // Whoever looks for abandoned runs right then holds it for a moment.
      const lock = await waitForFileLock(owner, 'exclusive', 1000);
      if (lock === null) throw new Error(`run ${start.runId} has begun already`);
      await writeWhole(notes, [`${JSON.stringify(start)}\n`]);
      return {
        note: (note) => append(notes, note),
        async end() {
          using _held = lock;
          await remove(start.runId);
        },
        leave: () => lock[Symbol.dispose](),
      };
    },
    async *abandoned() {
      const runIds = new Set((await namesIn(place)).map((name) => name.replace(/\.(?:jsonl|owner)$/, '')));
      for (const runId of runIds) {
        const { notes, owner } = filesOf(runId);
        // It may be missing where a run was ended by a process that died over it.
        makeLockFile(owner);
        const lock = tryFileLock(owner, 'exclusive');
        if (lock === null) continue;
        const [start, ...rest] = parseLines<RunStart<Asked> & RunNote>(await readIfThere(notes));
        if (start === undefined) {
          await remove(runId);
          lock[Symbol.dispose]();
          continue;
        }
        yield {
          start,
          notes: rest,
          end: () => remove(runId),
          [Symbol.dispose]: () => lock[Symbol.dispose](),
        };
      }
    },
    async running() {
      const runs: RunStart<Asked>[] = [];
      for (const name of await namesIn(place)) {
        const [, runId] = /^(.+)\.jsonl$/.exec(name) ?? [];
        if (runId === undefined) continue;
        using lock = tryFileLock(filesOf(runId).owner, 'exclusive');
        if (lock !== null) continue;
        const [start] = parseLines<RunStart<Asked>>(await readIfThere(filesOf(runId).notes));
        if (start !== undefined) runs.push(start);
      }
      return runs;
    },
  };
}

async function append(file: string, note: RunNote): Promise<void> {
  const handle: FileHandle = await open(file, 'a');
  try {
    // All of it or an error, which one write is not; on a line of its own, should a full disk have cut the one before.
    await handle.appendFile(`\n${JSON.stringify(note)}\n`);
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

async function namesIn(directory: string): Promise<string[]> {
  try {
    return await readdir(directory);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

async function readIfThere(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    // Its process ended it while we looked.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}
