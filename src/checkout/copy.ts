import { randomBytes } from 'node:crypto';
import {
  constants,
  copyFileSync,
  lstatSync,
  mkdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  type BigIntStats,
} from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { bytesOf } from './byte-path.ts';
import type { CheckedOutFile } from './checked-out-files.ts';
import type { Lower } from './lower.ts';
import { isUntouched, type Manifest } from './manifest.ts';

/** A file of the lower tree is not what was laid out there: somebody has been at the cache. */
export class LowerChanged extends Error {
  override readonly name = 'LowerChanged';
  readonly code = 'ECACHE';
}

/** Copies the tree file by file, sharing blocks where the file system can, and looks at each whether it still is what it was. */
export async function copyLower(lower: Lower, directory: string): Promise<Manifest> {
  const made = new Set(['']);
  let takenAt = 0;
  const files = await lower.manifest.files.restated(async (path, file) => {
    const parent = path.slice(0, Math.max(path.lastIndexOf('/'), 0));
    if (!made.has(parent)) {
      // The calls are synchronous, many times as fast as the thread pool; between directories others have a turn.
      await setImmediate();
      mkdirSync(bytesOf(directory, parent), { recursive: true });
      made.add(parent);
    }
    const stats = copyFile(lower, path, file, bytesOf(directory, path));
    takenAt = Math.max(takenAt, Number(stats.ctimeNs) / 1e9);
    return stats;
  });
  return { ...lower.manifest, files, takenAt };
}

/** True where copies from below the one directory to below the other share their blocks. */
export function canShareBlocks(from: string, to: string): boolean {
  const name = `trial-${randomBytes(8).toString('hex')}`;
  try {
    writeFileSync(join(from, name), 'trial', { flag: 'wx' });
    copyFileSync(join(from, name), join(to, name), constants.COPYFILE_FICLONE_FORCE);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(join(from, name), { force: true });
    rmSync(join(to, name), { force: true });
  }
}

function copyFile(lower: Lower, path: string, file: CheckedOutFile, to: Buffer): BigIntStats {
  const from = bytesOf(lower.directory, path);
  const stats = lstatSync(from, { bigint: true });
  if (file.mode === '160000') mkdirSync(to);
  else if (!isUntouched(lower.manifest, file, stats)) {
    throw new LowerChanged(`${from.toString()} has changed since it was laid out`);
  } else if (stats.isSymbolicLink()) symlinkSync(readlinkSync(from, 'buffer'), to);
  else copyFileSync(from, to, constants.COPYFILE_FICLONE | constants.COPYFILE_EXCL);
  return lstatSync(to, { bigint: true });
}
