/** Those that stand for markup or for nothing visible; all others are as good as the character they name. */
const NAMED: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['AMP', '&'],
  ['lt', '<'],
  ['LT', '<'],
  ['gt', '>'],
  ['GT', '>'],
  ['quot', '"'],
  ['QUOT', '"'],
  ['apos', "'"],
  ['excl', '!'],
  ['num', '#'],
  ['lpar', '('],
  ['rpar', ')'],
  ['lbrack', '['],
  ['lsqb', '['],
  ['rbrack', ']'],
  ['rsqb', ']'],
  ['grave', '`'],
  ['colon', ':'],
  ['semi', ';'],
  ['sol', '/'],
  ['quest', '?'],
  ['equals', '='],
  ['hyphen', '\u2010'],
  ['nbsp', '\u00A0'],
  ['NewLine', '\n'],
  ['Tab', '\t'],
  ['shy', '\u00AD'],
  ['zwj', '\u200D'],
  ['zwnj', '\u200C'],
  ['lrm', '\u200E'],
  ['rlm', '\u200F'],
  ['ZeroWidthSpace', '\u200B'],
  ['NegativeThinSpace', '\u200B'],
  ['NegativeMediumSpace', '\u200B'],
  ['NegativeThickSpace', '\u200B'],
  ['NegativeVeryThinSpace', '\u200B'],
  ['NoBreak', '\u2060'],
  ['ApplyFunction', '\u2061'],
  ['af', '\u2061'],
  ['InvisibleTimes', '\u2062'],
  ['it', '\u2062'],
  ['InvisibleComma', '\u2063'],
  ['ic', '\u2063'],
]);

const AFTER_AMPERSAND = /(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z]{2,31}));/y;

/**
 * The character that an entity at an ampersand stands for, and where it ends; an ampersand that is decoded may begin
 * the next one. `null` where none is.
 */
export function readEntity(text: string, ampersand: number): { character: string; end: number } | null {
  let found: { character: string; end: number } | null = null;
  for (let at = ampersand + 1; ;) {
    AFTER_AMPERSAND.lastIndex = at;
    const match = AFTER_AMPERSAND.exec(text);
    if (match === null) return found;
    const [, decimal, hexadecimal, name] = match;
    const character = name === undefined ? characterOf(decimal, hexadecimal) : NAMED.get(name);
    if (character === undefined) return found;
    at = AFTER_AMPERSAND.lastIndex;
    found = { character, end: at };
    if (character !== '&') return found;
  }
}

function characterOf(decimal: string | undefined, hexadecimal: string | undefined): string {
  const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal);
  // As CommonMark has it; a half of a surrogate pair is no character either.
  return code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)
    ? '\uFFFD'
    : String.fromCodePoint(code);
}
