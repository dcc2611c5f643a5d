import { isAbsolute, join, resolve } from 'node:path';
import type { Git } from './git.ts';
import { configurationFiles, readValue } from './user-identity.ts';

/**
 * The file of the SSH key that git is told to sign with (`gpg.format=ssh`, `user.signingKey`; git-config(1)).
 * `null` where there is none, or where it names a key that no file holds.
 */
export async function findSigningKey(
  git: Git,
  gitDir: string,
  environment: Readonly<Record<string, string>>,
): Promise<string | null> {
  const files = configurationFiles(gitDir, environment);
  if ((await readValue(git, files, 'gpg.format')) !== 'ssh') return null;
  const key = await readValue(git, files, 'user.signingKey');
  if (key === null || key.startsWith('key::') || key.startsWith('ssh-')) return null;
  const { HOME: home = '/' } = environment;
  if (key.startsWith('~/')) return join(home, key.slice(2));
  return isAbsolute(key) ? key : resolve(gitDir, '..', key);
}
