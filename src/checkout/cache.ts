import { chmod, lstat, mkdir, realpath } from 'node:fs/promises';

/** The cache directory is no directory of this user, so that another could put files into runs. */
export class CacheRefused extends Error {
  override readonly name = 'CacheRefused';
  readonly code = 'ECACHE';
}

/** Makes the cache directory, or takes it over as the private one it has to be; answers its path without links. */
export async function openCache(cache: string): Promise<string> {
  await mkdir(cache, { recursive: true, mode: 0o700 });
  const directory = await realpath(cache);
  const stats = await lstat(directory);
  const user = process.geteuid?.();
  if (!stats.isDirectory() || (user !== undefined && stats.uid !== user)) {
    throw new CacheRefused(`${directory} is not a directory of the user that runs this`);
  }
  if ((stats.mode & 0o077) !== 0) await chmod(directory, 0o700);
  return directory;
}
