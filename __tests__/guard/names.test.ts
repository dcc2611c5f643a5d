import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openRepository, type Repository } from '../change-set/repository.ts';
import { add, findingsOf, link, remove, type Fixture } from './subject.ts';

function refused(fixture: Fixture): boolean {
  return findingsOf('names', fixture).some((finding) => finding.startsWith('refuse'));
}

type Entry = readonly [path: string, mode: '100644' | '120000'];

function isRefused([path, mode]: Entry): boolean {
  return refused({ changes: [mode === '120000' ? link(path, 'x') : add(path)] });
}

/** What git takes into an index that is guarded for all systems; it drops the rest in silence. */
async function takenByIndex(repository: Repository, entries: readonly Entry[]): Promise<boolean[]> {
  const blob = (await repository.git(['hash-object', '-w', '--stdin'], 'x')).toString().trim();
  // Each in a directory of its own, so that none replaces another.
  const lines = entries.map(([path, mode], index) => `${mode} ${blob}\t${index}/${path}\0`);
  await repository.git(['read-tree', '--empty']);
  const protections = ['-c', 'core.protectHFS=true', '-c', 'core.protectNTFS=true'];
  await repository.git([...protections, 'update-index', '-z', '--index-info'], lines.join(''));
  const names = (await repository.git(['ls-files', '-z'])).toString().split('\0');
  const taken = new Set(names);
  return entries.map(([path], index) => taken.has(`${index}/${path}`));
}

/** What a strict check of all objects says of the tree of the index. */
async function complaintsOfFsck(repository: Repository): Promise<string[]> {
  await repository.git(['write-tree']);
  const { stderr } = await repository.tryGit(['fsck', '--strict', '--no-dangling']);
  return stderr.split('\n').filter((line) => line !== '' && !line.startsWith('notice:'));
}

async function isFlaggedByFsck(name: string, mode: string): Promise<boolean> {
  await using repository = await openRepository();
  const blob = (await repository.git(['hash-object', '-w', '--stdin'], 'x')).toString().trim();
  const tree = (await repository.git(['mktree', '-z'], `100644 blob ${blob}\tf\0`)).toString().trim();
  const line = mode === '040000' ? `${mode} tree ${tree}` : `${mode} blob ${blob}`;
  await repository.git(['mktree', '-z'], `${line}\t${name}\0`);
  const { stderr } = await repository.tryGit(['fsck', '--strict', '--no-dangling']);
  return /in tree|in blob/.test(stderr);
}

const neverGit = [
  '.git/config',
  '.git',
  'a/.git',
  'a/.git/hooks/x',
  '.GIT/hooks/x',
  '.Git',
  'git~1/x',
  'GIT~1',
  'git~1 . .',
  '.git ',
  '.git.',
  '.git . . /x',
  '.git::$INDEX_ALLOCATION/config',
  '.git:stream',
  'git~1:x',
  '.g\u200cit/config',
  '.gi\u200dt/config',
  '\u200e.git',
  '.git\u200f',
  '.g\u202ait',
  '.g\u202eit',
  '.g\u206ait',
  '.g\u206fit',
  '\ufeff.GI\u206dT',
  '../x',
  'a/../b',
  '..',
  './x',
  'a/./b',
  '.',
  '/abs',
  'a//b',
  'a/',
  '',
];

test('K10 refuses every path that git refuses to put into an index', async () => {
  await using repository = await openRepository();
  const entries = neverGit.map((path): Entry => [path, '100644']);
  // The numbered directory makes a relative path of an absolute one; git refuses the empty name in it all the same.
  expect(await takenByIndex(repository, entries)).toEqual(entries.map(() => false));
  expect(entries.filter((entry) => !isRefused(entry))).toEqual([]);
});

test('K10 refuses the same paths in a deletion', () => {
  const objected = neverGit.filter((path) =>
    refused({ base: { [path]: '' }, changes: [remove({ [path]: '' }, path)] }),
  );
  expect(objected).toEqual(neverGit);
});

describe('K10 what git reports as broken in a tree is refused', () => {
  const asLink = [
    '.gitmodules',
    '.GITMODULES',
    '.gitmodules .',
    '.gitmodules:x',
    '.git\u200cmodules',
    'gitmod~1',
    'GITMOD~4',
    'gi7eba~1',
    'GI7EB~10',
    'gi7e~999',
    'g~100000',
    '~1000000',
    'gitmod~2 ..',
    '.gitattributes',
    'gitatt~1',
    'gi7d29~1',
    '.gitignore',
    'gitign~3',
    'gi250a~1',
    '.mailmap',
    'mailma~1',
    'maba30~9',
  ];
  test.each(asLink)('%j as a link', async (name) => {
    expect(await isFlaggedByFsck(name, '120000')).toBe(true);
    expect(isRefused([name, '120000'])).toBe(true);
    expect(isRefused([`a/${name}`, '120000'])).toBe(true);
    expect(isRefused([name, '100644'])).toBe(false);
  });

  test.each(['.gitmodules', 'gitmod~1', '.gitattributes', '.GITATTRIBUTES.'])(
    '%j as a directory',
    async (name) => {
      expect(await isFlaggedByFsck(name, '040000')).toBe(true);
      expect(isRefused([`${name}/x`, '100644'])).toBe(true);
    },
  );

  test.each(['.git', 'git~1', '.g\u200cit', '..', '.', '.git. ', 'a\\.git', '.git\\x'])(
    '%j',
    async (name) => {
      expect(await isFlaggedByFsck(name, '100644')).toBe(true);
      expect(isRefused([name, '100644'])).toBe(true);
    },
  );
});

test('K10 A20 refuses what only some system cannot take for a path of the tree', () => {
  const paths = [
    'a\\b',
    '..\\x',
    'C:/x',
    'c:x',
    '\u00e9:x',
    '\\\\server\\x',
    'a\0b',
    'x'.repeat(256),
    `a/${'\u00e9'.repeat(128)}/b`,
    `${'a/'.repeat(2048)}b`,
  ];
  expect(paths.filter((path) => !isRefused([path, '100644']))).toEqual([]);
});

test('C22 allows unusual names that git and every POSIX system take', () => {
  const paths = [
    'with space',
    '-leading',
    'quote\'"',
    'new\nline',
    'tab\t',
    '*?[x]',
    '$(id)',
    ';id',
    'ab:c/d:e',
    '.github/x',
    '.gitx',
    '.gitkeep',
    '.gitmodules',
    '.gitignore/x',
    'git',
    'git~2',
    'git~10',
    '..a',
    '...',
    '.\u0148it',
    'x'.repeat(255),
    '\u00e9'.repeat(127),
    `${'a/'.repeat(2047)}b`,
    '\u{1f600}',
  ];
  expect(paths.filter((path) => isRefused([path, '100644']))).toEqual([]);
});

const asciiPieces =
  '.git|.GIT|git|g|it|GIT~1|~1|~4|~|1|.|..| |:|/|//|x|modules|attributes|ignore|.mailmap|mailma|C:';
const shortNames = 'gitmod|gitatt|gi7eba|GI7D2|gi250a~9|maba3|000';
const otherPieces = '\u200c|\u206f|\ufeff|\u0131|\u212a|\n|\\|\u00e9|\u{1f600}';
const pieces = [asciiPieces, shortNames, otherPieces].flatMap((row) => row.split('|'));
const nearMisses = fc
  .array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 5 })
  .map((parts) => parts.join(''));
const entries = fc.tuple(nearMisses, fc.constantFrom('100644' as const, '120000' as const));

test('K10 every path that passes is taken by real git and pleases its strict check', async () => {
  await using repository = await openRepository();
  let passed = 0;
  let stopped = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(entries, { minLength: 150, maxLength: 150 }), async (batch) => {
      const passing = batch.filter((entry) => !isRefused(entry));
      passed += passing.length;
      stopped += batch.length - passing.length;
      expect(await takenByIndex(repository, passing)).toEqual(passing.map(() => true));
      expect(await complaintsOfFsck(repository)).toEqual([]);
    }),
    { numRuns: 12 },
  );
  expect(Math.min(passed, stopped)).toBeGreaterThan(100);
});
