import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeRemoved, type Hidden } from '../../src/sanitiser/removed.ts';
import { sanitise } from '../../src/sanitiser/sanitise.ts';
import { growthOf } from '../doubles/growth.ts';

const tags = Array.from('evil')
  .map((letter) => String.fromCodePoint(0xe0000 + (letter.codePointAt(0) ?? 0)))
  .join('');

/** What stands before, what is left of it, and as what the rest was taken out. `evil` stands for what nobody may see. */
const probes: readonly (readonly [name: string, text: string, left: string, ...kinds: Hidden[]])[] = [
  ['a closed comment', 'a <!-- evil --> b', 'a  b', 'comment'],
  ['an alternative text over several lines', '![one\nevil](i.png)', '![](i.png)', 'alt-text'],
  ['an unterminated comment', 'a <!-- evil\n\nevil', 'a ', 'comment'],
  ['a comment of entities', '&#60;!-- evil --&#62; b', ' b', 'comment'],
  ['a comment of entities of entities', '&amp;#x26;lt;!-- evil --&gt; b', ' b', 'comment'],
  ['an entity that is finished by another one', '&lt&#59;!-- evil --> b', ' b', 'comment'],
  ['a split comment', 'a <!-<!-- evil -->- evil', 'a - evil', 'declaration'],
  ['tag characters', `a${tags}b`, 'ab', 'tag-character'],
  ['variation selectors', 'a\uFE01b\u{E0101}\uFE0F', 'ab', 'variation-selector'],
  ['a word joiner', 'a\u2060b', 'ab', 'invisible-character'],
  ['a Mongolian vowel separator', 'a\u180Eb', 'ab', 'invisible-character'],
  ['a Hangul filler', 'a\u3164b', 'ab', 'invisible-character'],
  ['a left-to-right mark', 'a\u200Eb', 'ab', 'bidi-control'],
  ['a definition that is a comment', 'a\n\n[//]: # (evil)\n\nb', 'a\n\n\n\nb', 'link-definition'],
  ['a link title in parentheses', '[a](b (evil))', '[a](b)', 'link-title'],
  [
    'a source for another medium',
    '<picture><source media="evil" srcset="evil"><img src="i.png"></picture>',
    '<img src="i.png">',
    'media-source',
  ],
  [
    'an element that is not displayed',
    'a <span style="display:none">evil</span> b',
    'a  b',
    'hidden-element',
  ],
  ['a class', '<b class="evil">a</b>', '<b>a</b>', 'attribute'],
  ['an alternative text with brackets', '![a [evil] [b [evil]]](i.png)', '![](i.png)', 'alt-text'],
  ['a processing instruction', 'a <?evil ?> b', 'a  b', 'processing-instruction'],
  ['a section of character data', 'a <![CDATA[evil]]> b', 'a  b', 'cdata'],
  ['a declaration', 'a <!X evil> b', 'a  b', 'declaration'],
  [
    'the query of an image',
    '![](https://h.example/i.png?evil=1)',
    '![](https://h.example/i.png)',
    'url-query',
  ],
  [
    'the query of an anchor',
    '<a href="https://h.example/p?evil#evil%20">a</a>',
    '<a href="https://h.example/p">a</a>',
    'url-query',
  ],
  ['a fold', '<details><summary>one</summary>two</details>', 'onetwo', 'fold'],
];

describe('I17 what is hidden from a reader is taken out, and reported by its kind:', () => {
  test.each(probes)('%s', (_name, text, left, ...kinds) => {
    const { text: clean, removed } = sanitise(text);
    expect(clean).toBe(left);
    expect(removed.map(({ kind }) => kind)).toEqual(kinds);
  });

  const more: typeof probes = [
    ['an attribute that hides', '<p hidden>evil <b>evil</b></p>a', 'a', 'hidden-element'],
    ['elements within their like', '<div hidden><div>evil</div>evil</div>a', 'a', 'hidden-element'],
    ['a script', '<script>evil</script>a', 'a', 'hidden-element'],
    ['a data attribute', "<i data-x='evil' title=evil>a</i>", '<i>a</i>', 'attribute'],
    ['attributes of a closing tag in a block', '<div>\na</div evil>', '<div>\na</div>', 'attribute'],
    ['a comment in a quote', '> <!-- evil -->\n> a', '> \n> a', 'comment'],
    [
      'a comment that looks like code to a hasty reader',
      '- ```\n\n<!-- evil -->\n',
      '- ```\n\n\n',
      'comment',
    ],
    ['a comment behind a list with an open fence', '- a\n  ```\n<!-- evil -->', '- a\n  ```\n', 'comment'],
    [
      'a comment in a block of HTML between fences',
      '<div>\n```\n<!-- evil -->\n```\n</div>',
      '<div>\n```\n\n```\n</div>',
      'comment',
    ],
    ['a comment between escaped backticks', '\\`<!-- evil -->`', '\\``', 'comment'],
    [
      'a comment between code that began a line before',
      'a ` b\nc ` <!-- evil --> ` d',
      'a ` b\nc `  ` d',
      'comment',
    ],
    ['a comment in two cells', '| ` | <!-- evil --> ` |', '| ` |  ` |', 'comment'],
    ['a note behind a fence', '```diff evil evil\n+a\n```\n', '```diff\n+a\n```\n', 'fence-note'],
    ['a title in double quotes', '[a](b "evil")', '[a](b)', 'link-title'],
    ['a title on the next line', "[a](b\n'evil')", '[a](b)', 'link-title'],
    ['a definition over several lines', 'a\n\n[b]:\n  c\n  "evil\nevil"\n', 'a\n\n\n', 'link-definition'],
    ['a label', '[a][evil]\n\n[evil]: b', '[a]\n\n', 'link-label', 'link-definition'],
    ['an override of direction', 'a\u202Eb\u2066c', 'abc', 'bidi-control'],
    ['zero width', 'a\u200Bb\uFEFFc\u00ADd', 'abcd', 'invisible-character'],
    ['the entity of such', 'a&ZeroWidthSpace;b&#8203;c', 'abc', 'invisible-character'],
    ['controls', 'a\u001B[8mb\rc\u0000', 'a[8mbc', 'control-character'],
    ['tag characters in code', `\`\`\`\na${tags}\n\`\`\`\n`, '```\na\n```\n', 'tag-character'],
  ];
  test.each(more)('%s', (_name, text, left, ...kinds) => {
    const { text: clean, removed } = sanitise(text);
    expect(clean).toBe(left);
    expect(removed.map(({ kind }) => kind)).toEqual(kinds);
  });
});

describe('what a reader sees stays as it is:', () => {
  test.each([
    [
      'plain words',
      'Fix the parser, please: a < b && c > d; 2 * 3 [sic] (really) ~ `x`!\r\n\r\nThanks & bye\t\n',
    ],
    [
      'a fenced diff',
      '```diff\r\n--- a/x.html\r\n+++ b/x.html\r\n@@ -1 +1,2 @@\r\n <!-- kept -->\r\n+<p hidden class="a">&lt;</p> [x]: y "z"\r\n```\r\nEnd',
    ],
    [
      'a fence with a blank line and backticks in it',
      '````md a\n```\n<!-- b -->\n\n```\n````\n'.replace(' a', ''),
    ],
    ['a fence of tildes', '~~~\n<!-- a -->\n~~~\n'],
    ['an open fence', 'a\n\n```\n<!-- b -->\n'],
    ['a fence in a list', '1. a\n   ```diff\n   +<!-- b -->\n   ```\n'],
    ['a fence after a comment', '```\n<!-- a -->\n```'],
    ['code in a line', 'Wrap it in `<details>` and put `<!-- wholly -->` or ``a ` <b hidden>`` there'],
    [
      'links and images',
      '[a](https://h.example/p#L10) ![](i.png) <https://h.example/?a=b> <me@h.example> https://h.example/?a=b',
    ],
    ['a footnote', 'a[^1]\n\n[^1]: shown'],
    ['a task list', '- [ ] one\n- [x] two\n'],
    ['generic types', 'Map<String, List<Integer>> and Array<string>'],
    ['emoji', '👩‍💻 ❤️ ✌🏽 1️⃣ 🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F} 🇩🇪 👨‍👩‍👧‍👦 🏳️‍🌈'],
    ['Hebrew, Arabic and Persian', 'שָׁלוֹם عَرَبِيّ می\u200Cخواهم'],
    ['Indic scripts', 'क्\u200Dष ക്\u200D'.replace('ക്\u200D', 'ക്ക')],
    ['Chinese, Japanese and Korean', '漢字 かな カナ 한글 ，。'],
    ['letters with accents in two characters', 'e\u0301 n\u0303'],
  ])('%s', (_name, text) => {
    expect(sanitise(text)).toEqual({ text, removed: [] });
  });
});

const pieces = fc.constantFrom(
  '<!--',
  '-->',
  '<!-',
  '-',
  '<',
  '>',
  '&',
  '&lt;',
  '&#60;',
  '&lt',
  '&#59;',
  '&amp;',
  ';',
  '<?',
  '?>',
  '<![CDATA[',
  ']]>',
  '<!X ',
  '```',
  '````',
  '~~~',
  '`',
  '``',
  '\n',
  '\n\n',
  '\r\n',
  '\r',
  ' ',
  '    ',
  '> ',
  '- ',
  '1. ',
  '[',
  ']',
  '![',
  '](',
  ')',
  '[a]: b',
  ' "',
  "'",
  '(',
  '"',
  '<b hidden>',
  '</b>',
  '<div>',
  '</div>',
  '<pre>',
  '</pre>',
  '<a href="x?y">',
  '<x ',
  'class=',
  '\\',
  '|',
  'a',
  'evil',
  '\u200D',
  '\u200B',
  '❤',
  '\uFE0F',
  '👩',
  '1',
  '\u20E3',
  '<details>',
  '</details>',
  '<script>',
  '</script>',
  '[^1]',
  '!',
  '#',
  '?',
  tags,
);
const texts = fc.oneof(
  fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 200 }),
);

test('what is clean stays the same, whatever it was made of', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const { text: clean } = sanitise(text);
      expect(sanitise(clean)).toEqual({ text: clean, removed: [] });
    }),
    { numRuns: 3000 },
  );
});

/** The entity of a character, whose last digit is the entity of that digit, and so on: each reading finishes one. */
function nested(code: number, depth: number): string {
  const digits = String(code);
  if (depth === 0) return `&#${digits};`;
  return `&#${digits.slice(0, -1)}${nested(digits.charCodeAt(digits.length - 1), depth - 1)};`;
}

test('I17 of what is nested without end nothing is left that could become markup, and that is told', () => {
  for (const depth of [8, 20, 200]) {
    const { text: clean, removed } = sanitise(`${nested(60, depth)}!-- evil --> seen`);
    expect(clean).not.toMatch(/[<&[`~]/);
    expect(removed.map(({ kind }) => kind)).toContain('deep-nesting');
  }
});

test.each(['<x >', '<x/>', '</x >', '<a  href="y" >', '<x\n>'])(
  'a tag that hides nothing stays as it was written: %j',
  (tag) => {
    expect(sanitise(tag)).toEqual({ text: tag, removed: [] });
  },
);

test('nothing is taken out without being reported, and nothing is added', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const { text: clean, removed } = sanitise(text);
      expect(clean.length).toBeLessThanOrEqual(text.length);
      // Entities become what they stand for, which takes nothing from anybody.
      expect(removed.length > 0 || text.includes('&') || clean === text).toBe(true);
    }),
    { numRuns: 3000, examples: [['[](> )'], ['[x]( a\t)'], ['![x](\n<a> )']] },
  );
});

test('a comment outside of code is never left, however it is put together', () => {
  const outside = pieces.filter((piece) => !/[`~]/.test(piece));
  fc.assert(
    fc.property(fc.array(outside, { maxLength: 80 }), (parts) => {
      expect(sanitise(parts.join('')).text).not.toContain('<!--');
    }),
    { numRuns: 2000 },
  );
});

const hostile = [
  '<!--',
  '<!-',
  '<',
  '<a ',
  '<a b="',
  '<a b=\'<a c="',
  '<b hidden>',
  '<pre>\n',
  '[',
  '![',
  '](',
  '![](',
  '[a](b "',
  '[a]: b "\n',
  '[a]:\n',
  '][',
  '&',
  '&#',
  '&amp;',
  '&#59;',
  '&lt&#59',
  '`',
  '` ``',
  '```\n',
  '``` a\n',
  '~~~a b\n\n',
  '\\',
  '> ',
  '- ',
  '\n',
  '\r',
  ' ',
  '<?',
  '<![CDATA[',
  '<!X',
  '\u200B',
  '\uFE0F',
  '👩\u200D',
  '\u{E0041}',
  '<x y',
  '</',
  '</a ',
  '1. ',
  '<div>\n<a "',
  '<http:',
  'a@',
  '<a@',
  '<!-<!-- x -->',
  '[a](',
  '(',
  '[a](<',
];

test.each(hostile)('what %j takes again and again grows with the text, not with its square', (unit) => {
  expect(growthOf(sanitise, unit.repeat(Math.ceil(12_500 / unit.length)))).toBeLessThan(1.5);
});

test('a text of everything hostile takes no more than its length, either', () => {
  const text = hostile
    .map((unit) => unit.repeat(Math.ceil(62_500 / hostile.length / unit.length)))
    .join('\n\n');
  expect(growthOf(sanitise, text)).toBeLessThan(1.5);
});

test('what was removed is told in one line', () => {
  expect(describeRemoved([])).toBeNull();
  expect(describeRemoved(sanitise('<!-- a --><!-- b -->[a](b "c")').removed)).toMatch(
    /comment \(2\).*link title \(1\)/,
  );
});
