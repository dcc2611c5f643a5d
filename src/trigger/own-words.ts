/** Offsets into the text in UTF-16 units, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface OwnWords {
  /** The text with every quoted line and all code blanked out; as long as the text, so that offsets hold in both. */
  readonly visible: string;
  /** The quoted lines, each with its line break, in order. */
  readonly quotes: readonly Span[];
}

interface Fence {
  readonly sign: string;
  readonly length: number;
}

/** What a line is, by CommonMark 0.31 sections 4.4 (indented code), 4.5 (fenced code) and 5.1 (block quotes). */
type LineKind = 'code' | 'quote' | 'blank' | 'words';

/**
 * Finds which parts of a Markdown text are its author's own words: neither quoted nor code. A line that goes on a
 * quote without its `>` counts as the author's, as it does for somebody who answers below a quotation; a fence inside a
 * quote therefore ends with the quote. Linear in the length of the text.
 */
export function findOwnWords(text: string): OwnWords {
  const quotes: Span[] = [];
  const hidden: Span[] = [];
  const paragraphs: { start: number; end: number }[] = [];
  let fence: Fence | null = null;
  let before: LineKind = 'blank';
  for (const line of linesOf(text)) {
    const content = text.slice(line.start, line.end);
    let kind: LineKind;
    if (fence === null) {
      fence = openingFence(content);
      kind = fence === null ? kindOf(content, before) : 'code';
    } else {
      if (closes(content, fence)) fence = null;
      kind = 'code';
    }
    const paragraph = paragraphs.at(-1);
    if (kind === 'quote') quotes.push(line);
    if (kind === 'quote' || kind === 'code') hidden.push(line);
    else if (kind === 'words' && before === 'words' && paragraph !== undefined) paragraph.end = line.end;
    else if (kind === 'words') paragraphs.push({ start: line.start, end: line.end });
    before = kind;
  }
  const code = paragraphs.flatMap((paragraph) => codeSpansOf(text, paragraph));
  return { visible: blankOut(text, [...hidden, ...code]), quotes };
}

function* linesOf(text: string): Generator<Span> {
  const breaks = /\r\n|\n|\r/g;
  let start = 0;
  for (const match of text.matchAll(breaks)) {
    const end = match.index + match[0].length;
    yield { start, end };
    start = end;
  }
  if (start < text.length) yield { start, end: text.length };
}

function kindOf(line: string, before: LineKind): LineKind {
  if (line.trim() === '') return 'blank';
  if (/^ {0,3}>/.test(line)) return 'quote';
  // Indentation cannot interrupt a paragraph: there it is only a crooked line.
  if (before !== 'words' && /^(?: {4}| {0,3}\t)/.test(line)) return 'code';
  return 'words';
}

function openingFence(line: string): Fence | null {
  // What follows opening backticks holds no backtick, or the line is a code span; after tildes anything may follow.
  const match = /^ {0,3}(?:(`{3,})[^`]*|(~{3,})[^\r\n]*)[\r\n]*$/.exec(line);
  const signs = match?.[1] ?? match?.[2];
  return signs === undefined ? null : { sign: signs.charAt(0), length: signs.length };
}

function closes(line: string, fence: Fence): boolean {
  const signs = /^ {0,3}(`+|~+)[ \t]*[\r\n]*$/.exec(line)?.[1];
  return signs !== undefined && signs.startsWith(fence.sign) && signs.length >= fence.length;
}

/**
 * Inline code: a run of backticks up to the next run of the same length. A backslash that escapes one is not looked at:
 * it is a visible character in front of what follows, so no mention or command can be the first word behind it.
 */
function codeSpansOf(text: string, paragraph: Span): Span[] {
  const runs = [...text.slice(paragraph.start, paragraph.end).matchAll(/`+/g)].map((match) => ({
    start: paragraph.start + match.index,
    end: paragraph.start + match.index + match[0].length,
  }));
  const closers = closersByLength(runs);
  const spans: Span[] = [];
  let position = paragraph.start;
  for (const run of runs) {
    if (run.start < position) continue;
    const closer = closers.next(run.end - run.start, run.end);
    if (closer !== null) spans.push({ start: run.start, end: closer.end });
    position = closer?.end ?? run.end;
  }
  return spans;
}

/** Looks closers up in order, so that a text of nothing but odd backticks stays linear. */
function closersByLength(runs: readonly Span[]): { next(length: number, from: number): Span | null } {
  const byLength = new Map<number, { runs: Span[]; at: number }>();
  for (const run of runs) {
    const length = run.end - run.start;
    const same = byLength.get(length);
    if (same === undefined) byLength.set(length, { runs: [run], at: 0 });
    else same.runs.push(run);
  }
  return {
    next(length, from) {
      const same = byLength.get(length);
      if (same === undefined) return null;
      let run = same.runs[same.at];
      while (run !== undefined && run.start < from) {
        same.at += 1;
        run = same.runs[same.at];
      }
      return run ?? null;
    },
  };
}

function blankOut(text: string, hidden: readonly Span[]): string {
  let visible = '';
  let position = 0;
  for (const span of hidden.toSorted((a, b) => a.start - b.start)) {
    visible += text.slice(position, span.start) + text.slice(span.start, span.end).replace(/[^\r\n]/g, ' ');
    position = span.end;
  }
  return visible + text.slice(position);
}
