import { isAbsolute, join, resolve } from 'node:path';
import type { Git } from './git.ts';
import { configurationFiles, readValues } from './user-identity.ts';

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
  const values = await readValues(git, files, ['gpg.format', 'user.signingkey']);
  const key = values.get('user.signingkey');
  if (values.get('gpg.format') !== 'ssh') return null;
  if (key === undefined || key.startsWith('key::') || key.startsWith('ssh-')) return null;
  const { HOME: home = '/' } = environment;
  if (key.startsWith('~/')) return join(home, key.slice(2));
  return isAbsolute(key) ? key : resolve(gitDir, '..', key);
}
