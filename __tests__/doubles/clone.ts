import { git } from './git.ts';
import { writeLeaves, type Leaves } from './repository.ts';

/**
 * The tree that plain git makes of the same files in a fresh clone at `directory`: nothing of ours has a hand in it.
 * `gone` are paths that are deleted.
 */
export async function treeByPlainGit(
  directory: string,
  url: string,
  base: string,
  leaves: Leaves,
  gone: readonly string[] = [],
): Promise<string> {
  await git('/', ['clone', '--quiet', '--no-checkout', url, directory]);
  await git(directory, ['checkout', '--quiet', '--detach', base]);
  await writeLeaves(directory, leaves);
  if (gone.length > 0) await git(directory, ['rm', '--quiet', '--', ...gone]);
  await git(directory, ['add', '--all']);
  return await git(directory, ['write-tree']);
}
