import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openCheckout, type Checkout } from '../../src/checkout/checkout.ts';
import { collect } from '../../src/checkout/collect.ts';
import { readMountsAt } from '../../src/checkout/mounts.ts';
import { findOverlayWay, OVERLAY_WAYS } from '../../src/checkout/overlay.ts';
import { planStrategies, type StrategyName } from '../../src/checkout/strategy.ts';
import { buildCommit } from '../../src/writer/git-commit.ts';
import { git as plainGit } from '../doubles/git.ts';
import {
  openRepository,
  writeLeaves,
  type Leaves,
  type Repository,
  type RepositoryOptions,
} from '../doubles/repository.ts';
import { openScratch } from '../doubles/scratch.ts';
import { openGitHost, servable } from './git-host.ts';
import { git } from './workplace.ts';

const overlays = await (async () => {
  await using scratch = await openScratch();
  return (await findOverlayWay(scratch.path, OVERLAY_WAYS)) !== null;
})();

interface Way {
  readonly strategy: StrategyName;
  readonly cached: boolean;
}

const ways: Readonly<Record<string, Way>> = {
  'clone without a cache': { strategy: 'clone', cached: false },
  'clone through a mirror': { strategy: 'clone', cached: true },
  borrow: { strategy: 'borrow', cached: false },
  copy: { strategy: 'copy', cached: true },
  ...(overlays && { overlay: { strategy: 'overlay', cached: true } }),
};

const BASE: Leaves = {
  'README.md': 'read me\n',
  'run.sh': { content: '#!/bin/sh\n', mode: 0o755 },
  empty: '',
  link: { link: 'src/a.ts' },
  'dangling link': { link: '../nowhere' },
  'src/a.ts': 'a\n',
  'src/b.ts': 'b\n',
  'src/deep/er/c.ts': 'c\n',
  'src/deep/d.ts': 'd\n',
  'odd, name: with\nlines "and" \\ more/ü 😀': 'odd',
  '.gitattributes': '*.crlf text eol=crlf\n',
  'windows.crlf': 'one\ntwo\n',
};

async function openPlace({ strategy, cached }: Way, files: Leaves = BASE, options: RepositoryOptions = {}) {
  await using made = new AsyncDisposableStack();
  const repository = made.use(await openRepository({ files, ...options }));
  const host = strategy === 'clone' ? made.use(await openGitHost(await servable(repository))) : null;
  // Mount options rule by commas and colons.
  const parent = repository.scratch.join('par,ent:\\ x');
  const cache = repository.scratch.join('ca,che: x');
  mkdirSync(parent);
  const commit = await repository.git('rev-parse', 'HEAD');
  const source =
    host === null
      ? ({ kind: 'local', objectDir: join(repository.directory, '.git/objects'), commit } as const)
      : ({ kind: 'remote', remote: { url: host.url, token: host.token }, ref: 'main', commit } as const);
  const cleanUp = made.move();
  return {
    repository,
    parent,
    cache,
    open: () => openCheckout(git, source, parent, { strategy, ...(cached && { cache }) }),
    [Symbol.asyncDispose]: () => cleanUp.disposeAsync(),
  };
}

/** Path by path: the kind, the executable bit and the bytes. */
function look(directory: string): string[] {
  const rows: string[] = [];
  for (const name of readdirSync(directory, { recursive: true, encoding: 'utf8' })) {
    if (name === '.git' || name.startsWith('.git/')) continue;
    const path = join(directory, name);
    const stats = lstatSync(path);
    if (stats.isDirectory()) rows.push(`${name} directory`);
    else if (stats.isSymbolicLink()) rows.push(`${name} link ${readlinkSync(path)}`);
    else rows.push(`${name} ${(stats.mode & 0o777).toString(8)} ${readFileSync(path, 'base64')}`);
  }
  return rows.sort();
}

async function treeOf(checkout: Checkout): Promise<string> {
  const author = { name: 'A', email: 'a@example.org' };
  const { changeSet } = await collect(git, checkout);
  const details = { message: 'x', author, committer: author, time: 1 };
  return (await buildCommit(git, { gitDir: checkout.gitDir }, changeSet, details)).tree;
}

async function treeByGit(
  repository: Repository,
  edit: (directory: string) => Promise<void> | void,
): Promise<string> {
  const clone = repository.scratch.join('clone');
  await plainGit('/', ['clone', '--quiet', repository.directory, clone]);
  await edit(clone);
  await plainGit(clone, ['add', '--all']);
  return await plainGit(clone, ['write-tree']);
}

describe.each(Object.entries(ways))('%s', (_name, way) => {
  test.each(['sha1', 'sha256'] as const)(
    'gives the files, modes and links of git itself (%s), also to the next',
    async (format) => {
      await using place = await openPlace(way, BASE, { format });
      const clone = place.repository.scratch.join('plain');
      await plainGit('/', ['clone', '--quiet', place.repository.directory, clone]);
      for (let run = 0; run < 2; run += 1) {
        await using checkout = await place.open();
        expect(checkout.strategy).toBe(way.strategy);
        expect(look(checkout.directory)).toEqual(look(clone));
        expect((await collect(git, checkout)).changeSet.changes).toEqual([]);
      }
    },
  );

  test('keeps its git directory and all of its own out of the files, and leaves nothing but a cache', async () => {
    await using place = await openPlace(way);
    {
      await using checkout = await place.open();
      expect(existsSync(join(checkout.directory, '.git'))).toBe(false);
      expect(checkout.gitDir.startsWith(`${checkout.directory}/`)).toBe(false);
      expect(statSync(dirname(checkout.directory)).mode & 0o077).toBe(0);
      await writeLeaves(checkout.directory, { 'src/a.ts': 'edited', 'new/file': 'new' });
    }
    expect(readdirSync(place.parent)).toEqual([]);
    expect(await readMountsAt(place.repository.scratch.path)).toEqual([]);
    expect(existsSync(place.cache)).toBe(way.cached);
  });

  test('what one run does to its files in place is seen by no other, at once or later', async () => {
    await using place = await openPlace(way);
    await using first = await place.open();
    await using atOnce = await place.open();
    const before = look(atOnce.directory);
    const at = (path: string): string => join(first.directory, path);
    appendFileSync(at('README.md'), 'more');
    truncateSync(at('src/a.ts'));
    chmodSync(at('run.sh'), 0o600);
    utimesSync(at('src/b.ts'), 1, 1);
    rmSync(at('src/deep'), { recursive: true });
    rmSync(at('link'));
    expect(look(atOnce.directory)).toEqual(before);
    await using later = await place.open();
    expect(look(later.directory)).toEqual(before);
    expect((await collect(git, later)).changeSet.changes).toEqual([]);
  });

  test('every kind of edit gives the tree that git add makes', async () => {
    await using place = await openPlace(way);
    const edit = async (directory: string): Promise<void> => {
      const at = (path: string): string => join(directory, path);
      rmSync(at('src'), { recursive: true });
      mkdirSync(at('src'));
      renameSync(at('README.md'), at('src/README.md'));
      await writeLeaves(directory, {
        'run.sh': '#!/bin/sh\n',
        link: 'a file now',
        'empty/now/a/directory': 'x',
        'odd, name: with\nlines "and" \\ more': { link: 'README.md' },
        'src/new.crlf': 'one\r\ntwo\r\n',
        '.gitignore': 'hidden\n',
      });
    };
    await using checkout = await place.open();
    await edit(checkout.directory);
    expect(await treeOf(checkout)).toBe(await treeByGit(place.repository, edit));
  });

  test('an edit of the same length under the old times is seen', async () => {
    await using place = await openPlace(way);
    await using checkout = await place.open();
    const file = join(checkout.directory, 'src/a.ts');
    const { atime, mtime } = lstatSync(file);
    writeFileSync(file, 'A\n');
    utimesSync(file, atime, mtime);
    expect((await collect(git, checkout)).changeSet.changes.map(({ path }) => path)).toEqual(['src/a.ts']);
  });

  test.skipIf(way.strategy === 'clone')(
    'a commit that the source does not have is an error, though the cache has its files',
    async () => {
      await using place = await openPlace(way);
      await (await place.open())[Symbol.asyncDispose]();
      const objectDir = place.repository.scratch.join('empty');
      mkdirSync(objectDir);
      const commit = await place.repository.git('rev-parse', 'HEAD');
      await expect(
        openCheckout(git, { kind: 'local', objectDir, commit }, place.parent, { cache: place.cache }),
      ).rejects.toMatchObject({ code: 'EGIT' });
      expect(readdirSync(place.parent)).toEqual([]);
    },
  );
});

const isRoot = process.geteuid?.() === 0;

type Edit = readonly [act: (directory: string, path: string) => void, path: string];

const ACTS: Readonly<Record<string, (file: string, directory: string) => void>> = {
  write: (file) => {
    rmSync(file, { recursive: true, force: true });
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, 'written\r\n');
  },
  append: (file) => appendFileSync(file, 'more'),
  touch: (file) => utimesSync(file, 1, 1),
  rewrite: (file) => writeFileSync(file, readFileSync(file)),
  flip: (file) => {
    const stats = lstatSync(file);
    // What is closed to its own user a walk of every file cannot read; of what was never touched the other need not.
    if (isRoot || !stats.isDirectory()) chmodSync(file, stats.mode ^ 0o100);
  },
  chown: (file) => chownSync(file, 65_534, 65_534),
  delete: (file) => rmSync(file, { recursive: true }),
  empty: (file) => {
    rmSync(file, { recursive: true });
    mkdirSync(file);
  },
  link: (file) => {
    rmSync(file, { recursive: true, force: true });
    symlinkSync('root', file);
  },
  move: (file) => execFileSync('mv', ['--', file, `${file}.moved`], { stdio: 'ignore' }),
  away: (file, directory) => renameSync(file, join(directory, 'moved')),
  hardlink: (file, directory) => linkSync(file, join(directory, `hard-${file.length}`)),
  outside: (file, directory) => linkSync(file, join(dirname(directory), 'upper', 'never')),
  fifo: (file) => execFileSync('mkfifo', ['--', `${file}.fifo`], { stdio: 'ignore' }),
  whiteout: (file) => execFileSync('mknod', ['--', `${file}.gone`, 'c', '0', '0'], { stdio: 'ignore' }),
  repository: (file) => mkdirSync(join(file, '.git'), { recursive: true }),
  ignore: (file) => writeFileSync(join(file, '.gitignore'), '*\n'),
  whiteoutName: (file) => writeFileSync(join(dirname(file), '.wh.root'), ''),
};

const paths = fc.constantFrom(
  'root',
  'a',
  'a/x',
  'a/b',
  'a/b/y',
  'a/b/c',
  'a/b/c/z',
  'build',
  'build/out',
  'new',
  'a/new',
  'e/f/g',
);
const edits = fc.array(fc.tuple(fc.constantFrom(...Object.values(ACTS)), paths), {
  minLength: 1,
  maxLength: 8,
});

function perform(directory: string, [act, path]: Edit): void {
  try {
    act(join(directory, path), directory);
  } catch (error) {
    // What an edit cannot do here, such as write into a file as if it were a directory, it leaves.
    if (!(error instanceof Error) || !('code' in error || 'status' in error)) throw error;
  }
}

test.runIf(overlays)(
  'a walk of the upper directory finds the very same as a walk of every file',
  async () => {
    const files = {
      root: 'root\n',
      'a/x': 'x',
      'a/b/y': 'y',
      'a/b/c/z': 'z',
      'build/out': 'o',
      'e/f/g': 'g',
      '.gitignore': 'build/*\n!build/out\n*.log\n',
    };
    await using place = await openPlace({ strategy: 'overlay', cached: true }, files);
    await fc.assert(
      fc.asyncProperty(edits, async (all) => {
        await using checkout = await place.open();
        for (const edit of all) perform(checkout.directory, edit);
        const quick = await collect(git, checkout);
        const whole = await collect(git, { ...checkout, upper: null });
        expect(quick.changeSet).toEqual(whole.changeSet);
        expect(new Set(quick.uncarried.map((one) => JSON.stringify(one)))).toEqual(
          new Set(whole.uncarried.map((one) => JSON.stringify(one))),
        );
        expect(quick.attributes).toEqual(whole.attributes);
      }),
      { numRuns: Number(process.env['OVERLAY_RUNS'] ?? 30) },
    );
  },
);

test.runIf(overlays)('a directory of the base that takes the name of another is seen whole', async () => {
  await using place = await openPlace(
    { strategy: 'overlay', cached: true },
    { 'd/x': 'of d', 'd/y/z': 'z', 'e/x': 'of e', 'e/y/z': 'z' },
  );
  await using checkout = await place.open();
  rmSync(join(checkout.directory, 'e'), { recursive: true });
  execFileSync('mv', ['-T', join(checkout.directory, 'd'), join(checkout.directory, 'e')]);
  const { changeSet } = await collect(git, checkout);
  expect(changeSet.changes.map(({ path, change }) => [path, change])).toEqual([
    ['d/x', 'delete'],
    ['d/y/z', 'delete'],
    ['e/x', 'modify'],
  ]);
});

test.runIf(overlays)('what lies beside an overlay lies where everybody sees it', async () => {
  await using place = await openPlace({ strategy: 'overlay', cached: true });
  await using first = await place.open();
  const commit = await place.repository.git('rev-parse', 'HEAD');
  const source = {
    kind: 'local',
    objectDir: join(place.repository.directory, '.git/objects'),
    commit,
  } as const;
  const means = {
    cache: place.cache,
    beside: first,
    workers: async () => ({ changesOwners: false, seesOwnMounts: true }),
  };
  await using second = await openCheckout(git, source, place.parent, means);
  const known = first.inside?.directory ?? first.directory;
  expect([second.inside, second.directory]).toEqual([null, join(dirname(known), 'files-2')]);
  expect(readdirSync(dirname(first.directory)).sort()).toEqual(['files', 'files-2']);
  expect(look(second.directory)).toEqual(look(first.directory));
});

test('of a cached tree that somebody has changed nothing is copied', async () => {
  await using place = await openPlace({ strategy: 'copy', cached: true });
  await (await place.open())[Symbol.asyncDispose]();
  const commit = await place.repository.git('rev-parse', 'HEAD');
  writeFileSync(join(place.cache, 'trees', commit, 'files/src/a.ts'), 'A\n');
  await using checkout = await place.open();
  expect(readFileSync(join(checkout.directory, 'src/a.ts'), 'utf8')).toBe('a\n');
});

test('a cached tree that was not laid out to its end, or before the machine started, is laid out anew', async () => {
  await using place = await openPlace({ strategy: 'copy', cached: true });
  await (await place.open())[Symbol.asyncDispose]();
  const root = join(place.cache, 'trees', await place.repository.git('rev-parse', 'HEAD'));
  for (const spoil of [
    () => rmSync(join(root, 'complete')),
    () => writeFileSync(join(root, 'complete'), 'another boot\n'),
  ]) {
    spoil();
    writeFileSync(join(root, 'files/stray'), '');
    await using checkout = await place.open();
    expect(readdirSync(join(root, 'files'))).toEqual(readdirSync(checkout.directory));
  }
});

test('of the cached trees the latest stay, and those that a run uses', async () => {
  await using place = await openPlace({ strategy: overlays ? 'overlay' : 'copy', cached: true }, { a: '0' });
  const objectDir = join(place.repository.directory, '.git/objects');
  const first = await place.repository.git('rev-parse', 'HEAD');
  await using held = await place.open();
  const commits: string[] = [];
  for (let index = 1; index <= 5; index += 1) {
    const commit = await place.repository.commit({ a: String(index) });
    commits.push(commit);
    const source = { kind: 'local', objectDir, commit } as const;
    await using _ = await openCheckout(git, source, place.parent, {
      cache: place.cache,
      ...(held.strategy !== 'none' && { strategy: held.strategy }),
    });
  }
  const trees = readdirSync(join(place.cache, 'trees')).filter((name) => !name.includes('.'));
  const kept = [...commits.slice(-3), ...(overlays ? [first] : [])];
  expect(trees.sort()).toEqual(kept.sort());
  expect(readFileSync(join(held.directory, 'a'), 'utf8')).toBe('0');
});

test('nothing is cached of a small repository, and of a large one what the machine can use', async () => {
  const circumstances = {
    asked: null,
    plain: 'clone',
    platform: 'linux',
    hasCache: true,
    isWhole: true,
    isLaidOut: false,
    files: 100_000,
  } as const;
  expect(planStrategies(circumstances)).toEqual(['overlay', 'copy', 'clone']);
  expect(planStrategies({ ...circumstances, files: 50 })).toEqual(['clone']);
  expect(planStrategies({ ...circumstances, files: 50, isLaidOut: true })).toEqual([
    'overlay',
    'copy',
    'clone',
  ]);
  expect(planStrategies({ ...circumstances, hasCache: false })).toEqual(['clone']);
  expect(planStrategies({ ...circumstances, isWhole: false })).toEqual(['clone']);
  expect(planStrategies({ ...circumstances, platform: 'darwin', plain: 'borrow' })).toEqual(['borrow']);
  await using place = await openPlace({ strategy: 'borrow', cached: true });
  const commit = await place.repository.git('rev-parse', 'HEAD');
  const objectDir = join(place.repository.directory, '.git/objects');
  await using checkout = await openCheckout(git, { kind: 'local', objectDir, commit }, place.parent, {
    cache: place.cache,
  });
  expect(checkout.strategy).toBe('borrow');
  expect(existsSync(join(place.cache, 'trees'))).toBe(false);
});

test.runIf(overlays)('an overlay is not taken where all files will be given to another user', async () => {
  await using place = await openPlace({ strategy: 'overlay', cached: true });
  await (await place.open())[Symbol.asyncDispose]();
  const commit = await place.repository.git('rev-parse', 'HEAD');
  const objectDir = join(place.repository.directory, '.git/objects');
  for (const [changes, strategies] of [
    [false, ['overlay']],
    [true, ['copy', 'borrow']],
  ] as const) {
    await using checkout = await openCheckout(git, { kind: 'local', objectDir, commit }, place.parent, {
      cache: place.cache,
      workers: async () => ({ changesOwners: changes, seesOwnMounts: true }),
    });
    expect(strategies).toContain(checkout.strategy);
  }
});

test.each(['overlay', 'copy', 'clone'] as const)(
  '%s is refused by name where it cannot be had',
  async (strategy) => {
    await using place = await openPlace({ strategy: 'borrow', cached: false });
    const commit = await place.repository.git('rev-parse', 'HEAD');
    const source = {
      kind: 'local',
      objectDir: join(place.repository.directory, '.git/objects'),
      commit,
    } as const;
    await expect(openCheckout(git, source, place.parent, { strategy })).rejects.toMatchObject({
      code: 'ESTRATEGY',
      strategy,
    });
    expect(readdirSync(place.parent)).toEqual([]);
  },
);
