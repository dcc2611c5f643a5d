import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openSessions, type KeptSession, type SessionKey, type Sessions } from '../../src/state/sessions.ts';
import { filesBelow, openScratch } from '../doubles/scratch.ts';

const KEY: SessionKey = { repository: 1, user: 2, thread: 3, agent: 'claude' };
const SESSION: KeptSession = { id: 's-1', used: { tokens: 5, dollars: 0.5 } };
const DAY = 24 * 3600 * 1000;

async function openPlace() {
  const scratch = await openScratch();
  let count = 0;
  let now = 1e12;
  const open = (): Sessions => openSessions(scratch.join('state'), () => now);
  const sessions = open();
  const place = scratch.join('state/sessions');
  return {
    sessions,
    open,
    place,
    /** Of the directories of conversations. */
    names: () => readdirSync(place).filter((name) => name !== 'lock'),
    pass(milliseconds: number) {
      now += milliseconds;
      return now;
    },
    /** A home with these files of a conversation in it. */
    home(files: Readonly<Record<string, string>>) {
      const home = scratch.join(`home-${(count += 1)}`);
      mkdirSync(`${home}/talks/deep`, { recursive: true });
      for (const [name, text] of Object.entries(files)) writeFileSync(`${home}/talks/${name}`, text);
      return { home, below: 'talks', isSecret: (bytes: Uint8Array) => Buffer.from(bytes).includes('SECRET') };
    },
    async restore(key: SessionKey = KEY, from = sessions) {
      const into = scratch.join(`into-${(count += 1)}`);
      mkdirSync(into);
      const found = await from.restore(key, into);
      const files = await filesBelow(into);
      return {
        found,
        files: Object.fromEntries(files.map((file) => [file, readFileSync(`${into}/${file}`, 'utf8')])),
      };
    },
    [Symbol.asyncDispose]: () => scratch[Symbol.asyncDispose](),
  };
}

test('L14 a conversation is found again by the same person in the same thread of the same repository, and by nobody else', async () => {
  await using place = await openPlace();
  expect(await place.sessions.keep(KEY, SESSION, place.home({ 'deep/a': 'words', b: 'b' }))).toBeNull();
  expect(await place.restore(KEY, place.open())).toEqual({
    found: { kind: 'found', ...SESSION },
    files: { 'deep/a': 'words', b: 'b' },
  });
  for (const other of [
    { repository: 9 },
    { user: 9 },
    { thread: 9 },
    { agent: 'codex' },
    { user: 23, thread: 0 },
  ])
    expect(await place.restore({ ...KEY, ...other })).toEqual({ found: { kind: 'none' }, files: {} });
});

test('the last one that is kept counts, and nothing of the one before stays', async () => {
  await using place = await openPlace();
  await place.sessions.keep(KEY, SESSION, place.home({ a: 'one', b: 'b' }));
  await place.sessions.keep(KEY, { ...SESSION, id: 's-2' }, place.home({ a: 'two' }));
  expect(await place.restore()).toEqual({
    found: { kind: 'found', ...SESSION, id: 's-2' },
    files: { a: 'two' },
  });
  expect(place.names()).toHaveLength(1);
});

test('runs of one thread at the same time leave the conversation of one of them, whole', async () => {
  await using place = await openPlace();
  const filled = (text: string) =>
    place.home(Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`f${index}`, text])));
  const [one, two] = [place.open(), place.open()];
  const [a, b] = [filled('a'), filled('b')];
  await Promise.all([
    ...[1, 2, 3].flatMap(() => [one.keep(KEY, SESSION, a), two.keep(KEY, SESSION, b)]),
    ...[1, 2, 3].map(async () => {
      const { files } = await place.restore(KEY, place.open());
      expect(new Set(Object.values(files)).size).toBeLessThanOrEqual(1);
    }),
  ]);
  const { files } = await place.restore();
  expect([Object.keys(files).length, new Set(Object.values(files)).size]).toEqual([20, 1]);
});

test.each(['../../../evil', 'a/b', 'a\0b', '', 'x'.repeat(100_000)])(
  'L01 a key from outside becomes no path (%#)',
  async (agent) => {
    await using place = await openPlace();
    expect(await place.sessions.keep({ ...KEY, agent }, SESSION, place.home({ a: 'a' }))).toBeNull();
    expect(place.names()).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)]);
  },
);

test.each<[string, Record<string, string>]>([
  [
    'more than a conversation can be',
    Object.fromEntries(Array.from({ length: 2100 }, (_, i) => [`f${i}`, ''])),
  ],
  ['a secret', { a: 'a SECRET b' }],
  ['nothing', {}],
])('what holds %s is not kept, and neither is what was there before it', async (_, files) => {
  await using place = await openPlace();
  await place.sessions.keep(KEY, SESSION, place.home({ a: 'a' }));
  expect(await place.sessions.keep(KEY, SESSION, place.home(files))).not.toBeNull();
  expect((await place.restore()).found.kind).toBe('none');
  expect(place.names()).toEqual([]);
});

test('L14 one that is old or was failed over twice is not gone on with, and a later one is', async () => {
  await using place = await openPlace();
  const { sessions } = place;
  await sessions.noteFailure(KEY);
  await sessions.keep(KEY, SESSION, place.home({ a: 'a' }));
  await sessions.noteFailure(KEY);
  expect((await place.restore()).found.kind).toBe('found');
  await sessions.noteFailure(KEY);
  expect(await place.restore()).toMatchObject({ found: { kind: 'unusable' }, files: {} });
  await sessions.keep(KEY, SESSION, place.home({ a: 'a' }));
  expect((await place.restore()).found.kind).toBe('found');
  place.pass(31 * DAY);
  expect(await place.restore()).toMatchObject({ found: { kind: 'unusable' }, files: {} });
  await sessions.keep({ ...KEY, user: 5 }, SESSION, place.home({ a: 'a' }));
  expect(place.names()).toHaveLength(1);
});

test('the latest stay where all together are too much, and what a killed process left goes', async () => {
  await using place = await openPlace();
  await place.sessions.keep(KEY, SESSION, place.home({ a: 'a' }));
  const [name = ''] = place.names();
  const meta = JSON.parse(readFileSync(`${place.place}/${name}/meta.json`, 'utf8'));
  const half = `${place.place}/.half`;
  const odd = `${place.place}/${'f'.repeat(64)}`;
  for (const directory of [half, odd]) mkdirSync(directory);
  writeFileSync(`${odd}/meta.json`, '{"id":');
  // Two that are said to take most of the room there is, one of them older than ours and one younger.
  for (const [index, at] of [place.pass(0) - 1, place.pass(0) + 1].entries()) {
    const directory = `${place.place}/${String(index).repeat(64)}`;
    mkdirSync(directory);
    writeFileSync(`${directory}/meta.json`, JSON.stringify({ ...meta, at, bytes: 600 * 1024 * 1024 }));
  }
  place.pass(10);
  await place.sessions.keep({ ...KEY, user: 5 }, SESSION, place.home({ a: 'a' }));
  expect(place.names()).toHaveLength(3);
  expect(place.names()).toEqual(expect.arrayContaining([name, '1'.repeat(64)]));
  rmSync(place.place, { recursive: true });
  expect((await place.restore()).found.kind).toBe('none');
});
