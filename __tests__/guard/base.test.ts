import { expect, test } from 'vitest';
import { seal } from '../../src/change-set/seal.ts';
import { judge } from '../../src/guard/judge.ts';
import { add, findingsOf, modify, openPolicy, remove, subjectOf, type Files } from './subject.ts';

const base: Files = { a: 'a', 'd/run': ['100755', 'run'], 'd/link': ['120000', 'run'] };

test('a set that tells the truth of its base passes', () => {
  const changes = [modify(base, 'a', 'x'), remove(base, 'd/run'), modify(base, 'd/link', 'a'), add('d/new')];
  expect(findingsOf('base', { base, changes })).toEqual([]);
});

test('an addition of what the base has is refused', () => {
  expect(findingsOf('base', { base, changes: [add('a'), add('d/link')] })).toEqual([
    'refuse a',
    'refuse d/link',
  ]);
});

test('a modification or deletion of what the base does not have is refused', () => {
  const other: Files = { b: '', 'd/x': '', 'a/below': '', d: '' };
  const changes = [
    modify(other, 'b', '1'),
    remove(other, 'd/x'),
    remove(other, 'a/below'),
    remove(other, 'd'),
  ];
  expect(findingsOf('base', { base, changes })).toEqual([
    'refuse a/below',
    'refuse b',
    'refuse d',
    'refuse d/x',
  ]);
});

test('other content or another mode than that of the base is refused', () => {
  const otherContent: Files = { a: 'b', 'd/run': ['100755', 'walk'] };
  const otherMode: Files = { a: ['100755', 'a'], 'd/run': ['120000', 'run'] };
  for (const other of [otherContent, otherMode]) {
    const changes = [modify(other, 'a', '1'), remove(other, 'd/run')];
    expect(findingsOf('base', { base, changes })).toEqual(['refuse a', 'refuse d/run']);
  }
});

test('a set for a plain directory has no base to be compared with', () => {
  const changeSet = seal(null, [modify(base, 'a', 'x'), add('b')]);
  const subject = { ...subjectOf({ changes: [] }), changeSet };
  expect(judge(subject, openPolicy).verdict).toBe('allow');
});
