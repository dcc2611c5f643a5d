import type { BigIntStats } from 'node:fs';
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

/**
 * Files by path, packed as git keeps them in an index: of most files of a large tree nobody asks, and a process that holds
 * much is slow to start another. Paths are byte strings (one character a byte), since git allows names that are not UTF-8.
 */
export class CheckedOutFiles {
  readonly #bytes: Buffer;
  /** Where each entry begins; they are sorted by the bytes of their paths. */
  readonly #starts: Uint32Array;
  readonly #oidBytes: number;

  constructor(bytes: Buffer, starts: Uint32Array, oidBytes: number) {
    this.#bytes = bytes;
    this.#starts = starts;
    this.#oidBytes = oidBytes;
  }

  get(path: string): CheckedOutFile | undefined {
    const index = this.#search(path);
    return index < this.#starts.length && this.#compare(index, path) === 0 ? this.#entry(index) : undefined;
  }

  /** What stands at a path; `null` is a directory. */
  find(path: string): CheckedOutFile | null | undefined {
    const inside = this.#search(`${path}/`);
    return inside < this.#search(path + AFTER_SLASH, inside) ? null : this.get(path);
  }

  /** What lies in a directory (`''` is the root), by name; `null` is a directory. */
  *listIn(directory: string): Generator<[name: string, file: CheckedOutFile | null]> {
    const prefix = directory === '' ? '' : `${directory}/`;
    let index = this.#search(prefix);
    const end = prefix === '' ? this.#starts.length : this.#search(directory + AFTER_SLASH, index);
    while (index < end) {
      const nameAt = this.#pathAt(index) + prefix.length;
      let nameEnd = nameAt;
      while (this.#bytes[nameEnd] !== NUL && this.#bytes[nameEnd] !== SLASH) nameEnd += 1;
      const name = this.#bytes.toString('latin1', nameAt, nameEnd);
      const isDirectory = this.#bytes[nameEnd] === SLASH;
      yield [name, isDirectory ? null : this.#entry(index)];
      index = isDirectory ? this.#search(prefix + name + AFTER_SLASH, index) : index + 1;
    }
  }

  *values(): Generator<CheckedOutFile> {
    for (const index of this.#starts.keys()) yield this.#entry(index);
  }

  *[Symbol.iterator](): Generator<[path: string, file: CheckedOutFile]> {
    for (const index of this.#starts.keys()) yield [this.#path(index), this.#entry(index)];
  }

  /** The same files with what lstat says of each; where that is `null`, nothing will be taken for the same. */
  async restated(
    look: (path: string, file: CheckedOutFile) => Promise<BigIntStats | null>,
  ): Promise<CheckedOutFiles> {
    const bytes = Buffer.from(this.#bytes);
    for (const [index, start] of this.#starts.entries()) {
      const stats = await look(this.#path(index), this.#entry(index));
      bytes.writeUInt32BE(Number((stats?.ctimeNs ?? 0n) / 1_000_000_000n), start);
      bytes.writeUInt32BE(Number((stats?.ctimeNs ?? 0n) % 1_000_000_000n), start + 4);
      bytes.writeUInt32BE(Number((stats?.ino ?? 0n) & 0xffff_ffffn), start + 20);
      bytes.writeUInt32BE(Number((stats?.size ?? 0n) & 0xffff_ffffn), start + 36);
    }
    return new CheckedOutFiles(bytes, this.#starts, this.#oidBytes);
  }

  /** The first whose path is not before this one; to be found from `low` on. */
  #search(path: string, low = 0): number {
    let high = this.#starts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#compare(middle, path) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #compare(index: number, path: string): number {
    const at = this.#pathAt(index);
    for (let offset = 0; offset < path.length; offset += 1) {
      const difference = (this.#bytes[at + offset] ?? 0) - path.charCodeAt(offset);
      if (difference !== 0) return difference;
    }
    // What ends the path, unless it goes on.
    return this.#bytes[at + path.length] ?? 0;
  }

  #pathAt(index: number): number {
    return pathAtOf(this.#bytes, this.#starts[index] ?? 0, this.#oidBytes);
  }

  #path(index: number): string {
    const at = this.#pathAt(index);
    return this.#bytes.toString('latin1', at, this.#bytes.indexOf(NUL, at));
  }

  #entry(index: number): CheckedOutFile {
    return new IndexEntry(this.#bytes, this.#starts[index] ?? 0, this.#oidBytes);
  }
}

const NUL = 0;
const SLASH = 0x2f;
/** The byte after it: what is in a directory is before this, and whatever else comes later is not. */
const AFTER_SLASH = '0';

/** Read from the index when it is asked for. Not to be spread. */
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
    return isExtended(this.#bytes, flagsAt) && (this.#bytes.readUInt16BE(flagsAt + 2) & 0x4000) !== 0;
  }

  get oid(): string {
    return this.#bytes.toString('hex', this.#at + 40, this.#at + 40 + this.#oidBytes);
  }
}

function isExtended(bytes: Buffer, flagsAt: number): boolean {
  return ((bytes[flagsAt] ?? 0) & 0x40) !== 0;
}

function pathAtOf(bytes: Buffer, start: number, oidBytes: number): number {
  const flagsAt = start + 40 + oidBytes;
  return flagsAt + (isExtended(bytes, flagsAt) ? 4 : 2);
}

/** Takes over the bytes of an index (gitformat-index(5), versions 2 and 3), and finds all rule files in it. */
export function parseIndex(
  bytes: Buffer,
  format: ObjectFormat,
): { files: CheckedOutFiles; ruleFiles: readonly string[] } {
  const oidBytes = format === 'sha1' ? 20 : 32;
  const version = bytes.readUInt32BE(4);
  if (bytes.toString('latin1', 0, 4) !== 'DIRC' || (version !== 2 && version !== 3)) {
    throw new Error(`an index of version ${version} was not asked for`);
  }
  const starts = new Uint32Array(bytes.readUInt32BE(8));
  const ruleFiles: string[] = [];
  let at = 12;
  for (const index of starts.keys()) {
    starts[index] = at;
    const pathAt = pathAtOf(bytes, at, oidBytes);
    const pathEnd = bytes.indexOf(NUL, pathAt);
    // No other name ends so but by chance, and to make a text of every path takes longer than all else here.
    if (RULE_FILE_ENDS.has(bytes.readUInt16BE(pathEnd - 2))) {
      const path = bytes.toString('latin1', pathAt, pathEnd);
      if (/(?:^|\/)\.git(?:ignore|attributes)$/.test(path)) ruleFiles.push(path);
    }
    // Entries are padded with one to eight NULs to a multiple of eight bytes.
    at += (pathEnd - at + 8) & ~7;
  }
  return { files: new CheckedOutFiles(bytes, starts, oidBytes), ruleFiles };
}

/** The last two bytes of both names. */
const RULE_FILE_ENDS = new Set(['re', 'es'].map((end) => Buffer.from(end).readUInt16BE()));
