import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseFences } from '../../src/agent/fences.ts';

const blocks = (text: string) => parseFences(text).map(({ language, lines }) => [language, ...lines]);

describe('fenced code blocks', () => {
  const cases: [title: string, text: string, expected: string[][]][] = [
    ['a block with its language in lower case', 'a\n```Diff title\nx\n```\nb', [['diff', 'x']]],
    ['a block without a language', '```\nx\n```', [['', 'x']]],
    ['tildes', '~~~diff\nx\n~~~', [['diff', 'x']]],
    ['a shorter fence inside a longer one', '````diff\n```\nx\n```\n````', [['diff', '```', 'x', '```']]],
    ['the other mark inside', '```diff\n~~~\n```', [['diff', '~~~']]],
    ['a block without an end, up to the end of the text', '```diff\nx', [['diff', 'x']]],
    ['an indented block, less its indent', '  ```diff\n   x\n y\n  ```', [['diff', ' x', 'y']]],
    ['no block that is indented as code', '    ```diff\n    x\n    ```', []],
    ['no quoted block', '> ```diff\n> x\n> ```', []],
    ['no block inside an HTML comment', '<!-- \n```diff\nx\n```\n-->\n```diff\ny\n```', [['diff', 'y']]],
    ['a block behind a comment of one line', '<!-- hi -->\n```diff\ny\n```', [['diff', 'y']]],
    [
      'a comment mark inside a block as text',
      '```diff\n<!--\n```\n```diff\ny\n```',
      [
        ['diff', '<!--'],
        ['diff', 'y'],
      ],
    ],
    ['backticks in a line of text', '``` a `b` ```\nx', []],
  ];
  test.each(cases)('sees %s', (_title, text, expected) => {
    expect(blocks(text)).toEqual(expected);
  });

  test('takes carriage returns away only where every line has one', () => {
    expect(blocks('a\r\n```diff\r\nx\r\n```')).toEqual([['diff', 'x']]);
    expect(blocks('a\n```diff\nx\r\n```')).toEqual([['diff', 'x\r']]);
  });

  test('gives back any lines that were fenced, whatever they are', () => {
    const line = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll(/[\r\n`~]/g, ''));
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        expect(blocks(['text', '````patch', ...lines, '````', 'text'].join('\n'))).toEqual([
          ['patch', ...lines],
        ]);
      }),
    );
  });
});
