import { expect, test } from 'vitest';
import { runRace } from '../../bench/crash/race.ts';

test.each(['directory', 'file'] as const)(
  'K01 A05 nothing is written outside while another process swaps a %s for a link to the outside',
  async (swaps) => {
    const { tries, escapes } = await runRace({ swaps, tries: 10_000, ms: 1200 });
    expect(tries).toBeGreaterThan(20);
    expect(escapes).toBe(0);
  },
);
