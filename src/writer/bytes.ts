import type { BigIntStats } from 'node:fs';
import { attach, isLink } from './errors.ts';
import { O_CREAT, O_EXCL, O_NOFOLLOW, O_NONBLOCK, O_RDONLY, O_WRONLY, type Files } from './files.ts';

const chunk = 1 << 20;

/** Loops, because one call may write less than it was given. */
export function writeAll(files: Files, fd: number, bytes: Uint8Array, position = 0): void {
  let done = 0;
  while (done < bytes.byteLength) done += files.write(fd, bytes.subarray(done), position + done);
}

/** Opens an existing regular file for reading and gives what it is; never a link, and never waits for a FIFO. */
export function withRegular<T>(files: Files, path: string, act: (fd: number, stat: BigIntStats) => T): T {
  const fd = files.open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  return closing(files, fd, () => {
    const stat = files.fstat(fd);
    if (!stat.isFile()) throw isLink(path);
    return act(fd, stat);
  });
}

export function readAll(files: Files, fd: number, size: number): Uint8Array {
  // One byte more than expected, so that a file that grows is seen to.
  let bytes = Buffer.allocUnsafe(size + 1);
  let done = 0;
  for (;;) {
    const count = files.read(fd, bytes.subarray(done), done);
    if (count === 0) return bytes.subarray(0, done);
    done += count;
    if (done === bytes.byteLength) bytes = Buffer.concat([bytes, Buffer.allocUnsafe(chunk)]);
  }
}

/** A new file that nobody has planted: `act` fills it, and where that fails it is gone again. */
export function createFile<T>(files: Files, path: string, mode: number, act: (fd: number) => T): T {
  const fd = files.open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode);
  try {
    return closing(files, fd, () => act(fd));
  } catch (error) {
    throw attach(error, () => files.unlink(path));
  }
}

export function closing<T>(files: Files, fd: number, act: () => T): T {
  let result: T;
  try {
    result = act();
  } catch (error) {
    throw attach(error, () => files.close(fd));
  }
  files.close(fd);
  return result;
}

export function syncFile(files: Files, path: string): void {
  const fd = files.open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  closing(files, fd, () => files.sync(fd));
}

/** From descriptor to descriptor in pieces, for files of any size; gives the number of bytes. */
export function copyBytes(files: Files, from: number, to: number): number {
  const buffer = Buffer.allocUnsafe(chunk);
  let position = 0;
  for (;;) {
    const count = files.read(from, buffer, position);
    if (count === 0) return position;
    writeAll(files, to, buffer.subarray(0, count), position);
    position += count;
  }
}
