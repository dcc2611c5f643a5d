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
  const { GIT_AUTHOR_NAME, GIT_AUTHOR_EMAIL, HOME, XDG_CONFIG_HOME } = environment;
  const files = [join(gitDir, 'config')];
  if (HOME !== undefined && HOME !== '') files.push(join(HOME, '.gitconfig'));
  if (XDG_CONFIG_HOME !== undefined && XDG_CONFIG_HOME !== '')
    files.push(join(XDG_CONFIG_HOME, 'git', 'config'));
  else if (HOME !== undefined && HOME !== '') files.push(join(HOME, '.config', 'git', 'config'));
  files.push('/etc/gitconfig');
  const name = GIT_AUTHOR_NAME ?? (await firstValue(git, files, 'user.name'));
  const email = GIT_AUTHOR_EMAIL ?? (await firstValue(git, files, 'user.email'));
  return name === null || email === null ? null : { name, email };
}

async function firstValue(git: Git, files: readonly string[], key: string): Promise<string | null> {
  for (const file of files) {
    const answer = await git.attempt(['config', '--file', file, '--includes', '--get', key]);
    const value = answer.stdout.toString('utf8').trim();
    if (answer.exitCode === 0 && value !== '') return value;
  }
  return null;
}
