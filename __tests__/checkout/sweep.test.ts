import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { openCheckout, type Checkout } from '../../src/checkout/checkout.ts';
import { readMountsAt } from '../../src/checkout/mounts.ts';
import { findOverlayWay, OVERLAY_WAYS } from '../../src/checkout/overlay.ts';
import { removeTree } from '../../src/checkout/remove-tree.ts';
import { requireRoot } from '../doubles/root.ts';
import { openScratch as openOwned, sweep } from '../../src/checkout/scratch.ts';
import { plainEnvironment } from '../doubles/git.ts';
import { runProgram, startProgram, type RunningProgram } from '../doubles/programs.ts';
import { openRepository } from '../doubles/repository.ts';
import { openScratch } from '../doubles/scratch.ts';
import { until } from '../doubles/until.ts';
import { git } from './workplace.ts';

const SCRATCH = new URL('../../src/checkout/scratch.ts', import.meta.url).href;

const children: RunningProgram[] = [];
afterEach(async () => {
  for (const child of children.splice(0)) {
    child.kill('SIGKILL');
    await child.ended;
  }
});

const overlays = await (async () => {
  await using scratch = await openScratch();
  return (await findOverlayWay(scratch.path, OVERLAY_WAYS)) !== null;
})();

async function openElsewhere(strategy: string | null) {
  await using made = new AsyncDisposableStack();
  const repository = made.use(await openRepository({ files: { a: 'a', 'd/b': 'b' } }));
  const parent = repository.scratch.join('parent');
  mkdirSync(parent);
  const source = {
    kind: 'local',
    objectDir: join(repository.directory, '.git/objects'),
    commit: await repository.git('rev-parse', 'HEAD'),
  } as const;
  const cache = repository.scratch.join('cache');
  const told = repository.scratch.join('told');
  const child = startProgram(
    process.execPath,
    [fileURLToPath(new URL('open-and-wait.ts', import.meta.url))],
    {
      cwd: '/',
      env: { PATH: plainEnvironment['PATH'] ?? '' },
      input: JSON.stringify({
        source,
        parent,
        means: { cache, ...(strategy !== null && { strategy }) },
        told,
      }),
    },
  );
  children.push(child);
  await until('the checkout', async () => existsSync(told));
  const { directory: files, inside }: Pick<Checkout, 'directory' | 'inside'> = JSON.parse(
    readFileSync(told, 'utf8'),
  );
  const cleanUp = made.move();
  return { parent, source, cache, files, inside, child, [Symbol.asyncDispose]: () => cleanUp.disposeAsync() };
}

test.each(['borrow', 'copy', ...(overlays ? ['overlay'] : [])])(
  'what a killed run by %s has left is gone after the next start, mounts first',
  async (strategy) => {
    await using place = await openElsewhere(strategy);
    expect(readFileSync(join(place.files, 'd/b'), 'utf8')).toBe('b');
    writeFileSync(join(place.files, 'made'), 'by the agent');
    place.child.kill('SIGKILL');
    await place.child.ended;
    // What is mounted for one user alone is gone with the process.
    expect(existsSync(place.files)).toBe(place.inside === null);
    expect(readdirSync(place.inside?.directory ?? place.files)).toHaveLength(place.inside === null ? 3 : 0);
    expect(await readMountsAt(place.parent)).toHaveLength(
      strategy === 'overlay' && place.inside === null ? 1 : 0,
    );
    await using checkout = await openCheckout(git, place.source, place.parent);
    expect(readdirSync(place.parent)).toEqual([dirname(dirname(checkout.directory)).split('/').at(-1)]);
    expect(await readMountsAt(place.parent)).toEqual([]);
    if (strategy === 'borrow') return;
    const lower = join(place.cache, 'trees', place.source.commit, 'files');
    expect(readdirSync(lower).sort()).toEqual(['a', 'd']);
  },
);

test('C13 what a live run holds is left alone, in this process and in another', async () => {
  await using place = await openElsewhere(null);
  await using here = await openOwned(place.parent);
  expect(await sweep(place.parent)).toEqual([]);
  // A look from the same process must not have cost the lock: only another process would see that.
  const program = `import { sweep } from ${JSON.stringify(SCRATCH)}; await sweep(${JSON.stringify(place.parent)});`;
  const { exitCode } = await runProgram(process.execPath, ['--input-type=module', '-e', program], {
    cwd: '/',
    env: {},
  });
  expect(exitCode).toBe(0);
  expect(readFileSync(join(place.files, 'd/b'), 'utf8')).toBe('b');
  expect(existsSync(here.directory)).toBe(true);
});

test('a run that is still at work is swept by nobody, however many start at once', async () => {
  await using scratch = await openScratch();
  const openSix = () => Promise.all(Array.from({ length: 6 }, () => openOwned(scratch.path)));
  // Each start sweeps: the later ones what the earlier ones hold.
  const opened = [...(await openSix()), ...(await openSix())];
  expect(readdirSync(scratch.path)).toHaveLength(12);
  await Promise.all([
    ...opened.map((one) => one[Symbol.asyncDispose]()),
    sweep(scratch.path),
    sweep(scratch.path),
  ]);
  expect(readdirSync(scratch.path)).toEqual([]);
});

test('what has no owner, a link for one, or the name of something else is left alone', async () => {
  await using scratch = await openScratch();
  for (const name of ['wholly-none', 'wholly-link', 'else', 'wholly-directory/owner']) {
    mkdirSync(scratch.join(name), { recursive: true });
  }
  writeFileSync(scratch.join('else/owner'), '');
  symlinkSync('../else/owner', scratch.join('wholly-link/owner'));
  mkdirSync(scratch.join('target'));
  writeFileSync(scratch.join('target/owner'), '');
  symlinkSync('target', scratch.join('wholly-linked'));
  const before = readdirSync(scratch.path, { recursive: true, encoding: 'utf8' }).toSorted();
  await sweep(scratch.path);
  expect(readdirSync(scratch.path, { recursive: true, encoding: 'utf8' }).toSorted()).toEqual(before);
});

test('what another user has made is left alone', async (context) => {
  requireRoot(context, 'give a directory away');
  await using scratch = await openScratch();
  for (const name of ['wholly-theirs', 'wholly-planted', 'wholly-ours']) {
    mkdirSync(scratch.join(name));
    writeFileSync(scratch.join(name, 'owner'), '');
  }
  chownSync(scratch.join('wholly-theirs'), 65_534, 65_534);
  chownSync(scratch.join('wholly-planted/owner'), 65_534, 65_534);
  await sweep(scratch.path);
  expect(readdirSync(scratch.path).sort()).toEqual(['wholly-planted', 'wholly-theirs']);
});

test('directories that an agent has closed to its own user are removed too', async (context) => {
  requireRoot(context, 'become another user');
  await using scratch = await openScratch();
  chmodSync(scratch.path, 0o755);
  const tree = scratch.join('tree');
  for (const name of ['tree', 'tree/closed', 'tree/closed/below', 'tree/closed/below/further'])
    mkdirSync(scratch.join(name));
  writeFileSync(scratch.join('tree/closed/below/file'), '');
  symlinkSync(scratch.path, scratch.join('tree/closed/link'));
  for (const name of ['below/further', 'below/file', 'below', 'link', '']) {
    const path = scratch.join('tree/closed', name);
    if (name !== 'link') chownSync(path, 65_534, 65_534);
    if (name !== 'link') chmodSync(path, name === 'below/file' ? 0o400 : 0o000);
  }
  chownSync(tree, 65_534, 65_534);
  const parent = scratch.join('parent');
  mkdirSync(parent);
  chownSync(scratch.path, 65_534, 65_534);
  // From inside: the way to here is closed to that user.
  const cwd = process.cwd();
  process.chdir(scratch.path);
  process.seteuid?.(65_534);
  try {
    await removeTree('tree');
  } finally {
    process.seteuid?.(0);
    process.chdir(cwd);
  }
  expect(existsSync(tree)).toBe(false);
  expect(existsSync(parent)).toBe(true);
});
