import type { Readable } from 'node:stream';
import type { Progress } from '../report/record.ts';

/** What a command sees of the process it runs in; the door hands it over. */
export interface Surroundings {
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Looked at only where it is asked for. */
  readonly stdin: Readable;
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };
  /** Aborted by SIGINT, SIGTERM and SIGHUP (a terminal that is closed). */
  readonly signal: AbortSignal;
  /** What may wait until the report is out. */
  readonly afterReport: AsyncDisposableStack;
}

export interface TerminalProgress extends Progress, Disposable {}

/** One line on a terminal, rewritten in place; silence where standard error is a pipe. */
export function openProgress({ stderr }: Surroundings): TerminalProgress {
  if (stderr.isTTY !== true) return { began() {}, did() {}, saw() {}, noted() {}, [Symbol.dispose]() {} };
  let phase = '';
  function show(text: string): void {
    const line = text.replaceAll(/\p{Cc}+/gu, ' ').slice(0, (stderr.columns ?? 80) - 1);
    stderr.write(`\r\u001B[2K${line}`);
  }
  return {
    began(name) {
      phase = name;
      show(`${name} ...`);
    },
    did(line) {
      show(`${phase}: ${line.trim()}`);
    },
    saw(line) {
      show(`${phase}: ${line.trim()}`);
    },
    noted() {},
    [Symbol.dispose]() {
      stderr.write('\r\u001B[2K');
    },
  };
}
