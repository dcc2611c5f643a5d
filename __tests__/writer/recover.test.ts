import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { RecoveryFailed } from '../../src/writer/errors.ts';
import { openDirectoryTarget } from '../../src/writer/directory.ts';
import { systemFiles, type Files } from '../../src/writer/files.ts';
import { recoverDirectory } from '../../src/writer/recover.ts';
import { interceptFiles, systemError } from './faulty-files.ts';
import { apply, changesBetween, codeOfFailure, leavesOf, makeRoot, treeOf, type Leaves } from './sandbox.ts';

const before: Leaves = { a: 'old', b: 'old', gone: 'old' };
const set = changesBetween(before, { a: 'new', b: 'new', c: 'new' });

/** Leaves the target with `a` landed and the rest not, as a process does that dies there. */
async function dieInTheMiddle(root: string): Promise<void> {
  let dead = false;
  const files = interceptFiles(({ name, args }) => {
    dead ||= name === 'rename' && String(args[1]).endsWith('/b');
    if (dead && name !== 'close') throw systemError('EIO');
  });
  expect(await codeOfFailure(apply(root, set, { files }))).toBe('ERECOVERY');
  expect(contents(root)).toMatchObject({ a: 'new', b: 'old' });
}

function contents(root: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(leavesOf(root))
      .filter(([path]) => !path.startsWith('.'))
      .map(([path, { content }]) => [path, content]),
  );
}

test('where nothing is left, nothing is made and nothing locked', async () => {
  using place = makeRoot(before);
  const original = treeOf(place.root, { times: true });
  expect(await recoverDirectory({ root: place.root })).toEqual({ kind: 'none' });
  expect(treeOf(place.root, { times: true })).toEqual(original);
});

test('K06 what was decided is finished, by recover or by the next writer, also where a repository was made meanwhile', async () => {
  using place = makeRoot(before);
  await dieInTheMiddle(place.root);
  fs.mkdirSync(join(place.root, '.git'));
  fs.writeFileSync(join(place.root, '.git/HEAD'), 'ref: refs/heads/main\n');
  const target = await apply(place.root, set);
  expect(target.recovered).toBe('finished');
  expect(target.nothingToDo).toBe(true);
  expect(contents(place.root)).toEqual({ a: 'new', b: 'new', c: 'new' });
  expect(fs.readdirSync(place.root).sort()).toEqual(['.git', 'a', 'b', 'c']);
});

describe('somebody changed the target after the writer died', () => {
  test.each([
    ['a file that had still to be replaced', 'b', 'n1'],
    ['a path that had still to be added', 'c', 'n2'],
  ])('E08 %s: it is kept, named, and recovery goes on once it is out of the way', async (_, name, staged) => {
    using place = makeRoot(before);
    await dieInTheMiddle(place.root);
    fs.writeFileSync(join(place.root, name), 'mine');
    const disturbed = treeOf(place.root);
    const failure: unknown = await recoverDirectory({ root: place.root }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(RecoveryFailed);
    const { kept } = failure instanceof RecoveryFailed ? failure : { kept: [] };
    expect(kept.map(({ path, file }) => [path, fs.readFileSync(file, 'utf8')])).toEqual([[name, 'new']]);
    expect(kept[0]?.file.endsWith(staged)).toBe(true);
    const after = treeOf(place.root);
    expect(after[name]).toBe('644 mine');
    expect({ ...after, '.wholly/lock': '' }).toEqual({ ...disturbed, '.wholly/lock': '' });
    expect(await codeOfFailure(apply(place.root, set))).toBe('ERECOVERY');
    fs.renameSync(join(place.root, name), join(place.path, 'mine'));
    expect(await recoverDirectory({ root: place.root })).toEqual({ kind: 'finished' });
    expect(contents(place.root)).toEqual({ a: 'new', b: 'new', c: 'new' });
  });

  test('what had landed already is theirs', async () => {
    using place = makeRoot(before);
    await dieInTheMiddle(place.root);
    fs.writeFileSync(join(place.root, 'a'), 'mine');
    expect(await recoverDirectory({ root: place.root })).toEqual({ kind: 'finished' });
    expect(contents(place.root)).toEqual({ a: 'mine', b: 'new', c: 'new' });
  });

  test('E08 between commit and rollback: nothing is taken back, and the old bytes are named', async () => {
    using place = makeRoot(before);
    await using target = await openDirectoryTarget({
      root: place.root,
      changeSet: set,
      durability: 'process',
    });
    await target.prepare();
    await target.commit();
    fs.writeFileSync(join(place.root, 'b'), 'mine');
    const failure: unknown = await target.rollback().catch((error: unknown) => error);
    const { kept } = failure instanceof RecoveryFailed ? failure : { kept: [] };
    expect(kept.map(({ path, file }) => [path, fs.readFileSync(file, 'utf8')])).toEqual([['b', 'old']]);
    expect(contents(place.root)).toEqual({ a: 'new', b: 'mine', c: 'new' });
    fs.rmSync(join(place.root, 'b'));
    expect(await recoverDirectory({ root: place.root })).toEqual({ kind: 'undone' });
    expect(contents(place.root)).toEqual({ a: 'old', b: 'old', gone: 'old' });
  });
});

test.each(['truncated', 'emptied', 'altered', 'with a path that leads outside'])(
  'a decided journal that is %s is never followed',
  async (how) => {
    using place = makeRoot(before);
    await dieInTheMiddle(place.root);
    const [name = ''] = fs.readdirSync(join(place.root, '.wholly')).filter((name) => name.startsWith('t'));
    const journal = join(place.root, '.wholly', name, 'prepared');
    const text = fs.readFileSync(journal, 'utf8');
    const spoiled: Record<string, string> = {
      truncated: text.slice(0, -10),
      emptied: '',
      altered: text.replace('"b"', '"z"'),
      'with a path that leads outside': summed(text.replaceAll('"b"', '"../b"')),
    };
    expect(summed(text)).toBe(text);
    fs.writeFileSync(journal, spoiled[how] ?? text);
    expect(await codeOfFailure(recoverDirectory({ root: place.root }))).toBe('ERECOVERY');
    expect(contents(place.root)).toMatchObject({ a: 'new', b: 'old' });
  },
);

/** A journal that ends with the sum of what it says, whoever has written that. */
function summed(text: string): string {
  const [body = ''] = text.split('\n');
  return `${body}\n${createHash('sha256').update(body).digest('hex')}\n`;
}

test('K05 a staged file that a power cut has torn is never put in place', async () => {
  using place = makeRoot(before);
  await dieInTheMiddle(place.root);
  const [name = ''] = fs.readdirSync(join(place.root, '.wholly')).filter((name) => name.startsWith('t'));
  fs.truncateSync(join(place.root, '.wholly', name, 'n1'), 0);
  expect(await codeOfFailure(recoverDirectory({ root: place.root }))).toBe('ERECOVERY');
  expect(contents(place.root)).toMatchObject({ a: 'new', b: 'old' });
});

/** What was called, with the last component of its path, and syncs by what is synced. */
async function traceOf(
  root: string,
  durability: 'power' | 'process',
  changeSet = set,
): Promise<readonly string[]> {
  const trace: string[] = [];
  const note = (path: string): string =>
    path.slice(path.lastIndexOf('/') + 1).replace(/^t[0-9a-f]{16}$/, 't');
  const files: Files = {
    ...systemFiles,
    sync: (fd) => {
      trace.push(`sync ${note(fs.readlinkSync(`/proc/self/fd/${fd}`))}`);
      systemFiles.sync(fd);
    },
    syncFileSystem: (path) => {
      trace.push('syncFileSystem');
      return systemFiles.syncFileSystem(path);
    },
    rename: (from, to) => {
      trace.push(`rename ${note(from)} ${note(to)}`);
      systemFiles.rename(from, to);
    },
  };
  await using target = await openDirectoryTarget({ root, changeSet, durability, files });
  await target.prepare();
  await target.commit();
  trace.push('reported');
  return trace;
}

describe.runIf(process.platform === 'linux')('K05 what is durable when', () => {
  test('power: staged files and journal before the decision, the decision before the first rename, directories before the report', async () => {
    using place = makeRoot(before);
    expect(await traceOf(place.root, 'power')).toEqual([
      'sync n0',
      'sync n1',
      'sync n2',
      'sync plan',
      'sync t',
      'sync .wholly',
      'sync root',
      'rename plan prepared',
      'sync t',
      'rename n0 a',
      'rename n1 b',
      'sync root',
      'rename prepared done',
      'sync t',
      'reported',
    ]);
  });

  test('power, many files: one call for all that is staged', async () => {
    using place = makeRoot({});
    const many = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`f${i}`, 'new']));
    const trace = await traceOf(place.root, 'power', changesBetween({}, many));
    expect(trace.indexOf('syncFileSystem')).toBe(0);
    expect(trace.slice(1)).toEqual([
      'rename plan prepared',
      'sync t',
      'sync root',
      'rename prepared done',
      'sync t',
      'reported',
    ]);
  });

  test('process: nothing', async () => {
    using place = makeRoot(before);
    expect((await traceOf(place.root, 'process')).filter((call) => call.startsWith('sync'))).toEqual([]);
  });
});
