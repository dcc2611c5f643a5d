import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Git } from './git.ts';

export interface UserIdentity {
  readonly name: string;
  readonly email: string;
}

/**
 * Who commits, as git would find it: its variables, then the repository's, the user's and the machine's configuration.
 * The files are read one by one and nothing in them takes effect but these two values. `null` where git knows nobody.
 */
export async function readUserIdentity(
  git: Git,
  gitDir: string,
  environment: Readonly<Record<string, string>>,
): Promise<UserIdentity | null> {
  const { GIT_AUTHOR_NAME, GIT_AUTHOR_EMAIL } = environment;
  const files = configurationFiles(gitDir, environment);
  const isTold = Boolean(GIT_AUTHOR_NAME && GIT_AUTHOR_EMAIL);
  const values = isTold
    ? new Map<string, string>()
    : await readValues(git, files, ['user.name', 'user.email']);
  const name = GIT_AUTHOR_NAME || values.get('user.name');
  const email = GIT_AUTHOR_EMAIL || values.get('user.email');
  return name === undefined || email === undefined ? null : { name, email };
}

/** Where git looks for a setting, the nearest first: the repository, the user, the machine. */
export function configurationFiles(gitDir: string, environment: Readonly<Record<string, string>>): string[] {
  const { HOME: home = '', XDG_CONFIG_HOME: xdg = '' } = environment;
  const files = [join(gitDir, 'config')];
  if (home !== '') files.push(join(home, '.gitconfig'));
  if (xdg !== '') files.push(join(xdg, 'git', 'config'));
  else if (home !== '') files.push(join(home, '.config', 'git', 'config'));
  return [...files, '/etc/gitconfig'];
}

/** The values of these keys, in lower case as git tells them, each from the first file that has one. */
export async function readValues<Key extends string>(
  git: Git,
  files: readonly string[],
  keys: readonly Key[],
): Promise<ReadonlyMap<Key, string>> {
  const pattern = `^(${keys.map((key) => key.replaceAll('.', '\\.')).join('|')})$`;
  const found = new Map<Key, string>();
  for (const file of files) {
    if (found.size === keys.length) break;
    if (!(await isThere(file))) continue;
    const ask = ['config', '--file', file, '--includes', '--null', '--get-regexp', pattern];
    const { exitCode, stdout } = await git.attempt(ask);
    if (exitCode !== 0) continue;
    // Of several the last one counts.
    const rows = stdout.toString('utf8').split('\0').toReversed();
    for (const key of keys) {
      const value = rows
        .find((row) => row.startsWith(`${key}\n`))
        ?.slice(key.length + 1)
        .trim();
      if (!found.has(key) && value !== undefined && value !== '') found.set(key, value);
    }
  }
  return found;
}

async function isThere(file: string): Promise<boolean> {
  return await stat(file).then(
    () => true,
    () => false,
  );
}
