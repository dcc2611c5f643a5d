import { realpathSync } from 'node:fs';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Change, Mode } from '../../src/change-set/change.ts';
import { add, findingsOf, link, modify, remove, type Files, type Fixture } from './subject.ts';

const links = (fixture: Fixture): string[] => findingsOf('links', fixture);

test('A21 a link to a place in the tree is allowed, also one that leads nowhere or in a circle', () => {
  const changes = [
    link('a', 'b'),
    link('d/up', '../README.md'),
    link('d/e/root', '../..'),
    link('d/dot', './x//y/'),
    link('dangling', 'not/there'),
    link('round', 'trip'),
    link('trip', 'round'),
    link('self', 'self/../self'),
    link('over', 'd/e/root/b'),
    link('new\nline', 'b c'),
  ];
  expect(links({ base: { b: '', 'README.md': '' }, changes })).toEqual([]);
});

describe('A21 a link is refused', () => {
  const out: Readonly<Record<string, string | Uint8Array>> = {
    'that is absolute': '/etc/passwd',
    'that is absolute on Windows': 'C:/Windows',
    'relative to a drive of Windows': 'c:x',
    'that goes above the root': '../../x',
    'that goes above the root and comes back': '../../repository/x',
    'that goes above the root through a directory': 'b/../../../x',
    'to the directory above the root': '../..',
    'with the separator of Windows': '..\\..\\x',
    'without a text': '',
    'with a NUL': 'a\0b',
    'that is not UTF-8': Buffer.from([0x61, 0xff]),
    'longer than any system takes': 'x/'.repeat(2048),
    'into a git directory': '../.git/config',
    'into a git directory in another spelling': 'b/GIT~1/hooks',
  };
  test.each(Object.entries(out))('%s', (_, text) => {
    expect(links({ changes: [link('d/x', text)] })).toEqual(['refuse d/x']);
    const base = { 'd/x': 'file' };
    const replaced = modify(base, 'd/x', '', '120000');
    const target = link('d/x', text);
    if (replaced.change !== 'modify' || target.change !== 'add') throw new Error('fixture');
    const { content, after } = target;
    expect(links({ base, changes: [{ ...replaced, content, after }] })).toEqual(['refuse d/x']);
  });

  test('that leaves the tree through another link of the set', () => {
    const changes = [link('deep/a', '../top'), link('deep/x', 'a/../..'), add('top/f')];
    expect(links({ changes })).toEqual(['refuse deep/x']);
  });

  test('that leaves the tree through a link in another spelling of its name', () => {
    const changes = [link('deep/a', '../top'), link('deep/x', 'A/../..'), add('top/f')];
    expect(links({ changes })).toEqual(['refuse deep/x']);
  });

  test('through one that is refused', () => {
    expect(links({ changes: [link('a', '/'), link('b', 'a/etc')] })).toEqual(['refuse a', 'refuse b']);
  });

  test('that goes up again behind a link of the base', () => {
    const base: Files = { 'deep/a': ['120000', '../top'] };
    expect(links({ base, changes: [link('deep/x', 'a/../..')] })).toEqual(['refuse deep/x']);
    expect(links({ base, changes: [link('deep/x', 'A/b/../..')] })).toEqual(['refuse deep/x']);
  });

  test('through more links than a system follows', () => {
    const chain = Array.from({ length: 60 }, (_, index) => link(`l${index}`, `l${index + 1}`));
    expect(links({ changes: [...chain, add('l60')] })).toContain('refuse l0');
    expect(links({ changes: [...chain.slice(30), add('l60')] })).toEqual([]);
  });
});

test('A21 a link through one of the base, whose text is not known, is for a person to look at', () => {
  const base: Files = { current: ['120000', 'releases/1'], 'd/e/l': ['120000', '..'] };
  expect(links({ base, changes: [link('a', 'current/x'), link('b', 'd/e/l')] })).toEqual([
    'review a',
    'review b',
  ]);
});

test('A21 a link into a directory of the base that nobody read is for a person to look at', () => {
  const base: Files = { 'real/sub/l': ['120000', '../../..'] };
  expect(links({ base, changes: [link('s', 'real'), link('x', 's/sub/l/f')] })).toEqual(['review x']);
  expect(links({ base, readsAll: true, changes: [link('s', 'real'), link('x', 's/sub/l/..')] })).toEqual([
    'refuse x',
  ]);
});

test('A21 a link of the base that the set replaces counts as it will be', () => {
  const base: Files = { 'deep/a': ['120000', '../top'], 'deep/b': ['120000', '../top'] };
  const changes = [
    remove(base, 'deep/a'),
    modify(base, 'deep/b', '', '100644'),
    link('x', 'deep/a'),
    link('y', 'deep/b'),
  ];
  expect(links({ base, changes })).toEqual([]);
});

test('A21 C18 nothing may be written behind a link, of the set or of the base', () => {
  expect(links({ changes: [link('a', 'b'), add('a/x'), add('a/y/z')] })).toEqual([
    'refuse a/x',
    'refuse a/y/z',
  ]);
  const base: Files = { l: ['120000', 'b'] };
  expect(links({ base, changes: [add('l/x')] })).toEqual(['refuse l/x']);
  expect(links({ base, changes: [remove(base, 'l'), add('l/x')] })).toEqual([]);
});

describe('A21 on a real file system', () => {
  let outside = '';
  beforeAll(async () => {
    outside = await realpath(await mkdtemp(join(tmpdir(), 'wholly-test-links-')));
  });
  afterAll(() => rm(outside, { recursive: true }));

  const names = fc.constantFrom('a', 'b', 'c');
  const paths = fc.array(names, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
  const texts = fc
    .array(fc.constantFrom('a', 'b', 'c', '..', '..', '.', ''), { minLength: 1, maxLength: 5 })
    .map((parts) => parts.join('/'))
    .filter((text) => text !== '' && !text.startsWith('/'));
  const nodes = fc.uniqueArray(fc.tuple(paths, fc.option(texts, { freq: 4 }), fc.boolean()), {
    minLength: 1,
    maxLength: 7,
    selector: ([path]) => path,
  });
  const trees = nodes.map((candidates) =>
    candidates.filter(([path]) => !candidates.some(([other]) => path.startsWith(`${other}/`))),
  );

  test('no link passes that leads out of the tree', async () => {
    let escapes = 0;
    let run = 0;
    await fc.assert(
      fc.asyncProperty(trees, async (tree) => {
        run += 1;
        const holder = join(outside, String(run));
        const root = join(holder, 'x/y/root');
        await mkdir(root, { recursive: true });
        const base: Record<string, readonly [Mode, string]> = {};
        const changes: Change[] = [];
        for (const [path, text, isOfBase] of tree) {
          const at = join(root, path);
          await mkdir(dirname(at), { recursive: true });
          await (text === null ? writeFile(at, '') : symlink(text, at));
          if (isOfBase) base[path] = text === null ? ['100644', ''] : ['120000', text];
          else changes.push(text === null ? add(path) : link(path, text));
        }
        const escaping = changes
          .filter((change) => change.change === 'add' && change.mode === '120000')
          .filter(({ path }) => leadsOut(root, join(root, path)))
          .map(({ path }) => path);
        escapes += escaping.length;
        const findings = links({ base, changes });
        // Through a link of the base alone it may pass for a person to look at.
        const unseen = escaping.filter((path) => !findings.some((finding) => finding.endsWith(` ${path}`)));
        expect(unseen).toEqual([]);
        const hasBaseLinks = Object.values(base).some(([mode]) => mode === '120000');
        const onlyReviewed = hasBaseLinks
          ? []
          : escaping.filter((path) => !findings.includes(`refuse ${path}`));
        expect(onlyReviewed).toEqual([]);
        await rm(holder, { recursive: true });
      }),
      { numRuns: 250 },
    );
    expect(escapes).toBeGreaterThan(0);
  });
});

function leadsOut(root: string, path: string): boolean {
  try {
    // The kernel's own: the other one of Node never comes back from some circles of links.
    const real = realpathSync.native(path);
    return real !== root && !real.startsWith(`${root}/`);
  } catch (error) {
    if (
      error instanceof Error &&
      'code' in error &&
      ['ENOENT', 'ELOOP', 'ENOTDIR'].includes(String(error.code))
    ) {
      return false;
    }
    throw error;
  }
}
