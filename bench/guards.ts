import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { BYTES, judgeSet, makeSet } from './guards-set.ts';
import { measure, printRatios } from './measure.ts';

const COUNTS = [100, 1000, 10_000];

/** All guards over 20 MB of text in few and in many files, beside a hash of the same bytes, and the memory that they take. */
export async function benchGuards(rounds = Number(process.env['ROUNDS'] ?? 5)): Promise<void> {
  const sets = COUNTS.map((count) => ({ count, set: makeSet(count) }));
  const floor = 'SHA-256 of the bytes';
  const measured = await measure(
    [
      {
        name: floor,
        run: async () => {
          for (const change of sets[0]?.set.changes ?? [])
            if (change.change !== 'delete') createHash('sha256').update(change.content).digest();
        },
      },
      ...sets.map(({ count, set }) => ({ name: `guards, ${count} files`, run: () => judgeSet(set) })),
    ],
    rounds,
  );
  printRatios(`Every guard over ${BYTES / 1e6} MB (target: 500 ms)`, measured, floor);
  console.log('\nMost memory of a process that judges them, sets included');
  for (const count of COUNTS) console.log(`  ${String(count).padStart(8)} files  ${peakOf(count)} MB`);
}

function peakOf(count: number): string {
  const script = fileURLToPath(new URL('guards-memory.ts', import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, String(count)], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return stdout.trim();
}
