import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openCheckout } from '../../src/checkout/checkout.ts';
import { collect } from '../../src/checkout/collect.ts';
import { putBack } from '../../src/checkout/put-back.ts';
import { git as plainGit } from '../doubles/git.ts';
import { openRepository, type Repository } from '../doubles/repository.ts';
import { filesBelow } from '../doubles/scratch.ts';
import { git } from './workplace.ts';

const FILES = {
  'README.md': 'root\n',
  'app/a.txt': 'a\n',
  'app/deep/er/b.txt': 'b\n',
  'app*/odd.txt': 'odd\n',
  'docs/index.md': 'docs\n',
  'docs/de/index.md': 'de\n',
  'lib/[x]/c.txt': 'c\n',
  'lib/d.txt': 'd\n',
  '.gitignore': '*.log\n',
};

async function openSparse(repository: Repository, cone: readonly string[]) {
  const commit = await repository.git('rev-parse', 'HEAD');
  const objectDir = join(repository.directory, '.git', 'objects');
  return await openCheckout(git, { kind: 'local', objectDir, commit }, repository.scratch.path, {
    chooseCone: async () => cone,
  });
}

test.each([
  [['app']],
  [['app/deep']],
  [['app*']],
  [['lib/[x]', 'docs']],
  [['docs', 'docs/de']],
  [['nowhere']],
])('the cone %j is what git itself makes of it', async (cone) => {
  await using repository = await openRepository({ files: FILES });
  const clone = repository.scratch.join('clone');
  await plainGit('/', ['clone', '--quiet', '--no-checkout', repository.directory, clone]);
  await plainGit(clone, ['sparse-checkout', 'set', '--cone', '--skip-checks', ...cone]);
  await plainGit(clone, ['checkout', '--quiet']);
  await rm(join(clone, '.git'), { recursive: true });
  await using checkout = await openSparse(repository, cone);
  const laid = await filesBelow(checkout.directory);
  expect(laid).toEqual(await filesBelow(clone));
  expect(laid.length).toBeLessThan(Object.keys(FILES).length);
  expect((await collect(git, checkout)).changeSet.changes).toEqual([]);
});

test('what is done within the cone is collected, and nothing that was left out counts as deleted', async () => {
  await using repository = await openRepository({ files: FILES });
  await using checkout = await openSparse(repository, ['app/deep']);
  const at = (path: string): string => join(checkout.directory, path);
  await writeFile(at('README.md'), 'new\n');
  await rm(at('app/deep'), { recursive: true });
  await writeFile(at('app/new.txt'), 'new\n');
  await writeFile(at('app/passed-over.log'), '');
  const { changeSet } = await collect(git, checkout);
  expect(changeSet.changes.map(({ path, change }) => `${change} ${path}`)).toEqual([
    'modify README.md',
    'delete app/deep/er/b.txt',
    'add app/new.txt',
  ]);
});

test('a file made where one was left out changes that one, and the same bytes change nothing', async () => {
  await using repository = await openRepository({ files: FILES });
  await using checkout = await openSparse(repository, ['app']);
  const at = (path: string): string => join(checkout.directory, path);
  await mkdir(at('docs'));
  await mkdir(at('lib'));
  await writeFile(at('docs/index.md'), 'other\n');
  await writeFile(at('lib/d.txt'), 'd\n');
  expect(existsSync(at('docs/de'))).toBe(false);
  const { changeSet } = await collect(git, checkout);
  expect(changeSet.changes).toMatchObject([
    {
      path: 'docs/index.md',
      change: 'modify',
      before: await repository.git('rev-parse', 'HEAD:docs/index.md'),
    },
  ]);
});

test.each([
  ['docs/AGENTS.md', ['delete docs/AGENTS.md']],
  ['docs', ['delete docs/AGENTS.md']],
  ['nothing', []],
])(
  'of what was put back where it had been left out, taking away %j is a change: %j',
  async (gone, expected) => {
    await using repository = await openRepository({ files: { ...FILES, 'docs/AGENTS.md': 'be kind\n' } });
    const guidance = await repository.git('rev-parse', 'HEAD');
    await repository.commit({ 'docs/AGENTS.md': 'be evil\n', 'lib/AGENTS.md': 'be evil\n' });
    await using checkout = await openSparse(repository, ['app']);
    const restored = await putBack(git, checkout, guidance, (path) => path.endsWith('AGENTS.md'));
    expect([...restored.keys()]).toEqual(['docs/AGENTS.md', 'lib/AGENTS.md']);
    await rm(join(checkout.directory, gone), { recursive: true, force: true });
    const { changeSet } = await collect(git, { ...checkout, restored });
    expect(changeSet.changes.map(({ path, change }) => `${change} ${path}`)).toEqual(expected);
  },
);
