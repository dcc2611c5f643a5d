import { createHash } from 'node:crypto';
import { chmod, mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ObjectFormat } from '../../src/change-set/blob.ts';
import type { Change, Mode } from '../../src/change-set/change.ts';
import { blobId } from '../../src/change-set/blob.ts';
import { comparePaths, rebase, seal } from '../../src/change-set/seal.ts';
import { openRepository, type Repository } from './repository.ts';

/** Above the basic plane UTF-16 and UTF-8 sort differently: JavaScript puts the first of these after the second. */
const fullwidth = '\uff5e.txt';
const astral = '\u{1f600}.txt';

const fixture: Readonly<Record<string, string>> = {
  'src/a.ts': 'before\n',
  'src/run': '#!/bin/sh\n',
  'src-b': 'sorts between src and src/a.ts\n',
  'old name': 'moved\n',
  gone: 'deleted\n',
  'file-to-link': 'text\n',
  'latin-1.bin': 'x',
  [fullwidth]: 'one\n',
  [astral]: 'two\n',
  kept: 'kept\n',
};

async function commitTwice(repository: Repository): Promise<void> {
  const at = (path: string): string => join(repository.directory, path);
  await mkdir(at('src'));
  for (const [path, content] of Object.entries(fixture)) await writeFile(at(path), content);
  await repository.git(['add', '--all']);
  await repository.git(['commit', '--quiet', '-m', 'base']);
  await writeFile(at('src/a.ts'), 'after\r\n');
  await chmod(at('src/run'), 0o755);
  await writeFile(at('src-b'), 'changed\n');
  await rename(at('old name'), at('new\nname'));
  await rm(at('gone'));
  await rm(at('file-to-link'));
  await symlink('src/a.ts', at('file-to-link'));
  await writeFile(at('latin-1.bin'), Buffer.from([0xe9, 0, 0xff]));
  await writeFile(at(fullwidth), 'one more\n');
  await writeFile(at(astral), 'two more\n');
  await writeFile(at('empty'), '');
  await repository.git(['add', '--all']);
  await repository.git(['commit', '--quiet', '-m', 'after']);
}

interface DiffLine {
  readonly path: string;
  readonly beforeMode: string;
  readonly mode: string;
  readonly before: string;
  readonly after: string;
  readonly status: string;
}

async function diffTree(repository: Repository): Promise<DiffLine[]> {
  const out = await repository.git(['diff-tree', '-r', '-z', '--no-renames', 'HEAD~', 'HEAD']);
  const fields = out.toString().split('\0').slice(0, -1);
  expect(fields.length % 2).toBe(0);
  const lines: DiffLine[] = [];
  for (let index = 0; index < fields.length; index += 2) {
    const [beforeMode = '', mode = '', before = '', after = '', status = ''] = (fields[index] ?? '')
      .slice(1)
      .split(' ');
    lines.push({ path: fields[index + 1] ?? '', beforeMode, mode, before, after, status });
  }
  return lines;
}

/** The rule of the file format, written a second time: keys in order, strings by JSON, no spaces. */
function independentDigest(base: string, lines: readonly DiffLine[]): string {
  const changes = lines.map(({ path, beforeMode, mode, before, after, status }) => {
    if (status === 'A') return { after, change: 'add', mode, path };
    if (status === 'D') return { before, beforeMode, change: 'delete', path };
    return { after, before, beforeMode, change: 'modify', mode, path };
  });
  return `sha256:${createHash('sha256')
    .update(JSON.stringify({ base, changes, version: 1 }))
    .digest('hex')}`;
}

async function changesOf(repository: Repository, lines: readonly DiffLine[]): Promise<Change[]> {
  const changes: Change[] = [];
  for (const { path, before, after, status, ...modes } of lines) {
    const mode = modes.mode as Mode;
    const beforeMode = modes.beforeMode as Mode;
    if (status === 'D') {
      changes.push({ path, change: 'delete', beforeMode, before });
      continue;
    }
    const content = await repository.git(['cat-file', 'blob', after]);
    changes.push(
      status === 'A'
        ? { path, change: 'add', mode, after, content }
        : { path, change: 'modify', mode, beforeMode, before, after, content },
    );
  }
  return changes;
}

describe.each(['sha1', 'sha256'] as const)('a commit in a %s repository', (format: ObjectFormat) => {
  test('K13 has the digest that anyone computes from git diff-tree alone', async () => {
    await using repository = await openRepository(format);
    await commitTwice(repository);
    const base = (await repository.git(['rev-parse', 'HEAD~'])).toString().trim();
    const lines = await diffTree(repository);
    expect(
      lines
        .map(({ status }) => status)
        .sort()
        .join(''),
    ).toBe('AADDMMMMMMT');

    const changeSet = seal(base, (await changesOf(repository, lines)).toReversed());

    expect(changeSet.digest).toBe(independentDigest(base, lines));
    expect(changeSet.changes.map(({ path }) => path)).toEqual(lines.map(({ path }) => path));
    const carried = changeSet.changes.filter((change) => change.change !== 'delete');
    expect(carried.map(({ content }) => blobId(content, format))).toEqual(carried.map(({ after }) => after));
  });
});

const someChanges: readonly Change[] = [
  {
    path: astral,
    change: 'add',
    mode: '100644',
    after: blobId(Buffer.from('a'), 'sha1'),
    content: Buffer.from('a'),
  },
  { path: fullwidth, change: 'delete', beforeMode: '100755', before: blobId(Buffer.from('b'), 'sha1') },
];

test('the digest names base, paths, modes and blob ids, and no order of arrival', () => {
  const base = 'a'.repeat(40);
  const { digest } = seal(base, someChanges);
  const [added, deleted] = someChanges;
  if (added === undefined || deleted?.change !== 'delete' || added.change !== 'add')
    throw new Error('fixture');
  expect(seal(base, someChanges.toReversed()).digest).toBe(digest);
  const others = [
    seal(null, someChanges),
    seal('b'.repeat(40), someChanges),
    seal(base, [added]),
    seal(base, [{ ...added, path: 'other' }, deleted]),
    seal(base, [{ ...added, mode: '100755' }, deleted]),
    seal(base, [{ ...added, after: 'c'.repeat(40) }, deleted]),
    seal(base, [added, { ...deleted, beforeMode: '100644' }]),
    seal(base, [added, { ...deleted, before: 'c'.repeat(40) }]),
  ].map((other) => other.digest);
  expect(new Set([digest, ...others]).size).toBe(others.length + 1);
});

test('a sealed set cannot be altered, nor through what it was made of', () => {
  const mutable = someChanges.map((change) => ({ ...change }));
  const changeSet = seal(null, mutable);
  const [first] = mutable;
  if (first === undefined) throw new Error('fixture');
  first.path = 'elsewhere';
  expect(changeSet.changes.map(({ path }) => path)).toEqual([fullwidth, astral]);
  expect(Object.isFrozen(changeSet)).toBe(true);
  expect(Object.isFrozen(changeSet.changes)).toBe(true);
  expect(changeSet.changes.every((change) => Object.isFrozen(change))).toBe(true);
});

test('a set put on another base keeps its changes and gets another name', () => {
  const changeSet = seal('a'.repeat(40), someChanges);
  const moved = rebase(changeSet, 'b'.repeat(40));
  expect(moved.changes).toEqual(changeSet.changes);
  expect(moved.base).toBe('b'.repeat(40));
  expect(moved.digest).toBe(seal('b'.repeat(40), someChanges).digest);
  expect(moved.digest).not.toBe(changeSet.digest);
});

test('paths are compared by their bytes, also above the basic plane', () => {
  expect([astral, fullwidth].sort()).toEqual([astral, fullwidth]);
  expect([astral, fullwidth].sort(comparePaths)).toEqual([fullwidth, astral]);
  const path = fc.string({ unit: 'binary', maxLength: 6 });
  fc.assert(
    fc.property(path, path, (a, b) => {
      const hex = (text: string): string => Buffer.from(text).toString('hex');
      const expected = hex(a) === hex(b) ? 0 : hex(a) < hex(b) ? -1 : 1;
      expect(Math.sign(comparePaths(a, b))).toBe(expected);
    }),
  );
});
