import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openRedactor, redactProgress, redactReport } from '../../src/report/redact.ts';
import { growthOf } from '../doubles/growth.ts';
import { reportOf } from './subject.ts';

const KEY = 'k-0123456789abcdef';
const redact = async (text: string, ...values: string[]): Promise<string> =>
  (await openRedactor(values)).redact(text);

/** Put together here, so that this file holds nothing that looks like a secret. */
const TAIL = 'A1b2C3d4E5F6'.repeat(20);
const JWT = `${Buffer.from('{"alg":"RS256"}').toString('base64url')}.${TAIL}.${TAIL}`;
const STRANGERS: Readonly<Record<string, string>> = {
  'a token of GitHub': ['ghp', TAIL.slice(0, 36)].join('_'),
  'one of another length': ['gho', TAIL.slice(0, 40)].join('_'),
  'one with a JWT': ['ghs', '12345', JWT].join('_'),
  'a key of Anthropic': `${['sk', 'ant', 'api03'].join('-')}-${TAIL.slice(0, 93)}AA`,
  'a token of npm': ['npm', TAIL.slice(0, 36)].join('_'),
  'a key of AWS': `${['aws', 'secret', 'access', 'key'].join('_')} = ${TAIL.slice(0, 40)}`,
  'a private key': generateKeyPairSync('rsa', { modulusLength: 2048 })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString()
    .trim(),
  'an address with a password': ['postgres:', `user:${TAIL.slice(0, 12)}@db.example.org:5432/x`].join('//'),
};

describe('C21 what looks like a secret is taken out whole, whosever it is:', () => {
  test.each(Object.entries(STRANGERS))('%s', async (_name, secret) => {
    expect(await redact(`before: ${secret}\nafter`)).toBe('before: ***\nafter');
    expect(await redact(`${secret}\n${secret}`)).toBe('***\n***');
  });

  test.each(Object.entries(STRANGERS))(
    '%s with a character in it that nobody sees',
    async (_name, secret) => {
      const cut = `before: ${secret.slice(0, 12)}\u200B${secret.slice(12, 20)}\u{E0041}${secret.slice(20)}\nafter`;
      expect(await redact(cut)).toBe('before: ***\nafter');
    },
  );
});

test.each([
  ['text', 'Use `npm_config_cache`, ghp_short and sk-learn; see https://example.org/a?b=c@d.'],
  ['a digest', `sha256:${createHash('sha256').update('a').digest('hex')}`],
  ['a commit', createHash('sha1').update('a').digest('hex')],
  ['a long name', 'ghs_installation_token_of_the_next_request_of_this_run'],
  ['a public key', '-----BEGIN PUBLIC KEY-----\nabc\n-----END PUBLIC KEY-----'],
  ['emoji and joined letters', '👩‍💻 नमस्‍ते \u200B end'],
])('%s stays as it is', async (_name, text) => {
  const redactor = await openRedactor([KEY]);
  expect(redactor.redact(text)).toBe(text);
  expect(redactor.hasRedacted).toBe(false);
});

test('a known value is taken out in every form, and where invisible characters cut it', async () => {
  const encoded = Buffer.from(`x:${KEY}${KEY}`).toString('base64');
  expect(await redact(`a ${KEY} b`, KEY)).toBe('a *** b');
  expect(await redact(`a ${KEY.slice(0, 5)}\u200B${KEY.slice(5)} b`, KEY)).toBe('a *** b');
  expect(await redact(encoded, KEY)).toMatch(/^.{0,4}\*\*\*/);
});

test.each(['', 'a', 'abcdefg', 'password', 'Production', 'DEVELOPMENT'])(
  'a secret like %j shreds no text',
  async (secret) => {
    const text = `a letter ${KEY} abcdefg: the password in Production, as in DEVELOPMENT`;
    expect(await redact(text, secret, KEY)).toBe(text.replace(KEY, '***'));
  },
);

test('a value that is learned later is taken out from then on', async () => {
  const redactor = await openRedactor([]);
  expect([redactor.redact(KEY), redactor.hasRedacted]).toEqual([KEY, false]);
  redactor.learn([KEY]);
  expect([redactor.redact(KEY), redactor.hasRedacted]).toEqual(['***', true]);
});

test('of a text with many values every character beside them stays', async () => {
  const secrets = Array.from({ length: 10 }, () => randomBytes(18).toString('hex'));
  const redactor = await openRedactor(secrets);
  const words = fc.string({ unit: 'grapheme-ascii', maxLength: 9 });
  fc.assert(
    fc.property(fc.array(fc.tuple(words, fc.nat(9)), { maxLength: 12 }), (pieces) => {
      const text = (shown: (index: number) => string): string =>
        pieces.map(([word, index]) => `${word}|${shown(index)}|`).join('');
      expect(redactor.redact(text((index) => secrets[index] ?? ''))).toBe(text(() => '***'));
    }),
    { numRuns: 100 },
  );
});

test('every text of a report is clean, wherever it stands, and the report says so', async () => {
  const { 'a token of npm': token = '' } = STRANGERS;
  const report = reportOf({ reason: `It said ${KEY}${KEY}.`, warnings: ['fine', token] });
  const shown = redactReport(report, await openRedactor([KEY]));
  const said = shown.warnings.slice(2);
  expect(shown).toEqual({ ...report, reason: 'It said ***.', warnings: ['fine', '***', ...said] });
  expect(said).toHaveLength(1);
  const clean = reportOf({ reason: 'Fine.' });
  expect(redactReport(clean, await openRedactor([KEY]))).toEqual(clean);
});

test('what was taken out before the end is told of at the end', async () => {
  const redactor = await openRedactor([KEY]);
  redactor.redact(KEY);
  expect(redactReport(reportOf({}), redactor).warnings).toHaveLength(1);
});

test('what an agent does, prints and is called is heard without secrets', async () => {
  const heard: unknown[] = [];
  const progress = redactProgress(
    {
      began: (phase) => heard.push(phase),
      did: (line) => heard.push(line),
      saw: (line) => heard.push(line),
      noted: ({ agent, verification, warnings }) =>
        heard.push([agent?.sessionId, verification[0]?.output, warnings]),
    },
    await openRedactor([KEY]),
  );
  progress.began('agent');
  progress.did(`edits ${KEY}`);
  progress.saw(KEY);
  const agent = { name: 'a', version: null, status: 'completed', sandbox: 'none', sessionId: KEY };
  progress.noted(
    reportOf({
      agent: { ...agent, turns: null, tokens: null, denials: 0 },
      verification: [{ command: 'x', exitCode: 1, durationMs: 1, output: `a ${KEY}` }],
      warnings: [`!${KEY}`],
    }),
  );
  expect(heard).toEqual(['agent', 'edits ***', '***', ['***', 'a ***', ['!***']]]);
});

test('what a text takes to be redacted grows with its length, not with the square', async () => {
  const secrets = Array.from({ length: 20 }, () => randomBytes(30).toString('base64'));
  const redactor = await openRedactor(secrets);
  const words = `Some text of a log, \u200B${secrets[3]} at https://example.org/npm_ and ghp_ once more.\n`;
  const text = words.repeat(Math.ceil(2 ** 16 / words.length));
  expect(redactor.redact(text)).not.toContain(secrets[3]);
  expect(growthOf((each) => redactor.redact(each), text)).toBeLessThan(1.5);
});
