import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openCapture } from '../../src/sandbox/capture.ts';

const kept = 64 * 1024;

test('keeps all of little, and of much the beginning and the end, however it comes in pieces', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 3 * kept }), { maxLength: 8 }), (sizes) => {
      const capture = openCapture();
      let whole = '';
      for (const [index, size] of sizes.entries()) {
        const piece = String(index % 10).repeat(size);
        whole += piece;
        capture.push(Buffer.from(piece));
      }
      const { text, bytes, omitted } = capture.captured();
      expect(bytes).toBe(whole.length);
      expect(omitted).toBe(Math.max(0, whole.length - 2 * kept));
      const gap = omitted === 0 ? '' : `\n[${omitted} bytes left out]\n`;
      const end = omitted === 0 ? whole.slice(kept) : whole.slice(-kept);
      expect(text === whole.slice(0, kept) + gap + end).toBe(true);
    }),
    { numRuns: 50 },
  );
});
