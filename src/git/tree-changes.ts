import type { Git, GitPlace } from './git.ts';

/** One path at which two commits differ; `null` where one of them has nothing there. */
export interface TreeChange {
  /** As a byte string, one character a byte: git allows names that are not UTF-8. */
  readonly path: string;
  readonly after: { readonly mode: string; readonly oid: string } | null;
}

/** Where the tree of `after` differs from that of `before` (raw format of git-diff(1)). */
export async function readTreeChanges(
  git: Git,
  place: GitPlace,
  before: string,
  after: string,
): Promise<TreeChange[]> {
  const output = await git.run(
    ['diff-tree', '-r', '-z', '--raw', '--no-renames', '--no-abbrev', before, after],
    place,
  );
  const rows = output.toString('latin1').split('\0');
  const changes: TreeChange[] = [];
  for (let index = 0; index + 1 < rows.length; index += 2) {
    const [, mode = '', , oid = '', status = ''] = (rows[index] ?? '').slice(1).split(' ');
    changes.push({ path: rows[index + 1] ?? '', after: status === 'D' ? null : { mode, oid } });
  }
  return changes;
}
