import {
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openBase } from '../../src/checkout/base.ts';
import { openCheckout } from '../../src/checkout/checkout.ts';
import { collect } from '../../src/checkout/collect.ts';
import { seal } from '../../src/change-set/seal.ts';
import { pushRef } from '../../src/git/remote.ts';
import { buildCommit } from '../../src/writer/git-commit.ts';
import { plainEnvironment } from '../doubles/git.ts';
import { startProgram } from '../doubles/programs.ts';
import { openRepository, type Leaves } from '../doubles/repository.ts';
import { filesBelow } from '../doubles/scratch.ts';
import { openGitHost, servable } from './git-host.ts';
import { git } from './workplace.ts';

const FILES: Leaves = Object.fromEntries(
  Array.from({ length: 150 }, (_, index) => [`d${index % 10}/f${index}`, noise(index)]),
);

/** Text that no delta and no compression makes small. */
function noise(seed: number): string {
  let state = seed + 1;
  return Array.from({ length: 400 }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return state.toString(36);
  }).join('\n');
}

async function openMirrored(files: Leaves = FILES) {
  await using made = new AsyncDisposableStack();
  const repository = made.use(await openRepository({ files }));
  const host = made.use(await openGitHost(await servable(repository)));
  const parent = repository.scratch.join('parent');
  const cache = repository.scratch.join('cache');
  mkdirSync(parent);
  const remote = () => ({ url: host.url, token: host.token });
  const cleanUp = made.move();
  return {
    repository,
    host,
    parent,
    cache,
    remote,
    open: (commit?: string) =>
      openCheckout(
        git,
        { kind: 'remote', remote: remote(), ref: 'main', ...(commit !== undefined && { commit }) },
        parent,
        { cache },
      ),
    packs: async () => (await filesBelow(cache)).filter((name) => name.endsWith('.pack')),
    [Symbol.asyncDispose]: () => cleanUp.disposeAsync(),
  };
}

/** An answer that says no more than that there is nothing to send. */
const NOTHING = 500;

test('a second run is sent nothing, and a third only what is new', async () => {
  await using place = await openMirrored();
  await (await place.open())[Symbol.asyncDispose]();
  const [first = 0] = place.host.sent;
  await (await place.open())[Symbol.asyncDispose]();
  expect(place.host.sent[1]).toBeLessThan(NOTHING);
  const commit = await place.repository.commit({ 'd1/f1': 'changed' });
  await using checkout = await place.open();
  expect(checkout.base).toBe(commit);
  expect(readFileSync(join(checkout.directory, 'd1/f1'), 'utf8')).toBe('changed');
  expect(place.host.sent[2]).toBeGreaterThan(NOTHING);
  expect(place.host.sent[2]).toBeLessThan(first / 20);
});

test('a run by commit id is sent nothing for a commit that a run by branch had', async () => {
  await using place = await openMirrored();
  await using byBranch = await place.open();
  await using byId = await place.open(byBranch.base);
  expect(byId.base).toBe(byBranch.base);
  expect(readdirSync(byId.directory)).toEqual(readdirSync(byBranch.directory));
  // Not even an answer in which objects could have been.
  expect(place.host.sent).toHaveLength(1);
});

test('a commit that the host has no longer is not given out of the cache', async () => {
  await using place = await openMirrored({ a: 'first' });
  const { base } = await place.open().then(async (checkout) => {
    await using opened = checkout;
    return opened;
  });
  await place.repository.git('checkout', '--quiet', '--orphan', 'other');
  await place.repository.commit({ a: 'second' });
  await place.repository.git('branch', '--force', 'main', 'other');
  await place.repository.git('reflog', 'expire', '--expire=now', '--all');
  await place.repository.git('gc', '--quiet', '--prune=now');
  await expect(place.open(base)).rejects.toMatchObject({ code: 'EBASE' });
});

test('what a run was given stays whole, whatever is fetched later and however the host rewrites its history', async () => {
  await using place = await openMirrored({ a: 'first', gone: 'only in the first' });
  await using checkout = await place.open();
  const before = await contentsOf(place.cache);
  await place.repository.git('checkout', '--quiet', '--orphan', 'other');
  await place.repository.git('rm', '-rfq', '.');
  await place.repository.commit({ b: 'second' });
  await place.repository.git('branch', '--force', 'main', 'other');
  await place.repository.git('reflog', 'expire', '--expire=now', '--all');
  await place.repository.git('gc', '--quiet', '--prune=now');
  await using later = await place.open();
  expect(readdirSync(later.directory)).toEqual(['b']);
  const after = await contentsOf(place.cache);
  expect([...before].filter(([name, content]) => after.get(name)?.equals(content) !== true)).toEqual([]);
  const objects = await git.run(['rev-list', '--objects', checkout.base], { gitDir: checkout.gitDir });
  expect(objects.toString().split('\n').filter(Boolean)).toHaveLength(4);
  expect(
    (await git.run(['cat-file', 'blob', `${checkout.base}:gone`], { gitDir: checkout.gitDir })).toString(),
  ).toBe('only in the first');
});

async function contentsOf(directory: string): Promise<Map<string, Buffer>> {
  const names = await filesBelow(directory);
  return new Map(names.map((name) => [name, readFileSync(join(directory, name))]));
}

test('who may not read any more gets nothing out of the cache', async () => {
  await using place = await openMirrored();
  const { base } = await place.open().then(async (checkout) => {
    await using opened = checkout;
    return { base: opened.base };
  });
  const remote = { url: place.host.url, token: 'another' };
  const source = { kind: 'remote', remote, ref: 'main', commit: base } as const;
  await expect(openCheckout(git, source, place.parent, { cache: place.cache })).rejects.toMatchObject({
    code: 'EGIT',
  });
  await expect(openBase(git, source, seal(base, []), place.parent, [], place.cache)).rejects.toMatchObject({
    code: 'EGIT',
  });
  expect(readdirSync(place.parent)).toEqual([]);
});

test('neither the token nor the address of the host is anywhere on disk', async () => {
  await using place = await openMirrored({ a: 'a' });
  await using _checkout = await place.open();
  for (const directory of [place.cache, place.parent]) {
    for (const [name, content] of await contentsOf(directory)) {
      const text = `${name}\n${content.toString('latin1')}`;
      expect(text).not.toContain(place.host.token);
      expect(text).not.toContain(Buffer.from(`x-access-token:${place.host.token}`).toString('base64'));
      expect(text).not.toContain(new URL(place.host.url).port);
    }
  }
});

test('runs that start at once are sent the objects once', async () => {
  await using place = await openMirrored();
  const checkouts = await Promise.all(Array.from({ length: 4 }, () => place.open()));
  await Promise.all(checkouts.map((checkout) => checkout[Symbol.asyncDispose]()));
  expect(place.host.sent.filter((bytes) => bytes > NOTHING)).toHaveLength(1);
});

test('a commit is built on a borrowed base and pushed with nothing but what is new', async () => {
  await using place = await openMirrored();
  await using checkout = await place.open();
  writeFileSync(join(checkout.directory, 'new'), 'new');
  const { changeSet } = await collect(git, checkout);
  const author = { name: 'A', email: 'a@example.org' };
  const built = await buildCommit(git, { gitDir: checkout.gitDir }, changeSet, {
    message: 'x',
    author,
    committer: author,
    time: 1,
  });
  const push = { ref: 'refs/heads/bot', commit: built.commit, expected: null };
  expect(await pushRef(git, checkout.gitDir, place.remote(), push)).toMatchObject({ exitCode: 0 });
  expect(await place.repository.git('diff', '--name-status', 'main', 'bot')).toBe('A\tnew');
  expect(await place.repository.git('fsck', '--strict')).toBe('');
});

test('a fetch that is killed in the middle leaves no part, and the next one no trace of it', async () => {
  await using place = await openMirrored();
  place.host.stall = true;
  const child = startProgram(
    process.execPath,
    [fileURLToPath(new URL('open-and-wait.ts', import.meta.url))],
    {
      cwd: '/',
      env: { PATH: plainEnvironment['PATH'] ?? '' },
      input: JSON.stringify({
        source: { kind: 'remote', remote: place.remote(), ref: 'main' },
        parent: place.parent,
        means: { cache: place.cache },
      }),
    },
  );
  await place.host.stalled;
  child.kill('SIGKILL');
  await child.ended;
  expect(await place.packs()).toEqual([]);
  expect(readdirSync(place.parent)).toHaveLength(1);
  place.host.stall = false;
  {
    await using checkout = await place.open();
    expect(readdirSync(checkout.directory)).toHaveLength(10);
  }
  expect(readdirSync(place.parent)).toEqual([]);
  expect((await filesBelow(place.cache)).filter((name) => name.includes('wholly-'))).toEqual([]);
});

test('the cache is private, and one of another user is refused', async () => {
  await using place = await openMirrored({ a: 'a' });
  mkdirSync(place.cache, { mode: 0o777 });
  await (await place.open())[Symbol.asyncDispose]();
  expect(lstatSync(place.cache).mode & 0o077).toBe(0);
  for (const name of await filesBelow(place.cache)) {
    expect(lstatSync(dirname(join(place.cache, name))).mode & 0o077).toBe(0);
  }
  if (process.geteuid?.() !== 0) return;
  chownSync(place.cache, 65_534, 65_534);
  await expect(place.open()).rejects.toMatchObject({ code: 'ECACHE' });
  expect(readdirSync(place.parent)).toEqual([]);
});

test('a branch or commit that the host does not have leaves the cache as it was', async () => {
  await using place = await openMirrored({ a: 'a' });
  await expect(place.open('1'.repeat(40))).rejects.toMatchObject({ code: 'EBASE' });
  expect(await place.packs()).toEqual([]);
  expect(existsSync(place.cache)).toBe(true);
  expect(readdirSync(place.parent)).toEqual([]);
});
