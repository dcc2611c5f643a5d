import { closeSync, fdatasyncSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { format, link, type Entry } from './chain.ts';

/** The record of one run: each line holds the hash of the one before, so none can be changed or left out later. */
export interface Ledger extends Disposable {
  /** Absolute; `null` where nothing was written down yet, or nothing can be. */
  readonly file: string | null;
  /** `sha256:<hex>` of the last entry; `null` while there is none. */
  readonly head: string | null;
  /**
   * Never throws: a record that cannot be kept must not keep a run from landing whole, nor from being undone. It ends
   * there, and `file` is `null` from then on.
   */
  add(kind: string, data: unknown): void;
}

/** What a killed run must have said before it did it. */
const DURABLE: ReadonlySet<string> = new Set(['intent', 'conclusion']);

/** Begins with the first entry, below a state directory. */
export function openLedger(directory: string, runId: string, now: () => Date = () => new Date()): Ledger {
  const file = join(directory, 'ledgers', `${runId}.jsonl`);
  let last: Entry | null = null;
  let fd: number | null = null;
  let lost = false;

  function write(entry: Entry): void {
    if (fd === null) {
      mkdirSync(join(directory, 'ledgers'), { recursive: true, mode: 0o700 });
      fd = openSync(file, 'ax', 0o600);
    }
    writeSync(fd, format(entry));
    if (DURABLE.has(entry.kind)) fdatasyncSync(fd);
  }

  return {
    get file() {
      return last === null || lost ? null : file;
    },
    get head() {
      return last === null || lost ? null : `sha256:${last.hash}`;
    },
    add(kind, data) {
      if (lost) return;
      const entry = link(last, kind, data, now());
      try {
        write(entry);
        last = entry;
      } catch {
        lost = true;
      }
    },
    [Symbol.dispose]() {
      if (fd !== null) closeSync(fd);
      fd = null;
      lost ||= last === null;
    },
  };
}
