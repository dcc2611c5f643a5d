import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseSealed } from '../../src/change-set/file.ts';
import { openRepository, writeLeaves, type Repository } from '../doubles/repository.ts';
import { startCli } from '../doubles/run-cli.ts';
import { runForReport, type Reported } from '../doubles/run-command.ts';
import { openScratch, type Scratch } from '../doubles/scratch.ts';
import { until } from '../doubles/until.ts';
import { photograph } from './desk.ts';

interface Desks extends AsyncDisposable {
  readonly scratch: Scratch;
  readonly first: Repository;
  readonly second: Repository;
  /** `wholly <command> --json --repo <first> --repo <second> ...` */
  wholly(command: string, ...args: string[]): Promise<Reported>;
}

async function openDesks(): Promise<Desks> {
  await using made = new AsyncDisposableStack();
  const scratch = made.use(await openScratch());
  const first = made.use(await openRepository({ files: { a: 'a\n' }, name: 'first' }));
  const second = made.use(await openRepository({ files: { b: 'b\n' }, name: 'second' }));
  const cleanUp = made.move();
  const call = { cwd: scratch.path, state: scratch.join('state') };
  return {
    scratch,
    first,
    second,
    wholly: (command, ...args) =>
      runForReport(command, ['--repo', first.directory, '--repo', second.directory, ...args], call),
    [Symbol.asyncDispose]: () => cleanUp.disposeAsync(),
  };
}

async function realGit(): Promise<string> {
  const { stdout } = await promisify(execFile)('sh', ['-c', 'command -v git']);
  return stdout.trim();
}

const both = (script = ''): string[] => [
  '--sandbox',
  'none',
  '--',
  'sh',
  '-c',
  `echo 2 >> first/a && echo 2 >> second/b && ls > second/seen${script}`,
];

test.concurrent('one run changes two repositories: a new branch in each, or none', async () => {
  await using desks = await openDesks();
  const { first, second } = desks;
  const { report, exitCode } = await desks.wholly('run', '--branch', 'bot/both', ...both());
  expect([exitCode, report.conclusion]).toEqual([0, 'committed']);
  expect(await first.git('show', 'bot/both:a')).toBe('a\n2');
  expect(await second.git('show', 'bot/both:b')).toBe('b\n2');
  // The agent has found both side by side, and nothing else.
  expect(await second.git('show', 'bot/both:seen')).toBe('first\nsecond');
  for (const [repository, name] of [
    [first, 'first'],
    [second, 'second'],
  ] as const) {
    const row = report.repositories.find((one) => one.repository === name);
    expect(row?.commit).toBe(await repository.git('rev-parse', 'bot/both'));
    const verified = await runForReport('verify', ['--repo', repository.directory, 'bot/both'], {
      cwd: desks.scratch.path,
      state: desks.scratch.join('state'),
    });
    expect(verified.report.changeSet?.digest).toBe(row?.digest);
  }
});

test.concurrent('D01 D12 where the last branch cannot be written the first is taken back, and both land later', async () => {
  await using desks = await openDesks();
  const { first, second } = desks;
  // What another process keeps: a lock of the one ref.
  const place = `${second.directory}/.git/refs/heads/bot`;
  const { report, exitCode } = await desks.wholly(
    'run',
    '--branch',
    'bot/both',
    ...both(` && mkdir '${place}' && : > '${place}/both.lock'`),
  );
  expect([exitCode, report.conclusion, report.rolledBack]).toEqual([
    8,
    'rolled-back',
    ['first: branch bot/both'],
  ]);
  expect(await first.git('for-each-ref', '--format=%(refname)')).toBe('refs/heads/main');
  rmSync(`${place}/both.lock`);
  const applied = await desks.wholly('apply', '--branch', 'bot/both', report.preserved?.file ?? '');
  expect([applied.exitCode, applied.report.conclusion]).toEqual([0, 'committed']);
  expect([await first.git('show', 'bot/both:a'), await second.git('show', 'bot/both:b')]).toEqual([
    'a\n2',
    'b\n2',
  ]);
});

test.concurrent('where the last repository refuses, the first has nothing either, and the same sets land later', async () => {
  await using desks = await openDesks();
  const { first, second } = desks;
  const before = [await photograph(first.directory), await photograph(second.directory)];
  // Somebody makes a branch of that very name while the agent works.
  const { report, exitCode } = await desks.wholly(
    'run',
    '--branch',
    'bot/both',
    ...both(` && git -C '${second.directory}' branch bot/both`),
  );
  expect([exitCode, report.conclusion]).toEqual([3, 'refused']);
  expect(report.participants.map(({ name, state }) => [name, state])).toEqual([
    ['first: branch bot/both', 'prepared'],
    ['second: branch bot/both', 'failed'],
  ]);
  expect(await first.git('for-each-ref', '--format=%(refname)')).toBe('refs/heads/main');
  expect(await second.git('rev-parse', 'bot/both')).toBe(await second.git('rev-parse', 'main'));
  expect([await photograph(first.directory), await photograph(second.directory)]).toEqual(before);

  const file = report.preserved?.file ?? '';
  const applied = await desks.wholly('apply', '--branch', 'bot/later', file);
  expect([applied.exitCode, applied.report.conclusion]).toEqual([0, 'committed']);
  expect(applied.report.changeSet?.digest).toBe(report.changeSet?.digest);
  expect([await first.git('show', 'bot/later:a'), await second.git('show', 'bot/later:b')]).toEqual([
    'a\n2',
    'b\n2',
  ]);
  const again = await desks.wholly('apply', '--branch', 'bot/later', file);
  expect([again.exitCode, again.report.conclusion]).toEqual([4, 'no-changes']);
  // Where somebody took one of the branches away, a part is there and a part is not.
  await second.git('branch', '--quiet', '-D', 'bot/later');
  const partly = await desks.wholly('apply', '--branch', 'bot/later', file);
  expect([partly.exitCode, partly.report.code]).toEqual([3, 'EPARTLY']);
});

test.concurrent('a command killed between two branches is undone by the next one on either repository', async () => {
  await using desks = await openDesks();
  const { first, second, scratch } = desks;
  // A git that never comes back from moving a ref of the second repository.
  const slow = `#!/bin/sh\ncase "$*$GIT_DIR" in *update-ref*second*|*second*update-ref*) : > '${scratch.join('held')}'; exec sleep 3 ;; esac\nexec '${await realGit()}' "$@"\n`;
  await writeLeaves(scratch.join('bin'), { git: { content: slow, mode: 0o755 } });
  const call = { cwd: scratch.path, state: scratch.join('state') };
  const args = ['--repo', first.directory, '--repo', second.directory, '--branch', 'bot/both', ...both()];
  const environment = { PATH: `${scratch.join('bin')}:${process.env['PATH'] ?? ''}` };
  const command = startCli(['run', ...args], { ...call, environment });
  await until('the second commit', async () => existsSync(scratch.join('held')));
  expect(await first.git('rev-parse', '--verify', 'bot/both')).toMatch(/^[0-9a-f]{40}$/);
  command.kill('SIGKILL');
  await command.ended;

  const { report } = await runForReport('recover', ['--repo', second.directory], call);
  expect([report.conclusion, report.reason]).toEqual(['answered', expect.stringContaining('undone')]);
  for (const repository of [first, second])
    expect(await repository.git('for-each-ref', '--format=%(refname)')).toBe('refs/heads/main');
  const again = await runForReport('recover', ['--repo', first.directory], call);
  expect(again.report.reason).toContain('none');
  const later = await desks.wholly('run', '--branch', 'bot/both', ...both());
  expect(later.report.conclusion).toBe('committed');
});

test.concurrent.each(['run', 'apply'])(
  'what %s could not take back is taken back by the next command',
  async (command) => {
    await using desks = await openDesks();
    const { first, second, scratch } = desks;
    const sealed = await desks.wholly('run', '--mode', 'dry-run', ...both());
    // A git that moves the ref of the first repository once, to its new commit, and none after that.
    const moved = scratch.join('moved');
    const stuck = `#!/bin/sh\ncase "$*$GIT_DIR" in *update-ref*/second/.git) exit 1 ;; *update-ref*/first/.git) [ -e '${moved}' ] && exit 1; : > '${moved}' ;; esac\nexec '${await realGit()}' "$@"\n`;
    await writeLeaves(scratch.join('bin'), { git: { content: stuck, mode: 0o755 } });
    const call = { cwd: scratch.path, state: scratch.join('state') };
    const environment = { PATH: `${scratch.join('bin')}:${process.env['PATH'] ?? ''}` };
    const what = command === 'run' ? both() : [sealed.report.changeSet?.file ?? ''];
    const repositories = ['--repo', first.directory, '--repo', second.directory];
    const ran = await runForReport(command, [...repositories, '--branch', 'bot/both', ...what], {
      ...call,
      environment,
    });
    expect([ran.exitCode, ran.report.conclusion]).toEqual([9, 'rollback-failed']);
    expect(ran.report.rollbackFailed.map(({ name }) => name)).toEqual(['first: branch bot/both']);
    expect(await first.git('rev-parse', '--verify', 'bot/both')).toMatch(/^[0-9a-f]{40}$/);

    const { report } = await runForReport('recover', ['--repo', first.directory], call);
    expect([report.conclusion, report.reason]).toEqual(['answered', expect.stringContaining('undone')]);
    expect(await first.git('for-each-ref', '--format=%(refname)')).toBe('refs/heads/main');
  },
);

test.concurrent('what was sealed for two repositories goes to both of them, or is a mistake', async () => {
  await using desks = await openDesks();
  const { first, second, scratch } = desks;
  const { report } = await desks.wholly('run', '--mode', 'dry-run', ...both());
  const file = report.changeSet?.file ?? '';
  const sealed = parseSealed(readFileSync(file, 'utf8'));
  expect(sealed.digest).toBe(report.changeSet?.digest);
  const call = { cwd: scratch.path, state: scratch.join('state') };
  await using other = await openRepository({ files: { c: 'c\n' }, name: 'third' });
  for (const directories of [
    [first.directory],
    [first.directory, other.directory],
    [first.directory, second.directory, other.directory],
  ]) {
    const args = directories.flatMap((directory) => ['--repo', directory]);
    const { exitCode } = await runForReport('apply', [...args, file], call);
    expect(exitCode).toBe(2);
  }
  expect(await first.git('for-each-ref', '--format=%(refname)')).toBe('refs/heads/main');
});

test.concurrent('several repositories get a branch each, and no working tree', async () => {
  await using desks = await openDesks();
  expect((await desks.wholly('run', '--mode', 'workspace', ...both())).exitCode).toBe(2);
  const { report } = await desks.wholly('run', '--mode', 'dry-run', ...both());
  expect(report.repositories.map(({ patch }) => readFileSync(patch ?? '', 'utf8').includes('+2'))).toEqual([
    true,
    true,
  ]);
  const file = report.changeSet?.file ?? '';
  expect((await desks.wholly('apply', '--to', 'workspace', file)).exitCode).toBe(2);
  expect(await desks.first.git('status', '--porcelain')).toBe('');
});

test.concurrent.each([
  ['a link to somewhere else', `mv second away; ln -s "$OUTSIDE" second`],
  ['a directory of its own', 'mv second away; mkdir second; echo x > second/x'],
  ['nothing', 'mv second away'],
])('K02 a checkout that its agent has replaced by %s is never read', async (_what, script) => {
  await using desks = await openDesks();
  await using outside = await openRepository({ files: { secret: 'of this machine\n' } });
  const replace = script.replace('$OUTSIDE', outside.directory);
  const { report, exitCode } = await desks.wholly(
    'run',
    '--branch',
    'bot/x',
    '--sandbox',
    'none',
    '--',
    'sh',
    '-c',
    replace,
  );
  expect([exitCode, report.conclusion, report.code]).toEqual([6, 'agent-failed', 'ECHECKOUT']);
  for (const repository of [desks.first, desks.second])
    expect(await repository.git('for-each-ref', '--format=%(refname)')).toBe('refs/heads/main');
});

test.concurrent('what an agent leaves beside the repositories is told of', async () => {
  await using desks = await openDesks();
  const { report } = await desks.wholly('run', '--branch', 'bot/x', ...both(' && echo x > stray.txt'));
  // The other is that git knows nobody here, of both repositories once.
  expect([report.conclusion, report.warnings.length]).toEqual(['committed', 2]);
  expect(report.warnings[1]).toContain('stray.txt');
});

test.concurrent('one repository under two names is a mistake', async () => {
  await using desks = await openDesks();
  const { first, scratch } = desks;
  const call = { cwd: scratch.path, state: scratch.join('state') };
  const args = ['--repo', first.directory, '--repo', `${first.directory}/.`, '--prompt', 'x'];
  expect((await runForReport('run', args, call)).exitCode).toBe(2);
});
