import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Change } from '../../src/change-set/change.ts';
import { fold } from '../../src/guard/fold.ts';
import { add, findingsOf, link, modify, remove, type Files, type Fixture } from './subject.ts';

const collisions = (fixture: Fixture): string[] => findingsOf('collisions', fixture);

describe('K11 a file and a directory', () => {
  test('of the set cannot have one path', () => {
    expect(collisions({ changes: [add('a'), add('a/b'), add('a/c/d')] })).toEqual([
      'refuse a/b',
      'refuse a/c/d',
    ]);
  });

  test('a file cannot stand where the base has a directory', () => {
    expect(collisions({ base: { 'a/b': '' }, changes: [add('a')] })).toEqual(['refuse a']);
    const base = { 'a/b': '', 'a/c/d': '' };
    expect(collisions({ base, changes: [remove(base, 'a/b'), add('a')] })).toEqual(['refuse a']);
  });

  test('a file cannot stand below a file of the base', () => {
    expect(collisions({ base: { a: '' }, changes: [add('a/b/c')] })).toEqual(['refuse a/b/c']);
    expect(collisions({ base: { a: '' }, changes: [modify({ a: '' }, 'a', 'x'), add('a/b')] })).toEqual([
      'refuse a/b',
    ]);
    expect(collisions({ base: { a: ['160000', ''] }, changes: [add('a/b')] })).toEqual(['refuse a/b']);
  });

  test('may take the place of each other', () => {
    const base = { 'a/b': '', 'a/c/d': '', e: '' };
    const changes = [remove(base, 'a/b'), remove(base, 'a/c/d'), add('a'), remove(base, 'e'), add('e/f')];
    expect(collisions({ base, changes })).toEqual([]);
  });
});

test('K11 one path is refused twice', () => {
  expect(collisions({ changes: [add('a', '1'), add('a', '2')] })).toEqual(['refuse a']);
});

describe('K11 two names that are one on some systems', () => {
  test('within the set are refused', () => {
    expect(collisions({ changes: [add('A'), add('a')] })).toEqual(['refuse a']);
    expect(collisions({ changes: [add('\u00e9'), add('e\u0301')] })).toHaveLength(1);
    expect(collisions({ changes: [add('stra\u00dfe'), add('STRASSE')] })).toHaveLength(1);
    expect(collisions({ changes: [add('x'), link('X', 'x')] })).toHaveLength(1);
  });

  test('against the base are refused', () => {
    expect(collisions({ base: { a: '' }, changes: [add('A')] })).toEqual(['refuse A']);
    expect(collisions({ base: { 'd/\u00c9': '' }, changes: [add('d/e\u0301')] })).toHaveLength(1);
  });

  test('are refused at every level, by a path of the set', () => {
    expect(collisions({ base: { 'src/b': '' }, changes: [add('Src/x/a'), add('Src/x/c')] })).toEqual([
      'refuse Src/x/a',
    ]);
    expect(collisions({ base: { 'a/src/b': '' }, changes: [add('a/Src')] })).toEqual(['refuse a/Src']);
    expect(collisions({ changes: [add('a/B/x'), add('a/b/y')] })).toEqual(['refuse a/b/y']);
  });

  test('a third one is refused where the base has two', () => {
    expect(collisions({ base: { ab: '', AB: '' }, changes: [add('Ab'), add('aB')] })).toEqual([
      'refuse Ab',
      'refuse aB',
    ]);
  });

  test('may stay and change where the base has both', () => {
    const base = { A: '', a: '', 'D/x': '', 'd/y': '' };
    expect(collisions({ base, changes: [modify(base, 'A', 'x')] })).toEqual([]);
    expect(collisions({ base, readsAll: true, changes: [add('D/z'), modify(base, 'd/y', '1')] })).toEqual([]);
  });

  test('inside of two directories of the base that are one on some systems are refused', () => {
    const base = { 'D/x': '', 'd/y': '' };
    expect(collisions({ base, readsAll: true, changes: [add('D/y')] })).toEqual(['refuse D/y']);
    expect(collisions({ base, changes: [add('D/z'), add('d/Z')] })).toHaveLength(1);
  });

  test('are for a person to look at where the other directory was not read', () => {
    expect(collisions({ base: { 'D/x': '', 'd/y': '' }, changes: [add('D/y')] })).toEqual(['review D/y']);
  });

  test('a rename of case alone is no collision, of files and of directories', () => {
    const base = { a: '', 'src/b': '', 'src/c/d': '', '\u00e9': '' };
    const changes = [
      ...['a', 'src/b', 'src/c/d', '\u00e9'].map((path) => remove(base, path)),
      ...['A', 'Src/b', 'Src/c/d', 'e\u0301'].map((path) => add(path)),
    ];
    expect(collisions({ base, changes })).toEqual([]);
    expect(collisions({ base, changes: changes.filter(({ path }) => path !== 'src/c/d') })).toEqual([
      'refuse Src/b',
      'refuse Src/c/d',
    ]);
  });
});

describe('K11 any set is judged as by comparing all paths of the resulting tree with each other', () => {
  const names = fc.constantFrom('a', 'A', 'b', '\u00e9', 'e\u0301', 'E\u0301');
  const paths = fc.array(names, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
  const trees = fc.uniqueArray(paths, { maxLength: 8 }).map((candidates) => {
    const kept = candidates.filter((path) => !candidates.some((other) => other.startsWith(`${path}/`)));
    return Object.fromEntries(kept.map((path) => [path, '']));
  });
  const cases = fc.record({
    base: trees,
    added: fc.uniqueArray(paths, { maxLength: 5 }),
    deleted: fc.infiniteStream(fc.boolean()),
  });
  const fixtures = cases.map(({ base, added, deleted }) => {
    const changes: Change[] = Object.keys(base)
      .filter((path) => !added.includes(path) && deleted.next().value === true)
      .map((path) => remove(base, path));
    changes.push(...added.map((path) => (path in base ? modify(base, path, 'x') : add(path))));
    return { base, changes };
  });

  test('where the whole base is known', () => {
    fc.assert(
      fc.property(fixtures, (fixture) => {
        const isRefused = collisions({ ...fixture, readsAll: true }).length > 0;
        expect(isRefused).toBe(collides(fixture.base, fixture.changes));
      }),
      { numRuns: 1500 },
    );
  });

  test('and never passes unseen where only the directories asked for are known', () => {
    fc.assert(
      fc.property(fixtures, (fixture) => {
        fc.pre(collides(fixture.base, fixture.changes));
        expect(collisions(fixture)).not.toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

function collides(base: Files, changes: readonly Change[]): boolean {
  const deleted = new Set(changes.filter(({ change }) => change === 'delete').map(({ path }) => path));
  const touched = changes.filter(({ change }) => change !== 'delete').map(({ path }) => path);
  const files = [...new Set([...Object.keys(base).filter((path) => !deleted.has(path)), ...touched])];
  if (files.some((file) => files.some((other) => other.startsWith(`${file}/`)))) return true;
  const ofBase = new Set(Object.keys(base).flatMap(prefixesOf));
  const all = [...new Set(files.flatMap(prefixesOf))];
  return all.some((path) =>
    all.some(
      (other) => path !== other && fold(path) === fold(other) && !(ofBase.has(path) && ofBase.has(other)),
    ),
  );
}

function prefixesOf(path: string): string[] {
  const parts = path.split('/');
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}
