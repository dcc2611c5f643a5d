import type { ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';

export interface GitObject {
  readonly oid: string;
  readonly type: string;
  readonly bytes: Buffer;
}

/** Answers one name after the other; anything that git takes for an object, refs included. */
export interface ObjectReader {
  read(name: string): Promise<GitObject | undefined>;
  close(): void;
}

interface Waiting {
  readonly resolve: (object: GitObject | undefined) => void;
  readonly reject: (error: unknown) => void;
}

/** After this long without a question the process goes; the next question starts another. */
const IDLE_MS = 2_000;

/**
 * One `git cat-file --batch` that stays: most endpoints look up a ref and an object or two, and starting a process for
 * each would be the better part of their time. It sees refs and objects that came after it was started.
 */
export function openObjectReader(
  start: () => ChildProcessByStdio<Writable, Readable, Readable>,
): ObjectReader {
  let child: ReturnType<typeof start> | undefined;
  let idle: NodeJS.Timeout | undefined;
  const waiting: Waiting[] = [];
  let buffered: Buffer = Buffer.alloc(0);

  function close(): void {
    clearTimeout(idle);
    child?.stdin.end();
    child = undefined;
  }

  function open(): ReturnType<typeof start> {
    const started = start();
    buffered = Buffer.alloc(0);
    started.stdout.on('data', (chunk: Buffer) => {
      buffered = buffered.length === 0 ? chunk : Buffer.concat([buffered, chunk]);
      while (takeAnswer());
    });
    started.stderr.resume();
    started.stdin.on('error', () => started.stdin.destroy());
    started.once('error', fail);
    started.once('close', () => {
      if (child === started) {
        child = undefined;
        fail(new Error('git cat-file ended'));
      }
    });
    return started;
  }

  function fail(error: unknown): void {
    for (const { reject } of waiting.splice(0)) reject(error);
  }

  function takeAnswer(): boolean {
    const end = buffered.indexOf(10);
    if (end === -1) return false;
    const header = buffered.toString('utf8', 0, end);
    const [, oid, type, size] = /^([0-9a-f]{40,64}) (\w+) (\d+)$/.exec(header) ?? [];
    if (oid === undefined || type === undefined) {
      buffered = buffered.subarray(end + 1);
      settle(undefined);
      return true;
    }
    const next = end + 1 + Number(size) + 1;
    if (buffered.length < next) return false;
    // A copy: the rest of the chunk must not live as long as the object does.
    settle({ oid, type, bytes: Buffer.from(buffered.subarray(end + 1, next - 1)) });
    buffered = buffered.subarray(next);
    return true;
  }

  function settle(object: GitObject | undefined): void {
    waiting.shift()?.resolve(object);
    if (waiting.length > 0) return;
    clearTimeout(idle);
    idle = setTimeout(close, IDLE_MS);
    idle.unref();
  }

  return {
    close,
    read(name) {
      // A line is a question, so a name that is none cannot be one.
      if (name === '' || /[\n\0]/.test(name)) return Promise.resolve(undefined);
      clearTimeout(idle);
      child ??= open();
      const { stdin } = child;
      return new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        stdin.write(`${name}\n`);
      });
    },
  };
}
