import { expect, test } from 'vitest';
import type { ProtectedPaths } from '../../src/guard/guard.ts';
import { add, findingsOf, link, modify, remove } from './subject.ts';

function protectedOf(paths: readonly string[], ...rows: readonly ProtectedPaths[]): string[] {
  return findingsOf('protected', { changes: paths.map((path) => add(path)) }, { protected: rows });
}

/** The paths of these that one pattern protects. */
function matched(pattern: string, paths: readonly string[]): string[] {
  const findings = protectedOf(paths, { paths: [pattern], policy: 'refuse' });
  return findings.map((finding) => finding.slice('refuse '.length));
}

const contractDefault: ProtectedPaths = {
  paths: ['.github/**', 'CODEOWNERS', '**/*.lock'],
  policy: 'review',
};

test('the default rows ask for a review of workflows, owners and lock files at any depth', () => {
  const guarded = [
    '.github/bot.yml',
    '.github/a/.b',
    'CODEOWNERS',
    'docs/CODEOWNERS',
    'Cargo.lock',
    'a/b/.lock',
  ];
  const free = ['github/x', 'a/.github/x', 'CODEOWNERS.md', 'lock', 'a.lock/b', 'x/CODEOWNERSHIP'];
  expect(protectedOf([...guarded, ...free], contractDefault)).toEqual(
    guarded.map((path) => `review ${path}`).sort(),
  );
});

test('additions, modifications and deletions count alike, and so both sides of a rename', () => {
  const base = { '.github/old': 'x', '.github/kept': 'x' };
  const changes = [
    remove(base, '.github/old'),
    add('new', 'x'),
    modify(base, '.github/kept', 'y'),
    add('.github/in'),
  ];
  expect(findingsOf('protected', { base, changes }, { protected: [contractDefault] })).toEqual([
    'review .github/in',
    'review .github/kept',
    'review .github/old',
  ]);
});

test('no spelling evades a pattern: case, normalisation, line breaks', () => {
  const policy = 'refuse';
  const paths = ['.GitHub/x', '.github/a\nb', 'caf\u00e9/x', 'CAFE\u0301/y', 'a\n/b.LOCK', 'codeowners'];
  const rows = { paths: ['.github/**', 'Cafe\u0301/*', '**/*.lock', 'CODEOWNERS'], policy } as const;
  expect(protectedOf(paths, rows)).toEqual(paths.map((path) => `refuse ${path}`).sort());
});

test('a directory that is itself replaced counts, and a link that leads to what is protected', () => {
  const changes = [
    link('.github', 'elsewhere'),
    link('d/l', '../.github/workflows/x'),
    link('d/m', '../README'),
  ];
  expect(findingsOf('protected', { changes }, { protected: [contractDefault] })).toEqual([
    'review .github',
    'review d/l',
  ]);
});

test('patterns are read as in .gitignore', () => {
  const paths = ['secret', 'a/secret', 'secret/x', 'a/secret/b/x', 'secrets', 'a/b.pem', '.x.pem'];
  expect(matched('secret', paths)).toEqual(['a/secret', 'a/secret/b/x', 'secret', 'secret/x']);
  expect(matched('/secret', paths)).toEqual(['secret', 'secret/x']);
  expect(matched('secret/', paths)).toEqual(['a/secret', 'a/secret/b/x', 'secret', 'secret/x']);
  expect(matched('a/secret', paths)).toEqual(['a/secret', 'a/secret/b/x']);
  expect(matched('*.pem', paths)).toEqual(['.x.pem', 'a/b.pem']);
  expect(matched('a/*', paths)).toEqual(['a/b.pem', 'a/secret']);
  expect(matched('packages/@scope', ['packages/@scope/x'])).toEqual(['packages/@scope/x']);
  expect(matched('**', paths)).toHaveLength(paths.length);
  expect(matched('/', paths)).toHaveLength(paths.length);
  expect(matched('!secret', paths)).toEqual([]);
  expect(matched('!a/secret', paths)).toEqual([]);
  expect(matched('\\d', ['d', 'D', '1', 'x'])).toEqual(['D', 'd']);
});

test('of several rows that match the last one decides', () => {
  const rules: ProtectedPaths[] = [
    { paths: ['docs/**'], policy: 'refuse' },
    { paths: ['docs/public/**'], policy: 'allow' },
    { paths: ['**/*.md'], policy: 'review' },
  ];
  const paths = ['docs/x', 'docs/public/x', 'docs/public/x.md', 'src/x'];
  expect(protectedOf(paths, ...rules)).toEqual(['refuse docs/x', 'review docs/public/x.md']);
});
