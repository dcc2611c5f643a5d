import { readEntity } from './entities.ts';
import { readDefinition, readFence, readLabel, readTarget, PREFIX } from './markdown.ts';
import type { Hidden, Remove } from './removed.ts';
import { readTag, type Tag } from './tags.ts';

/**
 * One way through a text of Markdown: what a reader of the page would not see is left out, entities become what they
 * stand for. Blocks of code and code in a line stay as they are; where it is not sure that the host takes something
 * for code, it is not. What comes together by this is for the next time through.
 */
export function withoutHiddenMarkup(text: string, remove: Remove): string {
  return new Passage(text, remove).read();
}

/** Longer code in a line is cleaned like text. */
const LONGEST_CODE = 2000;

const SPECIAL = /[<&`[\]!\\\n]/g;
const AUTOLINK = /<(?:[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]{0,2048}|[\w.+-]{1,64}@[\w.-]{1,255})>/y;
const BLANK = /[ \t\r]*(?:\n|$)/y;
const HTML = /<[A-Za-z/!?]/y;
const HTML_OF_ONE_LINE = /<(?:!--|\?|!\[CDATA\[|![A-Za-z])/y;
const RAW_ELEMENT = /<(?:pre|script|style|textarea)(?=[\s>])/iy;
const RAW_END = /<\/(?:pre|script|style|textarea)>[^\n]*/gi;

/** What begins and ends what is never shown; where the end is missing, a browser hides all the rest. */
const UNSHOWN: readonly { readonly kind: Hidden; readonly begin: string; readonly end: string }[] = [
  { kind: 'comment', begin: '<!--', end: '-->' },
  { kind: 'cdata', begin: '<![CDATA[', end: ']]>' },
  { kind: 'processing-instruction', begin: '<?', end: '?>' },
  { kind: 'declaration', begin: '<!', end: '>' },
];

/** An open bracket, and the output that stood before what is in it. */
interface Bracket {
  readonly mark: number;
  readonly image: boolean;
}

class Passage {
  readonly #text: string;
  readonly #remove: Remove;
  readonly #shown: string[] = [];
  readonly #hasDefinitions: boolean;
  #at = 0;
  #brackets: Bracket[] = [];
  /** The paragraph has a run of backticks without a partner: where code begins and ends is not sure. */
  #unsure = false;
  /** In a block of HTML, where Markdown means nothing: up to the end of the line, a blank line or an offset. */
  #html: 'no' | 'line' | 'block' | { readonly until: number } = 'no';
  /** The element that hides what is being read, and the output that stood before it. */
  #hiding: { readonly name: string; readonly mark: number; depth: number } | null = null;
  /** How many tags of a name were dropped whose ends are still to come. */
  readonly #dropped = new Map<string, number>();

  constructor(text: string, remove: Remove) {
    this.#text = text;
    this.#remove = remove;
    this.#hasDefinitions = text.includes(']:');
  }

  read(): string {
    const text = this.#text;
    while (this.#at < text.length) {
      if (this.#at === 0 || text[this.#at - 1] === '\n') {
        const begin = this.#at;
        this.#beginLine();
        if (this.#at > begin) continue;
      }
      SPECIAL.lastIndex = this.#at;
      const next = SPECIAL.exec(text)?.index ?? text.length;
      this.#show(next);
      if (next < text.length) this.#readSpecial(text[next] ?? '');
    }
    return this.#shown.join('');
  }

  #beginLine(): void {
    const at = this.#at;
    const text = this.#text;
    if (matches(BLANK, text, at)) {
      this.#unsure = false;
      this.#brackets = [];
      if (this.#html === 'block') this.#html = 'no';
    }
    if (this.#html === 'line') this.#html = 'no';
    if (typeof this.#html === 'object' && this.#html.until <= at) this.#html = 'no';
    if (this.#html === 'no') {
      const fence = readFence(text, at);
      if (fence !== null) {
        if (fence.note) this.#remove('fence-note');
        this.#shown.push(fence.shown);
        this.#at = fence.end;
        return;
      }
    }
    PREFIX.lastIndex = at;
    PREFIX.test(text);
    const content = PREFIX.lastIndex;
    const definition = readDefinition(text, content);
    if (definition !== null) {
      this.#show(content);
      this.#leaveOut('link-definition', definition);
    } else if (this.#html === 'no' && matches(HTML, text, content) && !matches(AUTOLINK, text, content)) {
      this.#html = this.#htmlAt(content);
    }
  }

  #htmlAt(content: number): 'line' | 'block' | { until: number } {
    if (matches(HTML_OF_ONE_LINE, this.#text, content)) return 'line';
    if (!matches(RAW_ELEMENT, this.#text, content)) return 'block';
    RAW_END.lastIndex = content;
    return { until: RAW_END.test(this.#text) ? RAW_END.lastIndex : this.#text.length };
  }

  #readSpecial(sign: string): void {
    switch (sign) {
      case '<':
        return this.#readAngle();
      case '&':
        return this.#readEntity();
      case '`':
        return this.#readBackticks();
      case '[':
        this.#show(this.#at + 1);
        this.#brackets.push({ mark: this.#shown.length, image: false });
        return;
      case ']':
        return this.#endBracket();
      case '!':
        if (this.#text[this.#at + 1] !== '[') return this.#show(this.#at + 1);
        this.#show(this.#at + 2);
        this.#brackets.push({ mark: this.#shown.length, image: true });
        return;
      case '\\':
        return this.#show(this.#at + (/[`[\]!\\]/.test(this.#text[this.#at + 1] ?? '') ? 2 : 1));
      default:
        return this.#show(this.#at + 1);
    }
  }

  #readEntity(): void {
    const entity = readEntity(this.#text, this.#at);
    if (entity === null) return this.#show(this.#at + 1);
    this.#shown.push(entity.character);
    this.#at = entity.end;
  }

  #readBackticks(): void {
    const text = this.#text;
    let end = this.#at;
    while (text[end] === '`') end += 1;
    const run = text.slice(this.#at, end);
    const line = text.slice(end, end + LONGEST_CODE).split('\n', 1)[0] ?? '';
    const close = this.#html !== 'no' || this.#unsure ? -1 : closingRun(line, run.length);
    const code = line.slice(0, Math.max(close, 0));
    // In a table a bar ends a cell, in code or not.
    if (close === -1 || code.includes('|')) {
      this.#unsure = true;
      return this.#show(end);
    }
    this.#show(end + close + run.length);
  }

  #readAngle(): void {
    const text = this.#text;
    const at = this.#at;
    const unshown = UNSHOWN.find(({ begin }) => text.startsWith(begin, at));
    if (unshown !== undefined) {
      const { kind, begin, end } = unshown;
      // A comment may end with the dashes that it begins with.
      const found = text.indexOf(end, at + (kind === 'comment' ? 2 : begin.length));
      return this.#leaveOut(kind, found === -1 ? text.length : found + end.length);
    }
    AUTOLINK.lastIndex = at;
    if (AUTOLINK.test(text)) return this.#show(AUTOLINK.lastIndex);
    const tag = readTag(text, at, this.#html !== 'no', this.#remove);
    if (tag === null) return this.#show(at + 1);
    this.#shown.push(tag.shown);
    this.#at = tag.end;
    this.#tellDropped(tag);
    const hiding = this.#hiding;
    if (hiding === null) {
      if (!tag.hides) return;
      this.#remove('hidden-element');
      this.#hiding = { name: tag.name, mark: this.#shown.length, depth: 1 };
    } else if (tag.name === hiding.name) {
      hiding.depth += tag.kind === 'open' ? 1 : -1;
      if (hiding.depth > 0) return;
      this.#shown.length = hiding.mark;
      this.#brackets = this.#brackets.filter(({ mark }) => mark <= hiding.mark);
      this.#hiding = null;
    }
  }

  /** A pair of tags is told of once, with its beginning; an end alone by itself. */
  #tellDropped({ name, kind, dropped }: Tag): void {
    if (dropped === undefined) return;
    const open = this.#dropped.get(name) ?? 0;
    if (kind === 'open' || open === 0) this.#remove(dropped);
    this.#dropped.set(name, kind === 'open' ? open + 1 : Math.max(open - 1, 0));
  }

  #endBracket(): void {
    const text = this.#text;
    const bracket = this.#brackets.pop();
    this.#show(this.#at + 1);
    if (bracket === undefined) return;
    const target = readTarget(text, this.#at, this.#remove);
    const label = target === null && this.#hasDefinitions ? readLabel(text, this.#at) : null;
    if (bracket.image && (target !== null || this.#hasDefinitions)) this.#dropAlternative(bracket);
    if (target !== null) {
      this.#shown.push(target.shown);
      this.#at = target.end;
    } else if (label !== null) this.#leaveOut('link-label', label);
  }

  /** An image is seen, its words are not. */
  #dropAlternative({ mark }: Bracket): void {
    // The closing bracket is the last that was shown.
    if (this.#shown.length <= mark + 1) return;
    this.#shown.length = mark;
    this.#shown.push(']');
    this.#remove('alt-text');
  }

  #show(end: number): void {
    if (end > this.#at) this.#shown.push(this.#text.slice(this.#at, end));
    this.#at = end;
  }

  #leaveOut(kind: Hidden, end: number): void {
    this.#remove(kind);
    this.#at = end;
  }
}

/** Where the next run of exactly so many backticks begins. */
function closingRun(line: string, length: number): number {
  for (const { 0: run, index } of line.matchAll(/`+/g)) if (run.length === length) return index;
  return -1;
}

function matches(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}
