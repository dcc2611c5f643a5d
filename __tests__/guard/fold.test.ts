import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fold } from '../../src/guard/fold.ts';

const same: readonly (readonly [string, string])[] = [
  ['readme', 'README'],
  ['\u00e9', 'e\u0301'],
  ['\u00c9', 'e\u0301'],
  ['stra\u00dfe', 'STRASSE'],
  ['\u1e9e', '\u00df'],
  ['\u03c3\u03b1\u03c2', '\u03a3\u0391\u03a3'],
  ['\u212a', 'k'],
  ['\u017f', 's'],
  ['\ufb01', 'FI'],
  ['\u0130', 'i\u0307'],
  ['\u1f80', '\u1f00\u03b9'],
  ['\uac00', '\u1100\u1161'],
  ['\u{10400}', '\u{10428}'],
];

test.each(same)('%j and %j have one key', (a, b) => {
  expect(fold(a)).toBe(fold(b));
});

test.each([
  ['\u0131', 'i'],
  ['a', 'b'],
  ['a', '\u00e4'],
  ['\u200c', ''],
])('%j and %j have two keys', (a, b) => {
  expect(fold(a)).not.toBe(fold(b));
});

test('a key is the key of itself and of every spelling', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 8 }), (text) => {
      const key = fold(text);
      expect(fold(key)).toBe(key);
      expect(fold(text.normalize('NFC'))).toBe(key);
      expect(fold(text.normalize('NFD'))).toBe(key);
      expect(fold(text.toLowerCase())).toBe(key);
    }),
  );
});
