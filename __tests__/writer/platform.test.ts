import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openDirectoryTarget } from '../../src/writer/directory.ts';
import { systemFiles, type Files, type Platform } from '../../src/writer/files.ts';
import { recoverDirectory } from '../../src/writer/recover.ts';
import { interceptFiles, systemError } from './faulty-files.ts';
import {
  apply,
  changesBetween,
  codeOfFailure,
  leavesOf,
  makeDirectory,
  makeRoot,
  treeOf,
  type Leaves,
} from './sandbox.ts';

const before: Leaves = { a: 'old', 'd/b': 'old', 'gone/c': 'c', l: { content: 'a', mode: '120000' } };
const after: Leaves = {
  a: 'new',
  'd/b': { content: 'new', permissions: 0o755 },
  'made/new': 'new',
  l: { content: 'd', mode: '120000' },
};
const set = changesBetween(before, after);

/** Another platform, as far as the port tells of it: no `/proc`, and what else `platform` says. */
function elsewhere(platform: Partial<Platform>, base: Files = systemFiles): Files {
  return {
    ...base,
    platform: { ...systemFiles.platform, pinning: false, ...platform },
    syncFileSystem: () => false,
    readText: (path) => (path.startsWith('/proc/') ? undefined : base.readText(path)),
  };
}

const macLike = elsewhere({ linksToLinks: false });
const windowsLike = elsewhere({
  linksToLinks: false,
  executableBit: false,
  directorySync: false,
  unlinkOpen: false,
  user: undefined,
});

describe.each([
  ['without /proc, as on macOS', macLike, 1],
  ['without /proc, modes and directory syncs, as on Windows', windowsLike, 3],
] as const)('A15 %s', (_, files, weaker) => {
  test('a set lands whole, rolls back whole, and the report says what is weaker', async () => {
    using place = makeRoot(before);
    const original = treeOf(place.root, { times: true });
    await using target = await openDirectoryTarget({
      root: place.root,
      changeSet: set,
      durability: 'power',
      files,
    });
    expect(target.weaker).toHaveLength(weaker);
    await target.prepare();
    await target.commit();
    await target.rollback();
    expect(treeOf(place.root, { times: true })).toEqual(original);
    await target.prepare();
    await target.commit();
    await target[Symbol.asyncDispose]();
    expect(leavesOf(place.root)).toMatchObject({
      a: { content: 'new' },
      'made/new': { content: 'new' },
      l: { content: 'd' },
    });
    expect(fs.readdirSync(place.root).sort()).toEqual(['a', 'd', 'l', 'made']);
  });

  test('a directory that is a link is refused, and one that becomes a link is seen', async () => {
    using place = makeRoot(before);
    fs.mkdirSync(join(place.path, 'outside'));
    await using target = await openDirectoryTarget({
      root: place.root,
      changeSet: set,
      durability: 'process',
      files,
    });
    await target.prepare();
    fs.renameSync(join(place.root, 'd'), join(place.path, 'outside/d'));
    fs.symlinkSync('../outside/d', join(place.root, 'd'));
    expect(await codeOfFailure(target.commit())).toBe('ESYMLINK');
    await target[Symbol.asyncDispose]();
    expect(fs.readFileSync(join(place.path, 'outside/d/b'), 'utf8')).toBe('old');
    expect(fs.readFileSync(join(place.root, 'a'), 'utf8')).toBe('old');
    expect(await codeOfFailure(apply(place.root, set, { files }))).toBe('ESYMLINK');
  });

  test('a process that dies at any call leaves what recovery makes whole', async () => {
    using landed = makeRoot(before);
    await apply(landed.root, set, { files });
    using untouched = makeRoot(before);
    const whole = [untouched, landed].map(({ root }) => JSON.stringify(leavesOf(root)));
    for (let at = 0, code = ''; code !== 'none'; at += 7) {
      using place = makeRoot(before);
      const dying = interceptFiles(
        ({ index, name }) => {
          if (index >= at && name !== 'close') throw systemError('EIO');
        },
        undefined,
        files,
      );
      code = await codeOfFailure(apply(place.root, set, { files: dying }));
      await recoverDirectory({ root: place.root, files });
      expect(whole, `died at ${at}`).toContain(JSON.stringify(leavesOf(place.root)));
    }
  });
});

describe('a file system without hard links', () => {
  const files: Files = {
    ...systemFiles,
    link: (existing, name) => {
      if (!name.endsWith('/lock')) throw systemError('EPERM');
      systemFiles.link(existing, name);
    },
  };

  test('E13 E16 keeps old files as copies, with modes and times, and says so', async () => {
    using place = makeRoot(before);
    const original = treeOf(place.root, { times: true });
    await using target = await openDirectoryTarget({
      root: place.root,
      changeSet: set,
      durability: 'process',
      files,
    });
    await target.prepare();
    expect(target.weaker).toHaveLength(2);
    await target.commit();
    await target.rollback();
    expect(treeOf(place.root, { times: true })).toEqual(original);
  });

  test('an addition does not replace what was put there meanwhile', async () => {
    using place = makeRoot(before);
    await using target = await openDirectoryTarget({
      root: place.root,
      changeSet: set,
      durability: 'process',
      files,
    });
    await target.prepare();
    fs.mkdirSync(join(place.root, 'made'));
    fs.writeFileSync(join(place.root, 'made/new'), 'mine');
    expect(await codeOfFailure(target.commit())).toBe('ECONFLICT');
    await target[Symbol.asyncDispose]();
    expect(leavesOf(place.root)).toMatchObject({ a: { content: 'old' }, 'made/new': { content: 'mine' } });
  });
});

describe('a mask that takes everything away', () => {
  test.each(['0777', '0077', '0022'])(
    'A09 A10 A11 umask %s: kept permissions are exact, new files obey it',
    (mask) => {
      using place = makeDirectory();
      const root = join(place.path, 'root');
      fs.mkdirSync(root);
      fs.writeFileSync(join(root, 'a'), 'old');
      fs.chmodSync(join(root, 'a'), 0o664);
      execFileSync(process.execPath, [join(import.meta.dirname, 'masked.ts'), root, mask], {
        stdio: 'inherit',
      });
      const mode = (name: string): number => fs.statSync(join(root, name)).mode & 0o7777;
      expect(mode('a')).toBe(0o664);
      expect(mode('b')).toBe(0o666 & ~Number.parseInt(mask, 8));
      expect(mode('run')).toBe(0o777 & ~Number.parseInt(mask, 8));
      expect(fs.readFileSync(join(root, 'a'), 'utf8')).toBe('new');
      expect(fs.readdirSync(root).sort()).toEqual(['a', 'b', 'run']);
    },
  );
});
