import { lstatSync, readlinkSync, type BigIntStats } from 'node:fs';
import { constants, open } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { blobId, type ObjectFormat } from '../change-set/blob.ts';
import type { Git } from '../git/git.ts';
import type { Laid } from './lay-files.ts';
import { readManifest, type CheckedOutFile } from './manifest.ts';
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
  const files = new Map<string, CheckedOutFile>();
  for (const [path, file] of listed.files) {
    if (files.size % 256 === 0) await setImmediate();
    const stats = await statOf(directory, path, file, format);
    files.set(path, entryOf(file, stats));
  }
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

/** Without times and inode no file is taken for the same. */
function entryOf({ mode, oid }: CheckedOutFile, stats: BigIntStats | null): CheckedOutFile {
  return {
    mode,
    oid,
    ctimeSeconds: Number((stats?.ctimeNs ?? 0n) / 1_000_000_000n),
    ctimeNanoseconds: Number((stats?.ctimeNs ?? 0n) % 1_000_000_000n),
    inode: Number((stats?.ino ?? 0n) & 0xffff_ffffn),
    size: Number((stats?.size ?? 0n) & 0xffff_ffffn),
    isLeftOut: false,
  };
}
