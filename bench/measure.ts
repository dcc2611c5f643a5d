import { readFileSync } from 'node:fs';

/** One way of doing the work that is measured. */
export interface Contestant {
  readonly name: string;
  /** Prepared before each round, outside of the clock. */
  prepare?(round: number): Promise<void>;
  /** Answers milliseconds, where the clock is not to be the outer one. */
  run(round: number): Promise<number | void>;
}

export interface Measured {
  readonly name: string;
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** Rounds of all contestants in turn, so that a slow minute of the machine slows all of them; medians in milliseconds. */
export async function measure(contestants: readonly Contestant[], rounds: number): Promise<Measured[]> {
  const times = new Map<string, number[]>(contestants.map(({ name }) => [name, []]));
  for (let round = -1; round < rounds; round += 1) {
    for (const offset of contestants.keys()) {
      const contestant = contestants[(offset + Math.max(round, 0)) % contestants.length];
      if (contestant === undefined) continue;
      await contestant.prepare?.(round);
      const startedAt = performance.now();
      const own = await contestant.run(round);
      const ms = own ?? performance.now() - startedAt;
      // The first round only warms caches.
      if (round >= 0) times.get(contestant.name)?.push(ms);
    }
  }
  return [...times].map(([name, all]) => {
    const sorted = all.toSorted((a, b) => a - b);
    return { name, median: medianOf(sorted), least: sorted[0] ?? 0, most: sorted.at(-1) ?? 0 };
  });
}

/** A table with each median as a ratio of the named one's. */
export function printRatios(title: string, measured: readonly Measured[], floor: string): void {
  const base = measured.find(({ name }) => name === floor)?.median ?? 1;
  console.log(`\n${title}`);
  for (const { name, median, least, most } of measured) {
    const ratio = `${(median / base).toFixed(2)}x`;
    console.log(
      `  ${ratio.padStart(8)}  ${name.padEnd(44)} ${format(median)} ms  (${format(least)} - ${format(most)})`,
    );
  }
}

function format(ms: number): string {
  return ms.toFixed(ms < 100 ? 1 : 0).padStart(7);
}

/** The most memory that this process ever had, in MB. `maxRSS` would count its parent's as well, from before its exec. */
export function peakMegabytes(): number {
  const [, kilobytes = ''] = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}

export function medianOf(sorted: readonly number[]): number {
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
