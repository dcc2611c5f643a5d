import { describe, expect, test } from 'vitest';
import type { Change } from '../../src/change-set/change.ts';
import type { SpecialFile } from '../../src/guard/guard.ts';
import { add, findingsOf, link, modify, remove, type Files } from './subject.ts';

test('a gitlink is refused, added, changed, deleted or replaced', () => {
  const base: Files = {
    changed: ['160000', 'x'],
    gone: ['160000', 'x'],
    swapped: ['160000', 'x'],
    file: 'x',
  };
  const changes: Change[] = [
    add('added', '', '160000'),
    modify(base, 'changed', '', '160000'),
    remove(base, 'gone'),
    modify(base, 'swapped', 'text', '100644'),
    modify(base, 'file', '', '160000'),
    add('other'),
  ];
  expect(findingsOf('gitlinks', { base, changes })).toEqual(
    ['added', 'changed', 'file', 'gone', 'swapped'].map((path) => `refuse ${path}`),
  );
});

test('C17 what no set can carry is refused by its path', () => {
  const kinds: SpecialFile['kind'][] = [
    'nested-repository',
    'fifo',
    'socket',
    'device',
    'not-utf8',
    'hard-link',
  ];
  const special = kinds.map((kind) => ({ path: `d/${kind}`, kind }));
  expect(findingsOf('special-files', { changes: [], special })).toEqual(
    kinds.map((kind) => `refuse d/${kind}`).sort(),
  );
});

describe('K08 under a filter of the base', () => {
  const lfs = 'a'.repeat(64);
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${lfs}\nsize 12345\n`;
  const extended = pointer.replace('oid', `ext-0-case sha256:${lfs}\noid`);
  const attributes = (path: string): { filter?: string } => {
    if (path.startsWith('lfs/')) return { filter: 'lfs' };
    return path.startsWith('crypt/') ? { filter: 'git-crypt' } : {};
  };

  test('an LFS pointer passes, as do an empty file, a link and a deletion', () => {
    const base = { 'lfs/gone': 'x', 'crypt/gone': 'x' };
    const changes = [
      add('lfs/a', pointer),
      add('lfs/b', extended),
      add('lfs/empty'),
      link('crypt/link', '../a'),
      add('plain', 'x'),
      remove(base, 'lfs/gone'),
      remove(base, 'crypt/gone'),
    ];
    expect(findingsOf('filters', { base, changes, attributes })).toEqual([]);
  });

  const noPointers: Readonly<Record<string, string>> = {
    'other content': 'binary',
    'a pointer of another version': pointer.replace('spec/v1', 'spec/v2'),
    'a pointer without its last line break': pointer.trimEnd(),
    'a pointer with line breaks of Windows': pointer.replaceAll('\n', '\r\n'),
    'a pointer with its lines in another order': pointer.replace(/(oid.*\n)(size.*\n)/, '$2$1'),
    'a pointer with a short id': pointer.replace('aaaa', 'aaa'),
    'a pointer with a size that is no number': pointer.replace('12345', '-1'),
    'a pointer with something after it': `${pointer}x\n`,
    'a pointer that is too long': pointer.replace('oid', `ext-0-${'x'.repeat(1024)} sha256:${lfs}\noid`),
  };
  test.each(Object.entries(noPointers))('lfs refuses %s', (_, content) => {
    expect(findingsOf('filters', { changes: [add('lfs/a', content)], attributes })).toEqual(['refuse lfs/a']);
    const base = { 'lfs/a': 'old' };
    expect(
      findingsOf('filters', { base, changes: [modify(base, 'lfs/a', content)], attributes }),
    ).toHaveLength(1);
  });

  test('any other filter refuses everything', () => {
    expect(findingsOf('filters', { changes: [add('crypt/a', pointer)], attributes })).toEqual([
      'refuse crypt/a',
    ]);
  });
});

describe('limits', () => {
  const base = { gone: '' };
  const changes = [add('a', '12345'), add('b', '67'), remove(base, 'gone')];

  test('are met by a set that is just as large', () => {
    expect(findingsOf('limits', { base, changes }, { limits: { files: 3, bytes: 7 } })).toEqual([]);
  });

  test('refuse one more file and one more byte, each for itself', () => {
    expect(findingsOf('limits', { base, changes }, { limits: { files: 2, bytes: 7 } })).toEqual(['refuse']);
    expect(findingsOf('limits', { base, changes }, { limits: { files: 3, bytes: 6 } })).toEqual(['refuse']);
    expect(findingsOf('limits', { base, changes }, { limits: { files: 0, bytes: 0 } })).toEqual([
      'refuse',
      'refuse',
    ]);
  });
});

describe('a set that leaves nothing of the repository', () => {
  const base: Files = { a: 'x', 'd/b': 'y', 'd/c': 'z' };
  const all = Object.keys(base).map((path) => remove(base, path));

  test('is refused when an agent made it', () => {
    expect(findingsOf('emptying', { base, changes: all })).toEqual(['refuse']);
  });

  test('is fine as soon as one file stays or comes, and where there was nothing', () => {
    expect(findingsOf('emptying', { base, changes: all.slice(1) })).toEqual([]);
    expect(findingsOf('emptying', { base, changes: all.slice(0, 2) })).toEqual([]);
    expect(findingsOf('emptying', { base, changes: [...all, add('new')] })).toEqual([]);
    expect(findingsOf('emptying', { base: {}, changes: [add('new')] })).toEqual([]);
  });
});
