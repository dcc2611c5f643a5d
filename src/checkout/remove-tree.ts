import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { chmod, lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Against a process that outlived its agent and goes on writing; measured, the first is enough. */
const RACES = 10;

/** Removes whatever is there, also below directories that an agent has closed to its own user. */
export async function removeTree(path: string): Promise<void> {
  try {
    await rm(path, { recursive: true, force: true });
  } catch (error) {
    if (hasCode(error, ['ENOTEMPTY'])) return outrun(path);
    if (!hasCode(error, ['EACCES', 'EPERM'])) throw error;
    await openDirectories(path);
    await rm(path, { recursive: true, force: true });
  }
}

/**
 * Removes a tree by a program of its own, which takes next to nothing of our processor from what we do meanwhile. What it
 * leaves is for `removeTree`; throws where it cannot be started.
 */
export async function removeAside(path: string): Promise<void> {
  const program = spawn('rm', ['-rf', '--', path], {
    cwd: '/',
    env: { PATH: '/usr/bin:/bin' },
    stdio: 'ignore',
  });
  await once(program, 'exit');
}

/** Without a turn for anybody between the last file's removal and its directory's. */
function outrun(path: string): void {
  for (let race = 1; ; race += 1) {
    try {
      return rmSync(path, { recursive: true, force: true });
    } catch (error) {
      if (race === RACES || !hasCode(error, ['ENOTEMPTY'])) throw error;
    }
  }
}

/** The removal that failed may still be at work beside this: what is gone meanwhile is no fault. */
async function openDirectories(path: string): Promise<void> {
  try {
    if (!(await lstat(path)).isDirectory()) return;
    await chmod(path, 0o700);
    for (const entry of await readdir(path, { withFileTypes: true })) {
      if (entry.isDirectory()) await openDirectories(join(path, entry.name));
    }
  } catch (error) {
    if (!hasCode(error, ['ENOENT'])) throw error;
  }
}

function hasCode(error: unknown, codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.some((code) => code === error.code);
}
