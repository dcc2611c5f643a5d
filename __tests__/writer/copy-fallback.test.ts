import * as fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { systemFiles, type Files } from '../../src/writer/files.ts';
import { RecoveryFailed } from '../../src/writer/errors.ts';
import { recoverDirectory } from '../../src/writer/recover.ts';
import { openDirectoryTarget } from '../../src/writer/directory.ts';
import { interceptFiles, systemError, type Call } from './faulty-files.ts';
import { apply, changesBetween, codeOfFailure, makeRoot, treeOf } from './sandbox.ts';

const bytes = 'a longer text than before';
const set = changesBetween({ a: 'old', b: 'old' }, { a: 'new', b: { content: bytes, permissions: 0o755 } });

/** A locked handle, as on Windows: the name of `b` cannot be replaced, the file can be opened. */
function lockedHandle(code = 'EPERM', before: (call: Call) => void = () => undefined): Files {
  return interceptFiles((call) => {
    before(call);
    if (isRenameOver(call, 'b')) throw systemError(code);
  });
}

function isRenameOver({ name, args }: Call, target: string): boolean {
  return name === 'rename' && String(args[1]).endsWith(`/${target}`);
}

describe('a rename that is refused', () => {
  test.each(['EPERM', 'EEXIST', 'EBUSY'])(
    'A01 A10 A15 %s takes the guarded copy, by bytes and mode',
    async (code) => {
      using place = makeRoot({ a: 'old', b: 'old' });
      const inode = fs.statSync(join(place.root, 'b')).ino;
      const target = await apply(place.root, set, { files: lockedHandle(code), durability: 'power' });
      expect(target.landed).toEqual({ renamed: 1, copied: 1, deleted: 0 });
      expect(treeOf(place.root)).toEqual({ '/': '755', a: '644 new', b: `755 ${bytes}` });
      expect(fs.statSync(join(place.root, 'b')).ino).toBe(inode);
    },
  );

  test('for a moment only is tried again, and replaces after all', async () => {
    using place = makeRoot({ a: 'old', b: 'old' });
    let refused = 0;
    const files = interceptFiles((call) => {
      if (isRenameOver(call, 'b') && refused++ < 3) throw systemError('EBUSY');
    });
    const target = await apply(place.root, set, { files });
    expect(target.landed).toEqual({ renamed: 2, copied: 0, deleted: 0 });
  });

  test.each(['EACCES', 'ENOSPC', 'EXDEV', 'EISDIR', 'EIO'])(
    'A02 %s is final: nothing is changed',
    async (code) => {
      using place = makeRoot({ a: 'old', b: 'old' });
      const original = treeOf(place.root, { times: true });
      const inodes = ['a', 'b'].map((name) => fs.statSync(join(place.root, name)).ino);
      expect(await codeOfFailure(apply(place.root, set, { files: lockedHandle(code) }))).toBe(code);
      expect(treeOf(place.root, { times: true })).toEqual(original);
      expect(['a', 'b'].map((name) => fs.statSync(join(place.root, name)).ino)).toEqual(inodes);
    },
  );

  test('a deletion that is refused for good is taken back', async () => {
    using place = makeRoot({ a: 'old', b: 'old' });
    const original = treeOf(place.root, { times: true });
    const files = interceptFiles(({ name, args }) => {
      if (name === 'unlink' && String(args[0]).endsWith('/b')) throw systemError('EBUSY');
    });
    expect(
      await codeOfFailure(apply(place.root, changesBetween({ a: 'old', b: 'old' }, {}), { files })),
    ).toBe('EBUSY');
    expect(treeOf(place.root, { times: true })).toEqual(original);
  });
});

/** Calls on the descriptor by which `b` is opened for writing, once the copy has begun. */
function failingCopy(code: string, fails: (call: Call) => boolean): { files: Files; failures: () => number } {
  let target: unknown;
  let failures = 0;
  let opening = false;
  const files = interceptFiles(
    (call) => {
      if (isRenameOver(call, 'b')) throw systemError('EPERM');
      opening = call.name === 'open' && String(call.args[0]).endsWith('/b') && isWriting(call.args[1]);
      if (target !== undefined && call.args[0] === target && fails(call)) {
        failures += 1;
        throw systemError(code);
      }
    },
    undefined,
    {
      ...systemFiles,
      open: (path, flags, mode) => {
        const fd = systemFiles.open(path, flags, mode);
        if (opening) target = fd;
        return fd;
      },
    },
  );
  return { files, failures: () => failures };
}

function isWriting(flags: unknown): boolean {
  return (Number(flags) & fs.constants.O_WRONLY) !== 0;
}

describe('the copy fails after the file was opened', () => {
  test.each([
    ['ENOSPC', 'write'],
    ['EIO', 'write'],
    ['EIO', 'truncate'],
    ['EIO', 'fchmod'],
    ['EIO', 'sync'],
  ])('A03 A13 %s at %s: bytes, mode and times are put back', async (code, name) => {
    using place = makeRoot({ a: 'old', b: { content: 'old', permissions: 0o640 } });
    const original = treeOf(place.root, { times: true });
    let once = false;
    const { files, failures } = failingCopy(code, (call) => call.name === name && !once && (once = true));
    expect(await codeOfFailure(apply(place.root, set, { files }))).toBe(code);
    expect(failures()).toBe(1);
    expect(treeOf(place.root, { times: true })).toEqual(original);
  });

  test('A03 half of the bytes written before it fails', async () => {
    using place = makeRoot({ a: 'old', b: 'old' });
    expect(await codeOfFailure(apply(place.root, set, { files: halfWritten(3, 3) }))).toBe('ENOSPC');
    expect(treeOf(place.root)).toEqual({ '/': '755', a: '644 old', b: '644 old' });
  });

  test('E07 E08 E05 it cannot be put back either: both are told, the old bytes are kept and recovery goes back', async () => {
    using place = makeRoot({ a: 'old', b: 'old' });
    const original = treeOf(place.root);
    const files = halfWritten(2, Infinity);
    const target = await openDirectoryTarget({
      root: place.root,
      changeSet: set,
      durability: 'process',
      files,
    });
    await target.prepare();
    const failure: unknown = await target.commit().then(
      () => undefined,
      (error: unknown) => error,
    );
    await target[Symbol.asyncDispose]();
    expect(failure).toBeInstanceOf(RecoveryFailed);
    if (!(failure instanceof RecoveryFailed)) return;
    expect(failure.cause).toBeInstanceOf(AggregateError);
    const kept = failure.kept.find(({ path }) => path === 'b');
    expect(fs.readFileSync(kept?.file ?? 'none', 'utf8')).toBe('old');
    expect(fs.readFileSync(join(place.root, 'b'), 'utf8')).not.toBe('old');
    expect((await recoverDirectory({ root: place.root })).kind).toBe('undone');
    expect(treeOf(place.root)).toEqual(original);
  });
});

/** Two bytes at a time into `b`, whose name cannot be replaced; the writes from `first` to `last` fail. */
function halfWritten(first: number, last: number): Files {
  let target: number | undefined;
  let writes = 0;
  return {
    ...systemFiles,
    sleep: () => Promise.resolve(),
    rename: (from, to) => {
      if (to.endsWith('/b')) throw systemError('EPERM');
      systemFiles.rename(from, to);
    },
    open: (path, flags, mode) => {
      const fd = systemFiles.open(path, flags, mode);
      if (path.endsWith('/b') && isWriting(flags)) target = fd;
      return fd;
    },
    write: (fd, bytes, position) => {
      if (fd !== target) return systemFiles.write(fd, bytes, position);
      writes += 1;
      if (writes >= first && writes <= last) throw systemError('ENOSPC');
      return systemFiles.write(fd, bytes.subarray(0, 2), position);
    },
    truncate: (fd, size) => {
      if (fd === target && last === Infinity) throw systemError('EIO');
      systemFiles.truncate(fd, size);
    },
  };
}

test('A04 the target is never removed on the way', async () => {
  using place = makeRoot({ a: 'old', b: 'old' });
  const removed: string[] = [];
  const files = lockedHandle('EPERM', ({ name, args }) => {
    if (name === 'unlink' && String(args[0]).endsWith('/b')) removed.push(String(args[0]));
    expect(fs.existsSync(join(place.root, 'b'))).toBe(true);
  });
  await apply(place.root, set, { files });
  expect(removed).toEqual([]);
});

describe('what happens between the check and the copy', () => {
  function spoiling(spoil: () => void): Files {
    let done = false;
    return lockedHandle('EPERM', ({ name, args }) => {
      if (!done && name === 'open' && String(args[0]).endsWith('/b') && isWriting(args[1])) {
        done = true;
        spoil();
      }
    });
  }

  test('A05 the target becomes a link: the victim is not written', async () => {
    using place = makeRoot({ a: 'old', b: 'old' });
    fs.writeFileSync(join(place.path, 'victim'), 'victim');
    const files = spoiling(() => {
      fs.unlinkSync(join(place.root, 'b'));
      fs.symlinkSync('../victim', join(place.root, 'b'));
    });
    expect(await codeOfFailure(apply(place.root, set, { files }))).toBe('ERECOVERY');
    expect(fs.readFileSync(join(place.path, 'victim'), 'utf8')).toBe('victim');
  });

  test('A05 the target becomes another file: it is not written', async () => {
    using place = makeRoot({ a: 'old', b: 'old' });
    fs.writeFileSync(join(place.path, 'other'), 'other');
    const files = spoiling(() => fs.renameSync(join(place.path, 'other'), join(place.root, 'b')));
    expect(await codeOfFailure(apply(place.root, set, { files }))).toBe('ERECOVERY');
    expect(fs.readFileSync(join(place.root, 'b'), 'utf8')).toBe('other');
  });

  test('A08 the target gets a further name: neither is written', async () => {
    using place = makeRoot({ a: 'old', b: 'old' });
    const files = spoiling(() => fs.linkSync(join(place.root, 'b'), join(place.path, 'sibling')));
    expect(await codeOfFailure(apply(place.root, set, { files }))).toBe('EHARDLINK');
    expect(fs.readFileSync(join(place.path, 'sibling'), 'utf8')).toBe('old');
    expect(treeOf(place.root)).toEqual({ '/': '755', a: '644 old', b: '644 old' });
  });
});

test('A11 a staged file that a mask has made unreadable is made readable first', async () => {
  using place = makeRoot({ a: 'old', b: { content: 'old', permissions: 0o200 } });
  const unreadable: string[] = [];
  const files = lockedHandle('EPERM', ({ name, args }) => {
    const path = String(args[0]);
    if (
      name === 'open' &&
      path.endsWith('/n1') &&
      !isWriting(args[1]) &&
      (fs.lstatSync(path).mode & 0o400) === 0
    ) {
      unreadable.push(path);
    }
  });
  await apply(place.root, changesBetween({ a: 'old', b: 'old' }, { a: 'new', b: 'new' }), { files });
  expect(unreadable).toEqual([]);
  expect(treeOf(place.root)).toEqual({ '/': '755', a: '644 new', b: '200 new' });
});

test('rolls back what was copied', async () => {
  using place = makeRoot({ a: 'old', b: { content: 'old', permissions: 0o640 } });
  const original = treeOf(place.root, { times: true });
  await using target = await openDirectoryTarget({
    root: place.root,
    changeSet: set,
    durability: 'process',
    files: lockedHandle(),
  });
  await target.prepare();
  await target.commit();
  expect(target.landed.copied).toBe(1);
  await target.rollback();
  expect(treeOf(place.root, { times: true })).toEqual(original);
});

test('A14 an error while clearing up does not hide the one that counts', async () => {
  using place = makeRoot({ a: 'old', b: 'old' });
  let failed = false;
  const files = interceptFiles(({ name, args }) => {
    if (name === 'rename' && String(args[1]).endsWith('/b')) {
      failed = true;
      throw systemError('ENOSPC');
    }
    if (failed && name === 'rmdir') throw systemError('EIO');
  });
  const failure: unknown = await apply(place.root, set, { files }).then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(failure).toMatchObject({ code: 'ENOSPC', cleanup: expect.any(Error) });
  expect(fs.readFileSync(join(place.root, 'a'), 'utf8')).toBe('old');
  expect((await recoverDirectory({ root: place.root })).kind).toBe('undone');
  expect(treeOf(place.root)).toEqual({ '/': '755', a: '644 old', b: '644 old' });
});

test('K15 a write that takes fewer bytes than it was given goes on', async () => {
  using place = makeRoot({ a: 'old', b: 'old' });
  const files: Files = {
    ...systemFiles,
    write: (fd, bytes, position) => systemFiles.write(fd, bytes.subarray(0, 3), position),
  };
  await apply(place.root, set, { files });
  expect(fs.readFileSync(join(place.root, 'b'), 'utf8')).toBe(bytes);
});
