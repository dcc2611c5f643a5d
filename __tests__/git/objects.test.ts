import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { blobId } from '../../src/change-set/blob.ts';
import { readCommitChanges } from '../../src/git/commit-changes.ts';
import { openGit } from '../../src/git/git.ts';
import { openObjects, readText } from '../../src/git/objects.ts';
import { readTreesAround, treeOf } from '../../src/git/tree.ts';
import { openWorkshop } from '../../src/git/workshop.ts';
import { git as plainGit } from '../doubles/git.ts';
import { openRepository } from '../doubles/repository.ts';
import { openScratch } from '../doubles/scratch.ts';

const git = openGit({ PATH: process.env['PATH'] ?? '' });

test.concurrent.each(['sha1', 'sha256'] as const)(
  'reads objects of every kind and size in a %s repository',
  async (format) => {
    const big = randomBytes(3_000_000);
    const files = { empty: '', newline: '\n', big, 'dir/nul': Buffer.from([0, 10, 0, 10]) };
    await using repository = await openRepository({ files, format });
    await using objects = openObjects(git, { gitDir: `${repository.directory}/.git` });
    for (const [path, content] of Object.entries(files)) {
      const bytes = Buffer.from(content);
      const oid = await repository.git('rev-parse', `HEAD:${path}`);
      expect(blobId(bytes, format)).toBe(oid);
      const object = await objects.read(oid);
      expect(object).toMatchObject({ oid, type: 'blob' });
      expect(object?.content.equals(bytes)).toBe(true);
    }
    const all = await Promise.all(
      Array.from({ length: 50 }, async (_, index) => {
        const oid = await Promise.resolve(blobId(index % 2 === 0 ? big : Buffer.from('\n'), format));
        return (await objects.read(oid))?.content.length;
      }),
    );
    expect(all).toEqual(Array.from({ length: 50 }, (_, index) => (index % 2 === 0 ? big.length : 1)));
  },
);

test.concurrent('what is not there, or no id, is null, and the next answer is right', async () => {
  await using repository = await openRepository({ files: { a: 'text\n' } });
  await using objects = openObjects(git, { gitDir: `${repository.directory}/.git` });
  const oid = await repository.git('rev-parse', 'HEAD:a');
  const answers = await Promise.all(
    ['0'.repeat(40), 'HEAD', '', 'HEAD:a', `${oid}\n${oid}`, `${oid} `, oid.slice(0, 10), oid].map((name) =>
      objects.read(name),
    ),
  );
  expect(answers.map((object) => object?.content.toString() ?? null)).toEqual([
    null,
    null,
    null,
    null,
    null,
    null,
    null,
    'text\n',
  ]);
  expect(await readText(objects, await repository.git('rev-parse', 'HEAD'))).toBeNull();
  expect(await readText(objects, oid)).toBe('text\n');
});

test.concurrent('a reader whose git is gone fails each question and does not hang', async () => {
  await using scratch = await openScratch();
  await using objects = openObjects(git, { gitDir: scratch.join('nowhere') });
  await expect(objects.read('0'.repeat(40))).rejects.toThrow(Error);
  await expect(objects.read('0'.repeat(40))).rejects.toThrow(Error);
});

test.concurrent('lists the directories around some paths, and no other', async () => {
  await using repository = await openRepository({
    files: {
      'a/b/c.txt': 'c',
      'a/d.txt': 'd',
      'other/deep/x': 'x',
      run: { content: 'r', mode: 0o755 },
      link: { link: 'run' },
      'sp ace/ü': 'u',
    },
  });
  await using objects = openObjects(git, { gitDir: `${repository.directory}/.git` });
  const commit = await objects.read(await repository.git('rev-parse', 'HEAD'));
  const tree = treeOf(commit?.content ?? Buffer.alloc(0));
  expect(tree).toBe(await repository.git('rev-parse', 'HEAD^{tree}'));
  const trees = await readTreesAround(objects, tree, ['a/b/new', 'run/below', 'nowhere/x', 'sp ace/ü']);
  expect([...trees.keys()].sort()).toEqual(['', 'a', 'a/b', 'sp ace']);
  const root = trees.get('');
  expect(root?.get('run')?.mode).toBe('100755');
  expect(root?.get('link')?.mode).toBe('120000');
  expect(root?.get('other')?.mode).toBe('040000');
  expect(trees.get('sp ace')?.get('ü')?.oid).toBe(await repository.git('rev-parse', 'HEAD:sp ace/ü'));
});

test.concurrent.each(['sha1', 'sha256'] as const)(
  'tells what a commit changed, as git does, in a %s repository',
  async (format) => {
    await using repository = await openRepository({
      files: { keep: 'k', edit: 'old', gone: 'g', mode: 'm', swap: 's', 'dir/x': 'x' },
      format,
    });
    const base = await repository.git('rev-parse', 'HEAD');
    await repository.git('rm', '--quiet', 'gone', 'dir/x');
    const commit = await repository.commit({
      edit: 'new',
      mode: { content: 'm', mode: 0o755 },
      swap: { link: 'keep' },
      dir: 'now a file',
      'tab\tand\nline "quoted" \\': 'odd',
      'zürich/😀': 'u',
    });
    const place = { gitDir: `${repository.directory}/.git` };
    const { tree, entries } = await readCommitChanges(git, place, commit);
    expect(tree).toBe(await repository.git('rev-parse', `${commit}^{tree}`));
    const oid = (rev: string, path: string): Promise<string> => repository.git('rev-parse', `${rev}:${path}`);
    const odd = 'tab\tand\nline "quoted" \\';
    expect(entries).toEqual([
      { path: 'dir', change: 'add', mode: '100644', after: await oid(commit, 'dir') },
      { path: 'dir/x', change: 'delete', beforeMode: '100644', before: await oid(base, 'dir/x') },
      {
        path: 'edit',
        change: 'modify',
        mode: '100644',
        beforeMode: '100644',
        before: await oid(base, 'edit'),
        after: await oid(commit, 'edit'),
      },
      { path: 'gone', change: 'delete', beforeMode: '100644', before: await oid(base, 'gone') },
      {
        path: 'mode',
        change: 'modify',
        mode: '100755',
        beforeMode: '100644',
        before: await oid(base, 'mode'),
        after: await oid(base, 'mode'),
      },
      {
        path: 'swap',
        change: 'modify',
        mode: '120000',
        beforeMode: '100644',
        before: await oid(base, 'swap'),
        after: await oid(commit, 'swap'),
      },
      { path: odd, change: 'add', mode: '100644', after: await oid(commit, odd) },
      { path: 'zürich/😀', change: 'add', mode: '100644', after: await oid(commit, 'zürich/😀') },
    ]);
  },
);

test.concurrent('a commit that changed nothing has no changes', async () => {
  await using repository = await openRepository({ files: { a: 'a' } });
  const commit = await repository.commit({});
  const { tree, entries } = await readCommitChanges(git, { gitDir: `${repository.directory}/.git` }, commit);
  expect([tree, entries]).toEqual([await repository.git('rev-parse', `${commit}^{tree}`), []]);
});

test.concurrent.each(['sha1', 'sha256'] as const)(
  'a %s workshop reads what it borrows, writes for itself, and is gone after',
  async (format) => {
    await using repository = await openRepository({
      files: { a: 'a' },
      format,
      name: 'odd "name"\nwith \\ signs',
    });
    await using scratch = await openScratch();
    const commit = await repository.git('rev-parse', 'HEAD');
    const objectCount = await repository.git('count-objects');
    {
      await using workshop = await openWorkshop(scratch.path, format, `${repository.directory}/.git/objects`);
      expect(await plainGit('/', ['--git-dir', workshop.gitDir, 'cat-file', '-t', commit])).toBe('commit');
      await git.run(['hash-object', '-w', '--stdin'], { gitDir: workshop.gitDir, input: 'new' });
      expect(
        await plainGit('/', ['--git-dir', workshop.gitDir, 'fsck', '--strict', '--no-dangling', commit]),
      ).toBe('');
    }
    expect(await repository.git('count-objects')).toBe(objectCount);
    expect(readdirSync(scratch.path)).toEqual([]);
  },
);
