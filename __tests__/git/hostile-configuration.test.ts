import { appendFileSync, mkdirSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openCheckout } from '../../src/checkout/checkout.ts';
import { collect } from '../../src/checkout/collect.ts';
import { openGit } from '../../src/git/git.ts';
import {
  findRepository,
  readBranch,
  readCheckedOutBranches,
  readCommit,
  readParents,
} from '../../src/git/local-repository.ts';
import { readCommitChanges } from '../../src/git/commit-changes.ts';
import { openObjects } from '../../src/git/objects.ts';
import { openBranch } from '../../src/writer/branch.ts';
import { attemptGit } from '../doubles/git.ts';
import { runProgram } from '../doubles/programs.ts';
import { openScratch } from '../doubles/scratch.ts';
import { openHostileRepository } from './hostile.ts';

const ours = openGit({ PATH: process.env['PATH'] ?? '' });

/** Each with a command of plain git that springs the trap, in the hostile repository itself. */
const traps: readonly (readonly [trap: string, args: readonly string[]])[] = [
  ['reference-transaction', ['update-ref', 'refs/heads/other', 'HEAD']],
  ['post-checkout', ['checkout', '--quiet', '--detach', 'HEAD']],
  ['post-index-change', ['update-index', '--force-write-index']],
  ['fsmonitor', ['status', '--porcelain']],
  ['ssh', ['ls-remote', 'ssh://host.invalid/x']],
  ['ext', ['fetch', 'origin']],
  [
    'gpg',
    ['-c', 'user.name=x', '-c', 'user.email=x@localhost', 'commit', '--quiet', '--allow-empty', '-m', 'x'],
  ],
];

test.concurrent.each(traps)('the trap %s springs under plain git and not under ours', async (trap, args) => {
  await using hostile = await openHostileRepository();
  await attemptGit(hostile.directory, args);
  expect(hostile.sprung()).toContain(trap);
  await ours.attempt(args, { cwd: hostile.directory });
  await ours.attempt(args, {
    gitDir: join(hostile.directory, '.git'),
    workTree: hostile.directory,
    cwd: hostile.directory,
  });
  expect(hostile.sprung()).not.toContain(trap);
});

test.concurrent('the credential helper of a repository is never asked', async () => {
  await using hostile = await openHostileRepository();
  const input = 'protocol=https\nhost=example.org\n\n';
  await attemptGit(hostile.directory, ['credential', 'fill'], { input });
  expect(hostile.sprung()).toContain('credential');
  await ours.attempt(['credential', 'fill'], { cwd: hostile.directory, input });
  expect(hostile.sprung()).toEqual([]);
});

test.concurrent('a missing object of a partial clone is not fetched from wherever its configuration says', async () => {
  await using hostile = await openHostileRepository();
  await hostile.git('config', 'core.repositoryFormatVersion', '1');
  await hostile.git('config', 'extensions.partialClone', 'origin');
  const oid = await hostile.git('rev-parse', 'HEAD:b.txt');
  rmSync(join(hostile.directory, '.git/objects', oid.slice(0, 2), oid.slice(2)));
  await attemptGit(hostile.directory, ['cat-file', '-p', oid]);
  expect(hostile.sprung()).toContain('ext');
  await ours.attempt(['cat-file', '-p', oid], { cwd: hostile.directory });
  await ours.attempt(['read-tree', 'HEAD'], {
    cwd: hostile.directory,
    indexFile: hostile.scratch.join('index'),
  });
  expect(hostile.sprung()).toEqual([]);
});

test.concurrent('filters, textconv and external diffs spring under plain git, and in no act of ours', async () => {
  await using hostile = await openHostileRepository();
  const { directory } = hostile;
  const file = join(directory, 'a.evil');
  appendFileSync(file, 'edited\n');
  utimesSync(file, 1, 1);
  await attemptGit(directory, ['diff', '--no-ext-diff']);
  await attemptGit(directory, ['diff']);
  await attemptGit(directory, ['add', 'a.evil']);
  await attemptGit(directory, ['checkout-index', '--force', 'a.evil']);
  expect(hostile.sprung()).toEqual(expect.arrayContaining(['clean', 'external-diff', 'smudge', 'textconv']));

  await using scratch = await openScratch();
  const repository = await findRepository(ours, directory);
  const commit = await readCommit(ours, repository, 'HEAD', directory);
  await readBranch(ours, repository, 'main');
  await readCheckedOutBranches(ours, repository);
  await readParents(ours, repository, commit);
  await readCommitChanges(ours, { gitDir: repository.gitDir }, commit);
  await using objects = openObjects(ours, { gitDir: repository.gitDir });
  expect((await objects.read(commit))?.type).toBe('commit');
  {
    await using checkout = await openCheckout(
      ours,
      { kind: 'local', objectDir: repository.objectDir, commit },
      scratch.path,
    );
    writeFileSync(join(checkout.directory, 'a.evil'), 'by an agent\n');
    writeFileSync(join(checkout.directory, 'c.evil'), 'by an agent\n');
    const { changeSet } = await collect(ours, checkout);
    expect(changeSet.changes.map(({ path }) => path)).toEqual(['a.evil', 'c.evil']);
  }
  const { gitDir } = repository;
  const branch = openBranch(ours, { repository, branch: 'new', expected: null, commit, gitDir });
  await branch.prepare();
  await branch.commit();
  await branch.rollback();
  expect(hostile.sprung()).toEqual([]);
  expect(readdirSync(scratch.path)).toEqual([]);
});

test.concurrent('the configuration of the user and of the machine, and variables of git, have no say', async () => {
  await using hostile = await openHostileRepository();
  const trap = hostile.scratch.join('trap-ssh');
  const home = hostile.scratch.join('home');
  mkdirSync(join(home, 'git'), { recursive: true });
  const files = { system: 'system', user: '.gitconfig', xdg: 'git/config' };
  for (const [name, file] of Object.entries(files))
    writeFileSync(join(home, file), `[wholly]\n\t${name} = read\n`);
  const plain = {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    XDG_CONFIG_HOME: home,
    GIT_CONFIG_SYSTEM: join(home, 'system'),
  };
  const asked = ['config', '--get-regexp', '^wholly[.]'];
  const { stdout } = await runProgram('git', asked, { cwd: hostile.directory, env: plain });
  expect(stdout.split('\n').filter(Boolean)).toHaveLength(3);
  const environment = {
    ...plain,
    GIT_DIR: '/nonexistent',
    GIT_WORK_TREE: '/nonexistent',
    GIT_INDEX_FILE: '/nonexistent',
    GIT_OBJECT_DIRECTORY: '/nonexistent',
    GIT_ALTERNATE_OBJECT_DIRECTORIES: '/nonexistent',
    GIT_NAMESPACE: 'elsewhere',
    GIT_CONFIG_PARAMETERS: `'core.sshcommand=${trap}'`,
    GIT_SSH_COMMAND: trap,
    GIT_SSH: trap,
    GIT_EXTERNAL_DIFF: trap,
    GIT_EXEC_PATH: hostile.scratch.path,
    GIT_TEMPLATE_DIR: hostile.scratch.path,
    GIT_TRACE: hostile.scratch.join('trace'),
    GIT_PROXY_COMMAND: trap,
  };
  const git = openGit(environment);
  const repository = await findRepository(git, hostile.directory);
  expect(repository.workTree).toBe(hostile.directory);
  expect((await git.attempt(asked, { cwd: hostile.directory })).stdout.toString()).toBe('');
  await git.attempt(['ls-remote', 'ssh://host.invalid/x'], { cwd: hostile.directory, protocols: ['ssh'] });
  await git.attempt(['diff-tree', '-p', '--root', 'HEAD'], { cwd: hostile.directory });
  expect(hostile.sprung()).toEqual([]);
  expect(() => statSync(hostile.scratch.join('trace'))).toThrow(Error);
});

test.concurrent('no protocol is spoken but the one that is asked for', async () => {
  await using hostile = await openHostileRepository();
  const url = `file://${hostile.directory}`;
  expect((await ours.attempt(['ls-remote', url])).exitCode).not.toBe(0);
  expect((await ours.attempt(['ls-remote', hostile.directory])).exitCode).not.toBe(0);
  expect((await ours.attempt(['ls-remote', url], { protocols: ['file'] })).exitCode).toBe(0);
});
