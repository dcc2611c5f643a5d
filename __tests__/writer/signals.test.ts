import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { openDirectoryTarget } from '../../src/writer/directory.ts';
import { interceptFiles, systemError } from './faulty-files.ts';
import { changesBetween, codeOfFailure, leavesOf, makeRoot } from './sandbox.ts';

const set = changesBetween({ a: 'old' }, { a: 'new', b: 'new' });
const added: [NodeJS.Signals, NodeJS.SignalsListener][] = [];

afterEach(() => {
  for (const [signal, listener] of added.splice(0)) process.removeListener(signal, listener);
});

function listen(signal: NodeJS.Signals, listener: NodeJS.SignalsListener, { once = false } = {}): void {
  if (once) process.once(signal, listener);
  else process.on(signal, listener);
  added.push([signal, listener]);
}

function handlers(): unknown {
  return ['SIGINT', 'SIGTERM'].map((signal) => [process.rawListeners(signal), process.listeners('SIGINT')]);
}

test.each(['SIGINT', 'SIGTERM'] as const)(
  'C09 C10 %s during the commit is told after it, once to each handler',
  async (signal) => {
    using place = makeRoot({ a: 'old' });
    const told: string[] = [];
    listen(signal, () => told.push('first'));
    listen(signal, () => told.push('once'), { once: true });
    listen(signal, () => told.push('last'));
    const before = process.rawListeners(signal);
    let toldDuring = -1;
    const files = interceptFiles(
      () => undefined,
      ({ name, args }) => {
        if (name !== 'rename' || !String(args[1]).endsWith('/prepared')) return;
        process.kill(process.pid, signal);
        process.kill(process.pid, signal);
        toldDuring = told.length;
      },
    );
    await using target = await openDirectoryTarget({
      root: place.root,
      changeSet: set,
      durability: 'process',
      files,
    });
    await target.prepare();
    await target.commit();
    expect(toldDuring).toBe(0);
    expect(Object.keys(leavesOf(place.root)).filter((path) => !path.startsWith('.'))).toEqual(['a', 'b']);
    await wait(20);
    expect(told).toEqual(['first', 'once', 'last']);
    expect(process.rawListeners(signal)).toEqual(before.filter((_, index) => index !== 1));
  },
);

test('C11 the handlers are the same before and after, also when the commit fails', async () => {
  using place = makeRoot({ a: 'old' });
  listen('SIGINT', () => undefined);
  listen('SIGTERM', () => undefined, { once: true });
  const before = handlers();
  const files = interceptFiles(({ name, args }) => {
    if (name === 'link' && String(args[1]).endsWith('/b')) throw systemError('EIO');
  });
  await using target = await openDirectoryTarget({
    root: place.root,
    changeSet: set,
    durability: 'process',
    files,
  });
  await target.prepare();
  expect(await codeOfFailure(target.commit())).toBe('EIO');
  expect(handlers()).toEqual(before);
});

test('C09 without any handler the signal ends the process, but only when all has landed', async () => {
  using place = makeRoot({ a: 'old' });
  const child = spawn(process.execPath, [join(import.meta.dirname, 'interrupted.ts'), place.root], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [, signal]: unknown[] = await once(child, 'exit');
  expect(signal).toBe('SIGTERM');
  expect(Object.entries(leavesOf(place.root)).filter(([path]) => !path.startsWith('.'))).toEqual([
    ['a', { content: 'new', mode: '100644' }],
    ['b', { content: 'new', mode: '100644' }],
  ]);
});
