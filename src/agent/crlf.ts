import type { Diff } from './diff-sections.ts';
import { readPlainFile } from './path-guard.ts';

/**
 * A comment box cannot carry carriage returns, so a diff for a file that ends every line with CRLF comes without them
 * and would fit nowhere: its hunks get them back. Diffs that have some already are left as they are.
 */
export async function withFileEndings(diff: Diff, directory: string): Promise<Diff> {
  const lines = [...diff.lines];
  for (const { oldPath, body } of diff.sections) {
    if (oldPath === null || body.some((index) => lines[index]?.endsWith('\r') === true)) continue;
    const content = await readPlainFile(directory, oldPath);
    if (content === null || !endsEveryLineWithCrlf(content)) continue;
    for (const index of body) {
      // A line before "\ No newline at end of file" has no ending at all.
      if (lines[index + 1]?.startsWith('\\') !== true) lines[index] += '\r';
    }
  }
  return { ...diff, lines };
}

function endsEveryLineWithCrlf(content: Buffer): boolean {
  const text = content.toString('latin1');
  return text.includes('\r\n') && !/(?<!\r)\n/.test(text);
}
