import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runGitTrial } from './git-trial.ts';
import { runRace } from './race.ts';
import { runTrial, runTrials, type Act, type Trial, type TrialOptions } from './trial.ts';

/**
 * Kills writers and counts what they leave: `node bench/crash/main.ts --trials 1000`. Half of the trials at a step, spread over
 * all of them, half at a random time; in a third of them the recovery is killed as well, twice. `--race 10000` lets another process
 * swap a directory and a file against a link to the outside instead.
 */
const { values } = parseArgs({
  options: {
    trials: { type: 'string', default: '200' },
    width: { type: 'string', default: '2' },
    race: { type: 'string' },
  },
});

interface Row {
  readonly name: string;
  trials: number;
  killed: number;
  'killed midway': number;
  'mixed after recovery': number;
  'reported, then lost': number;
  leftovers: number;
}

const cache = fs.mkdtempSync(join(tmpdir(), 'wholly-test-'));
try {
  if (values.race === undefined) await killAll();
  else await raceBoth(Number(values.race));
} finally {
  fs.rmSync(cache, { recursive: true });
}

async function raceBoth(tries: number): Promise<void> {
  const rows = [];
  for (const swaps of ['directory', 'file'] as const)
    rows.push({ swaps, ...(await runRace({ swaps, tries, ms: Infinity })) });
  console.table(rows);
  if (rows.some(({ escapes }) => escapes > 0)) process.exitCode = 1;
}

async function killAll(): Promise<void> {
  const rows: Row[] = [];
  const share = Math.ceil(Number(values.trials) / 10);
  for (const act of ['apply', 'rollback'] as const) {
    for (const durability of ['power', 'process'] as const) {
      rows.push(await atSteps(act, durability, share), await atTimes(act, durability, share));
    }
  }
  rows.push(await branchAtSteps(share), await branchAtTimes(share));
  console.table([...rows, totalOf(rows)]);
  if (rows.some((row) => row['mixed after recovery'] + row['reported, then lost'] + row.leftovers > 0))
    process.exitCode = 1;
}

type Durability = TrialOptions['durability'];

async function atSteps(act: Act, durability: Durability, trials: number): Promise<Row> {
  const options = {
    act,
    durability,
    cache,
    size: 2,
    git: false,
    kill: { kind: 'never' },
    recoveryKills: [],
  } as const;
  const { calls } = await runTrial(options);
  return measure(`${act}, ${durability}, at a step`, trials, runTrial, (trial) => {
    const step = trials >= calls ? trial % calls : Math.floor((trial * calls) / trials);
    const recoveryKills = trial % 3 === 0 ? [random(60), random(120)] : [];
    return { ...options, git: trial % 2 === 0, kill: { kind: 'step' as const, step }, recoveryKills };
  });
}

async function atTimes(act: Act, durability: Durability, trials: number): Promise<Row> {
  const options = {
    act,
    durability,
    cache,
    size: 40,
    git: false,
    kill: { kind: 'never' },
    recoveryKills: [],
  } as const;
  await runTrial(options);
  const { ms } = await runTrial(options);
  return measure(`${act}, ${durability}, at a time`, trials, runTrial, (trial) => {
    const recoveryKills = trial % 3 === 0 ? [random(200), random(600)] : [];
    return {
      ...options,
      git: trial % 2 === 0,
      kill: { kind: 'time' as const, ms: Math.random() * ms },
      recoveryKills,
    };
  });
}

async function branchAtSteps(trials: number): Promise<Row> {
  const options = { size: 2, cache, kill: { kind: 'never' } } as const;
  const { calls } = await runGitTrial(options);
  return measure('branch, at a step', trials, runGitTrial, (trial) => {
    const step = trials >= calls ? trial % calls : Math.floor((trial * calls) / trials);
    return { ...options, kill: { kind: 'step' as const, step } };
  });
}

async function branchAtTimes(trials: number): Promise<Row> {
  const options = { size: 40, cache, kill: { kind: 'never' } } as const;
  await runGitTrial(options);
  const { ms } = await runGitTrial(options);
  return measure('branch, at a time', trials, runGitTrial, () => ({
    ...options,
    kill: { kind: 'time' as const, ms: Math.random() * ms },
  }));
}

async function measure<Options>(
  name: string,
  trials: number,
  run: (options: Options) => Promise<Trial>,
  optionsOf: (trial: number) => Options,
): Promise<Row> {
  const row = rowOf(name);
  const all = Array.from({ length: trials }, (_, trial) => optionsOf(trial));
  await runTrials(all, Number(values.width), run, (trial) => count(row, trial));
  return row;
}

function rowOf(name: string): Row {
  return {
    name,
    trials: 0,
    killed: 0,
    'killed midway': 0,
    'mixed after recovery': 0,
    'reported, then lost': 0,
    leftovers: 0,
  };
}

function count(row: Row, { killed, left, mixed, lost, leftovers }: Trial): void {
  row.trials += 1;
  row.killed += Number(killed);
  row['killed midway'] += Number(left === 'mixed');
  row['mixed after recovery'] += Number(mixed);
  row['reported, then lost'] += Number(lost);
  row.leftovers += Number(leftovers);
}

function totalOf(rows: readonly Row[]): Row {
  const total = rowOf('all');
  for (const row of rows) {
    total.trials += row.trials;
    total.killed += row.killed;
    total['killed midway'] += row['killed midway'];
    total['mixed after recovery'] += row['mixed after recovery'];
    total['reported, then lost'] += row['reported, then lost'];
    total.leftovers += row.leftovers;
  }
  return total;
}

function random(limit: number): number {
  return Math.floor(Math.random() * limit);
}
