import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseLines } from './lines.ts';

/** One line of a thread's history. */
export interface PastRun<Asked> {
  readonly runId: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** What was asked, in full, so that it can be asked again. */
  readonly asked: Asked;
  readonly conclusion: string;
  readonly code: string | null;
  readonly reason: string | null;
  /** Of the sealed change set; `null` where none was sealed. */
  readonly digest: string | null;
  /** True where the set did not land and was kept. */
  readonly preserved: boolean;
  readonly branch: string | null;
  readonly commit: string | null;
  readonly pullRequest: number | null;
  /** Lines of earlier versions tell nothing of these two. */
  readonly agent?: { readonly name: string; readonly sessionId: string | null } | null;
  readonly changed?: {
    readonly count: number;
    /** The first of them. */
    readonly paths: readonly { readonly path: string; readonly change: 'add' | 'modify' | 'delete' }[];
  };
}

/** What happened on the issues and pull requests of a repository, oldest first; numbers are GitHub's own ids. */
export interface History<Asked> {
  read(repository: number, thread: number): Promise<readonly PastRun<Asked>[]>;
  add(repository: number, thread: number, run: PastRun<Asked>): Promise<void>;
}

/** One file of JSON lines for each thread below the state directory. */
export function openHistory<Asked>(directory: string): History<Asked> {
  const fileOf = (repository: number, thread: number): string =>
    join(directory, 'threads', `${repository}-${thread}.jsonl`);
  return {
    async read(repository, thread) {
      try {
        return parseLines<PastRun<Asked>>(await readFile(fileOf(repository, thread), 'utf8'));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
        throw error;
      }
    },
    async add(repository, thread, run) {
      const file = fileOf(repository, thread);
      await mkdir(dirname(file), { recursive: true, mode: 0o700 });
      const handle = await open(file, 'a', 0o600);
      try {
        // Begins a line of its own, should a killed process have left half of one.
        await handle.write(`\n${JSON.stringify(run)}\n`);
        await handle.sync();
      } finally {
        await handle.close();
      }
    },
  };
}
