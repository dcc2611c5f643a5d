import type { Git } from '../git/git.ts';
import { writeCone, type Cone } from './sparse.ts';

export interface WrittenFiles {
  /** A bare repository that can read the commit. */
  readonly gitDir: string;
  readonly commit: string;
  /** Empty, and no agent has been there yet, so git may work in it this once. */
  readonly directory: string;
  /** Where git notes what it wrote. */
  readonly indexFile: string;
  /** Where not all of them. */
  readonly cone?: Cone;
}

/** Writes the files of a commit, as git checks them out. */
export async function writeFiles(
  git: Git,
  { gitDir, commit, directory, indexFile, cone = [] }: WrittenFiles,
): Promise<void> {
  const config = await writeCone(gitDir, cone);
  await git.run(['read-tree', '--reset', '-u', commit], {
    gitDir,
    workTree: directory,
    cwd: directory,
    indexFile,
    config,
  });
}
