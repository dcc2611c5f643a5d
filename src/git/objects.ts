import { once } from 'node:events';
import type { Git, GitPlace } from './git.ts';

export interface GitObject {
  readonly oid: string;
  readonly type: 'blob' | 'tree' | 'commit' | 'tag';
  readonly content: Buffer;
}

/** Reads objects through one `git cat-file --batch`, one after another in the order asked. */
export interface Objects extends AsyncDisposable {
  /** `null` where there is no such object. */
  read(oid: string): Promise<GitObject | null>;
}

export function openObjects(git: Git, place: GitPlace): Objects {
  const child = git.open(['cat-file', '--batch'], place);
  const waiting: { resolve: (object: GitObject | null) => void; reject: (error: Error) => void }[] = [];
  let buffered = Buffer.alloc(0);
  let pieces: Buffer[] = [];
  let missingBytes = 0;

  child.stdout.on('data', (bytes: Buffer) => {
    pieces.push(bytes);
    missingBytes -= bytes.length;
    // A large object arrives in many pieces; they are joined once, not once for each.
    if (missingBytes > 0) return;
    buffered = Buffer.concat([buffered, ...pieces]);
    pieces = [];
    takeAnswers();
  });
  let ended: Error | undefined;
  child.on('close', () => fail(new Error('git cat-file ended before it answered')));
  child.on('error', fail);

  function fail(error: Error): void {
    ended ??= error;
    for (const reader of waiting.splice(0)) reader.reject(ended);
  }

  function takeAnswers(): void {
    for (;;) {
      const endOfLine = buffered.indexOf(0x0a);
      if (endOfLine < 0) return;
      const [oid = '', type = '', size] = buffered.toString('latin1', 0, endOfLine).split(' ');
      if (size === undefined) {
        buffered = buffered.subarray(endOfLine + 1);
        waiting.shift()?.resolve(null);
        continue;
      }
      const start = endOfLine + 1;
      const end = start + Number(size);
      if (buffered.length < end + 1) {
        missingBytes = end + 1 - buffered.length;
        return;
      }
      const content = Buffer.from(buffered.subarray(start, end));
      buffered = buffered.subarray(end + 1);
      missingBytes = 0;
      waiting.shift()?.resolve({ oid, type: type as GitObject['type'], content });
    }
  }

  return {
    async read(oid) {
      if (!/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(oid)) return null;
      if (ended !== undefined) throw ended;
      const answer = new Promise<GitObject | null>((resolve, reject) => waiting.push({ resolve, reject }));
      child.stdin.write(`${oid}\n`);
      return await answer;
    },
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const closed = once(child, 'close');
      child.stdin.end();
      await closed;
    },
  };
}

/** The text of a blob; `null` where there is no such object. */
export async function readText(objects: Objects, oid: string): Promise<string | null> {
  const object = await objects.read(oid);
  return object?.type === 'blob' ? object.content.toString('utf8') : null;
}
