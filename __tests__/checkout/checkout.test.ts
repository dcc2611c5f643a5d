import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openBase } from '../../src/checkout/base.ts';
import { openCheckout, untouchedUntil } from '../../src/checkout/checkout.ts';
import { readManifest } from '../../src/checkout/manifest.ts';
import { walk } from '../../src/checkout/walk.ts';
import { seal } from '../../src/change-set/seal.ts';
import { git as plainGit } from '../doubles/git.ts';
import { openRepository } from '../doubles/repository.ts';
import { filesBelow } from '../doubles/scratch.ts';
import { until } from '../doubles/until.ts';
import { git } from './workplace.ts';

async function sourceOf(directory: string, revision = 'HEAD') {
  return {
    kind: 'local',
    objectDir: join(directory, '.git', 'objects'),
    commit: await plainGit(directory, ['rev-parse', revision]),
  } as const;
}

test.concurrent('lays the files of a commit out, keeps its git directory elsewhere, and leaves nothing behind', async () => {
  await using repository = await openRepository({
    files: { 'a/b.txt': 'b', run: { content: 'r', mode: 0o755 }, link: { link: 'run' } },
  });
  const parent = repository.scratch.join('parent');
  mkdirSync(parent);
  {
    await using checkout = await openCheckout(git, await sourceOf(repository.directory), parent);
    expect(readdirSync(checkout.directory).sort()).toEqual(['a', 'link', 'run']);
    expect(statSync(join(checkout.directory, 'run')).mode & 0o111).not.toBe(0);
    expect(existsSync(join(checkout.directory, '.git'))).toBe(false);
    expect(checkout.gitDir.startsWith(`${checkout.directory}/`)).toBe(false);
    expect(statSync(dirname(checkout.directory)).mode & 0o077).toBe(0);
    expect(Array.from(checkout.manifest.files, ([path]) => path).sort()).toEqual(['a/b.txt', 'link', 'run']);
  }
  expect(readdirSync(parent)).toEqual([]);
});

test.concurrent('files that nobody has use for any more are taken away beforehand, but not from a directory that was there', async () => {
  await using repository = await openRepository({ files: { a: 'a', 'd/b': 'b' } });
  const parent = repository.scratch.join('parent');
  mkdirSync(parent);
  const source = await sourceOf(repository.directory);
  {
    await using checkout = await openCheckout(git, source, parent);
    checkout.letGo();
    await until('the removal', async () => !existsSync(checkout.directory));
    expect(existsSync(join(checkout.gitDir, 'HEAD'))).toBe(true);
  }
  {
    await using checkout = await openCheckout(git, source, parent, { inPlace: repository.directory });
    checkout.letGo();
  }
  expect([readdirSync(parent), readdirSync(repository.directory).sort()]).toEqual([[], ['.git', 'a', 'd']]);
});

test.concurrent('of files that were laid before anybody came those are read that were touched, and no other', async () => {
  const files = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`f${index}`, 'old']));
  await using repository = await openRepository({ files });
  const source = await sourceOf(repository.directory);
  await using checkout = await openCheckout(git, source, repository.scratch.path);
  // Twice the tick of the slowest clock of files.
  await delay(25);
  const begun = untouchedUntil(checkout, Date.now());
  for (const name of ['f3', 'f7']) writeFileSync(join(checkout.directory, name), 'new');
  const { candidates } = await walk(begun, async () => new Set(), { bytes: 1000 });
  expect([...candidates.keys()].sort()).toEqual(['f3', 'f7']);
});

test.concurrent('in a directory that was there before anybody may have been at work, so nothing counts as untouched since', async () => {
  await using repository = await openRepository({ files: { a: 'a' } });
  const source = await sourceOf(repository.directory);
  const inPlace = repository.directory;
  await using there = await openCheckout(git, source, repository.scratch.path, { inPlace });
  await using fresh = await openCheckout(git, source, repository.scratch.path);
  const later = Date.now() + 60_000;
  expect(untouchedUntil(there, later).manifest.takenAt).toBe(there.manifest.takenAt);
  expect(untouchedUntil(fresh, later).manifest.takenAt).toBe(later / 1000);
});

test.concurrent('a commit that is not there leaves nothing behind either', async () => {
  await using repository = await openRepository({ files: { a: 'a' } });
  const parent = repository.scratch.join('parent');
  mkdirSync(parent);
  const source = { ...(await sourceOf(repository.directory)), commit: '1'.repeat(40) };
  await expect(openCheckout(git, source, parent)).rejects.toMatchObject({ code: 'EGIT' });
  expect(readdirSync(parent)).toEqual([]);
});

test.concurrent('the manifest says of every file what git says of it', async () => {
  const files = Object.fromEntries(
    Array.from({ length: 60 }, (_, index) => [`${'d'.repeat(index + 1)}/ü${index}`, `content ${index}`]),
  );
  for (const format of ['sha1', 'sha256'] as const) {
    await using repository = await openRepository({ files, format });
    await using checkout = await openCheckout(
      git,
      await sourceOf(repository.directory),
      repository.scratch.path,
    );
    const listing = await repository.git('ls-tree', '-r', '-z', 'HEAD');
    const rows = listing.split('\0').filter((row) => row !== '');
    const told = [...checkout.manifest.files].map(
      ([path, { mode, oid }]) => `${mode} blob ${oid}\t${Buffer.from(path, 'latin1').toString()}`,
    );
    expect(told.sort()).toEqual(rows.sort());
  }
});

test.concurrent('an index of another version is refused, never misread', async () => {
  await using repository = await openRepository({ files: { a: 'a' } });
  await repository.git('update-index', '--index-version', '4');
  await expect(readManifest(join(repository.directory, '.git/index'), 'sha1')).rejects.toThrow(Error);
});

test.concurrent.each(['bare', 'shallow', 'packed', 'borrowing'])(
  'checks out of a %s repository',
  async (kind) => {
    await using repository = await openRepository({ files: { a: 'first' } });
    const commit = await repository.commit({ a: 'second' });
    const copy = repository.scratch.join('copy');
    const flags =
      { bare: ['--bare'], shallow: ['--depth=1'], packed: [], borrowing: ['--shared'] }[kind] ?? [];
    await plainGit('/', [
      'clone',
      '--quiet',
      ...flags,
      `file://${repository.directory}`.slice(kind === 'shallow' ? 0 : 7),
      copy,
    ]);
    const gitDir = kind === 'bare' ? copy : join(copy, '.git');
    if (kind === 'packed') await plainGit(copy, ['gc', '--quiet']);
    await using checkout = await openCheckout(
      git,
      { kind: 'local', objectDir: join(gitDir, 'objects'), commit },
      repository.scratch.path,
    );
    expect(readFileSync(join(checkout.directory, 'a'), 'utf8')).toBe('second');
  },
);

test.concurrent('checks out of a repository that borrows objects by a relative path', async () => {
  await using repository = await openRepository({ files: { a: 'a' } });
  const copy = repository.scratch.join('copy');
  await plainGit('/', ['clone', '--quiet', '--shared', repository.directory, copy]);
  const { writeFileSync } = await import('node:fs');
  writeFileSync(join(copy, '.git/objects/info/alternates'), '../../../repository/.git/objects\n');
  expect(await plainGit(copy, ['fsck', '--connectivity-only'])).toBe('');
  await using checkout = await openCheckout(git, await sourceOf(copy), repository.scratch.path);
  expect(readFileSync(join(checkout.directory, 'a'), 'utf8')).toBe('a');
});

test.concurrent('the base of a sealed set is opened without laying a file out', async () => {
  await using repository = await openRepository({
    files: { 'a/b': 'b', 'a/deep/c': 'c', 'other/d': 'd', '.gitattributes': '*.x filter=lfs\n' },
  });
  const parent = repository.scratch.join('parent');
  mkdirSync(parent);
  const source = await sourceOf(repository.directory);
  const changes = [
    { path: 'a/new.x', change: 'add', mode: '100644', after: '', content: Buffer.from('x') } as const,
  ];
  {
    await using base = await openBase(git, source, seal(source.commit, changes), parent, ['a/deep'], null);
    expect([...(base?.trees.keys() ?? [])].sort()).toEqual(['', 'a', 'a/deep']);
    expect(base?.attributes.get('a/new.x')).toEqual({ filter: 'lfs' });
    const laid = (await filesBelow(parent)).filter((name) => /(?:^|\/)[bcd]$/.test(name));
    expect(laid).toEqual([]);
  }
  expect(await openBase(git, source, seal('1'.repeat(40), changes), parent, [], null)).toBeNull();
  expect(readdirSync(parent)).toEqual([]);
});
