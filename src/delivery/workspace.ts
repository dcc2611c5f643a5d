import { openDirectoryTarget, type DirectoryTarget } from '../writer/directory.ts';
import type { Delivery } from './delivery.ts';

export interface WorkspaceDelivery {
  /** Absolute. */
  readonly root: string;
  readonly durability: 'power' | 'process';
  /** The commit that checks are run on; `null` where there are none. It is published nowhere. */
  readonly describe: Delivery['describe'];
  /** Disposed once the report is out: clearing up old files never delays it. */
  readonly afterReport: AsyncDisposableStack;
}

/** The same bytes in a working tree; HEAD and the index are left alone. */
export function toWorkspace({ root, durability, describe, afterReport }: WorkspaceDelivery): Delivery {
  let target: DirectoryTarget | null = null;
  return {
    describe,
    async recheck() {
      return null;
    },
    async participants({ changeSet }) {
      target = afterReport.use(await openDirectoryTarget({ root, changeSet, durability }));
      return [target];
    },
    async landed() {
      const kind = target?.nothingToDo === true ? 'nothing-to-do' : 'landed';
      return { kind, facts: {}, warnings: target?.weaker ?? [] };
    },
  };
}
