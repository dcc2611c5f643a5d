import { chmodSync, existsSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSandbox } from '../../src/sandbox/open.ts';
import { until } from '../doubles/until.ts';
import { NONE, openDesk, photograph, type Desk } from './desk.ts';

const IN_PLACE = ['--checkout', 'none'] as const;
const sandbox = await openSandbox('auto').catch(() => null);
const canHide = sandbox !== null && !sandbox.changesOwners;

/** In the working tree, as the agent left it. */
function read({ repository }: Desk, path: string): string {
  return readFileSync(join(repository.directory, path), 'utf8');
}

test.concurrent('an agent works in the directory itself where that is asked for by name, and its set lands on a branch', async () => {
  await using desk = await openDesk({ files: { 'README.md': 'one\n', '.gitignore': '*.log\n', run: '#!' } });
  const head = await desk.repository.git('rev-parse', 'HEAD');
  writeFileSync(join(desk.repository.directory, 'kept.log'), 'ignored\n');
  const ran = await desk.wholly(
    'run',
    ...NONE,
    ...IN_PLACE,
    '--',
    'sh',
    '-c',
    'echo two > README.md; rm run; echo > new',
  );
  expect([ran.exitCode, ran.report.code]).toEqual([0, null]);
  expect(ran.report.checkout).toMatchObject({ strategy: 'none', files: 3 });
  expect(ran.report.warnings).toContainEqual(expect.stringContaining(desk.repository.directory));
  expect(ran.report.changeSet?.changes.map(({ path, change }) => `${change} ${path}`)).toEqual([
    'modify README.md',
    'add new',
    'delete run',
  ]);
  expect(await desk.repository.git('show', `${ran.report.branch}:README.md`)).toBe('two');
  // It cannot be rolled back, so it is not; the branch that is checked out and the index are as they were.
  expect(read(desk, 'README.md')).toBe('two\n');
  expect(await desk.repository.git('rev-parse', 'HEAD')).toBe(head);
  expect(await desk.repository.git('status', '--porcelain')).toBe(' M README.md\n D run\n?? new');
});

test.concurrent('what a guard refuses stays in the directory, and nowhere else but in the kept set', async () => {
  await using desk = await openDesk();
  const ran = await desk.wholly(
    'run',
    ...NONE,
    ...IN_PLACE,
    '--',
    'sh',
    '-c',
    'echo x > src/new; ln -s /etc out',
  );
  expect([ran.exitCode, ran.report.conclusion]).toEqual([3, 'refused']);
  expect(existsSync(ran.report.preserved?.file ?? '')).toBe(true);
  expect(read(desk, 'src/new')).toBe('x\n');
  expect(await desk.repository.git('for-each-ref', '--format=%(refname)')).toBe('refs/heads/main');
});

test.concurrent.each([
  ['an edit', (desk: Desk) => desk.repository.write({ 'README.md': 'mine\n' }), 'README.md'],
  ['a new file', (desk: Desk) => desk.repository.write({ mine: '' }), 'mine'],
  [
    'another mode',
    async (desk: Desk) => chmodSync(join(desk.repository.directory, 'src/a.txt'), 0o755),
    'src/a.txt',
  ],
])('with %s of somebody else in it the directory is not taken, and no agent runs', async (_, edit, path) => {
  await using desk = await openDesk();
  await edit(desk);
  const before = await photograph(desk.repository.directory);
  const ran = await desk.wholly('run', ...NONE, ...IN_PLACE, '--', 'sh', '-c', 'touch ran');
  expect([ran.exitCode, ran.report.code, ran.report.agent]).toEqual([2, 'EINPLACE', null]);
  expect(ran.report.reason).toContain(path);
  expect(await photograph(desk.repository.directory)).toEqual(before);
});

test.concurrent.each([
  ['in it under another name', '.store', (at: string) => writeFileSync(at, 'gitdir: .store\n')],
  ['behind a link in it', '.store', (at: string) => symlinkSync('.store', at)],
  ['behind a link out of it', '../store', (at: string) => symlinkSync('../store', at)],
])(
  'a directory whose git directory lies %s, where it cannot be hidden, is not taken',
  async (_, store, put) => {
    await using desk = await openDesk({ files: { '.gitignore': '.store\n' } });
    const at = join(desk.repository.directory, '.git');
    renameSync(at, join(desk.repository.directory, store));
    put(at);
    const script = 'mkdir -p .store/hooks && echo evil > .store/hooks/post-checkout';
    const ran = await desk.wholly('run', ...IN_PLACE, ...NONE, '--', 'sh', '-c', script);
    expect([ran.exitCode, ran.report.code, ran.report.agent]).toEqual([2, 'EINPLACE', null]);
    expect(existsSync(join(desk.repository.directory, store, 'hooks/post-checkout'))).toBe(false);
  },
);

test.concurrent('while a run works in a directory no other one begins there', async () => {
  await using desk = await openDesk();
  const begin = (script: string) => desk.wholly('run', ...NONE, ...IN_PLACE, '--', 'sh', '-c', script);
  const gate = desk.repository.scratch.join('gate');
  const first = begin(`touch ${gate}; while test -e ${gate}; do sleep 0.05; done; echo > one`);
  await until('the agent', async () => existsSync(gate));
  const second = await begin('echo > two');
  rmSync(gate);
  expect([second.exitCode, second.report.code]).toEqual([2, 'EUSAGE']);
  const { report } = await first;
  expect(report.changeSet?.changes.map(({ path }) => path)).toEqual(['one']);
  await desk.repository.git('clean', '-fdq');
  expect((await begin('echo > two')).report.conclusion).toBe('committed');
});

test.concurrent('line ends that git converts are no edits', async () => {
  await using desk = await openDesk({
    files: { '.gitattributes': '*.txt text eol=crlf\n', 'a.txt': 'a\nb\n' },
  });
  await desk.repository.git('rm', '--cached', '-r', '--quiet', '.');
  await desk.repository.git('reset', '--hard', '--quiet');
  expect(read(desk, 'a.txt')).toBe('a\r\nb\r\n');
  const ran = await desk.wholly('run', ...NONE, ...IN_PLACE, '--', 'sh', '-c', 'echo > b');
  expect(ran.report.changeSet?.changes.map(({ path }) => path)).toEqual(['b']);
});

test.concurrent.each([[['--mode', 'workspace']], [['--base', 'HEAD']]])(
  '%j does not go with it',
  async (more) => {
    await using desk = await openDesk();
    const ran = await desk.wholly('run', ...NONE, ...IN_PLACE, ...more, '--', 'true');
    expect([ran.exitCode, ran.report.code]).toEqual([2, 'EUSAGE']);
  },
);

// The test prints itself as skipped where there is no sandbox that leaves owners as they are.
test.skipIf(!canHide)('in a sandbox the agent finds `.git` empty and cannot change it', async () => {
  await using desk = await openDesk();
  const script = 'ls -A .git > seen; echo evil > .git/config; mkdir .git/hooks; mv .git away; true';
  const before = read(desk, '.git/config');
  const ran = await desk.wholly('run', ...IN_PLACE, '--', 'sh', '-c', script);
  expect([ran.exitCode, ran.report.code]).toEqual([0, null]);
  expect(read(desk, 'seen')).toBe('');
  expect(read(desk, '.git/config')).toBe(before);
  expect(ran.report.changeSet?.changes.map(({ path }) => path)).toEqual(['seen']);
});
