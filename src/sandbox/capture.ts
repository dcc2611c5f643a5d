import type { Captured } from './sandbox.ts';

/** Kept of each stream, at the beginning and at the end: enough for any message, flat while a child prints gigabytes. */
const keptBytes = 64 * 1024;

export interface Capture {
  push(bytes: Uint8Array): void;
  captured(): Captured;
}

/** Collects one stream in bounded memory: its first and its last 64 KiB. */
export function openCapture(): Capture {
  let head = Buffer.alloc(0);
  let tail = Buffer.alloc(0);
  let total = 0;

  return {
    push(bytes) {
      total += bytes.byteLength;
      const room = keptBytes - head.byteLength;
      if (room > 0) head = Buffer.concat([head, bytes.subarray(0, room)]);
      if (bytes.byteLength <= room) return;
      // Copied, not sliced: a slice would hold on to the whole chunk behind it.
      const rest = bytes.subarray(Math.max(room, bytes.byteLength - keptBytes));
      tail = Buffer.concat([tail.subarray(Math.max(0, tail.byteLength + rest.byteLength - keptBytes)), rest]);
    },
    captured() {
      const omitted = total - head.byteLength - tail.byteLength;
      if (omitted === 0) return { text: Buffer.concat([head, tail]).toString(), bytes: total, omitted };
      const gap = `\n[${omitted} bytes left out]\n`;
      return { text: head.toString() + gap + tail.toString(), bytes: total, omitted };
    },
  };
}
