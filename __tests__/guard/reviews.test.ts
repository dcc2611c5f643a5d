import { describe, expect, test } from 'vitest';
import { add, findingsOf, link, modify, remove } from './subject.ts';

/** The paths of these that a guard wants a person to look at. */
function reviewed(guard: string, paths: readonly string[]): string[] {
  const findings = findingsOf(guard, { changes: paths.map((path) => add(path)) });
  expect(findings.filter((finding) => !finding.startsWith('review '))).toEqual([]);
  return findings.map((finding) => finding.slice('review '.length));
}

describe('each of these is for a person to look at', () => {
  test.each([
    ['workflows', '.github/workflows/ci.yml'],
    ['workflows', '.GitHub/Workflows/CI.yml'],
    ['workflows', '.github/workflows'],
    ['workflows', '.github/actions/x/index.js'],
    ['workflows', '.github'],
    ['workflows', 'action.yml'],
    ['workflows', 'tools/mine/action.yaml'],
    ['tool-configuration', '.claude/settings.json'],
    ['tool-configuration', 'packages/a/.claude/hooks/x.sh'],
    ['tool-configuration', '.claude'],
    ['tool-configuration', '.mcp.json'],
    ['tool-configuration', 'AGENTS.md'],
    ['tool-configuration', 'docs/agents.md'],
    ['tool-configuration', 'CLAUDE.md'],
    ['tool-configuration', 'CLAUDE.local.md'],
    ['tool-configuration', '.gemini/settings.json'],
    ['tool-configuration', '.cursor/rules/x.mdc'],
    ['tool-configuration', '.vscode/tasks.json'],
    ['tool-configuration', '.VSCode/Settings.json'],
    ['tool-configuration', '.husky/pre-commit'],
    ['tool-configuration', '.devcontainer/devcontainer.json'],
    ['tool-configuration', '.github/copilot-instructions.md'],
    ['git-configuration', '.gitattributes'],
    ['git-configuration', 'a/.gitmodules'],
    ['git-configuration', '.GITATTRIBUTES'],
    ['git-configuration', 'gitatt~1'],
    ['git-configuration', '.lfsconfig'],
    ['lock-files', 'package-lock.json'],
    ['lock-files', 'a/Cargo.lock'],
    ['lock-files', 'go.sum'],
    ['windows-names', 'a/CON'],
    ['windows-names', 'aux.txt'],
    ['windows-names', 'nul .tar.gz'],
    ['windows-names', 'COM1'],
    ['windows-names', 'lpt\u00b2.x'],
    ['windows-names', 'CONOUT$'],
    ['windows-names', 'dir./x'],
    ['windows-names', 'dir /x'],
    ['windows-names', 'what?'],
    ['windows-names', 'ab:c'],
    ['windows-names', 'a|b'],
    ['windows-names', '<a>'],
    ['windows-names', 'a"b'],
    ['windows-names', 'a*'],
    ['windows-names', 'a\nb'],
    ['windows-names', 'a\u001fb'],
  ])('%s: %j', (guard, path) => {
    expect(reviewed(guard, [path])).toEqual([path]);
  });

  test.each([
    ['workflows', ['.github/workflow-notes.md', 'workflows/x.yml', 'x/.github/workflows/y', 'reaction.yml']],
    [
      'tool-configuration',
      ['claude.mdx', 'src/agents.ts', '.vscode/notes.json', 'tasks.json', 'gemini/settings.json'],
    ],
    ['git-configuration', ['.gitignore', 'gitattributes', '.gitattributes/x', '.gitkeep']],
    ['lock-files', ['lock', 'src/lock.ts', 'package.json']],
    [
      'windows-names',
      ['console', 'auxiliary.txt', 'com10', 'COM', 'nulls', '.config', '...a', 'a b', '\u00e9'],
    ],
  ])('%s lets others pass: %j', (guard, paths) => {
    expect(reviewed(guard, paths)).toEqual([]);
  });
});

test('deletions and modifications of such files count, but a name for Windows only when it is new', () => {
  const base = { '.husky/x': '', '.github/workflows/x': '', '.gitmodules': '', 'aux.c': '', CON: '' };
  const changes = [
    remove(base, '.husky/x'),
    remove(base, '.github/workflows/x'),
    remove(base, '.gitmodules'),
    modify(base, 'aux.c', 'x'),
    remove(base, 'CON'),
  ];
  expect(findingsOf('tool-configuration', { base, changes })).toEqual(['review .husky/x']);
  expect(findingsOf('workflows', { base, changes })).toEqual(['review .github/workflows/x']);
  expect(findingsOf('git-configuration', { base, changes })).toEqual(['review .gitmodules']);
  expect(findingsOf('windows-names', { base, changes })).toEqual([]);
});

test('a lock file may change with its manifest, beside it or in a workspace below', () => {
  const kept = [
    'package-lock.json',
    'package.json',
    'x/yarn.lock',
    'x/packages/a/package.json',
    'r/Cargo.lock',
    'r/a/b/Cargo.toml',
  ];
  expect(reviewed('lock-files', kept)).toEqual([]);
  const base = { 'go.sum': '' };
  expect(findingsOf('lock-files', { base, changes: [remove(base, 'go.sum')] })).toEqual(['review go.sum']);
  const alone = ['a/package-lock.json', 'package.json', 'a/Cargo.toml', 'ab/package.json'];
  expect(reviewed('lock-files', alone)).toEqual(['a/package-lock.json']);
});

test('a file that becomes executable is told, one that was or ceases to be is not', () => {
  const base = { a: '', b: ['100755', ''], c: ['100755', ''], d: '' } as const;
  const changes = [
    add('new', '', '100755'),
    add('plain'),
    modify(base, 'a', 'x', '100755'),
    modify(base, 'b', 'x', '100755'),
    modify(base, 'c', 'x', '100644'),
    modify(base, 'd', 'x'),
  ];
  expect(findingsOf('executables', { base, changes })).toEqual(['review a', 'review new']);
});

test('large files and binary ones are told, each for itself', () => {
  const mebibyte = 1024 * 1024;
  const changes = [
    add('just', 'x'.repeat(mebibyte)),
    add('large', 'x'.repeat(mebibyte + 1)),
    add('binary', 'a\0b'),
    add('both', '\0'.repeat(mebibyte + 1)),
    add('late', `${'x'.repeat(8000)}\0`),
    add('latin1', Buffer.from([0xe9, 0x0a])),
    link('link', 'a'),
  ];
  expect(findingsOf('unreadable-files', { changes })).toEqual([
    'review binary',
    'review both',
    'review both',
    'review large',
  ]);
});

describe('a bare repository among the files', () => {
  test.each([
    ['sub', ['sub/HEAD', 'sub/objects/aa/bb', 'sub/refs/heads/main', 'sub/config']],
    ['a/b', ['a/b/HEAD', 'a/b/objects/pack/x.pack', 'a/b/packed-refs']],
    ['HEAD', ['HEAD', 'objects/x', 'refs/x']],
  ])('is for a person to look at: %s', (path, paths) => {
    expect(reviewed('embedded-repositories', paths)).toEqual([path]);
  });

  test('needs all of its parts in one directory', () => {
    expect(
      reviewed('embedded-repositories', ['HEAD', 'objects/x', 'sub/refs/x', 'a/objects', 'a/refs', 'a/HEAD']),
    ).toEqual([]);
  });
});
