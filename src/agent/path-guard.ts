import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PatchRefused } from './patch-refused.ts';

/** `git apply` refuses these as well; a wall of our own stands before it because diffs come from anybody. */
export function guardPath(path: string): void {
  if (path === '' || path.startsWith('/')) refuse(path, 'is absolute or empty');
  if (/[\p{Cc}\\]/u.test(path)) refuse(path, 'has a control character or backslash in its name');
  for (const part of path.split('/')) {
    if (part === '' || part === '.' || part === '..') refuse(path, 'is no plain path below the repository');
    if (isGitDirectory(part)) refuse(path, "is inside git's own directory");
  }
}

/** Also what HFS+ (ignores format characters) and NTFS (drops trailing dots and spaces, streams, short names) read so. */
function isGitDirectory(part: string): boolean {
  const plain = part
    .replaceAll(/\p{Cf}/gu, '')
    .toLowerCase()
    .split(':')[0]
    ?.replace(/[. ]+$/, '');
  return plain === '.git' || plain === 'git~1';
}

function refuse(path: string, why: string): never {
  const shown = path.replaceAll(/\p{Cc}/gu, '?').slice(0, 200);
  throw new PatchRefused('EDIFFPATH', `The request names "${shown}", which ${why}.`);
}

/** The bytes of a regular file below the directory, reached through no link; `null` when there is none such. */
export async function readPlainFile(directory: string, path: string): Promise<Buffer | null> {
  const parts = path.split('/');
  for (let depth = 1; depth <= parts.length; depth += 1) {
    const at = join(directory, ...parts.slice(0, depth));
    const found = await lstat(at).catch(() => null);
    if (found === null) return null;
    if (depth < parts.length ? !found.isDirectory() : !found.isFile()) return null;
  }
  return await readFile(join(directory, path));
}
