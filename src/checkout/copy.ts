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
} from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { isUntouched, type CheckedOutFile, type Manifest } from './manifest.ts';
import type { Lower } from './lower.ts';

/** A file of the lower tree is not what was laid out there: somebody has been at the cache. */
export class LowerChanged extends Error {
  override readonly name = 'LowerChanged';
  readonly code = 'ECACHE';
}

/** Copies the tree file by file, sharing blocks where the file system can, and looks at each whether it still is what it was. */
export async function copyLower(lower: Lower, directory: string): Promise<Manifest> {
  const files = new Map<string, CheckedOutFile>();
  let takenAt = 0;
  for (const [parent, names] of lower.manifest.directories) {
    // The calls are synchronous, many times as fast as the thread pool; between directories others have a turn.
    await setImmediate();
    if (parent !== '') mkdirSync(at(directory, parent));
    for (const name of names) {
      const path = parent === '' ? name : `${parent}/${name}`;
      const file = lower.manifest.files.get(path);
      if (file === undefined) continue;
      files.set(path, copyFile(lower, path, file, at(directory, path)));
    }
  }
  for (const { ctimeSeconds, ctimeNanoseconds } of files.values()) {
    takenAt = Math.max(takenAt, ctimeSeconds + ctimeNanoseconds / 1e9);
  }
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

function copyFile(lower: Lower, path: string, file: CheckedOutFile, to: Buffer): CheckedOutFile {
  const from = at(lower.directory, path);
  const stats = lstatSync(from, { bigint: true });
  if (file.mode === '160000') mkdirSync(to);
  else if (!isUntouched(lower.manifest, file, stats)) {
    throw new LowerChanged(`${from.toString()} has changed since it was laid out`);
  } else if (stats.isSymbolicLink()) symlinkSync(readlinkSync(from, 'buffer'), to);
  else copyFileSync(from, to, constants.COPYFILE_FICLONE | constants.COPYFILE_EXCL);
  const { ctimeNs, ino, size } = lstatSync(to, { bigint: true });
  return {
    mode: file.mode,
    oid: file.oid,
    isLeftOut: file.isLeftOut,
    ctimeSeconds: Number(ctimeNs / 1_000_000_000n),
    ctimeNanoseconds: Number(ctimeNs % 1_000_000_000n),
    inode: Number(ino & 0xffff_ffffn),
    size: Number(size & 0xffff_ffffn),
  };
}

/** Paths are byte strings (see `Manifest`). */
function at(directory: string, path: string): Buffer {
  return Buffer.concat([Buffer.from(`${directory}/`), Buffer.from(path, 'latin1')]);
}
