import type { Remove } from './removed.ts';
import { cleanAddress } from './tags.ts';

/** What stands before the content of a line in quotes and lists. */
export const PREFIX = /(?:[ \t>]|[-*+](?=[ \t])|[0-9]{1,9}[.)](?=[ \t]))*/y;

const FENCE = /( {0,3})(`{3,}|~{3,})([^\n]*)(?:\n|$)/y;

/**
 * A fenced block of code at the beginning of a line. One that is indented may belong to a list and end with it, so it
 * ends where a line is indented less. Of what stands behind the fence a reader sees nothing; its first word says which
 * language it is.
 */
export function readFence(text: string, at: number): { shown: string; note: boolean; end: number } | null {
  FENCE.lastIndex = at;
  const [line, indentation = '', marks = '', behind = ''] = FENCE.exec(text) ?? [];
  if (line === undefined || (marks.startsWith('`') && behind.includes('`'))) return null;
  const [language = ''] = /^[ \t]*(?:[\w+#.-]{0,32}(?![^\s]))?/.exec(behind) ?? [];
  const note = behind.slice(language.length).trim() !== '';
  const end = endOfFence(text, at + line.length, indentation.length, marks);
  const first = note
    ? `${indentation}${marks}${language}${behind.endsWith('\r') ? '\r' : ''}${line.endsWith('\n') ? '\n' : ''}`
    : line;
  return { shown: first + text.slice(at + line.length, end), note, end };
}

function endOfFence(text: string, start: number, indentation: number, marks: string): number {
  for (let at = start; at < text.length;) {
    const newline = text.indexOf('\n', at);
    const end = newline === -1 ? text.length : newline + 1;
    const line = text.slice(at, end).trimEnd();
    const content = line.trimStart();
    if (content !== '' && line.length - content.length < indentation) return at;
    if (content.startsWith(marks) && line.length - content.length <= 3 && isOnly(content, marks[0] ?? ''))
      return end;
    at = end;
  }
  return text.length;
}

function isOnly(text: string, sign: string): boolean {
  for (const character of text) if (character !== sign) return false;
  return true;
}

// A footnote is shown.
const DEFINED =
  /\[(?!\^)(?!\s*\])((?:\\[^]|[^[\]\\]){1,999})\]:[ \t]*(?:\r?\n[ \t>]*)?(?:<[^<>\n]*>|[^\s<]\S*)/y;
const TITLE = /(?:"(?:\\[^]|[^"\\])*"|'(?:\\[^]|[^'\\])*'|\((?:\\[^]|[^()\\])*\))/y;
const GAP = /[ \t]*(?:\r?\n[ \t>]*)?/y;
const END_OF_LINE = /[ \t\r]*(?=\n|$)/y;

/** Where the definition of a link ends; nothing of it is shown. `null`: none begins here. */
export function readDefinition(text: string, at: number): number | null {
  const address = after(DEFINED, text, at);
  if (address === null) return null;
  const gap = after(GAP, text, address) ?? address;
  const title = gap > address ? after(TITLE, text, gap) : null;
  const withTitle = title === null ? null : after(END_OF_LINE, text, title);
  return withTitle ?? after(END_OF_LINE, text, address);
}

const LABEL = /\[(?:\\[^]|[^[\]\\]){0,999}\]/y;

/** Where the label of a link ends that names its definition. */
export function readLabel(text: string, at: number): number | null {
  return after(LABEL, text, at);
}

const SPACE = /\s*/y;
const BRACKETED = /<[^<>\n]*>/y;

/** The address of a link or an image in parentheses, as far as it matters: without title and query. */
export function readTarget(text: string, at: number, remove: Remove): { shown: string; end: number } | null {
  if (text[at] !== '(') return null;
  const start = after(SPACE, text, at + 1) ?? at + 1;
  const end = after(BRACKETED, text, start) ?? endOfAddress(text, start);
  const gap = after(SPACE, text, end) ?? end;
  const title = gap > end ? after(TITLE, text, gap) : null;
  const close = title === null ? gap : (after(SPACE, text, title) ?? title);
  if (text[close] !== ')') return null;
  if (title !== null) remove('link-title');
  const address = cleanAddress(text.slice(start, end), remove);
  const rest = title === null ? text.slice(end, close) : '';
  return { shown: `${text.slice(at, start)}${address}${rest})`, end: close + 1 };
}

/** No browser takes longer ones. */
const LONGEST_ADDRESS = 4096;
/** As CommonMark's own parsers have it. */
const DEEPEST = 32;

const [SPACE_CODE, BACKSLASH, OPEN, CLOSE] = [0x20, 0x5c, 0x28, 0x29] as const;

function endOfAddress(text: string, start: number): number {
  const last = Math.min(start + LONGEST_ADDRESS, text.length);
  let depth = 0;
  let at = start;
  for (; at < last; at += 1) {
    const code = text.charCodeAt(at);
    if (code <= SPACE_CODE) return at;
    if (code === BACKSLASH) at += 1;
    else if (code === OPEN) depth += 1;
    else if (code === CLOSE) depth -= 1;
    if (depth < 0 || depth > DEEPEST) return at;
  }
  return Math.min(at, last);
}

function after(pattern: RegExp, text: string, at: number): number | null {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : null;
}
