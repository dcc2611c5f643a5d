import { randomInt } from 'node:crypto';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parseFeatures } from '../../src/sandbox/bwrap-profile.ts';
import { findBwrap, userBwrap } from '../../src/sandbox/bwrap.ts';
import { none } from '../../src/sandbox/none.ts';
import type { Exit } from '../../src/sandbox/sandbox.ts';
import { openScratch } from '../doubles/scratch.ts';
import { countSettles, processesWith } from './processes.ts';
import { command, isRoot } from './rungs.ts';

const bwrap = await findBwrap(parseFeatures);
// Where it is not root, the kernel holds the number for it.
if (bwrap === null || !isRoot)
  console.warn('SKIPPED: bubblewrap as root on an older kernel, as this is not root or it is not installed');

/** Those for which no kernel counts: the second as before Linux 6.14. */
const rungs = [none, ...(bwrap !== null && isRoot ? [userBwrap(bwrap, '6.1.0')] : [])];

describe.skipIf(process.platform !== 'linux').each(rungs)('$name', (sandbox) => {
  async function run(processes: number, argv: readonly [string, ...string[]]): Promise<Exit> {
    const scratch = await openScratch();
    onTestFinished(() => scratch[Symbol.asyncDispose]());
    const limits = { wallMs: 20_000, outputBytes: 10_000, processes };
    return await sandbox.run(command(argv, scratch.path, { limits }));
  }

  /** Children that sleep; behind a parent that ends at once, where they are `left`. */
  function children(count: number, seconds: string, isLeft: boolean): readonly [string, ...string[]] {
    const fork = `for (1 .. ${count}) { fork or exec "sleep", "${seconds}" }`;
    const program = isLeft ? `unless (fork) { ${fork}; exit } sleep ${seconds}` : `${fork}; sleep ${seconds}`;
    return ['perl', '-e', program];
  }

  test.each([
    ['its own children', false],
    ['what a parent that ended has left', true],
  ])('ends a command of more processes than its limit: %s', async (_name, isLeft) => {
    const seconds = `30.${randomInt(1e9)}`;
    const exit = await run(60, children(80, seconds, isLeft));
    expect(exit).toMatchObject({ kind: 'exhausted', resource: 'processes' });
    expect(await countSettles(seconds, 0, 2000)).toBe(0);
  });

  test('leaves a command alone that has fewer', async () => {
    const seconds = `0.${randomInt(4e8, 5e8)}`;
    expect(await run(60, children(30, seconds, false))).toMatchObject({ kind: 'exited', exitCode: 0 });
    expect(await processesWith(seconds)).toEqual([]);
  });

  test('counts threads, as the kernel does', async () => {
    const wait = [process.execPath, '--eval', 'setTimeout(() => {}, 1500)'] as const;
    expect(await run(4, wait)).toMatchObject({ kind: 'exhausted', resource: 'processes' });
  });
});
