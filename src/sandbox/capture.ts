import type { Captured } from './sandbox.ts';

/** Kept of each stream, at the beginning and at the end: enough for any message, flat while a child prints gigabytes. */
const keptBytes = 64 * 1024;

export interface Capture {
  push(bytes: Uint8Array): void;
  captured(): Captured;
}

/** Collects one stream in bounded memory: its first and its last 64 KiB. Makes no garbage: a flood would outrun its collector. */
export function openCapture(): Capture {
  const head = Buffer.allocUnsafe(keptBytes);
  /** A ring: byte `n` behind the head lies at `n` modulo its length. */
  const tail = Buffer.allocUnsafe(keptBytes);
  let total = 0;

  return {
    push(bytes) {
      const behind = Math.max(0, total - keptBytes);
      if (total < keptBytes) head.set(bytes.subarray(0, keptBytes - total), total);
      const rest = bytes.subarray(Math.max(0, keptBytes - total));
      total += bytes.byteLength;
      const kept = rest.subarray(Math.max(0, rest.byteLength - keptBytes));
      const at = (behind + rest.byteLength - kept.byteLength) % keptBytes;
      tail.set(kept.subarray(0, keptBytes - at), at);
      tail.set(kept.subarray(keptBytes - at), 0);
    },
    captured() {
      const behind = Math.max(0, total - keptBytes);
      const omitted = Math.max(0, behind - keptBytes);
      const start = omitted === 0 ? 0 : behind % keptBytes;
      const first = head.subarray(0, Math.min(total, keptBytes));
      const last = Buffer.concat([
        tail.subarray(start, Math.min(behind, keptBytes)),
        tail.subarray(0, start),
      ]);
      if (omitted === 0) return { text: Buffer.concat([first, last]).toString(), bytes: total, omitted };
      const gap = `\n[${omitted} bytes left out]\n`;
      return { text: first.toString() + gap + last.toString(), bytes: total, omitted };
    },
  };
}
