import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { blobId } from '../../src/change-set/blob.ts';
import type { Change } from '../../src/change-set/change.ts';
import { seal } from '../../src/change-set/seal.ts';
import { openDirectoryTarget } from '../../src/writer/directory.ts';
import { systemFiles, type Files } from '../../src/writer/files.ts';
import { requireRoot } from '../doubles/root.ts';
import { apply, changesBetween, codeOfFailure, makeRoot, treeOf, type Leaves } from './sandbox.ts';

const old: Leaves = { a: 'old', 'd/b': 'old', 'd/c': 'old' };
const set = changesBetween(old, { a: 'new', 'd/b': 'new', 'd/e': 'new' });

interface Case {
  readonly name: string;
  readonly code: string;
  readonly spoil: (root: string) => void;
}

const cases: readonly Case[] = [
  {
    name: 'C14 a modified file has other bytes',
    code: 'ECONFLICT',
    spoil: (root) => fs.writeFileSync(join(root, 'd/b'), 'mine'),
  },
  { name: 'C05 other bytes of the same size and time', code: 'ECONFLICT', spoil: sameSizeAndTime },
  { name: 'a modified file is gone', code: 'ECONFLICT', spoil: (root) => fs.rmSync(join(root, 'd/b')) },
  {
    name: 'a modified file has another executable bit',
    code: 'ECONFLICT',
    spoil: (root) => fs.chmodSync(join(root, 'd/b'), 0o755),
  },
  {
    name: 'a modified file is a directory',
    code: 'ECONFLICT',
    spoil: (root) => swap(join(root, 'd/b'), (path) => fs.mkdirSync(path)),
  },
  {
    name: 'a deleted file has other bytes',
    code: 'ECONFLICT',
    spoil: (root) => fs.writeFileSync(join(root, 'd/c'), 'mine'),
  },
  {
    name: 'a deleted file is gone, while others are not',
    code: 'ECONFLICT',
    spoil: (root) => fs.rmSync(join(root, 'd/c')),
  },
  {
    name: 'an added path has other bytes',
    code: 'ECONFLICT',
    spoil: (root) => fs.writeFileSync(join(root, 'd/e'), 'mine'),
  },
  {
    name: 'an added path is a directory with files of others',
    code: 'ECONFLICT',
    spoil: (root) => fs.mkdirSync(join(root, 'd/e')),
  },
  {
    name: 'a directory on the way is a file',
    code: 'ECONFLICT',
    spoil: (root) => swap(join(root, 'd'), (path) => fs.writeFileSync(path, '')),
  },
  {
    name: 'A06 a target is a symbolic link',
    code: 'ESYMLINK',
    spoil: (root) => swap(join(root, 'a'), (path) => fs.symlinkSync('../victim', path)),
  },
  {
    name: 'A06 an added path is a symbolic link',
    code: 'ESYMLINK',
    spoil: (root) => fs.symlinkSync('../../victim', join(root, 'd/e')),
  },
  {
    name: 'A06 a deleted file is a symbolic link',
    code: 'ESYMLINK',
    spoil: (root) => swap(join(root, 'd/c'), (path) => fs.symlinkSync('../../victim', path)),
  },
  {
    name: 'A20 a directory on the way is a symbolic link',
    code: 'ESYMLINK',
    spoil: (root) => swap(join(root, 'd'), (path) => fs.symlinkSync('../outside', path)),
  },
  {
    name: 'A07 K07 a target has further names',
    code: 'EHARDLINK',
    spoil: (root) => fs.linkSync(join(root, 'a'), join(root, '../sibling')),
  },
  {
    name: 'E19 a target is a FIFO, which is not opened',
    code: 'ECONFLICT',
    spoil: (root) => swap(join(root, 'a'), (path) => execFileSync('mkfifo', [path])),
  },
];

function swap(path: string, make: (path: string) => void): void {
  fs.rmSync(path, { recursive: true });
  make(path);
}

function sameSizeAndTime(root: string): void {
  const path = join(root, 'd/b');
  const { atimeMs, mtimeMs } = fs.statSync(path);
  fs.writeFileSync(path, 'OLD');
  fs.utimesSync(path, atimeMs / 1000, mtimeMs / 1000);
}

test.each(cases)('refuses with everything as it was: $name', async ({ code, spoil }) => {
  using place = makeRoot(old);
  fs.writeFileSync(join(place.path, 'victim'), 'victim');
  fs.mkdirSync(join(place.path, 'outside'));
  fs.writeFileSync(join(place.path, 'outside/b'), 'old');
  fs.writeFileSync(join(place.path, 'outside/c'), 'old');
  spoil(place.root);
  const spoiled = treeOf(place.path, { times: true });
  expect(await codeOfFailure(apply(place.root, set))).toBe(code);
  expect(treeOf(place.path, { times: true })).toEqual(spoiled);
});

test('a file with further names can be deleted: only the name goes', async () => {
  using place = makeRoot({ a: 'old' });
  fs.linkSync(join(place.root, 'a'), join(place.path, 'sibling'));
  await apply(place.root, changesBetween({ a: 'old' }, {}));
  expect(fs.readdirSync(place.root)).toEqual([]);
  expect(fs.readFileSync(join(place.path, 'sibling'), 'utf8')).toBe('old');
});

test('a symbolic link that the set knows is replaced itself, its victim is not', async () => {
  using place = makeRoot({ l: { content: '../victim', mode: '120000' } });
  fs.writeFileSync(join(place.path, 'victim'), 'victim');
  await apply(place.root, changesBetween({ l: { content: '../victim', mode: '120000' } }, { l: 'file' }));
  expect(fs.readFileSync(join(place.root, 'l'), 'utf8')).toBe('file');
  expect(fs.readFileSync(join(place.path, 'victim'), 'utf8')).toBe('victim');
});

describe('paths that lead elsewhere are refused before anything is opened', () => {
  test.each([
    '../x',
    'a/../../x',
    '/etc/x',
    'a//b',
    'a/',
    '',
    './a',
    'a\0b',
    'a\\b',
    '.git/config',
    'sub/.git/hooks/post-checkout',
    '.GIT/hooks/x',
    '.Git ./x',
    '.git::$INDEX_ALLOCATION/x',
    'git~1/x',
    'GIT~1/x',
    '.g\u200cit/config',
    '.wholly/lock',
    '.WHOLLY/t0/prepared',
    'x'.repeat(256),
  ])('A20 K10 %j', async (path) => {
    using place = makeRoot({ a: 'old' });
    const calls: string[] = [];
    const content = Buffer.from('x');
    const change: Change = { path, change: 'add', mode: '100644', after: blobId(content, 'sha1'), content };
    const opening = openDirectoryTarget({
      root: place.root,
      changeSet: seal(null, [change]),
      durability: 'process',
      files: watching(calls),
    });
    expect(await codeOfFailure(opening)).toBe('EOUTSIDE');
    expect(calls).toEqual([]);
  });

  test('K11 a path that is both a file and a directory', async () => {
    using place = makeRoot({ x: 'x' });
    expect(await codeOfFailure(apply(place.root, changesBetween({}, { a: 'a', 'a/b': 'b' })))).toBe(
      'EOUTSIDE',
    );
    expect(fs.readdirSync(place.root)).toEqual(['x']);
  });

  test('a gitlink', async () => {
    using place = makeRoot({ x: 'x' });
    const change: Change = {
      path: 'm',
      change: 'add',
      mode: '160000',
      after: '1'.repeat(40),
      content: new Uint8Array(),
    };
    expect(await codeOfFailure(apply(place.root, seal(null, [change])))).toBe('EOUTSIDE');
  });
});

function watching(calls: string[]): Files {
  return {
    ...systemFiles,
    realpath: (path) => {
      calls.push(`realpath ${path}`);
      return systemFiles.realpath(path);
    },
    open: (path, flags, mode) => {
      calls.push(`open ${path}`);
      return systemFiles.open(path, flags, mode);
    },
  };
}

describe('what happens between prepare and commit', () => {
  test.each([
    {
      name: 'G02 a file is changed',
      code: 'ECONFLICT',
      act: (root: string) => fs.writeFileSync(join(root, 'a'), 'mine'),
    },
    {
      name: 'a file gets a further name',
      code: 'EHARDLINK',
      act: (root: string) => fs.linkSync(join(root, 'a'), join(root, 'x')),
    },
    {
      name: 'a file becomes a link',
      code: 'ESYMLINK',
      act: (root: string) => swap(join(root, 'a'), (path) => fs.symlinkSync('d/b', path)),
    },
    {
      name: 'an added path appears',
      code: 'ECONFLICT',
      act: (root: string) => fs.writeFileSync(join(root, 'd/e'), 'mine'),
    },
    {
      name: 'K02 a directory is moved out of the root',
      code: 'EOUTSIDE',
      act: (root: string) => fs.renameSync(join(root, 'd'), join(root, '../moved')),
    },
    {
      name: 'K01 a directory is swapped for a link to the outside',
      code: 'EOUTSIDE',
      act: (root: string) => {
        fs.renameSync(join(root, 'd'), join(root, '../moved'));
        fs.symlinkSync('../moved', join(root, 'd'));
      },
    },
  ])('$name: commit refuses and leaves it as it is', async ({ code, act }) => {
    using place = makeRoot(old);
    await using target = await openDirectoryTarget({
      root: place.root,
      changeSet: set,
      durability: 'process',
    });
    await target.prepare();
    act(place.root);
    expect(await codeOfFailure(target.commit())).toBe(code);
    const tree = treeOf(place.path);
    expect(Object.keys(tree).filter((path) => path.includes('.wholly'))).toEqual([]);
    expect(Object.values(tree).filter((content) => content.includes('new'))).toEqual([]);
  });
});

test('E06 a path at which something else is mounted is refused up front', async () => {
  using place = makeRoot(old);
  const files: Files = {
    ...systemFiles,
    readText: (path) =>
      path === '/proc/self/mountinfo'
        ? `1 0 0:1 / / rw - ext4 x rw\n2 1 0:1 /x ${place.root}/d rw - ext4 x rw\n`
        : systemFiles.readText(path),
  };
  const original = treeOf(place.path, { times: true });
  expect(await codeOfFailure(apply(place.root, set, { files }))).toBe('EXDEV');
  expect(treeOf(place.path, { times: true })).toEqual(original);
});

test('A19 A21 a planted folder of the writer that is a link is refused', async () => {
  using place = makeRoot(old);
  fs.mkdirSync(join(place.path, 'outside'));
  fs.symlinkSync('../outside', join(place.root, '.wholly'));
  expect(await codeOfFailure(apply(place.root, set))).toBe('ESYMLINK');
  expect(fs.readdirSync(join(place.path, 'outside'))).toEqual([]);
  expect(fs.readFileSync(join(place.root, 'a'), 'utf8')).toBe('old');
});

test('a folder of the writer that belongs to somebody else is refused', async (context) => {
  requireRoot(context, 'give a folder away');
  using place = makeRoot(old);
  fs.mkdirSync(join(place.root, '.wholly'));
  fs.chownSync(join(place.root, '.wholly'), 12_345, 12_345);
  expect(await codeOfFailure(apply(place.root, set))).toBe('EOWNER');
});

test('A18 K14 a name that somebody has planted is left alone, and another one is taken', async () => {
  using place = makeRoot(old);
  fs.mkdirSync(join(place.path, 'outside'));
  const planted: string[] = [];
  const files: Files = {
    ...systemFiles,
    mkdir: (path, mode) => {
      if (planted.length === 0 && /\/t[0-9a-f]{16}$/.test(path)) {
        planted.push(path);
        fs.symlinkSync(join(place.path, 'outside'), path);
      }
      systemFiles.mkdir(path, mode);
    },
  };
  const target = await openDirectoryTarget({
    root: place.root,
    changeSet: set,
    durability: 'process',
    files,
  });
  await target.prepare();
  expect(planted).toHaveLength(1);
  expect(fs.readdirSync(join(place.root, '.wholly'))).toHaveLength(3);
  expect(fs.readdirSync(join(place.path, 'outside'))).toEqual([]);
  await target[Symbol.asyncDispose]();
});

test('A18 a staged name that is a planted link is never followed', async () => {
  using place = makeRoot(old);
  fs.writeFileSync(join(place.path, 'victim'), 'victim');
  const files: Files = {
    ...systemFiles,
    open: (path, flags, mode) => {
      if (path.endsWith('/n0')) fs.symlinkSync(join(place.path, 'victim'), path);
      return systemFiles.open(path, flags, mode);
    },
  };
  expect(await codeOfFailure(apply(place.root, set, { files }))).toBe('EEXIST');
  expect(fs.readFileSync(join(place.path, 'victim'), 'utf8')).toBe('victim');
  expect(fs.readdirSync(place.root).sort()).toEqual(['a', 'd']);
});

test('A17 a file that becomes a link while it is read is not followed', async () => {
  using place = makeRoot(old);
  fs.writeFileSync(join(place.path, 'victim'), 'old');
  const files: Files = {
    ...systemFiles,
    open: (path, flags, mode) => {
      if (path.endsWith('/a')) swap(join(place.root, 'a'), (link) => fs.symlinkSync('../victim', link));
      return systemFiles.open(path, flags, mode);
    },
  };
  expect(await codeOfFailure(apply(place.root, set, { files }))).toBe('ESYMLINK');
});

test('I02 too little room is seen before anything is written', async () => {
  using place = makeRoot(old);
  const written: string[] = [];
  const files: Files = {
    ...systemFiles,
    statfs: (path) => Object.assign(systemFiles.statfs(path), { bavail: 1n }),
    write: (fd, bytes, position) => {
      written.push(String(fd));
      return systemFiles.write(fd, bytes, position);
    },
  };
  const original = treeOf(place.path, { times: true });
  expect(await codeOfFailure(apply(place.root, set, { files }))).toBe('ENOSPC');
  expect(written).toEqual([]);
  expect(treeOf(place.path, { times: true })).toEqual(original);
});

test('I02 too few inodes are seen as well', async () => {
  using place = makeRoot(old);
  const files: Files = {
    ...systemFiles,
    statfs: (path) => Object.assign(systemFiles.statfs(path), { ffree: 1n }),
  };
  expect(await codeOfFailure(apply(place.root, set, { files }))).toBe('ENOSPC');
});
