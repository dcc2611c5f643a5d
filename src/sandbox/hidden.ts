import { lstat } from 'node:fs/promises';

/** A place below the writable directory that a command finds empty. */
export interface Hidden {
  /** Absolute. */
  readonly path: string;
  readonly kind: 'directory' | 'file';
}

/** What is not there needs no hiding. */
export async function findHidden(paths: readonly string[]): Promise<Hidden[]> {
  const found = await Promise.all(
    paths.map(async (path): Promise<Hidden[]> => {
      const stats = await lstat(path).catch(() => null);
      return stats === null ? [] : [{ path, kind: stats.isDirectory() ? 'directory' : 'file' }];
    }),
  );
  return found.flat();
}
