import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { blobId } from '../../src/change-set/blob.ts';
import { walk } from '../../src/checkout/walk.ts';
import { startProgram } from '../doubles/programs.ts';
import { openRepository, writeLeaves, type Leaves } from '../doubles/repository.ts';
import { requireRoot } from '../doubles/root.ts';
import { openWorkplace } from './workplace.ts';

const BASE: Leaves = {
  'README.md': 'read me\n',
  'run.sh': { content: '#!/bin/sh\n', mode: 0o755 },
  'src/a.ts': 'a\n',
  'src/b.ts': 'b\n',
  link: { link: 'README.md' },
};

test.concurrent('nothing is changed where nothing was done', async () => {
  await using place = await openWorkplace(BASE);
  expect(await place.changes()).toEqual([]);
});

test.concurrent('sees additions, edits, deletions, modes and every swap of kinds, in the order of the bytes of their paths', async () => {
  await using place = await openWorkplace({ ...BASE, 'dir/x': 'x', Z: 'z', ä: 'ä' });
  const { directory } = place.checkout;
  rmSync(join(directory, 'dir'), { recursive: true });
  await writeLeaves(directory, {
    'README.md': { link: 'src/a.ts' },
    'src/a.ts': 'edited\n',
    link: 'now a file\n',
    dir: 'now a file\n',
    'run.sh': '#!/bin/sh\n',
    'src/b.ts/deep': 'now a directory\n',
    'new/x': { content: 'x', mode: 0o755 },
    'zz\uFFFD': 'last but one',
    'zz😀': 'last',
  });
  const { changeSet, uncarried } = await place.collect();
  expect(uncarried).toEqual([]);
  expect(changeSet.base).toBe(place.checkout.base);
  const rows = changeSet.changes.map((change) =>
    'mode' in change ? [change.path, change.change, change.mode] : [change.path, change.change],
  );
  expect(rows).toEqual([
    ['README.md', 'modify', '120000'],
    ['dir', 'add', '100644'],
    ['dir/x', 'delete'],
    ['link', 'modify', '100644'],
    ['new/x', 'add', '100755'],
    ['run.sh', 'modify', '100644'],
    ['src/a.ts', 'modify', '100644'],
    ['src/b.ts', 'delete'],
    ['src/b.ts/deep', 'add', '100644'],
    ['zz\uFFFD', 'add', '100644'],
    ['zz😀', 'add', '100644'],
  ]);
});

test.concurrent('C05 an edit of the same length under the old times is seen', async () => {
  await using place = await openWorkplace(BASE);
  const file = join(place.checkout.directory, 'src/a.ts');
  const { atime, mtime } = lstatSync(file);
  writeFileSync(file, 'A\n');
  utimesSync(file, atime, mtime);
  expect(await place.changes()).toEqual(['~ src/a.ts']);
});

test.concurrent('C05 a file put in the place of another, with its length and times, is seen', async () => {
  await using place = await openWorkplace(BASE);
  const [a, b] = ['src/a.ts', 'src/b.ts'].map((path) => join(place.checkout.directory, path));
  const { atime, mtime } = lstatSync(a ?? '');
  renameSync(b ?? '', a ?? '');
  utimesSync(a ?? '', atime, mtime);
  expect(await place.changes()).toEqual(['~ src/a.ts', '- src/b.ts']);
});

test.concurrent('C05 H07 once the checkout is old enough, of its files those are read that were touched, and no other', async () => {
  await using place = await openWorkplace({
    same: 'old',
    ü: 'old',
    replaced: 'old',
    mode: 'x',
    'd/other': 'x',
  });
  const { directory, manifest } = place.checkout;
  // As if the index had been written long after the files; on some kernels the clock of files ticks every 10 ms.
  await setTimeout(50);
  const old = { ...place.checkout, manifest: { ...manifest, takenAt: Infinity } };
  const read = async (): Promise<string[]> => {
    const { candidates } = await walk(old, async () => new Set(), { bytes: 1000 });
    return [...candidates.keys()].map((path) => Buffer.from(path, 'latin1').toString()).sort();
  };
  expect(await read()).toEqual([]);
  for (const path of ['same', 'ü', 'replaced']) {
    const file = join(directory, path);
    const { atime, mtime } = lstatSync(file);
    if (path === 'replaced') renameSync(join(directory, 'mode'), file);
    writeFileSync(file, 'new');
    utimesSync(file, atime, mtime);
  }
  writeFileSync(join(directory, 'mode'), 'x');
  expect(await read()).toEqual(['mode', 'replaced', 'same', 'ü']);
});

test.concurrent('C05 a file that was laid right before its index was written is read, since an edit at the same tick would not show', async () => {
  await using place = await openWorkplace({ a: 'a' });
  const { directory, manifest } = place.checkout;
  const changedAt = Number(lstatSync(join(directory, 'a'), { bigint: true }).ctimeNs) / 1e9;
  const readAt = async (takenAt: number): Promise<number> => {
    const checkout = { ...place.checkout, manifest: { ...manifest, takenAt } };
    return (await walk(checkout, async () => new Set(), { bytes: 1000 })).candidates.size;
  };
  // Two ticks of the coarsest clock of files, 10 ms.
  expect([await readAt(changedAt + 0.019), await readAt(changedAt + 0.021)]).toEqual([1, 0]);
});

test.concurrent('a file that was written anew with the same bytes is no change', async () => {
  await using place = await openWorkplace(BASE);
  const file = join(place.checkout.directory, 'README.md');
  writeFileSync(file, readFileSync(file));
  chmodSync(file, 0o600);
  expect(await place.changes()).toEqual([]);
});

test.concurrent('E11 E12 another link text is a change, whatever it leads to', async () => {
  await using place = await openWorkplace(BASE);
  const link = join(place.checkout.directory, 'link');
  rmSync(link);
  symlinkSync('./README.md', link);
  const { changeSet } = await place.collect();
  expect(changeSet.changes).toMatchObject([
    { path: 'link', change: 'modify', mode: '120000', after: blobId(Buffer.from('./README.md'), 'sha1') },
  ]);
});

test.concurrent('E10 links are carried as links, never followed: broken, out of the tree, to themselves', async () => {
  await using place = await openWorkplace(BASE);
  const targets = { broken: 'nowhere', out: '/etc/passwd', loop: 'loop', dir: 'src' };
  for (const [name, target] of Object.entries(targets))
    symlinkSync(target, join(place.checkout.directory, name));
  const { changeSet, uncarried } = await place.collect();
  expect(uncarried).toEqual([]);
  expect(
    changeSet.changes.map((change) =>
      'content' in change ? [change.path, change.mode, Buffer.from(change.content).toString()] : [],
    ),
  ).toEqual([
    ['broken', '120000', 'nowhere'],
    ['dir', '120000', 'src'],
    ['loop', '120000', 'loop'],
    ['out', '120000', '/etc/passwd'],
  ]);
});

test.concurrent("an agent's own ignore rules hide nothing", async () => {
  await using place = await openWorkplace(BASE);
  await writeLeaves(place.checkout.directory, {
    '.gitignore': '*\n',
    'src/.gitignore': '*\n',
    '.git/info/exclude': '*\n',
    'evil.sh': 'evil\n',
    'src/deep/evil.sh': 'evil\n',
  });
  expect(await place.changes()).toEqual([
    '+ .gitignore',
    '+ evil.sh',
    '+ src/.gitignore',
    '+ src/deep/evil.sh',
  ]);
});

test.concurrent("the base's ignore rules count: negations, directories, anchors, nested rule files", async () => {
  await using place = await openWorkplace({
    ...BASE,
    '.gitignore': '*.log\n!keep.log\nnode_modules/\n/top\n\\#odd\n**/cache/**\n!**/cache/keep\n',
    'src/.gitignore': '!loud.log\nlocal\n',
    'tracked.log': 'tracked although ignored\n',
  });
  await writeLeaves(place.checkout.directory, {
    'x.log': '',
    'keep.log': '',
    'src/x.log': '',
    'src/loud.log': '',
    'src/local': '',
    local: '',
    top: '',
    'src/top': '',
    'node_modules/keep.log': '',
    'src/node_modules/m/index.js': '',
    '#odd': '',
    'a/cache/x': '',
    'a/cache/keep': '',
    'tracked.log': 'edited\n',
    'file/node_modules': 'a file of that name\n',
  });
  expect(await place.changes()).toEqual([
    '+ a/cache/keep',
    '+ file/node_modules',
    '+ keep.log',
    '+ local',
    '+ src/loud.log',
    '+ src/top',
    '~ tracked.log',
  ]);
});

test.concurrent('rules of the base count in directories of any name', async () => {
  await using place = await openWorkplace({
    ...BASE,
    'ü 😀/.gitignore': 'x\n',
    'ü 😀/.gitattributes': '* text=auto\n',
  });
  await writeLeaves(place.checkout.directory, { 'ü 😀/x': '', 'ü 😀/y': 'y\r\n' });
  const { changeSet } = await place.collect();
  expect(changeSet.changes).toMatchObject([{ path: 'ü 😀/y', after: blobId(Buffer.from('y\n'), 'sha1') }]);
});

test.concurrent('ignore rules that the agent took away count all the same', async () => {
  await using place = await openWorkplace({ ...BASE, '.gitignore': 'secret\n' });
  rmSync(join(place.checkout.directory, '.gitignore'));
  writeFileSync(join(place.checkout.directory, 'secret'), 's');
  expect(await place.changes()).toEqual(['- .gitignore']);
});

test.concurrent('a file is a program where its owner may run it, as for git, and nobody else counts', async () => {
  await using place = await openWorkplace({ ...BASE, '.gitignore': '' });
  const at = (path: string): string => join(place.checkout.directory, path);
  await writeLeaves(place.checkout.directory, { own: '', others: '' });
  chmodSync(at('own'), 0o744);
  chmodSync(at('others'), 0o655);
  chmodSync(at('run.sh'), 0o700);
  const { changeSet } = await place.collect();
  expect(changeSet.changes).toMatchObject([
    { path: 'others', mode: '100644' },
    { path: 'own', mode: '100755' },
  ]);
});

test.concurrent("attributes that the agent has written convert nothing, and the base's do", async () => {
  await using place = await openWorkplace({ ...BASE, '.gitattributes': '* text=auto\n' });
  await writeLeaves(place.checkout.directory, {
    '.gitattributes': '* -text\r\n',
    'src/.gitattributes': '* -text\r\n',
    x: 'x\r\n',
    'src/x': 'x\r\n',
  });
  const { changeSet } = await place.collect();
  expect(
    changeSet.changes.map((change) => 'content' in change && Buffer.from(change.content).toString()),
  ).toEqual(['* -text\n', '* -text\n', 'x\n', 'x\n']);
});

test.concurrent('names that mean something to git as patterns are only names', async () => {
  const names = [
    ':(top)x',
    ':!y',
    '*.txt',
    '[a]',
    '--flag',
    'a\\b',
    'sp ace',
    'line\nbreak',
    '"q"',
    '#c',
    '!n',
    ' lead',
    'tail ',
  ];
  await using place = await openWorkplace({
    '.gitignore': 'ignored\n*.txt\n',
    '.gitattributes': '* text=auto\n',
  });
  await writeLeaves(place.checkout.directory, Object.fromEntries(names.map((name) => [name, 'x\r\n'])));
  const { changeSet, uncarried } = await place.collect();
  expect(uncarried).toEqual([]);
  expect(changeSet.changes.map(({ path }) => path).sort()).toEqual(
    names.filter((name) => name !== '*.txt').sort(),
  );
  for (const change of changeSet.changes)
    expect('content' in change && Buffer.from(change.content).toString()).toBe('x\n');
});

test.concurrent('a directory where the base has a rule file, and a file where it has a directory with one', async () => {
  await using place = await openWorkplace({
    '.gitignore': 'ignored\n',
    '.gitattributes': '* text=auto\n',
    'dir/.gitignore': 'x\n',
    'dir/.gitattributes': '*.bin -text\n',
    'dir/a': 'a\n',
  });
  const { directory } = place.checkout;
  rmSync(join(directory, 'dir'), { recursive: true });
  await writeLeaves(directory, {
    '.gitignore/inner': 'in\r\n',
    '.gitattributes/inner': 'in\r\n',
    dir: 'file\r\n',
    'new/.gitignore/x': 'x\r\n',
  });
  expect(await place.changes()).toEqual([
    '- .gitattributes',
    '+ .gitattributes/inner',
    '- .gitignore',
    '+ .gitignore/inner',
    '+ dir',
    '- dir/.gitattributes',
    '- dir/.gitignore',
    '- dir/a',
    '+ new/.gitignore/x',
  ]);
});

test.concurrent('a path as long as the system allows is carried or named, and breaks nothing', async () => {
  await using place = await openWorkplace({
    ...BASE,
    '.gitignore': 'ignored/\n',
    '.gitattributes': '* text=auto\n',
  });
  let path = place.checkout.directory;
  while (path.length < 3800) path = join(path, 'd'.repeat(200));
  path = join(path, 'd'.repeat(4080 - path.length - 1));
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, 'f'), 'x\r\n');
  const { changeSet, uncarried } = await place.collect();
  expect(changeSet.changes.length + uncarried.length).toBe(1);
});

test.concurrent('E19 a pipe, a socket and a device are named and never opened', async (context) => {
  await using place = await openWorkplace(BASE);
  const { directory } = place.checkout;
  execFileSync('mkfifo', [join(directory, 'pipe')]);
  rmSync(join(directory, 'README.md'));
  execFileSync('mkfifo', [join(directory, 'README.md')]);
  const server = createServer().listen(join(directory, 's'));
  await once(server, 'listening');
  const isRoot = process.getuid?.() === 0;
  if (isRoot) execFileSync('mknod', [join(directory, 'device'), 'c', '1', '3']);
  // Whoever writes to a pipe waits until somebody opens it.
  const writers = ['pipe', 'README.md'].map((name) =>
    startProgram('sh', ['-c', `: > ${name}`], { cwd: directory, env: { PATH: process.env['PATH'] ?? '' } }),
  );
  const opened = Promise.race(writers.map(({ ended }) => ended.then(() => 'opened')));
  await setTimeout(50);
  const startedAt = performance.now();
  const { changeSet, uncarried } = await place.collect();
  server.close();
  expect(performance.now() - startedAt).toBeLessThan(5000);
  expect(await Promise.race([opened, setTimeout(100, 'waiting')])).toBe('waiting');
  for (const writer of writers) writer.kill('SIGKILL');
  await Promise.all(writers.map(({ ended }) => ended));
  const byPath = Object.fromEntries(uncarried.map(({ path, kind }) => [path, kind]));
  expect(byPath).toEqual({
    pipe: 'fifo',
    'README.md': 'fifo',
    s: 'socket',
    ...(isRoot && { device: 'device' }),
  });
  // What stands in its place is refused by path; whether the old file counts as deleted makes no difference then.
  expect(changeSet.changes.filter(({ path }) => path !== 'README.md')).toEqual([]);
  requireRoot(context, 'make a device; pipe and socket were checked');
});

test.concurrent('a nested repository is named, with or without a work tree of its own; a .git at the root is no part of the tree', async () => {
  await using place = await openWorkplace(BASE);
  const { directory } = place.checkout;
  for (const name of ['.', 'inner', 'deep/inner']) {
    mkdirSync(join(directory, name), { recursive: true });
    execFileSync('git', ['init', '--quiet', join(directory, name)]);
  }
  mkdirSync(join(directory, 'linked'));
  writeFileSync(join(directory, 'linked', '.git'), 'gitdir: /elsewhere\n');
  const { changeSet, uncarried } = await place.collect();
  expect(changeSet.changes).toEqual([]);
  expect(uncarried.map(({ path, kind }) => `${kind} ${path}`).sort()).toEqual([
    'nested-repository deep/inner',
    'nested-repository inner',
    'nested-repository linked',
  ]);
});

test.concurrent("a nested repository in an ignored directory is nobody's business", async () => {
  await using place = await openWorkplace({ ...BASE, '.gitignore': 'vendor/\n' });
  mkdirSync(join(place.checkout.directory, 'vendor/x'), { recursive: true });
  execFileSync('git', ['init', '--quiet', join(place.checkout.directory, 'vendor/x')]);
  const { uncarried } = await place.collect();
  expect(uncarried).toEqual([]);
});

test.concurrent('A07 a hard link to a file outside is named; one to a file inside is a file of its own', async () => {
  await using place = await openWorkplace(BASE);
  const { directory } = place.checkout;
  const outside = place.repository.scratch.join('outside');
  writeFileSync(outside, 'somebody else\n');
  linkSync(outside, join(directory, 'stolen'));
  writeFileSync(join(directory, 'one'), 'shared\n');
  linkSync(join(directory, 'one'), join(directory, 'two'));
  const { changeSet, uncarried } = await place.collect();
  expect(uncarried).toEqual([{ path: 'stolen', kind: 'hard-link' }]);
  expect(changeSet.changes.map(({ path }) => path)).toEqual(expect.arrayContaining(['one', 'two']));
});

test.concurrent('K07 an edit in place never reaches the repository that the checkout came from', async () => {
  await using place = await openWorkplace(BASE);
  const before = await place.repository.git('rev-parse', 'HEAD^{tree}');
  for (const path of ['README.md', 'src/a.ts'])
    appendFileSync(join(place.checkout.directory, path), 'more\n');
  expect(readFileSync(join(place.repository.directory, 'README.md'), 'utf8')).toBe('read me\n');
  expect(await place.repository.git('status', '--porcelain')).toBe('');
  expect(await place.repository.git('rev-parse', 'HEAD^{tree}')).toBe(before);
  expect(await place.repository.git('fsck', '--strict')).toBe('');
});

test.concurrent('a name that is not UTF-8 is named, be it added, in a directory or deleted', async () => {
  await using place = await openWorkplace(BASE);
  const raw = (text: string): Buffer =>
    Buffer.concat([Buffer.from(`${place.checkout.directory}/`), Buffer.from(text, 'latin1')]);
  writeFileSync(raw('bad\xff'), 'x');
  mkdirSync(raw('dir\xfe'));
  writeFileSync(raw('dir\xfe/fine'), 'x');
  const { changeSet, uncarried } = await place.collect();
  expect(changeSet.changes).toEqual([]);
  expect(uncarried.map(({ kind }) => kind)).toEqual(['not-utf8', 'not-utf8']);
});

test.concurrent('a name of the base that is not UTF-8 hurts only when it is changed', async () => {
  await using repository = await openRepository({ files: BASE });
  const at = (directory: string, path: string): Buffer =>
    Buffer.concat([Buffer.from(`${directory}/`), Buffer.from(path, 'latin1')]);
  writeFileSync(at(repository.directory, 'bad\xff'), 'x');
  mkdirSync(at(repository.directory, 'dir\xff'));
  writeFileSync(at(repository.directory, 'dir\xff/.gitignore'), 'ignored\n');
  await repository.commit({});
  await using place = await openWorkplace({}, {});
  expect((await place.collect()).uncarried).toEqual([]);
  const { openCheckout } = await import('../../src/checkout/checkout.ts');
  const { collect } = await import('../../src/checkout/collect.ts');
  const { git } = await import('./workplace.ts');
  await using checkout = await openCheckout(
    git,
    {
      kind: 'local',
      objectDir: join(repository.directory, '.git/objects'),
      commit: await repository.git('rev-parse', 'HEAD'),
    },
    repository.scratch.path,
  );
  writeFileSync(join(checkout.directory, 'README.md'), 'edited\n');
  writeFileSync(at(checkout.directory, 'dir\xff/ignored'), '');
  const first = await collect(git, checkout);
  expect([first.uncarried, first.changeSet.changes.map(({ path }) => path)]).toEqual([[], ['README.md']]);
  rmSync(at(checkout.directory, 'bad\xff'));
  expect((await collect(git, checkout)).uncarried.map(({ kind }) => kind)).toEqual(['not-utf8']);
});

test.concurrent('empty directories, and directories that became empty, carry nothing', async () => {
  await using place = await openWorkplace(BASE);
  mkdirSync(join(place.checkout.directory, 'empty/deep'), { recursive: true });
  rmSync(join(place.checkout.directory, 'src/a.ts'));
  expect(await place.changes()).toEqual(['- src/a.ts']);
});

test.concurrent('a whole tree taken away is a set of deletions', async () => {
  await using place = await openWorkplace(BASE);
  for (const name of ['README.md', 'run.sh', 'src', 'link'])
    rmSync(join(place.checkout.directory, name), { recursive: true });
  expect(await place.changes()).toEqual(['- README.md', '- link', '- run.sh', '- src/a.ts', '- src/b.ts']);
});

test.concurrent('K08 line ends, ident and encodings are stored as git add would store them', async () => {
  const files: Leaves = {
    '.gitattributes':
      '*.txt text\n*.crlf text eol=crlf\n*.bin -text\n*.id ident\n*.u16 working-tree-encoding=UTF-16LE text\n*.old crlf=input\n',
    'a.txt': 'one\n',
    'a.crlf': 'one\ntwo\n',
    'a.bin': 'one\r\n',
    'a.id': '$Id$\n',
    'a.u16': Buffer.from('one\n', 'utf16le'),
    'a.old': 'one\n',
  };
  await using place = await openWorkplace(files);
  const edit = async (directory: string): Promise<void> => {
    expect(readFileSync(join(directory, 'a.crlf'), 'utf8')).toBe('one\r\ntwo\r\n');
    appendFileSync(join(directory, 'a.crlf'), 'three\r\n');
    await writeLeaves(directory, {
      'a.txt': 'one\r\ntwo\r\n',
      'a.bin': 'one\r\ntwo\r\n',
      'a.old': 'one\r\n',
      'a.u16': Buffer.from('zwölf\r\n', 'utf16le'),
      'b.u16': Buffer.from('neu\n', 'utf16le'),
      'b.id': '$Id: mine $\n',
    });
    chmodSync(join(directory, 'a.id'), 0o755);
  };
  const expected = await place.treeByGit(edit);
  await edit(place.checkout.directory);
  const collected = await place.collect();
  expect(await place.treeOf(collected)).toBe(expected);
  expect(collected.changeSet.changes).toHaveLength(7);
});

test.concurrent('a file that cannot be stored as the base says is named, and loses nobody the rest', async () => {
  await using place = await openWorkplace({
    '.gitattributes': '*.u16 working-tree-encoding=UTF-16\n',
    'old.u16': Buffer.from('\uFEFFold\n', 'utf16le'),
  });
  await writeLeaves(place.checkout.directory, {
    'bad.u16': Buffer.from([0x41]),
    'old.u16': Buffer.from([0x41]),
    'fine.txt': 'fine\n',
  });
  const { changeSet, uncarried } = await place.collect();
  expect(uncarried.map(({ path }) => path).toSorted()).toEqual(['bad.u16', 'old.u16']);
  expect(changeSet.changes.map(({ path }) => path)).toEqual(['fine.txt']);
});

test.concurrent("an agent's own attributes have no say", async () => {
  await using place = await openWorkplace({ '.gitattributes': '*.txt text\n', 'a.txt': 'a\n' });
  await writeLeaves(place.checkout.directory, {
    '.gitattributes': '* -text\r\n',
    'a.txt': 'a\r\nb\r\n',
    'sub/.gitattributes': '*.txt -text filter=evil\n',
    'sub/b.txt': 'b\r\n',
  });
  const { changeSet } = await place.collect();
  const stored = Object.fromEntries(
    changeSet.changes.map((change) => [
      change.path,
      'content' in change ? Buffer.from(change.content).toString() : '',
    ]),
  );
  expect(stored['a.txt']).toBe('a\nb\n');
  expect(stored['sub/b.txt']).toBe('b\n');
});

test.concurrent('a path under a filter of the base is collected as it stands, and says so', async () => {
  await using place = await openWorkplace({ '.gitattributes': '*.psd filter=lfs\n*.x filter=other\n' });
  await writeLeaves(place.checkout.directory, { 'a.psd': 'raw\r\n', 'b.x': 'raw\r\n' });
  const { changeSet, attributes } = await place.collect();
  expect(
    changeSet.changes.map((change) => ('content' in change ? Buffer.from(change.content).toString() : '')),
  ).toEqual(['raw\r\n', 'raw\r\n']);
  expect([attributes.get('a.psd')?.filter, attributes.get('b.x')?.filter]).toEqual(['lfs', 'other']);
});

test.concurrent('a submodule of the base that nobody touched is no change; one that was filled is named', async () => {
  await using repository = await openRepository({ files: BASE });
  const commit = await repository.git('rev-parse', 'HEAD');
  await repository.git('update-index', '--add', '--cacheinfo', `160000,${commit},module`);
  await repository.git('commit', '--quiet', '--message', 'Module');
  const { openCheckout } = await import('../../src/checkout/checkout.ts');
  const { collect } = await import('../../src/checkout/collect.ts');
  const { git } = await import('./workplace.ts');
  await using checkout = await openCheckout(
    git,
    {
      kind: 'local',
      objectDir: join(repository.directory, '.git/objects'),
      commit: await repository.git('rev-parse', 'HEAD'),
    },
    repository.scratch.path,
  );
  expect((await collect(git, checkout)).changeSet.changes).toEqual([]);
  writeFileSync(join(checkout.directory, 'module', 'file'), 'x');
  expect((await collect(git, checkout)).uncarried).toEqual([{ path: 'module', kind: 'nested-repository' }]);
});

test.concurrent.each<[string, string[], string[]]>([
  ['a name of the overlay for what is gone', ['a/.wh.y', 'a/new'], ['a/y']],
  ['a directory that hides what was checked out in it', ['a/new'], ['a/x', 'a/y']],
  ['what was deleted under its own name', ['a/x'], ['a/x']],
])('%s is seen in a directory of which not all is looked at', async (_what, upperHas, gone) => {
  await using place = await openWorkplace({ ...BASE, 'a/x': 'x', 'a/y': 'y', 'b/z': 'z' });
  const { directory } = place.checkout;
  // A tree as an overlay shows it, and beside it an upper directory as one would leave it.
  const upper = place.repository.scratch.join('upper');
  await writeLeaves(upper, Object.fromEntries(upperHas.map((name) => [name, ''])));
  for (const path of gone) rmSync(join(directory, path));
  writeFileSync(join(directory, 'a/new'), '');
  const walked = await walk({ ...place.checkout, upper }, async () => new Set(), { bytes: 1000 });
  expect([...walked.gone].sort()).toEqual(gone);
  expect([...walked.candidates.keys()]).toEqual(upperHas.includes('a/new') ? ['a/new'] : []);
});
