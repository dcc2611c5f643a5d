import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openQueue } from '../../src/service/queue.ts';

interface Turn {
  readonly promise: Promise<void>;
  resolve(): void;
}

function turn(): Turn {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { promise, resolve: () => resolve() };
}

const nobody = (): never => {
  throw new Error('no work was to fail');
};

test('takes an id once, also when it is done already', async () => {
  const queue = openQueue(2, nobody);
  let runs = 0;
  const job = { id: 'one', key: 'a', run: async () => void (runs += 1) };
  expect([queue.add(job), queue.add(job)]).toEqual([true, false]);
  await queue.settled();
  expect([queue.add(job), runs]).toEqual([false, 1]);
});

test('one at a time for each key, in the order they came; other keys go on', async () => {
  const queue = openQueue(2, nobody);
  const log: string[] = [];
  const first = turn();
  const work = (name: string, wait?: Promise<void>) => async () => {
    log.push(`begin ${name}`);
    await wait;
    log.push(`end ${name}`);
  };
  queue.add({ id: '1', key: 'a', run: work('a1', first.promise) });
  queue.add({ id: '2', key: 'a', run: work('a2') });
  queue.add({ id: '3', key: 'a', run: work('a3') });
  queue.add({ id: '4', key: 'b', run: work('b1') });
  await sleep(5);
  expect(log).toEqual(['begin a1', 'begin b1', 'end b1']);
  first.resolve();
  await queue.settled();
  expect(log.slice(3)).toEqual(['end a1', 'begin a2', 'end a2', 'begin a3', 'end a3']);
});

test('never more than its width, never two of a key, and everything in the end', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 3 }),
      fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.boolean()), { maxLength: 15 }),
      async (width, plan) => {
        const failed: string[] = [];
        const queue = openQueue(width, (_, { id }) => failed.push(id));
        const running: string[] = [];
        const done: string[] = [];
        for (const [index, [key, fails]] of plan.entries()) {
          queue.add({
            id: String(index),
            key,
            async run() {
              expect(running).not.toContain(key);
              running.push(key);
              expect(running.length).toBeLessThanOrEqual(width);
              await Promise.resolve();
              running.splice(running.indexOf(key), 1);
              done.push(`${key}${index}`);
              if (fails) throw new Error('failed');
            },
          });
        }
        await queue.settled();
        expect(done).toHaveLength(plan.length);
        expect(failed).toHaveLength(plan.filter(([, fails]) => fails).length);
        for (const key of ['a', 'b', 'c']) {
          const order = done.filter((name) => name.startsWith(key)).map((name) => Number(name.slice(1)));
          expect(order).toEqual(order.toSorted((x, y) => x - y));
        }
      },
    ),
    { numRuns: 50 },
  );
});

test('L12 when it closes it takes nothing more, lets work end, and stops what does not', async () => {
  const queue = openQueue(2, nobody);
  const ended: string[] = [];
  queue.add({
    id: '1',
    key: 'a',
    run: async () => {
      await sleep(20);
      ended.push('quick');
    },
  });
  queue.add({
    id: '2',
    key: 'b',
    run: (signal) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => {
          ended.push('stopped');
          resolve();
        });
      }),
  });
  await queue.close(60);
  expect(ended).toEqual(['quick', 'stopped']);
  expect(queue.add({ id: '3', key: 'c', run: async () => void ended.push('late') })).toBe(false);
  expect(ended).toHaveLength(2);
});

test('stop ends what runs for a key, drops what waits for it, and leaves other keys alone', async () => {
  const queue = openQueue(2, nobody);
  const ended: string[] = [];
  const patient = (name: string) => (signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => {
        ended.push(`stopped ${name}`);
        resolve();
      });
    });
  const other = turn();
  queue.add({ id: '1', key: 'a', run: patient('a1') });
  queue.add({ id: '2', key: 'a', run: patient('a2') });
  queue.add({
    id: '3',
    key: 'b',
    run: async () => {
      await other.promise;
      ended.push('done b');
    },
  });
  await sleep(5);
  expect(queue.stop('a')).toBe(2);
  expect(queue.stop('nobody')).toBe(0);
  other.resolve();
  await queue.settled();
  expect(ended.sort()).toEqual(['done b', 'stopped a1']);
});
