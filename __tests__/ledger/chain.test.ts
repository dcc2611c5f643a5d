import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { format, link, walk, type Entry } from '../../src/ledger/chain.ts';
import { openLedger } from '../../src/ledger/ledger.ts';
import { openScratch } from '../doubles/scratch.ts';

function chainOf(count: number): string {
  let last: Entry | null = null;
  let text = '';
  for (let index = 0; index < count; index += 1) {
    last = link(last, `kind-${index % 3}`, { index, words: ['a', null, 1.5] }, new Date(index * 1000));
    text += format(last);
  }
  return text;
}

test('F10 a chain holds as it was written, its times in UTC, and an empty one too', () => {
  expect(walk('')).toEqual({ kind: 'holds', entries: [], cut: false });
  expect(walk(chainOf(5))).toMatchObject({ kind: 'holds', cut: false });
  const [first] = chainOf(1).split('\n');
  expect(JSON.parse(first ?? '')).toMatchObject({
    seq: 1,
    at: '1970-01-01T00:00:00.000Z',
    previous: '0'.repeat(64),
  });
});

test('a line that a killed process left half written is told, and the others hold', () => {
  const text = chainOf(3);
  const walked = walk(text.slice(0, -10));
  expect(walked).toMatchObject({ kind: 'holds', cut: true });
  expect(walked.kind === 'holds' && walked.entries.length).toBe(2);
});

test('whatever byte is altered, whatever line removed, doubled or moved, the chain breaks there or before its end', () => {
  const text = chainOf(8);
  const lines = text.slice(0, -1).split('\n');
  const broken = (changed: string): boolean => {
    const walked = walk(changed);
    return walked.kind === 'broken' || walked.cut;
  };
  fc.assert(
    fc.property(fc.nat(text.length - 1), fc.integer({ min: 32, max: 126 }), (at, code) => {
      const byte = String.fromCharCode(code);
      fc.pre(text[at] !== byte);
      expect(broken(text.slice(0, at) + byte + text.slice(at + 1))).toBe(true);
    }),
    { numRuns: 500 },
  );
  for (const index of lines.keys()) {
    const line = lines[index] ?? '';
    const doubled = [...lines.slice(0, index), line, ...lines.slice(index)];
    expect(walk(`${doubled.join('\n')}\n`)).toMatchObject({ kind: 'broken', line: index + 2 });
    if (index === lines.length - 1) continue;
    const without = lines.toSpliced(index, 1);
    expect(walk(`${without.join('\n')}\n`)).toMatchObject({ kind: 'broken', line: index + 1 });
    const swapped = lines.with(index, lines[index + 1] ?? '').with(index + 1, line);
    expect(walk(`${swapped.join('\n')}\n`)).toMatchObject({ kind: 'broken', line: index + 1 });
  }
});

test('a ledger is private, begins with its first entry, and its head is the hash of its last', async () => {
  await using scratch = await openScratch();
  let file = '';
  {
    using ledger = openLedger(scratch.path, 'run', () => new Date(0));
    expect([ledger.file, ledger.head]).toEqual([null, null]);
    ledger.add('request', { id: 1 });
    ledger.add('conclusion', { id: undefined });
    file = ledger.file ?? '';
    const walked = walk(readFileSync(file, 'utf8'));
    const last = walked.kind === 'holds' ? walked.entries.at(-1) : undefined;
    expect(ledger.head).toBe(`sha256:${last?.hash}`);
  }
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('a ledger that cannot be kept keeps nobody from anything, and is not spoken of', async () => {
  await using scratch = await openScratch();
  writeFileSync(scratch.join('ledgers'), 'in the way');
  using ledger = openLedger(scratch.path, 'run');
  ledger.add('request', {});
  rmSync(scratch.join('ledgers'));
  ledger.add('conclusion', {});
  expect([ledger.file, ledger.head]).toEqual([null, null]);
});
