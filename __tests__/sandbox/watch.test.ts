import { execFile } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parseFeatures } from '../../src/sandbox/bwrap-profile.ts';
import { findBwrap, userBwrap } from '../../src/sandbox/bwrap.ts';
import { none } from '../../src/sandbox/none.ts';
import type { Exit } from '../../src/sandbox/sandbox.ts';
import { restAfter } from '../../src/sandbox/watch.ts';
import { canOpenAside } from '../doubles/aside.ts';
import { openScratch } from '../doubles/scratch.ts';
import { countSettles, processesWith } from './processes.ts';
import { command, isRoot } from './rungs.ts';

const bwrap = await findBwrap(parseFeatures);
// Where it is not root, the kernel holds the number for it.
if (bwrap === null || !isRoot)
  console.warn('SKIPPED: bubblewrap as root on an older kernel, as this is not root or it is not installed');

/** Those for which no kernel counts: the second as before Linux 6.14. */
const rungs = [none, ...(bwrap !== null && isRoot ? [userBwrap(bwrap, '6.1.0')] : [])];

/** Children that sleep; behind a parent that ends at once, where they are `left`. */
function children(count: number, seconds: string, isLeft: boolean): readonly [string, ...string[]] {
  const fork = `for (1 .. ${count}) { fork or exec "sleep", "${seconds}" }`;
  const program = isLeft ? `unless (fork) { ${fork}; exit } sleep ${seconds}` : `${fork}; 1 while wait != -1`;
  return ['perl', '-e', program];
}

describe.skipIf(process.platform !== 'linux').each(rungs)('$name', (sandbox) => {
  async function run(processes: number, argv: readonly [string, ...string[]]): Promise<Exit> {
    const scratch = await openScratch();
    onTestFinished(() => scratch[Symbol.asyncDispose]());
    const limits = { wallMs: 20_000, outputBytes: 10_000, processes };
    return await sandbox.run(command(argv, scratch.path, { limits }));
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

  test.each([
    ['fields of another', ') R 1 1 1 1 1 1'],
    ['a line of its own', '\\n) R 1 1 1 1 1'],
  ])('is not misled by a name that looks like %s', async (_name, name) => {
    // The name is kept to fifteen characters by the kernel.
    const program = `for (1 .. 80) { fork or do { $0 = "${name}"; sleep 30; exit } } sleep 30`;
    const exit = await run(60, ['perl', '-e', program]);
    expect(exit).toMatchObject({ kind: 'exhausted', resource: 'processes' });
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

const execute = promisify(execFile);
const mayMount = isRoot && (await canOpenAside());

describe.skipIf(process.platform !== 'linux')('on a machine of another kind', () => {
  /** What is said of a command within two seconds, and how often we could open no file meanwhile; in a process of its own. */
  async function tell(argv: readonly string[], limits: object, front: readonly string[]): Promise<unknown> {
    const program = `
      import { spawn } from 'node:child_process';
      import { closeSync, openSync } from 'node:fs';
      import { watch } from ${JSON.stringify(join(import.meta.dirname, '../../src/sandbox/watch.ts'))};
      const [file, ...args] = ${JSON.stringify(argv)};
      const child = spawn(file, args, { detached: true, stdio: 'ignore' });
      let starved = 0;
      const look = setInterval(() => { try { closeSync(openSync('/dev/null')) } catch { starved += 1 } }, 1);
      const end = (what) => {
        process.kill(-child.pid, 'SIGKILL');
        clearInterval(look);
        console.log(JSON.stringify([what, starved]));
      };
      const late = setTimeout(() => end(null), 8000);
      watch(child.pid, ${JSON.stringify(limits)}, (what) => { clearTimeout(late); end(what) });`;
    const words = [...front, process.execPath, '--input-type=module', '--eval', program];
    const { stdout } = await execute('env', words, { env: { PATH: '/usr/bin:/bin' } });
    return JSON.parse(stdout);
  }

  test('counts them all where few files may be open, and leaves some to us', async () => {
    const many = children(400, '20', false);
    expect(await tell(many, { processes: 350 }, ['prlimit', '--nofile=200:200'])).toEqual(['processes', 0]);
  });

  /** With these in the place of what the kernel tells of itself. */
  async function pretend(files: Readonly<Record<string, string>>): Promise<string[]> {
    const scratch = await openScratch();
    onTestFinished(() => scratch[Symbol.asyncDispose]());
    const mounts = Object.entries(files).map(([name, text]) => {
      writeFileSync(scratch.join(name), text);
      return `mount --bind ${scratch.join(name)} /proc/${name} && `;
    });
    return ['unshare', '--mount', 'sh', '-c', `${mounts.join('')}exec "$@"`, 'sh'];
  }

  test.runIf(mayMount)('looks for itself where the machine does not tell what runs on it', async () => {
    const many = children(40, '20', false);
    const silent = await pretend({ loadavg: '0.00 0.00 0.00 0/0 0\n', meminfo: '' });
    expect(await tell(many, { processes: 30 }, silent)).toEqual(['processes', 0]);
    const large = ['perl', '-e', '$kept = "x" x 50e6; sleep 20'];
    expect(await tell(large, { totalMemoryBytes: 20e6 }, silent)).toEqual(['memory', 0]);
  });

  test.runIf(mayMount)('counts what is swapped out', async () => {
    const row = (name: string, kilobytes: number): string => `${name}:  ${kilobytes} kB\n`;
    const swapped = await pretend({
      meminfo: row('MemTotal', 9e6) + row('MemAvailable', 9e6) + row('SwapTotal', 5e6) + row('SwapFree', 1e6),
    });
    const large = ['perl', '-e', '$kept = "x" x 50e6; sleep 20'];
    expect(await tell(large, { totalMemoryBytes: 20e6 }, swapped)).toEqual(['memory', 0]);
  });

  test('rests ten times as long as it looked, and never so long that much could happen', () => {
    expect([0, 5, 40, 5000].map(restAfter)).toEqual([100, 100, 400, 1000]);
  });
});
