import type { Command, Digest, MalformedCommand } from './command.ts';
import { foldCase } from './fold-case.ts';
import { findOwnWords, type OwnWords, type Span } from './own-words.ts';

export type ParsedComment =
  | { readonly kind: 'none' }
  | { readonly kind: 'asked'; readonly command: Command }
  | MalformedCommand;

type Place = 'issue' | 'pull-request';

/** Where the command stands in the text: everything outside of these two spans is what it is about. */
interface Found {
  readonly mention: Span;
  readonly word: Span;
  readonly name: string;
}

/**
 * The whole grammar of a comment. Quoted lines and code are taken out; the first word of what is left must be one of
 * `mentions` (each with its `@`, ASCII case-insensitive, one `,` or `:` may follow), the next one a command or free
 * text: `implement` on an issue, `revise` on a pull request. A mention with nothing after it asks for `help`.
 *
 * `fix` is `revise` on a pull request and an ordinary word on an issue ("fix the typo"). `undo`, `retry`, `apply` and
 * `discard` change things without reading what follows, so more words on their line are an error rather than a surprise;
 * `stop`, `status` and `help` change no file and ignore them.
 */
export function parseComment(text: string, mentions: readonly string[], on: Place): ParsedComment {
  const own = findOwnWords(text);
  const mention = findMention(own.visible, mentions);
  if (mention === null) return { kind: 'none' };
  const found = findCommand(own.visible, mention, on);
  if (found !== null) return readCommand(text, own, found);
  const wish = aboutOf(text, own, [mention]);
  if (wish === '') return asked({ kind: 'help' });
  return asked({ kind: on === 'issue' ? 'implement' : 'revise', text: wish });
}

function findMention(visible: string, mentions: readonly string[]): Span | null {
  const start = /^\s*/.exec(visible)?.[0].length ?? 0;
  let longest: Span | null = null;
  for (const mention of mentions.map((phrase) => phrase.trim())) {
    const end = start + mention.length;
    if (mention === '' || foldCase(visible.slice(start, end)) !== foldCase(mention)) continue;
    const after = /^(?:[,:]|(?=\s|$))/.exec(visible.slice(end, end + 1));
    if (after !== null && end > (longest?.end ?? 0)) longest = { start, end: end + after[0].length };
  }
  return longest;
}

const commandWords = new Set([
  'implement',
  'revise',
  'explain',
  'retry',
  'apply',
  'discard',
  'undo',
  'stop',
  'status',
  'help',
]);

function findCommand(visible: string, mention: Span, on: Place): Found | null {
  const words = /\s*(([A-Za-z]+)[.,:;!?]*)(?=\s|$)/y;
  words.lastIndex = mention.end;
  const match = words.exec(visible);
  const [, signs = '', word = ''] = match ?? [];
  const name = foldCase(word);
  const place = { start: words.lastIndex - signs.length, end: words.lastIndex };
  if (name === 'fix' && on === 'pull-request') return { mention, word: place, name: 'revise' };
  return commandWords.has(name) ? { mention, word: place, name } : null;
}

function readCommand(text: string, own: OwnWords, found: Found): ParsedComment {
  switch (found.name) {
    case 'implement':
    case 'revise':
    case 'explain':
      return asked({ kind: found.name, text: aboutOf(text, own, [found.mention, found.word]) });
    case 'apply':
    case 'discard':
      return readDigest(text, found.name, found.word.end);
    case 'retry':
    case 'undo':
      if (restOfLine(own.visible, found.word.end) !== '')
        return malformed(
          `\`${found.name}\` takes nothing after it; put your reasons on a line of their own.`,
        );
      return asked({ kind: found.name });
    case 'stop':
    case 'status':
      return asked({ kind: found.name });
    default:
      return asked({ kind: 'help' });
  }
}

function readDigest(text: string, name: 'apply' | 'discard', from: number): ParsedComment {
  // Read from the text itself: people copy the digest with the backticks that it is shown in.
  const given = restOfLine(text, from)
    .slice(0, 120)
    .replace(/^(`+)(.*)\1$/, '$2');
  const hex = /^(?:sha256:)?([0-9a-f]{64})$/.exec(given.trim().toLowerCase())?.[1];
  if (hex === undefined)
    return malformed(
      `\`${name}\` needs the whole digest of one change set and nothing else, as in \`${name} sha256:\` and 64 hexadecimal digits.`,
    );
  const digest: Digest = `sha256:${hex}`;
  return asked({ kind: name, digest });
}

function restOfLine(text: string, from: number): string {
  return (/^[^\r\n]*/.exec(text.slice(from))?.[0] ?? '').trim();
}

/** The text without its quoted lines and without the given spans, in order and otherwise as it was written. */
function aboutOf(text: string, own: OwnWords, without: readonly Span[]): string {
  const pieces: string[] = [];
  let position = 0;
  for (const span of [...without, { start: text.length, end: text.length }]) {
    const piece = withoutQuotes(text, own.quotes, { start: position, end: span.start });
    pieces.push(tidy(piece, position === 0));
    position = span.end;
  }
  return pieces.filter((piece) => piece !== '').join('\n');
}

function withoutQuotes(text: string, quotes: readonly Span[], part: Span): string {
  let kept = '';
  let position = part.start;
  for (const quote of quotes) {
    if (quote.end <= part.start || quote.start >= part.end) continue;
    kept += text.slice(position, quote.start);
    position = quote.end;
  }
  return kept + text.slice(Math.min(position, part.end), part.end);
}

/** Without the white space around it, but with the indentation of a first line that began as a line: it may be code. */
function tidy(piece: string, startsLine: boolean): string {
  const lead = /^\s*/.exec(piece)?.[0] ?? '';
  const lineStart = Math.max(lead.lastIndexOf('\n'), lead.lastIndexOf('\r')) + 1;
  return piece.slice(startsLine || lineStart > 0 ? lineStart : lead.length).trimEnd();
}

function asked(command: Command): ParsedComment {
  return { kind: 'asked', command };
}

function malformed(message: string): MalformedCommand {
  return { kind: 'malformed', message };
}
