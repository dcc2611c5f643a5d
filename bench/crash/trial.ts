import { spawn } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { recoverDirectory } from '../../src/writer/recover.ts';
import { judgeTree, leftoversIn, makeScenario, writeTree } from './scenario.ts';

export type Act = 'apply' | 'rollback';

export interface TrialOptions {
  readonly act: Act;
  /** A directory for compiled modules, shared by all trials. */
  readonly cache: string;
  /** Groups of files, see `makeScenario`. */
  readonly size: number;
  readonly durability: 'power' | 'process';
  /** Whether the target has a git directory, in which the journal then lies. */
  readonly git: boolean;
  /** Before which call of the file system the process kills itself, or after how many milliseconds it is killed. */
  readonly kill:
    | { readonly kind: 'step'; readonly step: number }
    | { readonly kind: 'time'; readonly ms: number }
    | { readonly kind: 'never' };
  /** Before which calls the recoveries that follow are killed, one after the other, before one may finish. */
  readonly recoveryKills: readonly number[];
}

export interface Trial {
  /** The process did not get to its end. */
  readonly killed: boolean;
  /** What a reader would have seen before anybody recovered. */
  readonly left: 'old' | 'new' | 'mixed';
  readonly recovered: 'none' | 'finished' | 'undone';
  readonly mixed: boolean;
  /** Told as done, and not there after recovery. */
  readonly lost: boolean;
  /** Something is left beside the target, or a second recovery found work. */
  readonly leftovers: boolean;
  /** Calls of the file system, where it got to the end. */
  readonly calls: number;
  readonly ms: number;
}

/** Runs the trials `width` at a time, in their order. */
export async function runTrials<Options>(
  trials: Iterable<Options>,
  width: number,
  run: (options: Options) => Promise<Trial>,
  each: (trial: Trial, options: Options) => void,
): Promise<void> {
  const queue = trials[Symbol.iterator]();
  const workers = Array.from({ length: width }, async () => {
    for (let next = queue.next(); next.done !== true; next = queue.next())
      each(await run(next.value), next.value);
  });
  await Promise.all(workers);
}

/** One process, killed, then recovered; everything in a directory of its own that is gone afterwards. */
export async function runTrial(options: TrialOptions): Promise<Trial> {
  const place = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'wholly-test-')));
  try {
    const root = join(place, 'root');
    const scenario = makeScenario(options.size);
    writeTree(root, scenario.before);
    if (options.git) {
      fs.mkdirSync(join(root, '.git'));
      fs.writeFileSync(join(root, '.git/HEAD'), 'ref: refs/heads/main\n');
    }
    const run = await runWorker(root, options);
    const left = judgeTree(root, scenario);
    for (const step of options.recoveryKills) {
      await runWorker(root, { ...options, act: 'recover', kill: { kind: 'step', step } });
    }
    const { kind } = await recoverDirectory({ root });
    const again = await recoverDirectory({ root });
    const end = judgeTree(root, scenario);
    return {
      killed: run.killed,
      left,
      recovered: kind,
      mixed: end === 'mixed',
      lost: run.reported && end !== (options.act === 'apply' ? 'new' : 'old'),
      leftovers: leftoversIn(root).length > 0 || again.kind !== 'none',
      calls: run.calls,
      ms: run.ms,
    };
  } finally {
    fs.rmSync(place, { recursive: true });
  }
}

interface Run {
  readonly killed: boolean;
  readonly reported: boolean;
  readonly calls: number;
  readonly ms: number;
}

async function runWorker(
  root: string,
  { act, cache, size, durability, kill }: Omit<TrialOptions, 'act'> & { readonly act: Act | 'recover' },
): Promise<Run> {
  const step = kill.kind === 'step' ? kill.step : -1;
  const worker = spawn(
    process.execPath,
    [
      join(import.meta.dirname, 'start.ts'),
      'worker.ts',
      cache,
      act,
      root,
      String(size),
      durability,
      String(step),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const exited = once(worker, 'exit');
  let told = '';
  let ready = 0;
  worker.stdout.setEncoding('utf8').on('data', (text: string) => {
    told += text;
    if (ready > 0) return;
    ready = performance.now();
    if (kill.kind === 'time') void wait(kill.ms).then(() => worker.kill('SIGKILL'));
  });
  const [code, signal]: unknown[] = await exited;
  const ms = performance.now() - ready;
  if (code !== 0 && signal !== 'SIGKILL')
    throw new Error(`the worker ended by itself: ${String(code)} ${String(signal)}`);
  return {
    killed: signal === 'SIGKILL',
    reported: told.includes('reported'),
    calls: Number(/calls (\d+)/.exec(told)?.[1] ?? 0),
    ms,
  };
}
