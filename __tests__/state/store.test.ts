import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { blobId } from '../../src/change-set/blob.ts';
import { parseChangeSet } from '../../src/change-set/file.ts';
import { seal } from '../../src/change-set/seal.ts';
import { stateDirectory } from '../../src/state/place.ts';
import { openStore, writeWhole } from '../../src/state/store.ts';
import { runProgram } from '../doubles/programs.ts';
import { filesBelow, openScratch } from '../doubles/scratch.ts';

function setAdding(path: string, text: string) {
  const content = Buffer.from(text);
  return seal('1'.repeat(40), [
    { path, change: 'add', mode: '100644', after: blobId(content, 'sha1'), content },
  ]);
}

const permissions = (path: string): string => (statSync(path).mode & 0o7777).toString(8);

test.concurrent('keeps a sealed set under its digest and finds it again', async () => {
  await using scratch = await openScratch();
  const store = await openStore(scratch.join('a', 'state'));
  const changeSet = setAdding('hello.txt', 'hello\n');
  const file = await store.keep(changeSet);
  expect(parseChangeSet(readFileSync(file, 'utf8'))).toEqual(changeSet);
  expect(file).toBe(
    join(scratch.path, 'a/state/change-sets', `${changeSet.digest.slice('sha256:'.length)}.change-set.json`),
  );
  expect(await store.find(changeSet.digest)).toEqual(changeSet);
  const again = await openStore(scratch.join('a', 'state'));
  expect(await again.find(changeSet.digest)).toEqual(changeSet);
});

test.concurrent('drops a set with what was kept beside it, and says whether there was one', async () => {
  await using scratch = await openScratch();
  const store = await openStore(scratch.path);
  const changeSet = setAdding('hello.txt', 'hello\n');
  await store.keep(changeSet);
  await store.keepBeside(changeSet, 'patch', Buffer.from('a patch'));
  expect(await store.drop(changeSet.digest)).toBe(true);
  expect(await filesBelow(scratch.path)).toEqual([]);
  expect(await store.drop(changeSet.digest)).toBe(false);
  expect(await store.find(changeSet.digest)).toBeNull();
});

test.concurrent('an incomplete set is kept for people, and is neither found nor in the way of the whole one', async () => {
  await using scratch = await openScratch();
  const store = await openStore(scratch.path);
  const changeSet = setAdding('hello.txt', 'hello\n');
  const file = await store.keepIncomplete(changeSet);
  expect(parseChangeSet(readFileSync(file, 'utf8'))).toEqual(changeSet);
  expect(await store.find(changeSet.digest)).toBeNull();
  expect(await store.keep(changeSet)).not.toBe(file);
  expect(await store.drop(changeSet.digest)).toBe(true);
  await store.keepIncomplete(changeSet);
  expect(await store.drop(changeSet.digest)).toBe(true);
  expect(await filesBelow(scratch.path)).toEqual([]);
});

test.concurrent('A12 A09 directories and files are private, whatever the umask', async () => {
  await using scratch = await openScratch();
  const script = `
    import { openStore } from ${JSON.stringify(new URL('../../src/state/store.ts', import.meta.url).href)};
    import { seal } from ${JSON.stringify(new URL('../../src/change-set/seal.ts', import.meta.url).href)};
    const store = await openStore(process.argv[1]);
    await store.keep(seal(null, []));`;
  for (const mask of ['0000', '0022', '0777']) {
    const state = scratch.join(`state-${mask}`);
    const ended = await runProgram(
      'sh',
      [
        '-c',
        'umask "$1"; exec "$2" --input-type=module -e "$3" "$4"',
        'sh',
        mask,
        process.execPath,
        script,
        state,
      ],
      { cwd: '/', env: { PATH: process.env['PATH'] ?? '' } },
    );
    expect(ended).toMatchObject({ exitCode: 0, stderr: '' });
    const [file = ''] = await filesBelow(state);
    expect([
      permissions(state),
      permissions(join(state, 'change-sets')),
      permissions(join(state, file)),
    ]).toEqual(['700', '700', '600']);
  }
});

test.concurrent('A12 nobody else can read what is kept in a state directory that was open before', async () => {
  await using scratch = await openScratch();
  const state = scratch.join('state');
  mkdirSync(join(state, 'change-sets'), { recursive: true });
  chmodSync(state, 0o755);
  chmodSync(join(state, 'change-sets'), 0o755);
  const store = await openStore(state);
  await store.keep(setAdding('hello.txt', 'hello\n'));
  expect(permissions(join(state, 'change-sets'))).toBe('700');
});

test.concurrent('a digest that is none never becomes the name of a file', async () => {
  await using scratch = await openScratch();
  const store = await openStore(scratch.path);
  for (const digest of [
    '',
    'sha256:',
    '../../etc/passwd',
    `sha256:${'0'.repeat(63)}/`,
    `sha256:${'G'.repeat(64)}`,
  ]) {
    await expect(store.find(digest)).rejects.toThrow(Error);
    await expect(store.drop(digest)).rejects.toThrow(Error);
  }
});

test.concurrent('a kept set that was tampered with is never handed out', async () => {
  await using scratch = await openScratch();
  const store = await openStore(scratch.path);
  const changeSet = setAdding('hello.txt', 'hello\n');
  const file = await store.keep(changeSet);
  writeFileSync(file, readFileSync(file, 'utf8').replace('hello.txt', 'other.txt'));
  await expect(store.find(changeSet.digest)).rejects.toMatchObject({ code: 'ECHANGESET' });
});

test.concurrent("a set that is kept under another set's digest is never handed out", async () => {
  await using scratch = await openScratch();
  const store = await openStore(scratch.path);
  const [first, second] = [setAdding('a', 'a\n'), setAdding('b', 'b\n')];
  const file = await store.keep(first);
  writeFileSync(file, readFileSync(await store.keep(second)));
  const found = await store.find(first.digest).catch(() => null);
  expect(found?.digest).not.toBe(second.digest);
});

test.concurrent('A14 writes a file whole or leaves the old one, and no temporary file', async () => {
  await using scratch = await openScratch();
  const file = scratch.join('file');
  await writeWhole(file, ['old']);
  function* breaking(): Generator<string> {
    yield 'new, and then';
    throw new RangeError('broken');
  }
  await expect(writeWhole(file, breaking())).rejects.toBeInstanceOf(RangeError);
  expect(readFileSync(file, 'utf8')).toBe('old');
  expect(readdirSync(scratch.path)).toEqual(['file']);
  await writeWhole(file, ['new', Buffer.from(' bytes')]);
  expect(readFileSync(file, 'utf8')).toBe('new bytes');
});

test.concurrent('A18 writes over a planted link, never through it', async () => {
  await using scratch = await openScratch();
  writeFileSync(scratch.join('victim'), 'victim');
  symlinkSync(scratch.join('victim'), scratch.join('file'));
  await writeWhole(scratch.join('file'), ['ours']);
  expect(readFileSync(scratch.join('victim'), 'utf8')).toBe('victim');
  expect(readFileSync(scratch.join('file'), 'utf8')).toBe('ours');
});

test.concurrent('the state directory is the named one, else that of the user', () => {
  expect(stateDirectory({ WHOLLY_STATE: '/s', XDG_STATE_HOME: '/x', HOME: '/h' })).toBe('/s');
  expect(stateDirectory({ WHOLLY_STATE: '', XDG_STATE_HOME: '/x', HOME: '/h' })).toBe('/x/wholly');
  expect(stateDirectory({ XDG_STATE_HOME: 'relative', HOME: '/h' })).toBe('/h/.local/state/wholly');
  const [first, second] = [stateDirectory({ HOME: '', USER: 'a' }), stateDirectory({ USER: 'b' })];
  expect(first).not.toBe(second);
  expect(first.startsWith('/')).toBe(true);
});
