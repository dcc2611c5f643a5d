import { endianness } from 'node:os';

/**
 * The calls that reach the kernel's keyrings (`add_key`, `request_key`, `keyctl`: neighbours everywhere) by the numbers of
 * each architecture that a process may call with (`linux/audit.h` and its table of calls).
 */
const keyringCalls = [
  { architecture: 0xc000003e, first: 248, last: 250 }, // x86-64
  { architecture: 0x40000003, first: 286, last: 288 }, // i386, which x86-64 runs as well
  { architecture: 0xc00000b7, first: 217, last: 219 }, // arm64
  { architecture: 0x40000028, first: 309, last: 311 }, // arm, which arm64 runs as well
];

/** Set in the number of a call from x32, which has the architecture of x86-64. */
const x32 = 0x40000000;

// `linux/bpf_common.h`, `linux/seccomp.h`; ENOSYS is what a kernel without keyrings says.
const [load, and, ifEqual, ifGreater, ifAtLeast, answer] = [0x20, 0x54, 0x15, 0x25, 0x35, 0x06];
const [callOffset, architectureOffset] = [0, 4];
const [allow, refuse] = [0x7fff0000, 0x00050000 | 38];

type Instruction = readonly [code: number, skipIfTrue: number, skipIfFalse: number, value: number];

/**
 * A seccomp program that closes the kernel's keyrings: no namespace does. A process has the session keyring of whoever
 * started it, with all that a login put there.
 */
export function planKeyringFilter(): Uint8Array {
  const program: Instruction[] = keyringCalls.flatMap(({ architecture, first, last }) => [
    [load, 0, 0, architectureOffset],
    [ifEqual, 0, 5, architecture],
    [load, 0, 0, callOffset],
    [and, 0, 0, ~x32 >>> 0],
    [ifAtLeast, 0, 2, first],
    [ifGreater, 1, 0, last],
    [answer, 0, 0, refuse],
  ]);
  program.push([answer, 0, 0, allow]);
  const bytes = new DataView(new ArrayBuffer(program.length * 8));
  const isLittle = endianness() === 'LE';
  for (const [index, [code, skipIfTrue, skipIfFalse, value]] of program.entries()) {
    bytes.setUint16(index * 8, code, isLittle);
    bytes.setUint8(index * 8 + 2, skipIfTrue);
    bytes.setUint8(index * 8 + 3, skipIfFalse);
    bytes.setUint32(index * 8 + 4, value, isLittle);
  }
  return new Uint8Array(bytes.buffer);
}
