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
  const name = GIT_AUTHOR_NAME || (await readValue(git, files, 'user.name'));
  const email = GIT_AUTHOR_EMAIL || (await readValue(git, files, 'user.email'));
  return name === null || email === null ? null : { name, email };
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

/** The first value of a key in these files; `null` where none has it. */
export async function readValue(git: Git, files: readonly string[], key: string): Promise<string | null> {
  for (const file of files) {
    const answer = await git.attempt(['config', '--file', file, '--includes', '--get', key]);
    const value = answer.stdout.toString('utf8').trim();
    if (answer.exitCode === 0 && value !== '') return value;
  }
  return null;
}
