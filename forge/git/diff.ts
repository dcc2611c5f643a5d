import type { Git } from './git.ts';

export interface FileDiff {
  readonly path: string;
  readonly previousPath: string | undefined;
  readonly status: 'added' | 'removed' | 'modified' | 'renamed' | 'changed' | 'copied';
  readonly oid: string;
  readonly additions: number;
  readonly deletions: number;
  /** Undefined for binary files, as on GitHub. */
  readonly patch: string | undefined;
}

const STATUS: Readonly<Record<string, FileDiff['status']>> = {
  A: 'added',
  D: 'removed',
  M: 'modified',
  R: 'renamed',
  C: 'copied',
  T: 'changed',
};

export const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

/** Every file that differs between two trees, with counts, and patches where they are asked for. */
export async function diffTrees(
  git: Git,
  gitDir: string,
  [before, after]: readonly [string, string],
  withPatch = true,
): Promise<FileDiff[]> {
  const range = ['-r', '-M', before, after];
  const [summary, patch] = await Promise.all([
    git.run(gitDir, ['diff-tree', '--raw', '--numstat', '--no-abbrev', '-z', ...range]),
    withPatch ? git.run(gitDir, ['diff-tree', '-p', '--no-color', '--no-ext-diff', ...range]) : Buffer.of(),
  ]);
  const patches = splitPatches(patch.toString());
  return parseSummary(summary.toString()).map((file, index) => ({ ...file, patch: patches[index] }));
}

type Summary = Omit<FileDiff, 'patch'>;

/** `--raw --numstat -z`: all raw records first, then the counts in the same order. */
function parseSummary(text: string): Summary[] {
  const fields = text.split('\0');
  const files: Summary[] = [];
  let at = 0;
  while (fields[at]?.startsWith(':') === true) {
    const [, , , oid = '', letter = 'M'] = (fields[at] ?? '').split(' ');
    const isPair = /^[RC]/.test(letter);
    files.push({
      path: fields[at + (isPair ? 2 : 1)] ?? '',
      previousPath: isPair ? fields[at + 1] : undefined,
      status: STATUS[letter.charAt(0)] ?? 'modified',
      oid,
      additions: 0,
      deletions: 0,
    });
    at += isPair ? 3 : 2;
  }
  return files.map((file) => {
    const [additions, deletions, path] = (fields[at] ?? '').split('\t');
    at += path === '' ? 3 : 1;
    return { ...file, additions: Number(additions) || 0, deletions: Number(deletions) || 0 };
  });
}

/** Lines of content never start with `diff --git`: they carry a sign in front. */
function splitPatches(text: string): (string | undefined)[] {
  return text
    .split(/^(?=diff --git )/m)
    .filter((part) => part.startsWith('diff --git '))
    .map((part) => {
      const start = part.search(/^@@ /m);
      return start === -1 ? undefined : part.slice(start).trimEnd();
    });
}
