import { lstatSync, readlinkSync, type BigIntStats } from 'node:fs';
import { constants, open } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { blobId, type ObjectFormat } from '../change-set/blob.ts';
import type { Git } from '../git/git.ts';
import type { Laid } from './lay-files.ts';
import type { CheckedOutFile } from './checked-out-files.ts';
import { readManifest } from './manifest.ts';
import type { OpenedSource } from './source.ts';

/**
 * Takes a tree that is there already like one that was laid: what of the commit stands in it as it does in the commit, and when each file
 * had last changed. All others are left for collecting to look at. Nothing is taken away by disposal.
 */
export async function takeInPlace(
  git: Git,
  { gitDir, commit, format }: OpenedSource,
  directory: string,
): Promise<Laid> {
  const indexFile = join(gitDir, 'index');
  // Only the listing: git is shown no work tree, and looks at none.
  await git.run(['read-tree', commit], { gitDir, indexFile });
  const listed = await readManifest(indexFile, format);
  const takenAt = Date.now() / 1000;
  let looked = 0;
  const files = await listed.files.restated(async (path, file) => {
    looked += 1;
    if (looked % 256 === 0) await setImmediate();
    return await statOf(directory, path, file, format);
  });
  const manifest = { ...listed, files, takenAt };
  return {
    strategy: 'none',
    directory,
    manifest,
    inside: null,
    upper: null,
    [Symbol.asyncDispose]: async () => {},
  };
}

/** `null` where something else stands there than the commit has. */
async function statOf(
  directory: string,
  path: string,
  { oid, mode }: CheckedOutFile,
  format: ObjectFormat,
): Promise<BigIntStats | null> {
  const file = Buffer.from(`${Buffer.from(directory).toString('latin1')}/${path}`, 'latin1');
  try {
    const stats = lstatSync(file, { bigint: true });
    if (modeOf(stats) !== mode) return null;
    const content = stats.isSymbolicLink() ? readlinkSync(file, 'buffer') : await readFileNow(file);
    return blobId(content, format) === oid ? stats : null;
  } catch {
    // Whatever is wrong with it, collecting tells.
    return null;
  }
}

async function readFileNow(file: Buffer): Promise<Buffer> {
  await using handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  return await handle.readFile();
}

function modeOf(stats: BigIntStats): string {
  if (stats.isSymbolicLink()) return '120000';
  if (!stats.isFile()) return 'other';
  return (stats.mode & 0o100n) === 0n ? '100644' : '100755';
}
