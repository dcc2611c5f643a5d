import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judgeRate, requireRate } from '../../src/request/rate.ts';
import { openStarts, type Start } from '../../src/state/starts.ts';
import type { Trigger } from '../../src/trigger/trigger.ts';
import { openScratch } from '../doubles/scratch.ts';
import { commentTrigger } from './comment-trigger.ts';

const NOON = Date.parse('2026-03-01T12:00:00Z');
const MINUTE = 60_000;
const RATE = { runs: 2, minutes: 15 };
const at = (...minutesAgo: number[]): Start[] =>
  minutesAgo.map((ago) => ({ request: `${ago}`, at: NOON - ago * MINUTE }));

test('the next may go when the oldest of the last so many is out of the window', () => {
  expect(judgeRate([], 'new', RATE, NOON)).toBeNull();
  expect(judgeRate(at(3), 'new', RATE, NOON)).toBeNull();
  expect(judgeRate(at(3, 9), 'new', RATE, NOON)).toBe(NOON + 6 * MINUTE);
  // More than there may be, from before the limit was lowered.
  expect(judgeRate(at(14, 3, 9), 'new', RATE, NOON)).toBe(NOON + 6 * MINUTE);
  expect(judgeRate(at(3, 15), 'new', RATE, NOON)).toBeNull();
  expect(judgeRate(at(3, 14.99), 'new', RATE, NOON)).not.toBeNull();
});

test('a repeat counts once, however often it is known, and is always let go on', () => {
  expect(judgeRate([...at(3), ...at(3)], 'new', RATE, NOON)).toBeNull();
  expect(judgeRate(at(3, 9), '9', RATE, NOON)).toBeNull();
  // What it was counted for is long ago.
  expect(judgeRate(at(3, 9, 16), '16', RATE, NOON)).not.toBeNull();
});

test('a start that seems to be yet to come counts as one of now', () => {
  expect(judgeRate(at(-60, -90), 'new', RATE, NOON)).toBe(NOON + 15 * MINUTE);
});

test('no window ever holds more than so many, and whoever waits until then is let go on', () => {
  const asks = fc.array(fc.integer({ min: 0, max: 20 * MINUTE }), { maxLength: 60 });
  const rates = fc.record({ runs: fc.integer({ min: 1, max: 5 }), minutes: fc.integer({ min: 1, max: 20 }) });
  fc.assert(
    fc.property(asks, rates, (gaps, rate) => {
      const starts: Start[] = [];
      let now = NOON;
      for (const [index, gap] of gaps.entries()) {
        now += gap;
        const request = `${index}`;
        const again = judgeRate(starts, request, rate, now);
        const judged = [-1, 0].map((off) => again !== null && judgeRate(starts, request, rate, again + off));
        expect(judged).toEqual(again === null ? [false, false] : [again, null]);
        if (again !== null) continue;
        starts.push({ request, at: now });
        const span = rate.minutes * MINUTE;
        expect(starts.filter((one) => one.at > now - span).length).toBeLessThanOrEqual(rate.runs);
      }
    }),
  );
});

const silent = (): void => undefined;
const codeOf = (promise: Promise<void>): Promise<unknown> =>
  promise.then(
    () => null,
    (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
  );

test('of many requests at the same time no more than the rate allows are let go on', async () => {
  await using scratch = await openScratch();
  // As in several processes: nothing but the directory is shared.
  const ask = (id: number, more: Partial<Trigger> = {}): Promise<unknown> => {
    const tools = { starts: openStarts(scratch.path), findStarts: null, now: () => NOON };
    return codeOf(requireRate({ ...commentTrigger('@bot implement', id), ...more }, RATE, tools, silent));
  };
  const codes = await Promise.all([1, 2, 3, 4, 5, 6].map((id) => ask(id)));
  expect([codes.filter((code) => code === 'ERATE'), codes.filter((code) => code === null)]).toEqual([
    Array.from({ length: 4 }, () => 'ERATE'),
    [null, null],
  ]);
  const passed = codes.indexOf(null) + 1;
  expect(await ask(passed)).toBeNull();
  const { actor, repository } = commentTrigger('@bot implement', 1);
  expect(await ask(7, { actor: { ...actor, id: actor.id + 1 } })).toBeNull();
  expect(await ask(7, { repository: { ...repository, id: repository.id + 1 } })).toBeNull();
  expect(await ask(8)).toBe('ERATE');
});

test('a label that is put on again is another request, and its redelivery is not', async () => {
  await using scratch = await openScratch();
  const tools = { starts: openStarts(scratch.path), findStarts: null, now: () => NOON };
  const ask = (deliveryId: string): Promise<unknown> =>
    codeOf(
      requireRate(
        { ...commentTrigger('@bot implement', 1), origin: 'label', deliveryId },
        { ...RATE, runs: 1 },
        tools,
        silent,
      ),
    );
  expect([await ask('a'), await ask('a'), await ask('b')]).toEqual([null, null, 'ERATE']);
});

test('what is known elsewhere counts as well, and where nobody can tell the request goes on', async () => {
  await using scratch = await openScratch();
  const starts = openStarts(scratch.path);
  const asked: unknown[] = [];
  const findStarts = async (...of: number[]): Promise<Start[]> => {
    asked.push(of);
    return at(1, 2);
  };
  const tools = { starts, findStarts, now: () => NOON };
  expect(await codeOf(requireRate(commentTrigger('@bot implement', 1), RATE, tools, silent))).toBe('ERATE');
  expect(asked).toEqual([[commentTrigger('@bot implement', 1).actor.id, NOON - 15 * MINUTE, 2]]);
  const errors: unknown[] = [];
  const blind = { ...tools, findStarts: () => Promise.reject(new Error('no')) };
  expect(
    await codeOf(
      requireRate(commentTrigger('@bot implement', 1), RATE, blind, (error) => errors.push(error)),
    ),
  ).toBeNull();
  expect(errors).toHaveLength(1);
});
