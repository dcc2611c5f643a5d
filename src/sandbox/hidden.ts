import { lstat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Command } from './sandbox.ts';

/** A place below the writable directory that a command finds empty. */
export interface Hidden {
  /** Absolute. */
  readonly path: string;
  readonly kind: 'directory' | 'file';
}

/** At every place where the command would find it; what is not there needs no hiding. */
export async function findHidden({ hidden = [], cwd, workAt }: Command): Promise<Hidden[]> {
  const found = await findThere(hidden);
  if (workAt === undefined) return found;
  return [...found, ...found.map(({ path, kind }) => ({ path: join(workAt, relative(cwd, path)), kind }))];
}

async function findThere(paths: readonly string[]): Promise<Hidden[]> {
  const found = await Promise.all(
    paths.map(async (path): Promise<Hidden[]> => {
      const stats = await lstat(path).catch(() => null);
      return stats === null ? [] : [{ path, kind: stats.isDirectory() ? 'directory' : 'file' }];
    }),
  );
  return found.flat();
}
