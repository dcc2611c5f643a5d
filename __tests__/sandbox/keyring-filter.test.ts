import { endianness } from 'node:os';
import { expect, test } from 'vitest';
import { planKeyringFilter } from '../../src/sandbox/keyring-filter.ts';

const ALLOWED = 0x7fff0000;
const NO_SUCH_CALL = 0x00050026;

/** What the kernel makes of a call, by the few instructions of its machine that the filter has. */
function judge(architecture: number, call: number): number {
  const program = planKeyringFilter();
  const view = new DataView(program.buffer);
  const isLittle = endianness() === 'LE';
  let loaded = 0;
  for (let at = 0; at < program.length; at += 8) {
    const value = view.getUint32(at + 4, isLittle);
    const jump = (isTrue: boolean) => (at += 8 * view.getUint8(at + (isTrue ? 2 : 3)));
    const code = view.getUint16(at, isLittle);
    if (code === 0x20) loaded = value === 4 ? architecture : call;
    else if (code === 0x54) loaded = (loaded & value) >>> 0;
    else if (code === 0x15) jump(loaded === value);
    else if (code === 0x25) jump(loaded > value);
    else if (code === 0x35) jump(loaded >= value);
    else if (code === 0x06) return value;
    else throw new Error(`no such instruction: ${code}`);
  }
  throw new Error('the program has no end');
}

test.each([
  ['x86-64', 0xc000003e, 248],
  ['x32', 0xc000003e, 0x40000000 + 248],
  ['i386', 0x40000003, 286],
  ['arm64', 0xc00000b7, 217],
  ['arm', 0x40000028, 309],
])('closes the keyrings to %s, and nothing beside them', (_name, architecture, first) => {
  const calls = [-1, 0, 1, 2, 3].map((offset) => judge(architecture, first + offset));
  expect(calls).toEqual([ALLOWED, NO_SUCH_CALL, NO_SUCH_CALL, NO_SUCH_CALL, ALLOWED]);
  expect(judge(architecture, 0)).toBe(ALLOWED);
  expect(judge(architecture, 450)).toBe(ALLOWED);
});

test('leaves other architectures as they are', () => {
  for (const call of [217, 248, 250, 288]) expect(judge(0x80000016, call)).toBe(ALLOWED);
});
