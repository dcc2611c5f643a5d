import { tmpdir } from 'node:os';
import { basename, dirname } from 'node:path';
import type { Git } from '../git/git.ts';
import { findRepository, NoRepository, type LocalRepository } from '../git/local-repository.ts';
import { openSigner, type Signer } from '../git/signer.ts';
import { findSigningKey } from '../git/signing-key.ts';
import { readUserIdentity, type UserIdentity } from '../git/user-identity.ts';
import type { Surroundings } from './terminal.ts';

/** `null` where the directory is in no repository. */
export async function repositoryAt(git: Git, directory: string): Promise<LocalRepository | null> {
  try {
    return await findRepository(git, directory);
  } catch (error) {
    if (error instanceof NoRepository) return null;
    throw error;
  }
}

/**
 * Who commits. `git commit` would refuse where it knows nobody; here a change set has its place in history without a
 * person too, so that a machine without one can land it, and `onNobody` hears what to do about that.
 */
export async function committerOf(
  git: Git,
  repository: LocalRepository,
  { environment }: Surroundings,
  onNobody: (warning: string) => void,
): Promise<UserIdentity> {
  const known = await readUserIdentity(git, repository.gitDir, environment);
  if (known !== null) return known;
  const { name, email } = NOBODY;
  onNobody(
    `Git knows no user.name and user.email here, so the commit is by ${name} <${email}>. To have it be yours: ` +
      'git config --global user.name "Your Name"; git config --global user.email you@example.com',
  );
  return NOBODY;
}

const NOBODY: UserIdentity = { name: 'Wholly', email: 'wholly@localhost' };

/** The signer that git is configured with; `null` where there is none. */
export async function signerOf(
  git: Git,
  repository: LocalRepository,
  { environment }: Surroundings,
): Promise<Signer | null> {
  const file = await findSigningKey(git, repository.gitDir, environment);
  return file === null ? null : openSigner({ file, environment, scratch: tmpdir() });
}

/** What a person calls it: the name of its directory. */
export function nameOf({ workTree, gitDir }: LocalRepository): string {
  if (workTree !== null) return basename(workTree);
  return basename(gitDir) === '.git' ? basename(dirname(gitDir)) : basename(gitDir, '.git');
}
