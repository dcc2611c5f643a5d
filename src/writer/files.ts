import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { tryFileLock } from '../git/file-lock.ts';

/**
 * Every call by which the directory target reaches the operating system, so that a test can refuse, count or stop at
 * each of them in the real code. Synchronous: staging 10,000 files takes a third of the time it takes through the
 * thread pool, and nothing can come between the renames. Failures are Node's own errors with their `code`.
 */
export interface Files {
  open(path: string, flags: number, mode?: number): number;
  close(fd: number): void;
  /** Bytes read, 0 at the end. */
  read(fd: number, into: Uint8Array, position: number): number;
  /** Bytes written, which can be fewer than asked. */
  write(fd: number, bytes: Uint8Array, position: number): number;
  truncate(fd: number, size: number): void;
  sync(fd: number): void;
  fstat(fd: number): fs.BigIntStats;
  fchmod(fd: number, mode: number): void;
  fchown(fd: number, uid: number, gid: number): void;
  /** Times in seconds. */
  futimes(fd: number, atime: number, mtime: number): void;
  /** Does not follow a link; `undefined` where there is nothing. */
  lstat(path: string): fs.BigIntStats | undefined;
  chmod(path: string, mode: number): void;
  utimes(path: string, atime: number, mtime: number): void;
  access(path: string, mode: number): void;
  readlink(path: string): Buffer;
  realpath(path: string): string;
  readdir(path: string): string[];
  rename(from: string, to: string): void;
  link(existing: string, name: string): void;
  symlink(text: Uint8Array, path: string): void;
  unlink(path: string): void;
  mkdir(path: string, mode: number): void;
  rmdir(path: string): void;
  statfs(path: string): fs.BigIntStatsFs;
  /** The small text files of the system, such as the table of mounts; `undefined` where there is none. */
  readText(path: string): string | undefined;
  /** Makes everything on the file system of `path` durable; false where the platform has no such call. */
  syncFileSystem(path: string): boolean;
  /** Takes the lock on an existing file, to be given back once or more often; `undefined` while somebody else, in this process or another, holds it. */
  tryLock(path: string): Disposable | undefined;
  /** At least 64 random bits, fit for a file name. */
  randomName(): string;
  /** Milliseconds of a clock that never goes back. */
  now(): number;
  sleep(ms: number): Promise<void>;
  readonly platform: Platform;
}

export interface Platform {
  /** Directories can be held by descriptor and entered through `/proc/self/fd`, one component per step. */
  readonly pinning: boolean;
  /** Files carry an executable bit. */
  readonly executableBit: boolean;
  /** A directory can be opened, so that its entries can be made durable. */
  readonly directorySync: boolean;
  /** `link` on a symbolic link names the link itself, never what it points to. */
  readonly linksToLinks: boolean;
  /** A file that somebody has open can lose its name. */
  readonly unlinkOpen: boolean;
  /** The numeric id that new files get; `undefined` where files have none. */
  readonly user: number | undefined;
}

const { constants } = fs;
export const { O_RDONLY, O_WRONLY, O_CREAT, O_EXCL } = constants;
/** Absent on Windows, where the checks by `lstat` stand in for them. */
export const O_NOFOLLOW = constants.O_NOFOLLOW ?? 0;
export const O_DIRECTORY = constants.O_DIRECTORY ?? 0;
export const O_NONBLOCK = constants.O_NONBLOCK ?? 0;
export const { W_OK, X_OK } = constants;

export const systemFiles: Files = {
  open: (path, flags, mode) => fs.openSync(path, flags, mode),
  close: (fd) => fs.closeSync(fd),
  read: (fd, into, position) => fs.readSync(fd, into, 0, into.byteLength, position),
  write: (fd, bytes, position) => fs.writeSync(fd, bytes, 0, bytes.byteLength, position),
  truncate: (fd, size) => fs.ftruncateSync(fd, size),
  sync: (fd) => fs.fsyncSync(fd),
  fstat: (fd) => fs.fstatSync(fd, { bigint: true }),
  fchmod: (fd, mode) => fs.fchmodSync(fd, mode),
  fchown: (fd, uid, gid) => fs.fchownSync(fd, uid, gid),
  futimes: (fd, atime, mtime) => fs.futimesSync(fd, atime, mtime),
  lstat: (path) => fs.lstatSync(path, { bigint: true, throwIfNoEntry: false }),
  chmod: (path, mode) => fs.chmodSync(path, mode),
  utimes: (path, atime, mtime) => fs.utimesSync(path, atime, mtime),
  access: (path, mode) => fs.accessSync(path, mode),
  readlink: (path) => fs.readlinkSync(path, { encoding: 'buffer' }),
  realpath: (path) => fs.realpathSync.native(path),
  readdir: (path) => fs.readdirSync(path),
  rename: (from, to) => fs.renameSync(from, to),
  link: (existing, name) => fs.linkSync(existing, name),
  symlink: (text, path) => fs.symlinkSync(Buffer.from(text), path),
  unlink: (path) => fs.unlinkSync(path),
  mkdir: (path, mode) => {
    fs.mkdirSync(path, { mode });
  },
  rmdir: (path) => fs.rmdirSync(path),
  statfs: (path) => fs.statfsSync(path, { bigint: true }),
  readText: (path) => (fs.existsSync(path) ? fs.readFileSync(path, 'utf8') : undefined),
  syncFileSystem: (path) =>
    process.platform === 'linux' && spawnSync('sync', ['-f', path], { stdio: 'ignore' }).status === 0,
  tryLock: (path) => tryFileLock(path, 'exclusive') ?? undefined,
  randomName: () => randomBytes(8).toString('hex'),
  now: () => performance.now(),
  sleep: (ms) => wait(ms),
  platform: {
    pinning: process.platform === 'linux' && O_NOFOLLOW !== 0 && fs.existsSync('/proc/self/fd'),
    executableBit: process.platform !== 'win32',
    directorySync: process.platform !== 'win32',
    linksToLinks: process.platform === 'linux',
    unlinkOpen: process.platform !== 'win32',
    user: process.geteuid?.(),
  },
};
