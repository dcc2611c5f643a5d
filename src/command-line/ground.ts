import { openGit, type Git } from '../git/git.ts';
import { findRepository, NoRepository, type LocalRepository } from '../git/local-repository.ts';
import { readUserIdentity, type UserIdentity } from '../git/user-identity.ts';
import type { Surroundings } from './terminal.ts';

/** Proxies and certificates are the machine's matter, and git needs them as every other program does. */
const GIT_SEES = [
  'PATH',
  'HTTPS_PROXY',
  'HTTP_PROXY',
  'NO_PROXY',
  'https_proxy',
  'http_proxy',
  'no_proxy',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'GIT_SSL_CAINFO',
  'TMPDIR',
];

export function gitOf(environment: Readonly<Record<string, string>>): Git {
  const seen: Record<string, string> = {};
  for (const name of GIT_SEES) {
    const value = environment[name];
    if (value !== undefined) seen[name] = value;
  }
  return openGit(seen);
}

/** `null` where the directory is in no repository. */
export async function repositoryAt(git: Git, directory: string): Promise<LocalRepository | null> {
  try {
    return await findRepository(git, directory);
  } catch (error) {
    if (error instanceof NoRepository) return null;
    throw error;
  }
}

export async function committerOf(
  git: Git,
  repository: LocalRepository,
  { environment }: Surroundings,
): Promise<UserIdentity> {
  const known = await readUserIdentity(git, repository.gitDir, environment);
  return known ?? { name: 'Wholly', email: 'wholly@localhost' };
}
