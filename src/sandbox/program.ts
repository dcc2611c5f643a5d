import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';

/** Where programs are looked for when the environment of a command names no `PATH`. */
export const defaultPath = '/usr/local/bin:/usr/bin:/bin';

/**
 * The absolute path of a program as `execvp` would find it, links not followed; `null` when there is none.
 * Looked up beforehand because `spawn` says ENOENT for a missing directory just the same.
 */
export async function findProgram(program: string, cwd: string, path: string): Promise<string | null> {
  if (program === '' || program.includes('\0')) return null;
  const candidates = program.includes('/')
    ? [resolve(cwd, program)]
    : path
        .split(':')
        // POSIX reads an empty or relative entry as the current directory: here that is the agent's own ground.
        .filter((directory) => isAbsolute(directory))
        .map((directory) => join(directory, program));
  for (const candidate of candidates) if (await isExecutable(candidate)) return candidate;
  return null;
}

async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}
