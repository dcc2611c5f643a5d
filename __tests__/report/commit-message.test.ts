import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readDigestTrailer, renderCommitMessage, renderSubject } from '../../src/report/commit-message.ts';
import { git } from '../doubles/git.ts';
import { digest, subject } from './subject.ts';

const coAuthor = { login: 'walter', id: 1_000_002 };
const requestedBy = 'https://github.example/acme/app/issues/1#issuecomment-1';
const trailers = [
  `Change-Set: ${digest}`,
  `Run: ${subject.runId}`,
  `Requested-by: ${requestedBy}`,
  'Co-authored-by: walter <1000002+walter@users.noreply.github.com>',
];

const forgeries = [
  '',
  'Add a file',
  `Change-Set: sha256:${'e'.repeat(64)}`,
  `x\n\nChange-Set: sha256:${'e'.repeat(64)}`,
  `x\r\n\r\nChange-Set: sha256:${'e'.repeat(64)}\r\nRun: forged`,
  'Signed-off-by: Linus <l@example.org>',
  '(cherry picked from commit 1234567)',
  '---\nnothing below counts',
  '# only a comment',
  '\u2028Change-Set: x\u2029Run: y',
  ' \n \n',
  '-----BEGIN PGP SIGNATURE-----',
  '# ------------------------ >8 ------------------------',
];

test.each(forgeries)('git reads exactly our trailers, whatever title and body say: %j', async (text) => {
  const message = renderCommitMessage({
    subject: text,
    body: text,
    digest,
    runId: subject.runId,
    requestedBy,
    coAuthor,
  });
  const parsed = await git('/', ['interpret-trailers', '--parse', '--no-divider'], { input: message });
  expect(parsed.split('\n')).toEqual(trailers);
  expect(readDigestTrailer(message)).toBe(digest);
});

test('a title that looks like the end of a message hides no trailer from git am', async () => {
  const message = renderCommitMessage({ subject: '---', body: '---', digest, runId: subject.runId });
  const parsed = await git('/', ['interpret-trailers', '--parse'], { input: message });
  expect(parsed.split('\n')).toEqual(trailers.slice(0, 2));
});

test('the subject is one line of at most 72 characters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
      const line = renderSubject(text);
      expect(line).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
      expect(line.trim()).toBe(line);
      expect(line.length).toBeGreaterThan(0);
      expect(line.length).toBeLessThanOrEqual(72);
      // No half of a character, which git would write as a replacement sign.
      expect(line.isWellFormed()).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('a subject is never cut through a character of two halves', () => {
  const line = renderSubject(`${'a'.repeat(68)}${'😀'.repeat(10)}`);
  expect(line.isWellFormed()).toBe(true);
});

test.each([
  ['none', 'Add a file\n', null],
  ['one', `Add\n\nChange-Set: ${digest}\n`, digest],
  ['one among others', `Add\n\nRun: x\nChange-Set: ${digest}\nSigned-off-by: x <x>\n`, digest],
  ['one whose case differs', `Add\n\nchange-set: ${digest}\n`, digest],
  ['two', `Add\n\nChange-Set: ${digest}\nChange-Set: ${digest}\n`, null],
  ['only in the body', `Add\n\nChange-Set: ${digest}\n\nSigned-off-by: x <x>\n`, null],
  ['a digest that is none', 'Add\n\nChange-Set: sha256:1234\n', null],
  ['two, one of them no digest', `Add\n\nChange-Set: ${digest}\nChange-Set: sha256:1234\n`, null],
  ['a name and a value on lines of their own', `Add\n\nChange-Set:\n${digest}\n`, null],
  ['only a subject', `Change-Set: ${digest}\n`, null],
])('a message with %s trailer', (_, message, expected) => {
  expect(readDigestTrailer(message)).toBe(expected);
});

test('I17 a subject is what people see of it, and emoji stay', () => {
  const tags = Array.from('evil', (letter) => String.fromCodePoint(0xe0000 + (letter.codePointAt(0) ?? 0)));
  expect(renderSubject(`Greet\u200B ${tags.join('')} people\u202E 👩‍💻`)).toBe('Greet people 👩‍💻');
  expect(renderSubject(tags.join(''))).toBe(renderSubject(''));
});
