const BATCH_BYTES = 1024 * 1024;

/** The same bytes in few pieces: each one that is written costs a turn, and a set of many files has thousands. */
export function* batchesOf(pieces: Iterable<string | Uint8Array>): Generator<Uint8Array> {
  let batch: Uint8Array[] = [];
  let bytes = 0;
  for (const piece of pieces) {
    const own = typeof piece === 'string' ? Buffer.from(piece) : piece;
    batch.push(own);
    bytes += own.length;
    if (bytes < BATCH_BYTES) continue;
    yield joined(batch);
    [batch, bytes] = [[], 0];
  }
  if (bytes > 0) yield joined(batch);
}

function joined(batch: readonly Uint8Array[]): Uint8Array {
  const [first, ...others] = batch;
  return first !== undefined && others.length === 0 ? first : Buffer.concat(batch);
}
