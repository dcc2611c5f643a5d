import { PatchRefused } from './patch-refused.ts';
import { guardPath, readPlainFile } from './path-guard.ts';

/** A suggestion block of a review comment: these lines of a file, counted from one, become those. */
export interface Suggestion {
  readonly path: string;
  readonly first: number;
  readonly last: number;
  readonly lines: readonly string[];
}

/** Lines of context around a change, as git gives them. */
const contextLines = 3;

/**
 * One diff for all suggestions on one file, so that a single `git apply` takes or leaves everything. Bytes are kept as
 * Latin-1 text: the file may have any encoding. Line endings follow the lines replaced. Throws {@link PatchRefused}.
 */
export async function planSuggestions(
  directory: string,
  suggestions: readonly Suggestion[],
): Promise<Buffer[]> {
  const diffs: Buffer[] = [];
  for (const [path, group] of Map.groupBy(suggestions, (suggestion) => suggestion.path)) {
    guardPath(path);
    const content = await readPlainFile(directory, path);
    if (content === null)
      throw new PatchRefused('EDIFFAPPLY', `A suggestion is made on ${path}, which is no file here.`);
    diffs.push(renderDiff(path, content, group));
  }
  return diffs;
}

/** Pure: the unified diff of the suggestions on one file, as one hunk. */
export function renderDiff(path: string, content: Uint8Array, suggestions: readonly Suggestion[]): Buffer {
  const lines =
    Buffer.from(content)
      .toString('latin1')
      .match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const ordered = suggestions.toSorted((a, b) => a.first - b.first);
  const head = ordered[0];
  const tail = ordered.at(-1);
  if (!head || !tail) return Buffer.alloc(0);
  for (const [index, { first, last }] of ordered.entries()) {
    if (first < 1 || last < first || last > lines.length) {
      const reason = `A suggestion replaces lines ${first} to ${last} of ${path}, which has ${lines.length}.`;
      throw new PatchRefused('EDIFFAPPLY', reason);
    }
    if (index > 0 && first <= (ordered[index - 1]?.last ?? 0)) {
      throw new PatchRefused('EDIFFAPPLY', `Two suggestions replace line ${first} of ${path}.`);
    }
  }

  const start = Math.max(1, head.first - contextLines);
  const end = Math.min(lines.length, tail.last + contextLines);
  const hunk: string[] = [];
  let added = 0;
  let changed = false;
  let at = start;
  const copyTo = (limit: number) => {
    for (; at < limit; at += 1) hunk.push(marked(' ', lines[at - 1] ?? ''));
  };
  for (const { first, last, lines: text } of ordered) {
    copyTo(first);
    const before = lines.slice(first - 1, last);
    const after = withEndings(text, before, lines[0] ?? '');
    hunk.push(...before.map((line) => marked('-', line)), ...after.map((line) => marked('+', line)));
    added += after.length - before.length;
    changed ||= before.join('') !== after.join('');
    at = last + 1;
  }
  if (!changed) throw new PatchRefused('EDIFFTWICE', `${path} already says what is suggested.`);
  copyTo(end + 1);

  const count = end - start + 1;
  const left = count + added;
  const header = `--- a/${path}\t\n+++ b/${path}\t\n@@ -${start},${count} +${left === 0 ? 0 : start},${left} @@\n`;
  return Buffer.concat([Buffer.from(header), Buffer.from(hunk.join(''), 'latin1')]);
}

function withEndings(text: readonly string[], before: readonly string[], firstLine: string): string[] {
  const sample = before[0]?.endsWith('\n') === true ? before[0] : firstLine;
  const ending = sample.endsWith('\r\n') ? '\r\n' : '\n';
  const openEnd = before.at(-1)?.endsWith('\n') !== true;
  return text.map((line, index) => {
    const bytes = Buffer.from(line).toString('latin1');
    return openEnd && index === text.length - 1 ? bytes : bytes + ending;
  });
}

function marked(mark: string, line: string): string {
  return line.endsWith('\n') ? mark + line : `${mark}${line}\n\\ No newline at end of file\n`;
}
