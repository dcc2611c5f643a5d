import type { Change, ChangeSet } from './change.ts';
import { seal } from './seal.ts';

/**
 * The change set that takes this one back, against the commit that it made.
 * `bytesOf` gives the content of a blob that the original replaced or deleted.
 */
export function inverse(
  changeSet: ChangeSet,
  base: string | null,
  bytesOf: (blob: string) => Uint8Array,
): ChangeSet {
  return seal(
    base,
    changeSet.changes.map((change) => inverseOf(change, bytesOf)),
  );
}

function inverseOf(change: Change, bytesOf: (blob: string) => Uint8Array): Change {
  const { path } = change;
  switch (change.change) {
    case 'add':
      return { path, change: 'delete', beforeMode: change.mode, before: change.after };
    case 'delete':
      return {
        path,
        change: 'add',
        mode: change.beforeMode,
        after: change.before,
        content: bytesOf(change.before),
      };
    case 'modify':
      return {
        path,
        change: 'modify',
        mode: change.beforeMode,
        beforeMode: change.mode,
        before: change.after,
        after: change.before,
        content: bytesOf(change.before),
      };
  }
}
