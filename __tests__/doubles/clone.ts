import { git } from './git.ts';
import { writeLeaves, type Leaves } from './repository.ts';
import type { Scratch } from './scratch.ts';

/**
 * The tree that plain git makes of the same files in a clone of its own: nothing of ours has a hand in it.
 * `gone` are paths that are deleted.
 */
export async function treeByPlainGit(
  scratch: Scratch,
  url: string,
  base: string,
  leaves: Leaves,
  gone: readonly string[] = [],
): Promise<string> {
  const directory = scratch.join(`independent-${base.slice(0, 8)}-${Object.keys(leaves).length}`);
  await git(scratch.path, ['clone', '--quiet', '--no-checkout', url, directory]);
  await git(directory, ['checkout', '--quiet', '--detach', base]);
  await writeLeaves(directory, leaves);
  if (gone.length > 0) await git(directory, ['rm', '--quiet', '--', ...gone]);
  await git(directory, ['add', '--all']);
  return await git(directory, ['write-tree']);
}
