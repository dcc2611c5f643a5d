import * as fs from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commitAll } from '../../src/commit/commit-all.ts';
import type { Participant } from '../../src/commit/participant.ts';
import { openDirectoryTarget } from '../../src/writer/directory.ts';
import { recoverDirectory } from '../../src/writer/recover.ts';
import { git } from '../doubles/git.ts';
import { openRepository } from '../doubles/repository.ts';
import { interceptFiles, systemError } from './faulty-files.ts';
import { changesBetween, codeOfFailure, makeRoot, treeOf, type Leaves } from './sandbox.ts';

const before: Leaves = { a: 'old', 'd/b': 'old', 'gone/c': 'c', same: 'same' };
const after: Leaves = { a: 'new', 'd/b': 'newer', 'made/n': 'n', same: 'same' };
const set = changesBetween(before, after);

const failing: Participant = {
  name: 'failing',
  undoable: true,
  prepare: () => Promise.resolve(),
  commit: () => Promise.reject(new Error('no')),
  rollback: () => Promise.resolve(),
};

test('D14 a work tree that was rolled back is the base, and what comes next has nothing of what was there', async () => {
  await using repository = await openRepository({
    files: { a: 'old', 'd/b': 'old', 'gone/c': 'c', same: 'same' },
  });
  const { directory: root } = repository;
  const status = (): Promise<string> =>
    git(root, ['status', '--porcelain', '--untracked-files=all', '--ignored']);
  const options = { root, durability: 'process' } as const;
  await using first = await openDirectoryTarget({ ...options, changeSet: set });
  expect(await commitAll([first, failing])).toMatchObject({ name: 'failing', rolledBack: [first.name] });
  expect(await status()).toBe('');

  const other = changesBetween({ a: 'old' }, { a: 'other', only: 'this' });
  await using second = await openDirectoryTarget({ ...options, changeSet: other });
  expect((await commitAll([second])).kind).toBe('committed');
  await second[Symbol.asyncDispose]();
  expect((await status()).split('\n').map((line) => line.trim())).toEqual(['M a', '?? only']);
  expect(fs.readFileSync(join(root, 'd/b'), 'utf8')).toBe('old');
});

test('F07 what is back but could not be cleared up is rolled back, and what lies there is told', async () => {
  using place = makeRoot(before);
  const original = treeOf(place.root);
  let undone = false;
  const files = interceptFiles(
    ({ name }) => {
      if (undone && name === 'unlink') throw systemError('EIO');
    },
    ({ name, args }) => {
      undone ||= name === 'rename' && String(args[1]).endsWith('/undoing');
    },
  );
  // Only additions are unlinked over an undo, and there is none: what fails is the clearing up.
  const changeSet = changesBetween({ a: 'old', 'd/b': 'old' }, { a: 'new', 'd/b': 'newer' });
  const target = await openDirectoryTarget({ root: place.root, changeSet, durability: 'process', files });
  const outcome = await commitAll([target, failing]);
  expect(undone).toBe(true);
  expect(outcome).toMatchObject({ rolledBack: [target.name], rollbackFailed: [] });
  expect(outcome.warnings.filter((warning) => warning.includes(place.root))).toHaveLength(1);
  expect((await recoverDirectory({ root: place.root })).kind).toBe('undone');
  expect(treeOf(place.root)).toEqual(original);
  expect(await codeOfFailure(target.rollback())).toBe('none');
});
