import type { Delivery } from './delivery.ts';
import type { Git } from '../git/git.ts';
import type { LocalRepository } from '../git/local-repository.ts';
import { openBranch } from '../writer/branch.ts';

export interface BranchDelivery {
  readonly repository: LocalRepository;
  readonly branch: string;
  /** Where the branch must be; `null` where it must be new. */
  readonly expected: string | null;
  readonly describe: Delivery['describe'];
}

/** One new commit on one branch of a repository on this machine. */
export function toBranch(git: Git, { repository, branch, expected, describe }: BranchDelivery): Delivery {
  return {
    describe,
    async recheck() {
      return null;
    },
    async participants({ built, gitDir }) {
      if (built === null || gitDir === null) throw new TypeError('a branch needs a commit');
      return [openBranch(git, { repository, branch, expected, commit: built.commit, gitDir })];
    },
    async landed({ built }) {
      const facts = { branch, commit: built?.commit ?? null, tree: built?.tree ?? null };
      return { kind: 'landed', facts, warnings: [] };
    },
  };
}
