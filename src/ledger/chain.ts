import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** One line of a ledger. */
export interface Entry {
  /** Counted from one. */
  readonly seq: number;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly kind: string;
  readonly data: unknown;
  /** Hash of the entry before; of the first, 64 zeros. */
  readonly previous: string;
  /** SHA-256 of the canonical JSON (RFC 8785) of all of the above; 64 hexadecimal digits. */
  readonly hash: string;
}

export type Walk =
  /** Every line holds. `cut`: the last one is not whole, as a killed process leaves it. */
  | { readonly kind: 'holds'; readonly entries: readonly Entry[]; readonly cut: boolean }
  /** `line` is counted from one. */
  | { readonly kind: 'broken'; readonly line: number; readonly why: string };

const START = '0'.repeat(64);

export function link(before: Entry | null, kind: string, data: unknown, at: Date): Entry {
  const open = {
    seq: (before?.seq ?? 0) + 1,
    at: at.toISOString(),
    kind,
    // As it will be read: without what JSON does not have.
    data: JSON.parse(JSON.stringify(data ?? null)) as unknown,
    previous: before?.hash ?? START,
  };
  return { ...open, hash: hashOf(open) };
}

export function format(entry: Entry): string {
  return `${canonicalize(entry)}\n`;
}

/** Recomputes every hash of a ledger's text, which may be anybody's. */
export function walk(text: string): Walk {
  const lines = text.split('\n');
  // Behind the last line end stands nothing, or what a process was writing when it was killed.
  const cut = lines.pop() !== '';
  const entries: Entry[] = [];
  for (const [index, line] of lines.entries()) {
    const entry = parseEntry(line);
    const broken = (why: string): Walk => ({ kind: 'broken', line: index + 1, why });
    if (entry === null) return broken('it is no entry');
    if (entry.seq !== index + 1) return broken(`it is numbered ${entry.seq}`);
    if (entry.previous !== (entries.at(-1)?.hash ?? START))
      return broken('it does not follow the one before');
    const { hash, ...open } = entry;
    if (hashOf(open) !== hash || format(entry) !== `${line}\n`) return broken('it was changed');
    entries.push(entry);
  }
  return { kind: 'holds', entries, cut };
}

function hashOf(entry: Omit<Entry, 'hash'>): string {
  return createHash('sha256')
    .update(canonicalize(entry) ?? '')
    .digest('hex');
}

function parseEntry(line: string): Entry | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  return isEntry(value) ? value : null;
}

function isEntry(value: unknown): value is Entry {
  if (typeof value !== 'object' || value === null) return false;
  const { seq, at, kind, previous, hash } = value as Partial<Record<keyof Entry, unknown>>;
  return (
    Number.isSafeInteger(seq) &&
    [at, kind].every((text) => typeof text === 'string') &&
    [previous, hash].every((text) => typeof text === 'string' && /^[0-9a-f]{64}$/.test(text)) &&
    'data' in value
  );
}
