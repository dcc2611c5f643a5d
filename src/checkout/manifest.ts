import { readFile, stat } from 'node:fs/promises';
import type { BigIntStats, Stats } from 'node:fs';
import type { ObjectFormat } from '../change-set/blob.ts';
import { parseIndex, type CheckedOutFile, type CheckedOutFiles } from './checked-out-files.ts';

/** A file as it was put into a checkout beside what its commit says; `null`: it was taken out. */
export type PutBack = { readonly mode: string; readonly oid: string } | null;

export interface Manifest {
  readonly files: CheckedOutFiles;
  /** The paths of all `.gitignore` and `.gitattributes`, whatever their kind. */
  readonly ruleFiles: readonly string[];
  /** Seconds since the epoch: a file whose change time is not safely before this may have changed unseen. */
  readonly takenAt: number;
}

/** Linux keeps file times at the granularity of its tick, 10 ms at the coarsest; doubled. */
const RACY_SECONDS = 0.02;

/** Reads what was checked out from the index that the checkout itself wrote. */
export async function readManifest(indexFile: string, format: ObjectFormat): Promise<Manifest> {
  const [bytes, { mtimeMs }] = await Promise.all([readFile(indexFile), stat(indexFile)]);
  return { ...parseIndex(bytes, format), takenAt: mtimeMs / 1000 };
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
