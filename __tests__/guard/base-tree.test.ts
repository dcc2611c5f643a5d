import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { seal } from '../../src/change-set/seal.ts';
import { directoriesToRead } from '../../src/guard/base-tree.ts';
import { add, link, remove } from './subject.ts';

test('the directories on the way to every change and to what a link names are asked for, parents first', () => {
  const changes = [
    add('a/b/c/f'),
    add('top'),
    remove({ 'gone/x': '' }, 'gone/x'),
    link('a/l', '../far/away/file'),
  ];
  const directories = directoriesToRead(seal(null, changes));
  expect([...directories].sort()).toEqual(['', 'a', 'a/b', 'a/b/c', 'far', 'far/away', 'gone']);
  const late = directories.filter((path, index) => directories.indexOf(dirname(path), index) > index);
  expect(late).toEqual([]);
});

test('no directory outside of the tree is asked for', () => {
  const changes = [
    add('../x/y'),
    add('/abs/x'),
    link('l', '../../out/side'),
    link('m', '/etc/x/y'),
    add(`${'a/'.repeat(3000)}f`),
  ];
  expect(directoriesToRead(seal(null, changes)).filter((path) => /^(?:\/|\.\.)/.test(path))).toEqual([]);
});
