import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  writeSync,
} from 'node:fs';
import { setImmediate } from 'node:timers/promises';

export interface CopyLimits {
  readonly bytes: number;
  /** Files and directories together. */
  readonly entries: number;
  readonly depth: number;
}

/** What is copied, and what must not be among it. */
export interface Copying {
  readonly limits: CopyLimits;
  /** Asked with names, and with the content of files piece by piece. */
  readonly isSecret: (bytes: Uint8Array) => boolean;
}

/** `why` ends a sentence. */
export class NotCopied extends Error {
  override readonly name = 'NotCopied';
  readonly code: 'ETOOMUCH' | 'ESECRET' | 'ENOTHING';
  readonly why: string;

  constructor(code: NotCopied['code'], why: string) {
    super(`It was not copied: ${why}`);
    this.code = code;
    this.why = why;
  }
}

const PIECE = 1024 * 1024;
/** Of each piece looked at again with the next: more than the 16 bytes by which a scan knows a secret. */
const OVERLAP = 64;

/**
 * Copies the plain files and directories of `root/below` into an empty directory, private to its owner, and answers the
 * bytes copied. `root` is ours, whoever made what is in it is not trusted: no link is followed or copied, not even on the
 * way, nothing but regular files of one name is opened, holes count as what they seem to be, and what cannot be read is
 * left out. Nobody may be at work in `root`. Throws `NotCopied` over the limits, and where there is a secret.
 */
export async function copyFiles(
  root: string,
  below: string,
  to: string,
  { limits, isSecret }: Copying,
): Promise<number> {
  const buffer = Buffer.allocUnsafe(OVERLAP + PIECE);
  let entriesLeft = limits.entries;
  let bytesLeft = limits.bytes;

  async function copyDirectory(from: Buffer, target: Buffer, depth: number): Promise<void> {
    if (depth > limits.depth)
      throw new NotCopied('ETOOMUCH', `directories lie deeper in it than ${limits.depth}`);
    // File calls are synchronous, many times as fast as the thread pool; between directories others have a turn.
    await setImmediate();
    for (const name of namesIn(from)) {
      entriesLeft -= 1;
      if (entriesLeft < 0) throw new NotCopied('ETOOMUCH', `it has more than ${limits.entries} files`);
      refuseSecret(name);
      const [source, copy] = [at(from, name), at(target, name)];
      const stats = lstatSync(source, { throwIfNoEntry: false });
      if (stats?.isDirectory() === true) {
        mkdirSync(copy, { mode: 0o700 });
        await copyDirectory(source, copy, depth + 1);
      } else if (stats?.isFile() === true && stats.nlink === 1) copyFile(source, copy);
    }
  }

  function copyFile(from: Buffer, to: Buffer): void {
    const source = openPlain(from);
    if (source === null) return;
    try {
      const target = openSync(to, 'wx', 0o600);
      try {
        copyBytes(source, target);
      } finally {
        closeSync(target);
      }
    } finally {
      closeSync(source);
    }
  }

  function copyBytes(source: number, target: number): void {
    take(fstatSync(source).size, 0);
    let kept = 0;
    for (;;) {
      const read = readSync(source, buffer, kept, PIECE, null);
      if (read === 0) return;
      take(read, read);
      const piece = buffer.subarray(0, kept + read);
      refuseSecret(piece);
      for (let written = kept; written < piece.length;) written += writeSync(target, piece, written);
      kept = Math.min(piece.length, OVERLAP);
      buffer.copyWithin(0, piece.length - kept, piece.length);
    }
  }

  function take(needed: number, taken: number): void {
    if (needed > bytesLeft) throw new NotCopied('ETOOMUCH', `it has more than ${limits.bytes} bytes`);
    bytesLeft -= taken;
  }

  function refuseSecret(bytes: Buffer): void {
    if (isSecret(bytes)) throw new NotCopied('ESECRET', 'it holds a value that is to be kept nowhere');
  }

  let from = Buffer.from(root);
  for (const part of below.split('/')) {
    from = at(from, Buffer.from(part));
    if (lstatSync(from, { throwIfNoEntry: false })?.isDirectory() !== true) return 0;
  }
  await copyDirectory(from, Buffer.from(to), 0);
  return limits.bytes - bytesLeft;
}

/** `null` for what cannot be read, or is no plain file any more. */
function openPlain(path: Buffer): number | null {
  let file: number;
  try {
    // Non-blocking, should a FIFO stand there.
    file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    requireUnreadable(error);
    return null;
  }
  if (fstatSync(file).isFile()) return file;
  closeSync(file);
  return null;
}

function namesIn(directory: Buffer): Buffer[] {
  try {
    return readdirSync(directory, { encoding: 'buffer' });
  } catch (error) {
    requireUnreadable(error);
    return [];
  }
}

function at(directory: Buffer, name: Buffer): Buffer<ArrayBuffer> {
  return Buffer.concat([directory, Buffer.from('/'), name]);
}

/** Of permissions, or of what has just gone, and so the agent's doing. */
function requireUnreadable(error: unknown): void {
  const codes = ['EACCES', 'ELOOP', 'ENOENT', 'ENOTDIR', 'ENXIO', 'EPERM'];
  if (!(error instanceof Error && 'code' in error && codes.includes(String(error.code)))) throw error;
}
