/** One fenced code block of a comment: the first word of its info string, lower case, and its lines. */
export interface Fence {
  readonly language: string;
  readonly lines: readonly string[];
}

const opening = /^( {0,3})(`{3,}(?=[^`]*$)|~{3,})[ \t]*([^\s`]*)/;

/**
 * The fenced code blocks of a text that its readers can see (https://spec.commonmark.org/0.31.2/#fenced-code-blocks).
 * Quoted blocks belong to somebody else, and what stands in an HTML comment was not seen by whoever asked for it:
 * both are left out. GitHub's comment box sends CRLF; the carriage returns go when every line has one.
 */
export function parseFences(text: string): Fence[] {
  const fences: Fence[] = [];
  let open: { indent: number; mark: string; language: string; lines: string[] } | null = null;
  let hidden = false;
  for (const line of linesOf(text)) {
    if (open !== null) {
      if (closes(line, open.mark)) {
        fences.push({ language: open.language, lines: open.lines });
        open = null;
      } else {
        open.lines.push(withoutIndent(line, open.indent));
      }
      continue;
    }
    hidden = hidden ? !line.includes('-->') : /^ {0,3}<!--(?!.*-->)/.test(line);
    if (hidden) continue;
    const [, indent = '', mark = '', language = ''] = opening.exec(line) ?? [];
    if (mark !== '') open = { indent: indent.length, mark, language: language.toLowerCase(), lines: [] };
  }
  // A block without an end reaches to the end of the text.
  if (open !== null) fences.push({ language: open.language, lines: open.lines });
  return fences;
}

function linesOf(text: string): string[] {
  const lines = text.split('\n');
  const ended = lines.slice(0, -1);
  const carried = ended.length > 0 && ended.every((line) => line.endsWith('\r'));
  return carried ? lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line)) : lines;
}

function closes(line: string, mark: string): boolean {
  const [, run = ''] = /^ {0,3}(`+|~+)[ \t\r]*$/.exec(line) ?? [];
  return run.startsWith(mark);
}

function withoutIndent(line: string, indent: number): string {
  const spaces = /^ */.exec(line)?.[0].length ?? 0;
  return line.slice(Math.min(indent, spaces));
}
