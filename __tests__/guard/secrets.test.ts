import { generateKeyPairSync, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planSecretScan } from '../../src/secrets/scan.ts';
import { add, findingsOf, link, remove } from './subject.ts';

const token = 'ghp_8Zq1xVw9LmN3rT5yU7iO0pA2sD4fG6hJkLzX';

function found(content: string | Uint8Array, ...secrets: readonly string[]): boolean {
  return planSecretScan(secrets).finds(Buffer.from(content));
}

describe('C21 I5 I6 a value that the run knows is refused', () => {
  const secrets = [token];

  test('in a content, a link text and a path; the path is not told', () => {
    const base = { [`a/${token}`]: '' };
    const changes = [
      add('a.txt', `before ${token} after`),
      link('l', `x/${token}`),
      add(`p/${token}.txt`),
      remove(base, `a/${token}`),
      add('clean', 'nothing'),
    ];
    expect(findingsOf('secrets', { base, changes }, { secrets })).toEqual([
      'refuse',
      'refuse',
      'refuse a.txt',
      'refuse l',
    ]);
  });

  test('in a binary content, at its very beginning and end', () => {
    for (const parts of [[token, '\0\xff'], ['\0\xff', token], [token]]) {
      expect(found(Buffer.from(parts.join(''), 'latin1'), token)).toBe(true);
    }
  });

  test('of several, whichever it is', () => {
    const others = Array.from({ length: 20 }, () => randomBytes(24).toString('hex'));
    for (const secret of others) expect(found(`x${secret}y`, ...others)).toBe(true);
    expect(found(randomBytes(4096).toString('hex'), ...others)).toBe(false);
  });
});

const printable = fc.string({
  unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
  minLength: 8,
  maxLength: 60,
});
/** Not what the scan leaves out as public: the header of a JWT, the armour of a key. */
const values = printable.filter((text) => !text.includes('eyJ') && !text.includes('-----'));
const surroundings = fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes));

test('C21 any value is found in any surroundings, plain and in base64 at each alignment', () => {
  fc.assert(
    fc.property(values, surroundings, surroundings, (secret, before, after) => {
      const plain = Buffer.concat([before, Buffer.from(secret), after]);
      expect(found(plain, secret)).toBe(true);
      expect(found(plain.toString('base64'), secret)).toBe(true);
      expect(found(plain.toString('base64url'), secret)).toBe(true);
    }),
    { numRuns: 400 },
  );
});

test('C21 any slice of at least sixteen characters is found, plain and of the base64', () => {
  const long = values.filter((text) => text.length >= 24);
  fc.assert(
    fc.property(long, fc.nat(), fc.nat(), surroundings, (secret, at, more, before) => {
      // The last character of base64 may hold bits that padding or the next byte decides.
      const encoded = Buffer.from(secret)
        .toString('base64')
        .slice(0, Math.floor((secret.length * 8) / 6));
      for (const form of [secret, encoded]) {
        const start = at % (form.length - 15);
        const length = 16 + (more % (form.length - start - 15));
        const slice = Buffer.from(form.slice(start, start + length));
        expect(found(Buffer.concat([before, slice]), secret)).toBe(true);
      }
    }),
    { numRuns: 400 },
  );
});

test('C21 slices shorter than that, and other values, are not found', () => {
  expect(found(token.slice(0, 15), token)).toBe(false);
  expect(found(`${token.slice(0, 15)} ${token.slice(15, 30)} ${token.slice(30)}`, token)).toBe(false);
  expect(found(token.toLowerCase(), token)).toBe(false);
  expect(found('')).toBe(false);
  expect(found('anything at all, and more of it')).toBe(false);
});

test('C21 the Authorization header of git holds the token in base64', () => {
  expect(found(Buffer.from(`x-access-token:${token}`).toString('base64'), token)).toBe(true);
});

test('C21 I14 a token with a JWT in it is found by its private part; a header that all share is not a secret', () => {
  const header = Buffer.from('{"alg":"RS256","typ":"JWT"}').toString('base64url');
  const body = randomBytes(90).toString('base64url');
  const secret = `ghs_123456_${header}.${body}.${randomBytes(256).toString('base64url')}`;
  expect(found(secret, secret)).toBe(true);
  expect(found(body.slice(5, 30), secret)).toBe(true);
  expect(found(`const example = '${header}.payload.signature'`, secret)).toBe(false);
});

test('C21 a private key is found by any of its own lines, and not by what all keys begin with', () => {
  const pair = (): string =>
    generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    }).privateKey;
  const key = pair();
  const [, , second = '', third = ''] = key.split('\n');
  for (const content of [key, key.replaceAll('\n', '\\n'), second, third.slice(10, 40)]) {
    expect(found(content, key)).toBe(true);
    expect(found(content, key.replaceAll('\n', '\\n'))).toBe(true);
  }
  expect(found(Buffer.from(key).toString('base64'), key)).toBe(true);
  expect(found(pair(), key)).toBe(false);
});

test('C21 values under eight characters are not looked for, and the report says so', () => {
  const changes = [add('a', 'hunter2 hunter22')];
  expect(findingsOf('secrets', { changes }, { secrets: ['hunter2'] })).toEqual(['review']);
  expect(findingsOf('secrets', { changes }, { secrets: ['hunter22'] })).toEqual(['refuse a']);
  expect(findingsOf('secrets', { changes }, { secrets: ['hunter2', 'hunter22'] })).toEqual([
    'refuse a',
    'review',
  ]);
  expect(findingsOf('secrets', { changes }, { secrets: ['', ' \n'] })).toEqual([]);
  expect(planSecretScan(['a', 'b', 'a', 'eyJx.short']).tooShort).toBe(3);
});
