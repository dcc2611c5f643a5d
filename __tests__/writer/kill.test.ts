import { expect, test } from 'vitest';
import { runTrial, runTrials, type Trial, type TrialOptions } from '../../bench/crash/trial.ts';
import { makeDirectory } from './sandbox.ts';

const clean = { mixed: false, lost: false, leftovers: false };

async function requireClean(trials: readonly TrialOptions[]): Promise<readonly Trial[]> {
  const results: Trial[] = [];
  await runTrials(trials, 2, runTrial, (trial, { kill }) => {
    expect({ kill, mixed: trial.mixed, lost: trial.lost, leftovers: trial.leftovers }).toEqual({
      kill,
      ...clean,
    });
    results.push(trial);
  });
  return results;
}

// `npm run crash` has hundreds of them.
test.each(['apply', 'rollback'] as const)(
  'K05 K06 K09 C13 %s killed at steps and at random times: after recovery all old or all new, nothing lost, nothing left',
  async (act) => {
    using cache = makeDirectory();
    const options = {
      act,
      cache: cache.path,
      durability: 'process',
      size: 1,
      git: false,
      kill: { kind: 'never' },
      recoveryKills: [],
    } as const satisfies TrialOptions;
    const { calls, killed, ms } = await runTrial(options);
    expect(killed).toBe(false);
    const steps = Array.from({ length: 12 }, (_, trial) => ({
      ...options,
      git: trial % 2 === 0,
      kill: { kind: 'step' as const, step: Math.floor(((trial + Math.random()) * calls) / 12) },
      recoveryKills: trial % 4 === 0 ? [Math.floor(Math.random() * 80)] : [],
    }));
    const times = Array.from({ length: 4 }, (_, trial) => ({
      ...options,
      durability: 'power' as const,
      size: 10,
      kill: { kind: 'time' as const, ms: ((trial + Math.random()) * ms * 3) / 4 },
    }));
    const results = await requireClean([...steps, ...times]);
    expect(results.filter((trial) => trial.killed).length).toBeGreaterThanOrEqual(12);
    expect(results.some(({ recovered }) => recovered === 'undone')).toBe(true);
    // Some deaths were after the decision, or the test says nothing about going forward.
    expect(results.some(({ recovered }) => recovered === 'finished')).toBe(true);
  },
);
