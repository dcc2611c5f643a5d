/** https://git-scm.com/docs/gitprotocol-common#_pkt_line_format; null is a flush. */
export function readPackets(bytes: Buffer): { packets: (Buffer | null)[]; rest: Buffer } {
  const packets: (Buffer | null)[] = [];
  let at = 0;
  while (at + 4 <= bytes.length) {
    const length = Number.parseInt(bytes.toString('latin1', at, at + 4), 16);
    if (Number.isNaN(length) || at + Math.max(length, 4) > bytes.length) break;
    packets.push(length === 0 ? null : bytes.subarray(at + 4, at + length));
    at += Math.max(length, 4);
  }
  return { packets, rest: bytes.subarray(at) };
}

export function packet(payload: string | Uint8Array): Buffer {
  const bytes = Buffer.from(payload);
  return Buffer.concat([Buffer.from((bytes.length + 4).toString(16).padStart(4, '0')), bytes]);
}

export const FLUSH = Buffer.from('0000');
