import { lstatSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openCheckout } from '../../src/checkout/checkout.ts';
import { collect } from '../../src/checkout/collect.ts';
import { putBack } from '../../src/checkout/put-back.ts';
import { openRepository, type Leaves } from '../doubles/repository.ts';
import { findStrategies, git } from './workplace.ts';

const isWanted = (path: string): boolean => /(?:^|\/)(?:\.agent(?:\/|$)|AGENTS\.md$)/.test(path);
const strategies = (await findStrategies()).filter((strategy) => strategy !== 'clone');

/** A commit of `ours` checked out, with what is wanted of `theirs` put back. */
async function openPlace(theirs: Leaves, ours: Leaves, strategy = strategies[0] ?? 'borrow') {
  await using made = new AsyncDisposableStack();
  const repository = made.use(await openRepository({ files: theirs }));
  const before = await repository.git('rev-parse', 'HEAD');
  await repository.git('rm', '--quiet', '-r', '.');
  const commit = await repository.commit(ours);
  const checkout = made.use(
    await openCheckout(
      git,
      { kind: 'local', objectDir: join(repository.directory, '.git/objects'), commit },
      repository.scratch.path,
      { strategy, cache: repository.scratch.join('cache') },
    ),
  );
  const restored = await putBack(git, checkout, before, isWanted);
  const cleanUp = made.move();
  const { directory } = checkout;
  return {
    directory,
    outside: repository.scratch.path,
    restored: [...restored.keys()].sort(),
    read: (path: string): string => readFileSync(join(directory, path), 'utf8'),
    isThere: (path: string): boolean =>
      lstatSync(join(directory, path), { throwIfNoEntry: false }) !== undefined,
    async changes(): Promise<string[]> {
      const { changeSet, uncarried } = await collect(git, { ...checkout, restored });
      return [...uncarried, ...changeSet.changes].map(
        (one) => `${'change' in one ? one.change : one.kind} ${one.path}`,
      );
    },
    [Symbol.asyncDispose]: () => cleanUp.disposeAsync(),
  };
}

const THEIRS: Leaves = {
  'AGENTS.md': 'be kind\r\n',
  '.agent/settings': 'safe\n',
  '.agent/gone': { content: 'tool\n', mode: 0o755 },
  'src/a': 'a\n',
};
const OURS: Leaves = {
  'AGENTS.md': 'be evil\n',
  '.agent/settings': 'unsafe\n',
  '.agent/new/hook': 'evil\n',
  '.gitattributes': '*.md text\n',
  'src/a': 'ours\n',
};

test.each(strategies)('by %s, what is put back is no change, and all else is as it was', async (strategy) => {
  await using place = await openPlace(THEIRS, OURS, strategy);
  expect(place.restored).toEqual(['.agent/gone', '.agent/new/hook', '.agent/settings', 'AGENTS.md']);
  expect([place.read('AGENTS.md'), place.read('.agent/settings'), place.read('src/a')]).toEqual([
    'be kind\r\n',
    'safe\n',
    'ours\n',
  ]);
  expect(place.isThere('.agent/new/hook')).toBe(false);
  expect(lstatSync(join(place.directory, '.agent/gone')).mode & 0o777).toBe(0o755);
  expect(await place.changes()).toEqual([]);
});

test('what is changed after it was put back is a change of what the commit has', async () => {
  await using place = await openPlace(THEIRS, OURS);
  writeFileSync(join(place.directory, 'AGENTS.md'), 'mine\n');
  rmSync(join(place.directory, '.agent/settings'));
  writeFileSync(join(place.directory, 'src/a'), 'edited\n');
  expect(await place.changes()).toEqual(['delete .agent/settings', 'modify AGENTS.md', 'modify src/a']);
});

test('K01 nothing is written or taken away through a link that stands for a directory', async () => {
  await using outside = await openRepository({ files: { settings: 'outside\n' } });
  await using place = await openPlace(
    { '.agent/settings': 'safe\n', 'docs/AGENTS.md': 'be kind\n' },
    { '.agent': { link: outside.directory }, docs: { link: outside.directory } },
  );
  // A link that agents would obey makes room; another stays, and nothing is put behind it.
  expect(lstatSync(join(place.directory, '.agent')).isDirectory()).toBe(true);
  expect(place.read('.agent/settings')).toBe('safe\n');
  expect(lstatSync(join(place.directory, 'docs')).isSymbolicLink()).toBe(true);
  expect(await outside.git('status', '--porcelain')).toBe('');
  expect(await place.changes()).toEqual([]);
});

test('where nothing differs nothing is touched', async () => {
  await using place = await openPlace(THEIRS, { ...THEIRS, 'src/a': 'ours\n' });
  expect(place.restored).toEqual([]);
  expect(await place.changes()).toEqual([]);
});

test('a link is put back with what it leads to, over links on the way, and nothing beside that', async () => {
  const base: Leaves = {
    'AGENTS.md': { link: 'guide/all.md' },
    guide: { link: './docs/' },
    'docs/all.md': 'be kind\n',
    'docs/x.md': 'x\n',
  };
  await using place = await openPlace(base, { ...base, 'docs/all.md': 'be evil\n', 'docs/x.md': 'y\n' });
  expect(place.restored).toEqual(['docs/all.md']);
  expect([place.read('AGENTS.md'), place.read('docs/x.md')]).toEqual(['be kind\n', 'y\n']);
  expect(await place.changes()).toEqual([]);
  writeFileSync(join(place.directory, 'docs/all.md'), 'mine\n');
  expect(await place.changes()).toEqual(['modify docs/all.md']);
});

test('a link to a directory is put back with all that is in it', async () => {
  const base: Leaves = {
    '.agent': { link: 'tools/agent' },
    'tools/agent/settings': 'safe\n',
    'tools/a': 'a\n',
  };
  await using place = await openPlace(base, {
    ...base,
    'tools/agent/settings': 'unsafe\n',
    'tools/agent/hooks/new': 'evil\n',
    'tools/a': 'b\n',
  });
  expect([place.read('.agent/settings'), place.read('tools/a')]).toEqual(['safe\n', 'b\n']);
  expect(place.isThere('tools/agent/hooks/new')).toBe(false);
  expect(await place.changes()).toEqual([]);
});

test('a directory in the place of a file, and a file in that of a directory, make room where they are obeyed themselves', async () => {
  await using place = await openPlace(
    { '.agent': 'a file\n', 'src/.agent/x': 'x\n', 'AGENTS.md': 'be kind\n' },
    { '.agent/deep/er': 'evil\n', 'src/.agent': 'a file\n', 'AGENTS.md/x': 'x\n' },
  );
  expect([place.read('.agent'), place.read('src/.agent/x')]).toEqual(['a file\n', 'x\n']);
  // Nobody obeys what is in it.
  expect(place.read('AGENTS.md/x')).toBe('x\n');
  expect(await place.changes()).toEqual([]);
});

test('a repository in the place of what is obeyed is taken away', async () => {
  await using repository = await openRepository({ files: { a: 'a\n' } });
  const before = await repository.git('rev-parse', 'HEAD');
  await repository.git('update-index', '--add', '--cacheinfo', `160000,${before},.agent`);
  await repository.git('commit', '--quiet', '--message', 'x');
  const commit = await repository.git('rev-parse', 'HEAD');
  const objectDir = join(repository.directory, '.git/objects');
  await using checkout = await openCheckout(
    git,
    { kind: 'local', objectDir, commit },
    repository.scratch.path,
  );
  const restored = await putBack(git, checkout, before, isWanted);
  expect(lstatSync(join(checkout.directory, '.agent'), { throwIfNoEntry: false })).toBeUndefined();
  expect((await collect(git, { ...checkout, restored })).changeSet.changes).toEqual([]);
});

test('a link goes where what it leads to cannot be put back', async () => {
  await using outside = await openRepository({ files: { 'all.md': 'outside\n' } });
  const base: Leaves = { 'AGENTS.md': { link: 'docs/all.md' }, 'docs/all.md': 'be kind\n' };
  const link = { 'AGENTS.md': { link: 'docs/all.md' } };
  await using over = await openPlace(base, { ...link, docs: { link: outside.directory } });
  expect(over.isThere('AGENTS.md')).toBe(false);
  expect(await over.changes()).toEqual([]);
  await using room = await openPlace(base, { ...link, 'docs/all.md/x': 'x\n' });
  expect(room.read('AGENTS.md')).toBe('be kind\n');
  expect(await room.changes()).toEqual([]);
  expect(await outside.git('status', '--porcelain')).toBe('');
});

test.each(['/etc/hostname', '/src/a', '../../outside', '.', 'AGENTS.md', 'a/../AGENTS.md', 'gone'])(
  'a link to %s leads to nothing of the commit, and harms nothing',
  async (link) => {
    const base: Leaves = { 'AGENTS.md': { link }, 'src/a': 'a\n' };
    await using place = await openPlace(base, { 'AGENTS.md': 'be evil\n', 'src/a': 'ours\n' });
    expect(place.restored).toEqual(['AGENTS.md']);
    expect(lstatSync(join(place.directory, 'AGENTS.md')).isSymbolicLink()).toBe(true);
    expect(place.read('src/a')).toBe('ours\n');
    expect(await place.changes()).toEqual([]);
  },
);
