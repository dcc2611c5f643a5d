import { appendFile, readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { openRuns, type AbandonedRun } from '../../src/state/open-runs.ts';
import { openScratch } from '../doubles/scratch.ts';
import { startProgram } from '../doubles/programs.ts';
import { until } from '../doubles/until.ts';

interface Asked {
  readonly text: string;
}

const START = { runId: 'run-1', at: '2026-01-02T03:04:05.678Z', asked: { text: 'please' } };

async function abandonedIn(directory: string): Promise<AbandonedRun<Asked>[]> {
  const found: AbandonedRun<Asked>[] = [];
  for await (const run of openRuns<Asked>(directory).abandoned()) found.push(run);
  return found;
}

/** Begins a run in a process of its own that then waits to be killed. */
async function beginAndDie(directory: string): Promise<void> {
  const source = `
    const { openRuns } = await import(${JSON.stringify(new URL('../../src/state/open-runs.ts', import.meta.url).href)});
    const run = await openRuns(${JSON.stringify(directory)}).begin(${JSON.stringify(START)});
    await run.note({ digest: 'sha256:aa' });
    await run.note({ plan: [{ kind: 'remote-branch', branch: 'b' }, null] });
    await run.note({ intend: { step: 'commit', index: 0 } });
    setInterval(() => undefined, 1000);`;
  const program = startProgram(process.execPath, ['--input-type=module', '-e', source], {
    cwd: directory,
    env: {},
  });
  await until('the run', async () => {
    const file = `${directory}/open-runs/run-1.jsonl`;
    return (await readFile(file, 'utf8').catch(() => '')).includes('intend');
  });
  // While it lives nobody else may deal with it.
  expect(await abandonedIn(directory)).toEqual([]);
  program.kill('SIGKILL');
  await program.ended;
}

test('a run that goes on is nobody elses, and one that ended leaves nothing', async () => {
  await using scratch = await openScratch();
  const run = await openRuns<Asked>(scratch.path).begin(START);
  await run.note({ digest: 'sha256:aa' });
  expect(await abandonedIn(scratch.path)).toEqual([]);
  await run.end();
  expect(await abandonedIn(scratch.path)).toEqual([]);
  expect(await readdir(scratch.join('open-runs'))).toEqual([]);
});

test('C13 L13 a run whose process was killed is found with all that it wrote, by one at a time', async () => {
  await using scratch = await openScratch();
  await beginAndDie(scratch.path);
  // A line that was being written when it died.
  await appendFile(scratch.join('open-runs/run-1.jsonl'), '{"digest":"sha');
  const [run, ...others] = await abandonedIn(scratch.path);
  expect(others).toEqual([]);
  expect(run?.start).toEqual(START);
  expect(run?.notes).toEqual([
    { digest: 'sha256:aa' },
    { plan: [{ kind: 'remote-branch', branch: 'b' }, null] },
    { intend: { step: 'commit', index: 0 } },
  ]);
  expect(await abandonedIn(scratch.path)).toEqual([]);
  // Whoever could not settle it gives it back, for the next.
  run?.[Symbol.dispose]();
  const [again] = await abandonedIn(scratch.path);
  expect(again?.start).toEqual(START);
  await again?.end();
  again?.[Symbol.dispose]();
  expect(await readdir(scratch.join('open-runs'))).toEqual([]);
});

test('L11 what a start that died half way left behind is cleared', async () => {
  await using scratch = await openScratch();
  const run = await openRuns<Asked>(scratch.path).begin(START);
  await run.end();
  await appendFile(scratch.join('open-runs/run-2.owner'), '');
  await appendFile(scratch.join('open-runs/run-3.jsonl'), '');
  expect(await abandonedIn(scratch.path)).toEqual([]);
  expect(await readdir(scratch.join('open-runs'))).toEqual([]);
});

test('a note that a full disk has cut off takes no later one with it', async () => {
  await using scratch = await openScratch();
  const run = await openRuns<Asked>(scratch.path).begin(START);
  await appendFile(scratch.join('open-runs/run-1.jsonl'), '{"plan":[{"ki');
  await run.note({ intend: { step: 'rollback', index: 0 } });
  run.leave();
  const [left] = await abandonedIn(scratch.path);
  expect(left?.notes).toEqual([{ intend: { step: 'rollback', index: 0 } }]);
  left?.[Symbol.dispose]();
});

test('a run is told of as long as somebody works on it', async () => {
  await using scratch = await openScratch();
  const runs = openRuns<Asked>(scratch.path);
  expect(await runs.running()).toEqual([]);
  const run = await runs.begin(START);
  expect(await runs.running()).toEqual([START]);
  run.leave();
  expect(await runs.running()).toEqual([]);
});
