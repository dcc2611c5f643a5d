import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { expect, test } from 'vitest';
import { openSessions, type SessionKey } from '../../src/state/sessions.ts';
import { openScratch } from '../doubles/scratch.ts';

const KEY: SessionKey = { repository: 1, user: 2, thread: 3, agent: 'claude' };

async function openPlace() {
  const scratch = await openScratch();
  const from = scratch.join('home');
  mkdirSync(`${from}/deep`, { recursive: true });
  writeFileSync(`${from}/deep/talk.jsonl`, 'words\n');
  let count = 0;
  return {
    from,
    state: scratch.join('state'),
    sessions: openSessions(scratch.join('state')),
    /** A directory that is not there. */
    fresh: () => scratch.join(`into-${(count += 1)}`, 'sessions'),
    outside: scratch.join('outside'),
    [Symbol.asyncDispose]: () => scratch[Symbol.asyncDispose](),
  };
}

test('L14 a conversation is found again by the same person in the same thread of the same repository, and by nobody else', async () => {
  await using place = await openPlace();
  const { sessions, from } = place;
  expect(await sessions.keep(KEY, 'id-1', from)).toBe(true);
  const into = place.fresh();
  expect(await sessions.restore(KEY, into)).toEqual({ id: 'id-1' });
  expect(readFileSync(`${into}/deep/talk.jsonl`, 'utf8')).toBe('words\n');
  for (const other of [{ repository: 9 }, { user: 9 }, { thread: 9 }, { agent: 'codex' }]) {
    const nowhere = place.fresh();
    expect(await sessions.restore({ ...KEY, ...other }, nowhere)).toBe('none');
    expect(existsSync(nowhere)).toBe(false);
  }
});

test('the last one that is kept counts, and nothing of the one before stays', async () => {
  await using place = await openPlace();
  await place.sessions.keep(KEY, 'id-1', place.from);
  writeFileSync(`${place.from}/more`, 'more\n');
  await Promise.all([
    place.sessions.keep(KEY, 'id-2', place.from),
    place.sessions.keep({ ...KEY, user: 5 }, 'id-3', place.from),
  ]);
  expect(await place.sessions.restore(KEY, place.fresh())).toEqual({ id: 'id-2' });
  expect(readdirSync(`${place.state}/sessions`)).toHaveLength(2);
});

test('L01 what an agent calls itself becomes no path', async () => {
  await using place = await openPlace();
  expect(await place.sessions.keep({ ...KEY, agent: '../../../evil' }, 'id', place.from)).toBe(true);
  expect(readdirSync(`${place.state}/sessions`)).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)]);
  for (const id of ['x'.repeat(10_000), '--config=evil', '../../evil', '', 'a b', 'a\nb'])
    expect(await place.sessions.keep(KEY, id, place.from)).toBe(false);
});

test('E19 a link, a pipe or a hard link that an agent left is not followed, opened or kept', async () => {
  await using place = await openPlace();
  writeFileSync(place.outside, 'secret\n');
  symlinkSync(place.outside, `${place.from}/link`);
  symlinkSync('/etc', `${place.from}/directory`);
  execFileSync('mkfifo', [`${place.from}/pipe`]);
  execFileSync('ln', [place.outside, `${place.from}/hard`]);
  expect(await place.sessions.keep(KEY, 'id', place.from)).toBe(true);
  const into = place.fresh();
  await place.sessions.restore(KEY, into);
  expect(readdirSync(into, { recursive: true, encoding: 'utf8' }).toSorted()).toEqual([
    'deep',
    'deep/talk.jsonl',
  ]);
});

test('more than a conversation can be is not kept, and leaves nothing', async () => {
  await using place = await openPlace();
  await place.sessions.keep(KEY, 'before', place.from);
  for (let index = 0; index < 2100; index += 1) writeFileSync(`${place.from}/${index}`, '');
  expect(await place.sessions.keep(KEY, 'id', place.from)).toBe(false);
  expect(readdirSync(`${place.state}/sessions`)).toEqual([]);
  expect(await place.sessions.keep(KEY, 'id', `${place.from}/nowhere`)).toBe(false);
});

test('L14 an old conversation is begun anew', async () => {
  await using place = await openPlace();
  await place.sessions.keep(KEY, 'id', place.from);
  const [name = ''] = readdirSync(`${place.state}/sessions`);
  const longAgo = Date.now() / 1000 - 40 * 24 * 3600;
  utimesSync(`${place.state}/sessions/${name}`, longAgo, longAgo);
  expect(await place.sessions.restore(KEY, place.fresh())).toBe('expired');
  await place.sessions.keep({ ...KEY, user: 5 }, 'id', place.from);
  expect(readdirSync(`${place.state}/sessions`)).not.toContain(name);
});
