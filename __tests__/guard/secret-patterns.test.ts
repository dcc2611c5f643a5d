import { createHash, generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { seal } from '../../src/change-set/seal.ts';
import { judge } from '../../src/guard/judge.ts';
import { findSecrets } from '../../src/guard/secret-patterns.ts';
import type { Change } from '../../src/change-set/change.ts';
import { add, link, modify, openPolicy, remove, subjectOf } from './subject.ts';

const none = async (): Promise<null> => null;

/** What looks like a secret stands nowhere in one piece, lest a scanner take this file for one that holds some. */
function piece(text: string): string {
  return text;
}

/** Letters and digits as random as a key's, and always the same. */
function random(seed: string, length: number): string {
  let text = '';
  for (let round = 0; text.length < length; round += 1) {
    text += createHash('sha512')
      .update(`${seed} ${round}`)
      .digest('base64')
      .replaceAll(/[^A-Za-z0-9]/g, '');
  }
  return text.slice(0, length);
}

const pem = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
}).privateKey;

/** A service account's token is base64 of JSON, and ends as JSON does. */
const onePassword = Buffer.from(JSON.stringify({ muk: random('w', 64), key: random('x', 32) }))
  .toString('base64')
  .slice(2);

const keys: readonly (readonly [rule: string, secret: string])[] = [
  ['github', `${piece('gh')}p_${random('a', 36)}`],
  ['github', `${piece('github')}_pat_${random('b', 82)}`],
  ['gitlab', `${piece('gl')}pat-${random('c', 20)}`],
  ['npm', `${piece('np')}m_${random('d', 36)}`],
  ['slack', `${piece('xo')}xb-1234567890-${random('e', 24)}`],
  ['openai', `${piece('s')}k-${random('f', 20)}T3BlbkFJ${random('g', 20)}`],
  ['anthropic', `${piece('s')}k-ant-api03-${random('h', 93)}AA`],
  ['aws', `AWS_SECRET${piece('_ACCESS_KEY')}=${random('i', 40)}`],
  ['sendgrid', `${piece('S')}G.${random('j', 22)}.${random('k', 43)}`],
  ['shopify', `${piece('shp')}at_${random('l', 32)}`],
  ['hashicorp-vault', `${piece('hv')}s.${random('m', 95)}`],
  ['privatekey', pem],
  ['databricks', `${piece('da')}pi${createHash('md5').update('n').digest('hex')}`],
  ['docker', `${piece('dckr')}_pat_${random('o', 27)}`],
  ['figma', `${piece('fi')}gd_${random('p', 43)}`],
  ['grafana', `${piece('gl')}sa_${random('q', 32)}_0a1b2c3d`],
  ['groq', `${piece('gs')}k_${random('r', 52)}`],
  ['huggingface', `${piece('h')}f_${random('s', 200).replaceAll(/\d/g, '').slice(0, 34)}`],
  ['linear', `${piece('lin')}_api_${random('t', 40)}`],
  ['notion', `${piece('nt')}n_12345678901${random('u', 35)}`],
  ['vercel', `${piece('vc')}p_${random('v', 24)}`],
  ['1password', `${piece('op')}s_ey${onePassword}`],
];

async function findingsIn(...changes: readonly Change[]): Promise<string[]> {
  const found = await findSecrets(seal('b'.repeat(40), changes), none);
  return found.map(({ verdict, path, message }) => `${verdict} ${path ?? ''}: ${message}`);
}

describe('C21 what looks like a secret is refused, and told by path, line and rule alone:', () => {
  test.each(keys)('%s', async (rule, secret) => {
    const found = await findingsIn(add('a/b.txt', `one\ntwo\n  x = "${secret}"\n`));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(new RegExp(`^refuse a/b.txt: .*\\b3\\b.*\\(${rule}\\)`));
    for (const line of secret.split('\n').filter(({ length }) => length > 10))
      expect(found.join()).not.toContain(line);
  });

  const [, [, token] = ['', '']] = keys;

  test('in every file of many, each once, at its own line', async () => {
    const changes = Array.from({ length: 300 }, (_, index) =>
      add(`f${String(index).padStart(3, '0')}`, index % 100 === 7 ? `\n\n${token}` : `text ${index}`),
    );
    const found = await findingsIn(...changes);
    expect(found.map((text) => /^refuse (\S+): .*\b3\b/.exec(text)?.[1])).toEqual(['f007', 'f107', 'f207']);
  });

  test('in a link, in a path, in a binary file, in UTF-16 and under a byte order mark', async () => {
    const changes = [
      link('a', token),
      add(`b/${token}`),
      add('c', Buffer.concat([Buffer.from([0, 1, 2, 0xff]), Buffer.from(` ${token} `)])),
      add('d', Buffer.from(`\uFEFF${token}`, 'utf16le')),
      add('e', `\uFEFF${token}`),
    ];
    const found = await findingsIn(...changes);
    expect(found.map((text) => text.slice(0, 9))).toEqual([
      'refuse : ',
      'refuse a:',
      'refuse c:',
      'refuse d:',
      'refuse e:',
    ]);
    expect(found.join()).not.toContain(token);
  });

  test('in the files that have rules of their own', async () => {
    const changes = [
      add('a/package.json', `{"x":"https://${random('n', 20)}:x-oauth${piece('-basic')}@github.com/a/b"}`),
      add('.npmrc', `//registry.example/:_auth${piece('Token')}=${random('o', 30)}\n`),
      add('key.json', JSON.stringify({ private_key_id: 'a', private_key: pem.slice(0, 60) })),
    ];
    const found = await findingsIn(...changes);
    const refused = found.filter((text) => text.startsWith('refuse')).map((text) => text.split(':')[0]);
    expect(refused).toEqual(['refuse .npmrc', 'refuse a/package.json', 'refuse key.json']);
  });

  test('whatever a comment in the file says', async () => {
    const found = await findingsIn(
      add('a', `// secretlint${piece('-disable')}\n${token} // secretlint${piece('-disable-line')}\n`),
    );
    expect(found).toHaveLength(1);
  });

  test('also where the beginning of the file is the end of another secret', async () => {
    expect(await findingsIn(add('a', `x ${token.slice(0, 20)}`), add('b', token.slice(20)))).toEqual([]);
  });
});

describe('C21 no secret:', () => {
  test.each([
    [
      'text and code',
      `const key = process.env['GITHUB_TOKEN'];\nhttps://example.com/a?b=c\n// TODO ${piece('gh')}p_short\n`,
    ],
    ['a digest', createHash('sha512').update('a').digest('hex')],
    ['a public key', '-----BEGIN PUBLIC KEY-----\nabc\n-----END PUBLIC KEY-----\n'],
    ['nothing', ''],
  ])('%s', async (_name, content) => {
    expect(await findingsIn(add('a', content))).toEqual([]);
  });

  test('lines that the base has already; a new one beside them is found', async () => {
    const [[, old] = ['', ''], , [, other] = ['', '']] = keys;
    const base = { a: `one\n${old}\n` };
    const before = async (): Promise<Buffer> => Buffer.from(base.a);
    const touched = seal('b'.repeat(40), [modify(base, 'a', `ONE\n${old}\nthree\n`)]);
    expect(await findSecrets(touched, before)).toEqual([]);
    const added = seal('b'.repeat(40), [modify(base, 'a', `one\n${old}\n${other}\n`)]);
    expect((await findSecrets(added, before)).map(({ message }) => /\d+/.exec(message)?.[0])).toEqual(['3']);
  });

  test('what is deleted', async () => {
    const [[, old] = ['', '']] = keys;
    expect(await findingsIn(remove({ a: old }, 'a'))).toEqual([]);
  });
});

test('addresses with a password in them are for people to look at', async () => {
  const found = await findingsIn(add('a', `postgres${piece('://')}app:${random('p', 12)}@db.internal/app\n`));
  expect(found.map((text) => text.split(':')[0])).toEqual(['review a']);
});

test('a file that is too large to be searched is said to be', async () => {
  const found = await findingsIn(add('a', Buffer.alloc(4 * 1024 * 1024 + 1, 'a ')), add('b', 'b'));
  expect(found.map((text) => text.split(':')[0])).toEqual(['review a']);
});

test('a hundred findings are enough', async () => {
  const lines = Array.from({ length: 300 }, (_, index) => `${piece('gh')}p_${random(`${index}`, 36)}`);
  expect(await findingsIn(add('a', lines.join('\n')))).toHaveLength(100);
});

test('C21 the guard refuses an agent and asks a person', async () => {
  const subject = subjectOf({ changes: [add('a', keys[0]?.[1] ?? '')] });
  const secretFindings = await findSecrets(subject.changeSet, none);
  const verdictFor = (maker: 'agent' | 'person'): string =>
    judge({ ...subject, secretFindings }, { ...openPolicy, maker }).verdict;
  expect([verdictFor('agent'), verdictFor('person')]).toEqual(['refuse', 'review']);
});
