import { readFile, stat } from 'node:fs/promises';
import type { BigIntStats, Stats } from 'node:fs';
import type { ObjectFormat } from '../change-set/blob.ts';

/** One file as it was checked out. */
export interface CheckedOutFile {
  readonly mode: string;
  readonly oid: string;
  /** What lstat said right after the checkout, as git keeps it: 32 bits each. */
  readonly ctimeSeconds: number;
  readonly ctimeNanoseconds: number;
  readonly inode: number;
  readonly size: number;
  /** It belongs to the commit and was not laid: nobody has deleted it. */
  readonly isLeftOut: boolean;
}

/** A file as it was put into a checkout beside what its commit says; `null`: it was taken out. */
export type PutBack = { readonly mode: string; readonly oid: string } | null;

export interface Manifest {
  /** By path. Paths are byte strings (one character a byte), since git allows names that are not UTF-8. */
  readonly files: ReadonlyMap<string, CheckedOutFile>;
  /** The names in each directory, by its path; `''` is the root. A directory comes before those in it. */
  readonly directories: ReadonlyMap<string, readonly string[]>;
  /** The paths of all `.gitignore` and `.gitattributes`, whatever their kind. */
  readonly ruleFiles: readonly string[];
  /** Seconds since the epoch: a file whose change time is not safely before this may have changed unseen. */
  readonly takenAt: number;
}

/** Linux keeps file times at the granularity of its tick, 10 ms at the coarsest; doubled. */
const RACY_SECONDS = 0.02;

/** Reads what was checked out from the index that the checkout itself wrote (gitformat-index(5), versions 2 and 3). */
export async function readManifest(indexFile: string, format: ObjectFormat): Promise<Manifest> {
  const [bytes, { mtimeMs }] = await Promise.all([readFile(indexFile), stat(indexFile)]);
  const files = parseIndex(bytes, format === 'sha1' ? 20 : 32);
  return { files, ...readDirectories(files), takenAt: mtimeMs / 1000 };
}

/** Once for all that ask later: what an overlay has to tell must not cost a look at every file again. */
function readDirectories(
  files: ReadonlyMap<string, CheckedOutFile>,
): Pick<Manifest, 'directories' | 'ruleFiles'> {
  const directories = new Map<string, string[]>([['', []]]);
  const ruleFiles: string[] = [];
  function namesOf(directory: string): string[] {
    const known = directories.get(directory);
    if (known !== undefined) return known;
    const end = directory.lastIndexOf('/');
    namesOf(end < 0 ? '' : directory.slice(0, end)).push(directory.slice(end + 1));
    const names: string[] = [];
    directories.set(directory, names);
    return names;
  }
  // Neighbours in the index mostly share their directory.
  let last = { directory: '', names: namesOf('') };
  for (const path of files.keys()) {
    const end = path.lastIndexOf('/');
    const directory = end < 0 ? '' : path.slice(0, end);
    if (directory !== last.directory) last = { directory, names: namesOf(directory) };
    const name = path.slice(end + 1);
    last.names.push(name);
    if (name === '.gitignore' || name === '.gitattributes') ruleFiles.push(path);
  }
  return { directories, ruleFiles };
}

/** True where the file is surely as it was checked out; an unprivileged process cannot set a change time. */
export function isUntouched(manifest: Manifest, file: CheckedOutFile, now: BigIntStats): boolean {
  const ctimeSeconds = Number(now.ctimeNs / 1_000_000_000n);
  const ctimeNanoseconds = Number(now.ctimeNs % 1_000_000_000n);
  return (
    Number(now.size & 0xffff_ffffn) === file.size &&
    Number(now.ino & 0xffff_ffffn) === file.inode &&
    ctimeSeconds === file.ctimeSeconds &&
    ctimeNanoseconds === file.ctimeNanoseconds &&
    ctimeSeconds + ctimeNanoseconds / 1e9 < manifest.takenAt - RACY_SECONDS
  );
}

/**
 * The same from numbers, which cost half of what big ones do, and are as sure: a change time in them is exact to 250 ns,
 * and one that is safely before `takenAt` is that long before any change since. A larger inode number is never the same.
 */
export function isPlainlyUntouched(manifest: Manifest, file: CheckedOutFile, now: Stats): boolean {
  const seconds = file.ctimeSeconds + file.ctimeNanoseconds / 1e9;
  return (
    now.size % 2 ** 32 === file.size &&
    now.ino % 2 ** 32 === file.inode &&
    now.ctimeMs === file.ctimeSeconds * 1000 + file.ctimeNanoseconds / 1e6 &&
    seconds < manifest.takenAt - RACY_SECONDS
  );
}

/** Read from the index when it is asked for: of most files of a large tree nobody asks. Not to be spread. */
class IndexEntry implements CheckedOutFile {
  readonly #bytes: Buffer;
  readonly #at: number;
  readonly #oidBytes: number;

  constructor(bytes: Buffer, at: number, oidBytes: number) {
    this.#bytes = bytes;
    this.#at = at;
    this.#oidBytes = oidBytes;
  }

  get ctimeSeconds(): number {
    return this.#bytes.readUInt32BE(this.#at);
  }

  get ctimeNanoseconds(): number {
    return this.#bytes.readUInt32BE(this.#at + 4);
  }

  get inode(): number {
    return this.#bytes.readUInt32BE(this.#at + 20);
  }

  get mode(): string {
    const mode = this.#bytes.readUInt32BE(this.#at + 24);
    return mode.toString(8).padStart(6, '0');
  }

  get size(): number {
    return this.#bytes.readUInt32BE(this.#at + 36);
  }

  /** `skip-worktree`, in the second word of flags that some entries have (gitformat-index(5)). */
  get isLeftOut(): boolean {
    const flagsAt = this.#at + 40 + this.#oidBytes;
    const isExtended = (this.#bytes.readUInt16BE(flagsAt) & 0x4000) !== 0;
    return isExtended && (this.#bytes.readUInt16BE(flagsAt + 2) & 0x4000) !== 0;
  }

  get oid(): string {
    return this.#bytes.toString('hex', this.#at + 40, this.#at + 40 + this.#oidBytes);
  }
}

function parseIndex(bytes: Buffer, oidBytes: number): Map<string, CheckedOutFile> {
  const version = bytes.readUInt32BE(4);
  if (bytes.toString('latin1', 0, 4) !== 'DIRC' || (version !== 2 && version !== 3)) {
    throw new Error(`an index of version ${version} was not asked for`);
  }
  const files = new Map<string, CheckedOutFile>();
  let at = 12;
  for (let left = bytes.readUInt32BE(8); left > 0; left -= 1) {
    const flagsAt = at + 40 + oidBytes;
    const extended = (bytes.readUInt16BE(flagsAt) & 0x4000) !== 0;
    const pathAt = flagsAt + (extended ? 4 : 2);
    const pathEnd = bytes.indexOf(0, pathAt);
    files.set(bytes.toString('latin1', pathAt, pathEnd), new IndexEntry(bytes, at, oidBytes));
    // Entries are padded with one to eight NULs to a multiple of eight bytes.
    at += (pathEnd - at + 8) & ~7;
  }
  return files;
}
