import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseAppSettings } from '../../src/bot/settings.ts';
import { openScratch } from '../doubles/scratch.ts';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
const complete = { APP_ID: '12', PRIVATE_KEY: pem, WEBHOOK_SECRET: 's' };

test('three settings are enough, and speak to GitHub itself', () => {
  expect(parseAppSettings(complete)).toEqual({
    appId: 12,
    privateKey: pem,
    secret: 's',
    apiUrl: 'https://api.github.com',
    serverUrl: 'https://github.com',
    host: 'localhost',
    port: 3000,
  });
});

test('an enterprise host has its API below its own name', () => {
  expect(
    parseAppSettings({ ...complete, GHE_HOST: 'ghe.example.org', PORT: '0', HOST: '::1' }),
  ).toMatchObject({
    apiUrl: 'https://ghe.example.org/api/v3',
    serverUrl: 'https://ghe.example.org',
    port: 0,
    host: '::1',
  });
});

test.each(['one line', 'base64', 'a file'])('the key may come as Probot takes it: %s', async (form) => {
  await using scratch = await openScratch();
  writeFileSync(scratch.join('key.pem'), pem);
  const forms: Record<string, Record<string, string>> = {
    'one line': { PRIVATE_KEY: pem.replaceAll('\n', '\\n') },
    base64: { PRIVATE_KEY: Buffer.from(pem).toString('base64') },
    'a file': { PRIVATE_KEY: '', PRIVATE_KEY_PATH: scratch.join('key.pem') },
  };
  expect(parseAppSettings({ ...complete, ...forms[form] }).privateKey.trim()).toBe(pem.trim());
});

test.each([
  ['APP_ID', ''],
  ['APP_ID', 'twelve'],
  ['APP_ID', '0'],
  ['PRIVATE_KEY', ''],
  ['WEBHOOK_SECRET', ''],
  ['GHE_PROTOCOL', 'gopher'],
  ['GHE_HOST', 'a b'],
  ['GHE_HOST', 'host/path'],
  ['APP_ID', '-1'],
  ['APP_ID', '1.5'],
  ['PORT', '-1'],
  ['PORT', 'x'],
  ['PORT', '65536'],
  ['GHE_HOST', 'user@host'],
  ['GHE_HOST', 'https://host'],
])('L10 a malformed %s = %j is refused by name, and no value is in the message', (name, value) => {
  const attempt = (): unknown => parseAppSettings({ ...complete, [name]: value });
  expect(attempt).toThrowError(
    expect.objectContaining({ code: 'ESETTING', message: expect.stringContaining(name) }),
  );
  // What is empty would be in any message.
  expect(attempt).not.toThrowError(value === '' ? pem : value);
});

test('a broken key is never part of the message', () => {
  const broken = pem.replace(/[a-z]/g, 'A');
  let message = '';
  try {
    parseAppSettings({ ...complete, PRIVATE_KEY: broken });
  } catch (error) {
    message = String(error);
  }
  expect(message).toContain('PRIVATE_KEY');
  expect(message).not.toContain('AAAA');
});
