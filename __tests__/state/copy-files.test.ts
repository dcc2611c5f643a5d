import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { expect, test } from 'vitest';
import { planSecretScan } from '../../src/secrets/scan.ts';
import { copyFiles } from '../../src/state/copy-files.ts';
import { filesBelow, openScratch, type Scratch } from '../doubles/scratch.ts';

const LIMITS = { bytes: 4 * 1024 * 1024, entries: 20, depth: 3 };
const SECRET = 'a-token-of-somebody-0123';

/** A home as an agent leaves it, with one conversation below `.agent/talks`, and a place to copy to. */
async function openHome() {
  const scratch = await openScratch();
  mkdirSync(scratch.join('home/.agent/talks/deep'), { recursive: true });
  mkdirSync(scratch.join('to'), { mode: 0o700 });
  writeFileSync(scratch.join('home/.agent/talks/deep/a'), 'words');
  return {
    scratch,
    talks: (name: string) => scratch.join('home/.agent/talks', name),
    copy: (limits = LIMITS, secrets: readonly string[] = []) => copy(scratch, limits, secrets),
    [Symbol.asyncDispose]: () => scratch[Symbol.asyncDispose](),
  };
}

async function copy(scratch: Scratch, limits: typeof LIMITS, secrets: readonly string[]): Promise<string[]> {
  const isSecret = planSecretScan(secrets).finds;
  await copyFiles(scratch.join('home'), '.agent/talks', scratch.join('to'), { limits, isSecret });
  return await filesBelow(scratch.join('to'));
}

test('E19 a link, a pipe or a second name that an agent left is not followed, opened or copied', async () => {
  await using home = await openHome();
  const { scratch, talks } = home;
  writeFileSync(scratch.join('outside'), 'outside');
  symlinkSync(scratch.join('outside'), talks('link'));
  symlinkSync(scratch.path, talks('deep/directory'));
  linkSync(scratch.join('outside'), talks('hard'));
  execFileSync('mkfifo', [talks('pipe')]);
  chmodSync(talks('deep/a'), 0o4777);
  expect(await home.copy()).toEqual(['deep/a']);
  expect(lstatSync(scratch.join('to/deep/a')).mode & 0o7777).toBe(0o600);
  expect(lstatSync(scratch.join('to/deep')).mode & 0o7777).toBe(0o700);
});

test.each(['.agent', '.agent/talks'])(
  'E19 a link on the way to what is copied leads nowhere (%s)',
  async (part) => {
    await using home = await openHome();
    renameSync(home.scratch.join('home', part), home.scratch.join('elsewhere'));
    symlinkSync(home.scratch.join('elsewhere'), home.scratch.join('home', part));
    expect(await home.copy()).toEqual([]);
  },
);

test('what is not there is nothing', async () => {
  await using home = await openHome();
  renameSync(home.scratch.join('home/.agent'), home.scratch.join('elsewhere'));
  expect(await home.copy()).toEqual([]);
});

test.each([
  ['bytes', { ...LIMITS, bytes: 4 }],
  ['files', { ...LIMITS, entries: 1 }],
  ['depth', { ...LIMITS, depth: 0 }],
])('what is too much by its %s is refused', async (_, limits) => {
  await using home = await openHome();
  await expect(home.copy(limits)).rejects.toMatchObject({ code: 'ETOOMUCH' });
});

test('a hole of a terabyte is refused unread', async () => {
  await using home = await openHome();
  truncateSync(home.talks('deep/a'), 2 ** 40);
  await expect(home.copy()).rejects.toMatchObject({ code: 'ETOOMUCH' });
  expect(lstatSync(home.scratch.join('to/deep/a')).size).toBe(0);
});

test.each([0, 3, 1024 * 1024 - 5, 1024 * 1024 - 12, 1024 * 1024 - 20, 1024 * 1024, 2 * 1024 * 1024 - 7])(
  'a secret is found wherever it stands (%d)',
  async (at) => {
    await using home = await openHome();
    const text = `${'x'.repeat(at)}${SECRET}${'y'.repeat(1024 * 1024)}`;
    writeFileSync(home.talks('deep/a'), text);
    await expect(home.copy(LIMITS, ['another-value-that-is-longer', SECRET])).rejects.toMatchObject({
      code: 'ESECRET',
    });
  },
);

test('a secret is found in base64, and in the name of a file', async () => {
  await using home = await openHome();
  writeFileSync(home.talks('deep/a'), Buffer.from(`--${SECRET}--`).toString('base64'));
  await expect(home.copy(LIMITS, [SECRET])).rejects.toMatchObject({ code: 'ESECRET' });
  await using other = await openHome();
  renameSync(other.talks('deep/a'), other.talks(SECRET));
  await expect(other.copy(LIMITS, [SECRET])).rejects.toMatchObject({ code: 'ESECRET' });
  expect(existsSync(other.scratch.join('to', SECRET))).toBe(false);
});

test('the bytes of a copy are those of the file, whatever its size', async () => {
  await using home = await openHome();
  const text = 'abcdefg'.repeat(360_000);
  writeFileSync(home.talks('deep/a'), text);
  await home.copy(LIMITS, [SECRET]);
  expect(readFileSync(home.scratch.join('to/deep/a'), 'utf8') === text).toBe(true);
});
