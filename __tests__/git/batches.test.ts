import fc from 'fast-check';
import { expect, test } from 'vitest';
import { batchesOf } from '../../src/git/batches.ts';

test('whatever the pieces are, the bytes are the same', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.uint8Array(),
    fc.integer({ min: 0, max: 3_000_000 }).map((length) => new Uint8Array(length).fill(length)),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 5 }), (pieces) => {
      const whole = Buffer.concat(pieces.map((one) => Buffer.from(one)));
      const batches = [...batchesOf(pieces)];
      expect(Buffer.concat(batches).equals(whole)).toBe(true);
      expect(batches.every((batch) => batch.length > 0)).toBe(true);
    }),
    { numRuns: 40 },
  );
});

test('thousands of small pieces are few, and a large one is not copied', () => {
  const small = Array.from({ length: 5000 }, (_, index) => `${index}`.padStart(500, ' '));
  expect([...batchesOf(small)].map(({ length }) => length)).toEqual([1_049_000, 1_049_000, 402_000]);
  const large = new Uint8Array(2_000_000);
  expect([...batchesOf([large])][0]).toBe(large);
});
