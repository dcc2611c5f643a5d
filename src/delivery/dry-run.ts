import type { Git } from '../git/git.ts';
import type { Store } from '../state/store.ts';
import type { Delivery } from './delivery.ts';

/** Nothing is written but the sealed file and, beside it, a patch for people. */
export function toNothing(git: Git, store: Store, describe: Delivery['describe']): Delivery {
  return {
    describe,
    async recheck() {
      return null;
    },
    async participants() {
      return [];
    },
    async landed({ changeSet, gitDir, built }) {
      if (gitDir === null || built === null) return { kind: 'landed', facts: {}, warnings: [] };
      const patch = await git.run(
        ['diff-tree', '-p', '--binary', '--full-index', '--no-renames', `${built.commit}^`, built.commit],
        {
          gitDir,
        },
      );
      const file = await store.keepBeside(changeSet, 'patch', patch);
      return { kind: 'landed', facts: { tree: built.tree, patch: file }, warnings: [] };
    },
  };
}
