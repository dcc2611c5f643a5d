import { join, relative } from 'node:path';
import type { Command, Inside } from './sandbox.ts';

/** The command line that starts another in there, as the user we are and in a directory that is told by our way to it. */
export function enter({ mounts, user }: Inside, cwd: string, argv: readonly string[]): [string, ...string[]] {
  const words = [`--user=${user}`, `--mount=${mounts}`, '--preserve-credentials', `--wd=${cwd}`];
  return ['/usr/bin/nsenter', ...words, '--', ...argv];
}

/** What a path of ours is called where the command finds its directory. */
export function nameInside(path: string, { cwd, inside }: Pick<Command, 'cwd' | 'inside'>): string {
  if (inside === undefined || (path !== cwd && !path.startsWith(`${cwd}/`))) return path;
  return join(inside.directory, relative(cwd, path));
}
