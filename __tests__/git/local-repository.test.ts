import { appendFileSync, chownSync, mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openGit } from '../../src/git/git.ts';
import {
  findRepository,
  readBranch,
  readCheckedOutBranches,
  readCommit,
  readParents,
} from '../../src/git/local-repository.ts';
import { readUserIdentity } from '../../src/git/user-identity.ts';
import { git as plainGit } from '../doubles/git.ts';
import { openRepository } from '../doubles/repository.ts';
import { requireRoot } from '../doubles/root.ts';
import { openScratch } from '../doubles/scratch.ts';

const git = openGit({ PATH: process.env['PATH'] ?? '' });

test.concurrent.each([
  'plain',
  'with space',
  "it's",
  '"quoted"',
  'new\nline',
  'back\\slash',
  '-dash',
  'ünï',
  '$(touch x)',
])('C22 finds a repository whose directory is named %j', async (name) => {
  await using repository = await openRepository({ files: { 'sub/a': 'a' }, name });
  for (const from of [repository.directory, join(repository.directory, 'sub')]) {
    expect(await findRepository(git, from)).toEqual({
      gitDir: join(repository.directory, '.git'),
      objectDir: join(repository.directory, '.git', 'objects'),
      workTree: repository.directory,
      format: 'sha1',
    });
  }
});

test.concurrent('finds a bare repository, which has no work tree', async () => {
  await using repository = await openRepository({ files: { a: 'a' }, format: 'sha256' });
  const bare = repository.scratch.join('bare.git');
  await plainGit('/', ['clone', '--quiet', '--bare', repository.directory, bare]);
  expect(await findRepository(git, bare)).toEqual({
    gitDir: bare,
    objectDir: join(bare, 'objects'),
    workTree: null,
    format: 'sha256',
  });
});

test.concurrent('a linked work tree shares refs and objects with its repository, and has a HEAD of its own', async () => {
  await using repository = await openRepository({ files: { a: 'a' } });
  const main = await repository.git('rev-parse', 'HEAD');
  const linked = repository.scratch.join('linked tree');
  await repository.git('worktree', 'add', '--quiet', '-b', 'side', linked);
  await plainGit(linked, ['commit', '--quiet', '--allow-empty', '--message', 'Ahead']);
  const found = await findRepository(git, linked);
  expect(found).toMatchObject({ gitDir: join(repository.directory, '.git'), workTree: linked });
  const ahead = await plainGit(linked, ['rev-parse', 'HEAD']);
  expect(await readCommit(git, found, 'HEAD', linked)).toBe(ahead);
  expect(await readParents(git, found, ahead)).toEqual([main]);
  expect(await readCheckedOutBranches(git, found)).toEqual(new Set(['main', 'side']));
});

test.concurrent('a repository of another user is read, since its path was named by who runs this', async (context) => {
  requireRoot(context, 'give a directory away');
  await using repository = await openRepository({ files: { a: 'a' } });
  for (const path of [repository.directory, join(repository.directory, '.git')])
    chownSync(path, 12_345, 12_345);
  expect(await findRepository(git, repository.directory)).toMatchObject({ workTree: repository.directory });
});

test.concurrent('follows a link to a repository', async () => {
  await using repository = await openRepository({ files: { a: 'a' } });
  const link = repository.scratch.join('link');
  symlinkSync(repository.directory, link);
  expect((await findRepository(git, link)).workTree).toBe(realpathSync(repository.directory));
});

test.concurrent('what is no repository, or is not there, has one code', async () => {
  await using scratch = await openScratch();
  writeFileSync(scratch.join('file'), '');
  mkdirSync(scratch.join('.git'));
  for (const path of [scratch.path, scratch.join('nowhere'), scratch.join('file')])
    await expect(findRepository(git, path)).rejects.toMatchObject({ code: 'EREPOSITORY' });
});

test.concurrent('a revision that names no commit has one code', async () => {
  await using repository = await openRepository({ files: { a: 'a' } });
  const found = await findRepository(git, repository.directory);
  for (const revision of [
    'nowhere',
    '',
    '--all',
    '-n1',
    'HEAD:a',
    'HEAD^{tree}',
    'HEAD~5',
    '0'.repeat(40),
    'a\nb',
  ])
    await expect(readCommit(git, found, revision)).rejects.toMatchObject({ code: 'EBASE' });
  const commit = await repository.git('rev-parse', 'HEAD');
  await repository.git('tag', '--annotate', '--message', 'x', 'v1');
  for (const revision of ['HEAD', 'main', 'v1', commit.slice(0, 12), '@', 'refs/heads/main'])
    expect(await readCommit(git, found, revision)).toBe(commit);
});

test.concurrent('a repository without commits has no HEAD to stand on', async () => {
  await using repository = await openRepository();
  const found = await findRepository(git, repository.directory);
  await expect(readCommit(git, found, 'HEAD')).rejects.toMatchObject({ code: 'EBASE' });
  expect(await readBranch(git, found, 'main')).toBeNull();
});

test.concurrent('a tag is not taken for a branch of the same name', async () => {
  await using repository = await openRepository({ files: { a: 'a' } });
  await repository.git('tag', 'name');
  const found = await findRepository(git, repository.directory);
  expect(await readBranch(git, found, 'name')).toBeNull();
  expect(await readBranch(git, found, 'main')).toBe(await repository.git('rev-parse', 'HEAD'));
});

test.concurrent('who commits is found where git finds it', async () => {
  await using repository = await openRepository({ files: { a: 'a' } });
  const { scratch } = repository;
  const gitDir = join(repository.directory, '.git');
  mkdirSync(scratch.join('home'));
  const home = { HOME: scratch.join('home') };
  expect(await readUserIdentity(git, gitDir, { HOME: '' })).toBeNull();
  writeFileSync(scratch.join('home', '.gitconfig'), '[user]\n\tname = Home\n\temail = home@example.org\n');
  expect(await readUserIdentity(git, gitDir, home)).toEqual({ name: 'Home', email: 'home@example.org' });
  await repository.git('config', 'user.name', 'Own');
  expect(await readUserIdentity(git, gitDir, home)).toEqual({ name: 'Own', email: 'home@example.org' });
  expect(
    await readUserIdentity(git, gitDir, {
      ...home,
      GIT_AUTHOR_NAME: 'Var',
      GIT_AUTHOR_EMAIL: 'var@example.org',
    }),
  ).toEqual({ name: 'Var', email: 'var@example.org' });
});

test.concurrent('of several names in one file the one that git takes counts, an included one too', async () => {
  await using repository = await openRepository({ files: { a: 'a' } });
  const gitDir = join(repository.directory, '.git');
  const values = '[User]\n\tNAME = First\n[include]\n\tpath = more\n[user]\n\tname = "Two; # of them"\n';
  writeFileSync(join(gitDir, 'more'), '[user]\n\temail = more@example.org\n\tname = Included\n');
  appendFileSync(join(gitDir, 'config'), values);
  const [name, email] = await Promise.all(
    ['user.name', 'user.email'].map((key) => repository.git('config', '--get', key)),
  );
  expect([name, email]).toEqual(['Two; # of them', 'more@example.org']);
  expect(await readUserIdentity(git, gitDir, {})).toEqual({ name, email });
});

test.concurrent('an empty name or address is none', async () => {
  await using repository = await openRepository({ files: { a: 'a' } });
  const gitDir = join(repository.directory, '.git');
  await repository.git('config', 'user.name', 'Own');
  await repository.git('config', 'user.email', 'own@example.org');
  expect(await readUserIdentity(git, gitDir, { GIT_AUTHOR_NAME: '', GIT_AUTHOR_EMAIL: '' })).toEqual({
    name: 'Own',
    email: 'own@example.org',
  });
});
