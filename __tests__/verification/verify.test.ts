import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { openCheckout } from '../../src/checkout/checkout.ts';
import { collect } from '../../src/checkout/collect.ts';
import { openGit } from '../../src/git/git.ts';
import { machineLimits } from '../../src/sandbox/machine-limits.ts';
import { none } from '../../src/sandbox/none.ts';
import type { Limits, Sandbox } from '../../src/sandbox/sandbox.ts';
import { verify, type Checks } from '../../src/verification/verify.ts';
import { buildCommit } from '../../src/writer/git-commit.ts';
import { openRepository } from '../doubles/repository.ts';
import { until } from '../doubles/until.ts';

const git = openGit({ PATH: process.env['PATH'] ?? '' });
const author = { name: 'A', email: 'a@example.org' };

/** A sealed commit on an ephemeral checkout, and a directory in which checks can leave a trace. */
async function openCase() {
  await using made = new AsyncDisposableStack();
  const repository = made.use(
    await openRepository({
      files: {
        'a.txt': 'a\n',
        '.gitignore': 'ignored\n',
        'test.sh': { content: 'grep -q b a.txt\n', mode: 0o755 },
      },
    }),
  );
  const trace = repository.scratch.join('trace');
  const place = repository.scratch.join('place');
  for (const directory of [trace, place]) mkdirSync(directory);
  const commit = await repository.git('rev-parse', 'HEAD');
  const objectDir = join(repository.directory, '.git/objects');
  const checkout = made.use(await openCheckout(git, { kind: 'local', objectDir, commit }, place));
  writeFileSync(join(checkout.directory, 'a.txt'), 'b\n');
  writeFileSync(join(checkout.directory, 'ignored'), 'left by the agent\n');
  const { changeSet } = await collect(git, checkout);
  const built = await buildCommit(git, { gitDir: checkout.gitDir }, changeSet, {
    message: 'x',
    author,
    committer: author,
    time: 1,
  });
  const checksOf = (verifyCommands: string[], more: Partial<Checks> = {}): Checks => ({
    setup: [],
    verify: verifyCommands,
    env: { PATH: process.env['PATH'] ?? '', TRACE: trace },
    hosts: [],
    wallMs: 20_000,
    ...more,
  });
  const seen: string[] = [];
  const stood = new Set(readdirSync(dirname(checkout.gitDir)));
  const cleanUp = made.move();
  return {
    checkout,
    trace,
    checksOf,
    seen,
    around: () => readdirSync(dirname(checkout.gitDir)).filter((name) => !stood.has(name)),
    run: (checks: Checks, sandbox: Sandbox = none) =>
      verify(git, checkout.gitDir, built.commit, checks, sandbox, (line) => seen.push(line)),
    [Symbol.asyncDispose]: () => cleanUp.disposeAsync(),
  };
}

test.concurrent('runs setup and checks, in order, on the sealed files', async () => {
  await using one = await openCase();
  const checks = one.checksOf(['./test.sh', 'echo verify >> "$TRACE/log"'], {
    setup: ['echo setup >> "$TRACE/log"'],
  });
  const result = await one.run(checks);
  expect(result.kind).toBe('passed');
  expect(result.rows.map(({ command, exitCode }) => [command, exitCode])).toEqual([
    ['echo setup >> "$TRACE/log"', 0],
    ['./test.sh', 0],
    ['echo verify >> "$TRACE/log"', 0],
  ]);
  expect(readFileSync(join(one.trace, 'log'), 'utf8')).toBe('setup\nverify\n');
  expect(one.seen).toEqual(result.rows.map(({ command }) => command));
});

test.concurrent('sees a fresh checkout, not what the agent has left beside its change set', async () => {
  await using one = await openCase();
  writeFileSync(join(one.checkout.directory, 'a.txt'), 'changed after it was sealed\n');
  const result = await one.run(
    one.checksOf(['test ! -e ignored', 'test "$(cat a.txt)" = b', 'test ! -e .git']),
  );
  expect(result).toMatchObject({ kind: 'passed' });
});

test.concurrent('drops whatever the commands change, and leaves nothing behind', async () => {
  await using one = await openCase();
  const before = await collect(git, one.checkout);
  const result = await one.run(
    one.checksOf([
      'echo changed > a.txt && rm test.sh && mkdir -p deep/er && touch deep/er/file && pwd > "$TRACE/pwd"',
    ]),
  );
  expect(result.kind).toBe('passed');
  expect(existsSync(readFileSync(join(one.trace, 'pwd'), 'utf8').trim())).toBe(false);
  expect(one.around()).toEqual([]);
  expect((await collect(git, one.checkout)).changeSet.digest).toBe(before.changeSet.digest);
});

test.concurrent('the first command that fails ends it, and says what it printed last', async () => {
  await using one = await openCase();
  const result = await one.run(one.checksOf(['echo out; echo err >&2; exit 3', 'touch "$TRACE/never"']));
  expect(result).toMatchObject({ kind: 'failed', rows: [{ exitCode: 3 }] });
  expect(result.kind === 'failed' && result.output).toMatch(/out\n[^]*err\n/);
  expect(result.rows[0]?.output).toMatch(/out\n[^]*err\n/);
  expect(readdirSync(one.trace)).toEqual([]);
  expect(one.around()).toEqual([]);
});

test.concurrent('what a command prints is told while it runs', async () => {
  await using one = await openCase();
  const waiting = 'echo first; while [ ! -e "$TRACE/go" ]; do sleep 0.02; done; sleep 0.1; echo last >&2';
  const running = one.run(one.checksOf([waiting]));
  await until('the first line', async () => one.seen.includes('first\n'));
  writeFileSync(join(one.trace, 'go'), '');
  expect(await running).toMatchObject({ kind: 'passed', rows: [{ exitCode: 0 }] });
  expect(one.seen).toEqual([waiting, 'first\n', 'last\n']);
});

test.concurrent.each([
  ['many lines', 'seq -f "line %g" 20000', /^line \d+\n[^]*line 20000\n$/],
  ['a line without an end', 'printf "%s last words" "$(seq -s - 20000)"', /^ last words$/],
])('of %s the last are kept, and none in part', async (_, print, kept) => {
  await using one = await openCase();
  const { rows } = await one.run(one.checksOf([`${print}; false`]));
  expect(rows[0]?.output).toMatch(kept);
  expect(rows[0]?.output?.length).toBeLessThanOrEqual(8192);
});

test.concurrent('a command that prints without end is ended', async () => {
  await using one = await openCase();
  const result = await one.run(one.checksOf(['yes | head -c 100000000; touch "$TRACE/never"']));
  expect(result).toMatchObject({ kind: 'failed', rows: [{ exitCode: null }] });
  expect(readdirSync(one.trace)).toEqual([]);
});

test.concurrent('a setup that fails ends it before any check', async () => {
  await using one = await openCase();
  const result = await one.run(one.checksOf(['touch "$TRACE/never"'], { setup: ['false'] }));
  expect(result).toMatchObject({ kind: 'failed', command: 'false' });
  expect(readdirSync(one.trace)).toEqual([]);
});

test.concurrent('a command that runs too long is ended and has no exit code', async () => {
  await using one = await openCase();
  const result = await one.run(one.checksOf(['sleep 60'], { wallMs: 300 }));
  expect(result).toMatchObject({ kind: 'failed', rows: [{ command: 'sleep 60', exitCode: null }] });
});

test.concurrent('a stop ends the running command and the verification', async () => {
  await using one = await openCase();
  const stop = new AbortController();
  const running = one.run(one.checksOf(['touch "$TRACE/began"; sleep 60', 'true'], { signal: stop.signal }));
  while (!existsSync(join(one.trace, 'began'))) await new Promise((resolve) => setTimeout(resolve, 10));
  stop.abort();
  expect(await running).toMatchObject({ kind: 'cancelled', rows: [{ exitCode: null }] });
  expect(one.around()).toEqual([]);
});

test.concurrent('commands see the listed variables and none of ours', async () => {
  process.env['WHOLLY_TEST_SECRET'] = 'secret';
  await using one = await openCase();
  try {
    await one.run(one.checksOf(['env > "$TRACE/env"']));
  } finally {
    delete process.env['WHOLLY_TEST_SECRET'];
  }
  const seen = readFileSync(join(one.trace, 'env'), 'utf8');
  expect(seen).toContain(`TRACE=${one.trace}`);
  expect(seen).not.toMatch(/WHOLLY_TEST_SECRET|GIT_/);
});

test.concurrent('commands have a limit of memory, of processes and of what a file may hold, and hear of it', async () => {
  await using one = await openCase();
  const asked: Limits[] = [];
  const small: Sandbox = {
    ...none,
    run: async (command) => {
      asked.push(command.limits);
      return await none.run({ ...command, limits: { ...command.limits, totalMemoryBytes: 100_000_000 } });
    },
  };
  const fill = `${process.execPath} --eval 'const kept = Buffer.alloc(200e6, 1); setTimeout(() => kept, 9000)'`;
  const result = await one.run(one.checksOf([fill]), small);
  expect(result).toMatchObject({ kind: 'failed', rows: [{ command: fill, exitCode: null }] });
  expect(result.kind === 'failed' && result.why).toMatch(/\d MB of memory/);
  // Nothing that counts what is reserved only: a sanitizer's programs would not start.
  expect(asked).toEqual([{ ...machineLimits, wallMs: 20_000, outputBytes: expect.any(Number) }]);
  expect(machineLimits).not.toHaveProperty('memoryBytes');
});
