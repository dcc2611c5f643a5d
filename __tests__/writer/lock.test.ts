import { spawn } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openDirectoryTarget } from '../../src/writer/directory.ts';
import { systemFiles, type Files } from '../../src/writer/files.ts';
import { recoverDirectory } from '../../src/writer/recover.ts';
import { apply, changesBetween, codeOfFailure, leavesOf, makeRoot } from './sandbox.ts';

const set = changesBetween({ a: 'old' }, { a: 'new', b: 'new' });

test.each([false, true])('C12 a second writer waits for a while, then is refused (git: %s)', async (git) => {
  using place = makeRoot({ a: 'old' }, { git });
  await using first = await openDirectoryTarget({ root: place.root, changeSet: set, durability: 'process' });
  await first.prepare();
  const began = performance.now();
  expect(await codeOfFailure(apply(place.root, set, { lockWaitMs: 60 }))).toBe('ELOCKED');
  expect(await codeOfFailure(recoverDirectory({ root: place.root, lockWaitMs: 60 }))).toBe('ELOCKED');
  // Timers may be a millisecond early.
  expect(performance.now() - began).toBeGreaterThan(115);
  await first.commit();
  await first[Symbol.asyncDispose]();
  expect(leavesOf(place.root)).toMatchObject({ a: { content: 'new' }, b: { content: 'new' } });
});

test('G01 G04 many writers at once: one set lands, then the next, and every refused one changed nothing', async () => {
  using place = makeRoot({ counter: '0' });
  const outcomes = await Promise.all(
    Array.from({ length: 12 }, async (_, index) => {
      const changes = changesBetween({ counter: '0' }, { counter: `${index + 1}`, [`by-${index + 1}`]: 'x' });
      return codeOfFailure(apply(place.root, changes));
    }),
  );
  expect(outcomes.filter((code) => code === 'none')).toHaveLength(1);
  expect(outcomes.filter((code) => code === 'ECONFLICT')).toHaveLength(11);
  const leaves = leavesOf(place.root);
  expect(Object.keys(leaves).sort()).toEqual([`by-${leaves['counter']?.content}`, 'counter']);
});

test('G01 writers of disjoint paths wait for each other and all land', async () => {
  using place = makeRoot({});
  let inside = 0;
  let most = 0;
  await Promise.all(
    Array.from({ length: 8 }, async (_, i) => {
      const changeSet = changesBetween({}, { [`f${i}`]: `${i}` });
      await using target = await openDirectoryTarget({ root: place.root, changeSet, durability: 'process' });
      await target.prepare();
      inside += 1;
      most = Math.max(most, inside);
      await delay(5);
      inside -= 1;
      await target.commit();
    }),
  );
  expect(most).toBe(1);
  expect(Object.keys(leavesOf(place.root))).toHaveLength(8);
});

test('G03 a writer that waits never clears up what the other one is doing', async () => {
  using place = makeRoot({ a: 'old' });
  await using first = await openDirectoryTarget({ root: place.root, changeSet: set, durability: 'process' });
  await first.prepare();
  const recovering = recoverDirectory({ root: place.root, lockWaitMs: 5000 });
  await first.commit();
  await first.rollback();
  expect((await recovering).kind).toBe('none');
  expect(leavesOf(place.root)).toEqual({ a: { content: 'old', mode: '100644' } });
});

test('C13 the lock of a killed holder is free at once, the lock of a living one in another process is not', async () => {
  using place = makeRoot({ a: 'old' });
  const holder = spawn(process.execPath, ['--expose-gc', join(import.meta.dirname, 'hold.ts'), place.root], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  try {
    await once(holder.stdout, 'data');
    expect(fs.existsSync(join(place.root, '.wholly/lock'))).toBe(true);
    expect(await codeOfFailure(apply(place.root, set, { lockWaitMs: 60 }))).toBe('ELOCKED');
  } finally {
    holder.kill('SIGKILL');
    await once(holder, 'exit');
  }
  const target = await apply(place.root, set, { lockWaitMs: 0 });
  expect(target.recovered).toBe('undone');
  expect(leavesOf(place.root)).toEqual({
    a: { content: 'new', mode: '100644' },
    b: { content: 'new', mode: '100644' },
  });
});

test('C13 a lock on a file that lost its name meanwhile counts for nothing', async () => {
  using place = makeRoot({ a: 'old' });
  const path = join(place.root, '.wholly/lock');
  let swapped = false;
  const files: Files = {
    ...systemFiles,
    tryLock: (file) => {
      const lock = systemFiles.tryLock(file);
      if (!swapped) {
        // The last holder removes it, and the next one makes it anew, while this one is waiting.
        swapped = true;
        fs.renameSync(path, join(place.path, 'kept'));
        fs.writeFileSync(path, '');
      }
      return lock;
    },
  };
  await using target = await openDirectoryTarget({
    root: place.root,
    changeSet: set,
    durability: 'process',
    files,
  });
  await target.prepare();
  expect(systemFiles.tryLock(path)).toBe(undefined);
});
