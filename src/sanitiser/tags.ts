import type { Hidden, Remove } from './removed.ts';

export interface Tag {
  /** In lower case. */
  readonly name: string;
  readonly kind: 'open' | 'close';
  /** What it hides: all up to its closing tag, if it has one. */
  readonly hides: boolean;
  /** What is left of it; empty where all of it goes. */
  readonly shown: string;
  /** As what all of it goes, with its other end. */
  readonly dropped?: Hidden;
  readonly end: number;
}

const NAME = /<(\/?)([A-Za-z][A-Za-z0-9-]*)/y;
const ATTRIBUTE = /\s+([A-Za-z_:@][\w.:@-]*)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'=<>`]+))?/y;
const END = /\s*\/?>/y;
const LOOSE_END = /[^<>]{0,4096}>/y;

/** Longer than any tag that people write, so that a hostile one cannot take long. */
const LONGEST = 8192;
const LONGEST_NAME = 40;

/** Attributes that a reader sees the effect of. */
const SEEN: ReadonlySet<string> = new Set([
  'href',
  'src',
  'width',
  'height',
  'align',
  'colspan',
  'rowspan',
  'start',
]);

/** Nothing in them is shown. */
const UNSHOWN: ReadonlySet<string> = new Set([
  'script',
  'style',
  'template',
  'noscript',
  'title',
  'datalist',
]);

/** They have no closing tag. */
const VOID: ReadonlySet<string> = new Set([
  'area',
  'br',
  'col',
  'embed',
  'hr',
  'img',
  'input',
  'link',
  'meta',
  'source',
  'track',
  'wbr',
]);

const FOLDS: ReadonlySet<string> = new Set(['details', 'summary']);
const SOURCES: ReadonlySet<string> = new Set(['picture', 'source', 'track']);

/**
 * Reads one tag as CommonMark does, or in a block of HTML as loosely as browsers do, and leaves of it what a reader
 * sees. `null`: no tag begins here.
 */
export function readTag(text: string, start: number, loose: boolean, remove: Remove): Tag | null {
  NAME.lastIndex = start;
  const [, slash, written = ''] = NAME.exec(text) ?? [];
  if (slash === undefined) return null;
  const name = written.toLowerCase();
  const kind = slash === '' ? 'open' : 'close';
  const attributes: { name: string; value: string | null }[] = [];
  let end = NAME.lastIndex;
  for (;;) {
    ATTRIBUTE.lastIndex = end;
    const match = end - start > LONGEST ? null : ATTRIBUTE.exec(text);
    if (match === null) break;
    attributes.push({ name: match[1]?.toLowerCase() ?? '', value: match[2] ?? null });
    end = ATTRIBUTE.lastIndex;
  }
  const strict = endOf(END, text, end);
  if (strict === null || (kind === 'close' && attributes.length > 0)) {
    const lax = loose ? endOf(LOOSE_END, text, NAME.lastIndex) : null;
    if (lax === null) return null;
    remove('attribute');
    return { name, kind, hides: false, shown: kind === 'close' ? `</${written}>` : '', end: lax };
  }
  const whole = { name, kind, hides: false, end: strict } as const;
  if (FOLDS.has(name) || SOURCES.has(name) || name.length > LONGEST_NAME) {
    return { ...whole, shown: '', dropped: kindOfTag(name) };
  }
  const asWritten = text.slice(start, strict);
  if (kind === 'close') return { ...whole, shown: asWritten };
  const hides =
    !VOID.has(name) &&
    (UNSHOWN.has(name) ||
      attributes.some((attribute) => attribute.name === 'hidden' || attribute.name === 'style'));
  // What is hidden is told of once, as the whole that it is.
  if (hides) return { ...whole, hides, shown: '' };
  let untouched = true;
  const left = attributes.flatMap((attribute) => {
    const value =
      SEEN.has(attribute.name) && attribute.value !== null ? cleanAddress(attribute.value, remove) : null;
    if (value !== null && value === attribute.value) return [` ${attribute.name}=${value}`];
    untouched = false;
    if (value !== null) return [` ${attribute.name}=${value}`];
    remove('attribute');
    return [];
  });
  return { ...whole, shown: untouched ? asWritten : `<${written}${left.join('')}>` };
}

/** A reader sees neither query nor fragment; the fragments that hosts make are short. */
export function cleanAddress(address: string, remove: Remove): string {
  const [, open = '', inner = ''] = /^(["'<]?)([^]*?)["'>]?$/.exec(address) ?? [];
  const [place = ''] = /^[^\s?#]*/.exec(inner) ?? [];
  const [fragment = ''] = /#[\w.-]{1,64}$/.exec(inner) ?? [];
  const left = `${place}${fragment}`;
  if (left === inner) return address;
  remove('url-query');
  return `${open}${left}${open === '<' ? '>' : open}`;
}

function kindOfTag(name: string): 'fold' | 'media-source' | 'attribute' {
  if (FOLDS.has(name)) return 'fold';
  return SOURCES.has(name) ? 'media-source' : 'attribute';
}

function endOf(pattern: RegExp, text: string, at: number): number | null {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : null;
}
