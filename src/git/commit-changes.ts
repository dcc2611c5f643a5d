import type { ChangeEntry, Mode } from '../change-set/change.ts';
import { comparePaths } from '../change-set/seal.ts';
import type { Git, GitPlace } from './git.ts';

export interface CommitChanges {
  readonly tree: string;
  /** Sorted as a change set is; a path that is not UTF-8 keeps replacement characters and so matches no digest. */
  readonly entries: readonly ChangeEntry[];
}

/**
 * What a commit with one parent changed, as git tells it (`git diff-tree`, raw format of git-diff(1)). The commit may still
 * be in the making: git's start does not wait for it.
 */
export async function readCommitChanges(
  git: Git,
  place: GitPlace,
  commit: string | Promise<string>,
): Promise<CommitChanges> {
  const output = await git.run(
    [
      'diff-tree',
      '-r',
      '-z',
      '--raw',
      '--no-renames',
      '--no-abbrev',
      '--always',
      '--pretty=tformat:%T',
      '--stdin',
    ],
    { ...place, input: lineOf(commit) },
  );
  const headerEnd = output.indexOf(0);
  const rows = output
    .toString('utf8', headerEnd + 1)
    .replace(/^\n/, '')
    .split('\0');
  const entries: ChangeEntry[] = [];
  for (let index = 0; index + 1 < rows.length; index += 2) {
    entries.push(parseRow(rows[index] ?? '', rows[index + 1] ?? ''));
  }
  return {
    tree: output.toString('latin1', 0, headerEnd),
    entries: entries.sort((a, b) => comparePaths(a.path, b.path)),
  };
}

async function* lineOf(text: string | Promise<string>): AsyncGenerator<string> {
  yield `${await text}\n`;
}

function parseRow(row: string, path: string): ChangeEntry {
  const [beforeMode = '', mode = '', before = '', after = '', status = ''] = row.slice(1).split(' ');
  switch (status) {
    case 'A':
      return { path, change: 'add', mode: parseMode(mode), after };
    case 'D':
      return { path, change: 'delete', beforeMode: parseMode(beforeMode), before };
    default:
      return {
        path,
        change: 'modify',
        mode: parseMode(mode),
        beforeMode: parseMode(beforeMode),
        before,
        after,
      };
  }
}

function parseMode(mode: string): Mode {
  if (mode === '100644' || mode === '100755' || mode === '120000' || mode === '160000') return mode;
  throw new TypeError(`git named a file mode ${mode}`);
}
