import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planSecretScan } from '../../src/secrets/scan.ts';

const TOKEN = 'ghp_8Zq1xVw9LmN3rT5yU7iO0pA2sD4fG6hJkLzX';
const redact = (text: string, ...values: string[]): string => planSecretScan(values).redact(text);

test.each([
  ['as it is', `a ${TOKEN} b`, 'a *** b'],
  ['twice', `${TOKEN} and ${TOKEN}`, '*** and ***'],
  ['next to itself', `${TOKEN}${TOKEN}`, '***'],
  ['half of it', `a ${TOKEN.slice(0, 20)} b`, 'a *** b'],
  ['between letters that are not ASCII', `ü${TOKEN}😀`, 'ü***😀'],
  ['too little of it', `a ${TOKEN.slice(0, 12)} b`, `a ${TOKEN.slice(0, 12)} b`],
])('a value is blackened %s', (_how, text, shown) => {
  expect(redact(text, TOKEN)).toBe(shown);
});

test('a value is blackened in base64, whatever stands before it', () => {
  for (const before of ['', 'x', 'xy', 'xyz']) {
    const text = `see ${Buffer.from(`${before}${TOKEN}`).toString('base64')} there`;
    const shown = redact(text, TOKEN);
    expect(shown).toMatch(/^see .{0,6}\*\*\*.{0,4} there$/);
    expect(planSecretScan([TOKEN]).finds(Buffer.from(shown))).toBe(false);
  }
});

test('a value of one letter is no reason to shred a text, and none is no reason to touch it', () => {
  expect(redact('banana', 'a')).toBe('banana');
  expect(redact('banana')).toBe('banana');
});

test('of a token with a public part nothing is left', () => {
  const jwt = `eyJhbGciOiJIUzI1NiJ9.${randomBytes(30).toString('base64url')}.${randomBytes(30).toString('base64url')}`;
  expect(redact(`<${jwt}>`, jwt)).toBe('<***>');
});

test('whatever stands around it, no value is found afterwards and the rest stays', () => {
  const words = fc.string({ unit: 'grapheme', maxLength: 30 }).filter((text) => !text.includes('*'));
  fc.assert(
    fc.property(words, words, fc.integer({ min: 8, max: 40 }), (before, after, length) => {
      const secret = randomBytes(length).toString('hex').slice(0, length);
      const shown = redact(`${before}${secret}${after}`, secret);
      expect(shown.startsWith(before.slice(0, -1))).toBe(true);
      expect(shown).toContain('***');
      expect(planSecretScan([secret]).finds(Buffer.from(shown))).toBe(false);
    }),
    { numRuns: 500 },
  );
});
