import { mkdir, open, readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
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
  /** Whether the set was found to hold a secret; `null` where nobody looked. */
  readonly secret: boolean | null;
  readonly branch: string | null;
  readonly commit: string | null;
  readonly pullRequest: number | null;
  /** Lines of earlier versions tell nothing of these two. */
  readonly agent?: { readonly name: string; readonly sessionId: string | null } | null | undefined;
  readonly changed?:
    | {
        readonly count: number;
        /** The first of them. */
        readonly paths: readonly { readonly path: string; readonly change: 'add' | 'modify' | 'delete' }[];
      }
    | undefined;
}

/** What happened on the issues and pull requests of a repository, oldest first; numbers are GitHub's own ids. */
export interface History<Asked> {
  /** Every thread that something is known of. */
  list(): Promise<{ readonly repository: number; readonly thread: number }[]>;
  read(repository: number, thread: number): Promise<readonly PastRun<Asked>[]>;
  add(repository: number, thread: number, run: PastRun<Asked>): Promise<void>;
}

/**
 * One file of JSON lines for each thread below the state directory. `parseAsked` answers `null` for what no request
 * looks like: such a line, of another version of ours or come from elsewhere, tells nothing.
 */
export function openHistory<Asked>(
  directory: string,
  parseAsked: (value: unknown) => Asked | null,
): History<Asked> {
  const threads = join(directory, 'threads');
  const fileOf = (repository: number, thread: number): string =>
    join(threads, `${repository}-${thread}.jsonl`);
  function parseRun(line: unknown): PastRun<Asked>[] {
    const { success, data } = runShape.safeParse(line);
    const asked = success ? parseAsked(data.asked) : null;
    return asked === null || !success ? [] : [{ ...data, asked }];
  }
  return {
    async list() {
      const names = await readdir(threads).catch(nothingWhereMissing<string[]>([]));
      return names.flatMap((name) => {
        const [, repository, thread] = /^(\d+)-(\d+)\.jsonl$/.exec(name) ?? [];
        return thread === undefined ? [] : [{ repository: Number(repository), thread: Number(thread) }];
      });
    },
    async read(repository, thread) {
      const text = await readFile(fileOf(repository, thread), 'utf8').catch(nothingWhereMissing(''));
      return parseLines<unknown>(text)
        .flatMap(parseRun)
        .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
    },
    async add(repository, thread, run) {
      const file = fileOf(repository, thread);
      await mkdir(dirname(file), { recursive: true, mode: 0o700 });
      const handle = await open(file, 'a', 0o600);
      try {
        // Begins a line of its own, should a killed process have left half of one.
        await handle.appendFile(`\n${JSON.stringify(run)}\n`);
        await handle.sync();
      } finally {
        await handle.close();
      }
    },
  };
}

const runShape = z.object({
  runId: z.string(),
  at: z.iso.datetime(),
  asked: z.unknown(),
  conclusion: z.string(),
  code: z.string().nullable(),
  reason: z.string().nullable(),
  digest: z
    .string()
    .regex(/^sha256:[0-9a-f]{64}$/)
    .nullable(),
  preserved: z.boolean(),
  secret: z.boolean().nullable().default(null),
  branch: z.string().nullable(),
  commit: z.string().nullable(),
  pullRequest: z.number().nullable(),
  agent: z.object({ name: z.string(), sessionId: z.string().nullable() }).nullish(),
  changed: z
    .object({
      count: z.int(),
      paths: z.array(z.object({ path: z.string(), change: z.enum(['add', 'modify', 'delete']) })),
    })
    .optional(),
});

function nothingWhereMissing<T>(nothing: T): (error: unknown) => T {
  return (error) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return nothing;
    throw error;
  };
}
