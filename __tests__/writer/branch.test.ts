import * as fs from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runGitTrial } from '../../bench/crash/git-trial.ts';
import { runTrials, type Trial } from '../../bench/crash/trial.ts';
import { blobId } from '../../src/change-set/blob.ts';
import type { ChangeSet } from '../../src/change-set/change.ts';
import { seal } from '../../src/change-set/seal.ts';
import { batchesOf } from '../../src/git/batches.ts';
import { openGit, type Git, type GitCall } from '../../src/git/git.ts';
import { findRepository, readCommit, type LocalRepository } from '../../src/git/local-repository.ts';
import { openWorkshop } from '../../src/git/workshop.ts';
import { openBranch } from '../../src/writer/branch.ts';
import { buildCommit } from '../../src/writer/git-commit.ts';
import { openDoorstep, recoverRepository } from '../../src/writer/receive.ts';
import { git as run } from '../doubles/git.ts';
import { openRepository, type Repository } from '../doubles/repository.ts';
import { makeDirectory } from './sandbox.ts';

const git = openGit({ PATH: process.env['PATH'] ?? '' });
const identity = { name: 'test', email: 'test@localhost' };
const details = { message: 'change\n', author: identity, committer: identity, time: 0 };

interface Bench {
  readonly repository: Repository;
  readonly local: LocalRepository;
  readonly base: string;
  /** A repository of our own, and a commit in it. */
  readonly gitDir: string;
  readonly commit: string;
}

async function build(repository: Repository): Promise<Bench> {
  const local = await findRepository(git, repository.directory);
  const base = await readCommit(git, local, 'HEAD');
  const place = repository.scratch.join('workshop');
  fs.mkdirSync(place);
  const { gitDir } = await openWorkshop(place, local.format, local.objectDir);
  const { commit } = await buildCommit(git, { gitDir }, setOn(base), details);
  return { repository, local, base, gitDir, commit };
}

function setOn(base: string): ChangeSet {
  const content = Buffer.from('new\n');
  const after = blobId(content, 'sha1');
  return seal(base, [{ path: 'new.txt', change: 'add', mode: '100644', after, content }]);
}

async function land({ local, gitDir, commit }: Bench, branch: string): Promise<void> {
  const target = openBranch(git, { repository: local, branch, expected: null, commit, gitDir });
  await target.prepare();
  await target.commit();
}

/** A change whose bytes cannot be had. */
const dyingAt = (path: string) => ({
  path,
  change: 'add',
  mode: '100644',
  after: '0'.repeat(40),
  get content(): Uint8Array {
    throw new Error('died');
  },
});

const inGit = ({ local }: Bench, name: string): string => join(local.gitDir, name);

test('K03 one commit moves exactly one ref, and leaves nothing else behind', async () => {
  await using repository = await openRepository({ files: { a: 'a\n' } });
  const bench = await build(repository);
  const refs = () => run(repository.directory, ['for-each-ref', '--format=%(refname) %(objectname)']);
  const before = await refs();
  await land(bench, 'bot/one');
  const added = (await refs()).split('\n').filter((line) => !before.includes(line));
  expect(added).toEqual([`refs/heads/bot/one ${bench.commit}`]);
  expect(fs.readdirSync(bench.local.gitDir).filter((name) => name.startsWith('wholly'))).toEqual([]);
  expect(await run(repository.directory, ['fsck', '--strict', '--no-dangling'])).toBe('');
});

test('K12 a stream that breaks off moves no ref, where a naive one moves it and calls it success', async () => {
  await using repository = await openRepository({ files: { a: 'a\n' } });
  const { base, gitDir } = await build(repository);
  const place = { gitDir };
  const refs = async () =>
    (await git.run(['for-each-ref', '--format=%(refname)', 'refs/heads'], place)).toString();
  const stream = (first: string): string =>
    `${first}commit refs/heads/broken\ncommitter a <a@b> 0 +0000\ndata 2\nhi\nfrom ${base}\nM 644 inline a\ndata 1\na\n`;
  const naive = await git.attempt(['fast-import', '--quiet'], { ...place, input: stream('') });
  expect([naive.exitCode, await refs()]).toEqual([0, 'refs/heads/broken\n']);
  await git.run(['update-ref', '-d', 'refs/heads/broken'], place);
  const guarded = await git.attempt(['fast-import', '--quiet'], {
    ...place,
    input: stream('feature done\n'),
  });
  expect([guarded.exitCode === 0, await refs()]).toEqual([false, '']);

  // Our own producer dies over its last change. What was built before has a ref of its own in there.
  const all = (await git.run(['for-each-ref'], place)).toString();
  const whole = setOn(base);
  const [change] = whole.changes;
  const torn = { ...whole, changes: [change, dyingAt('z.txt')] } as ChangeSet;
  await expect(buildCommit(git, place, torn, details)).rejects.toThrow('died');
  // It is killed before its last word, when git has all else.
  const cutting: Git = {
    ...git,
    run: (args, call = {}) =>
      git.run(args, args[0] === 'fast-import' ? { ...call, input: withoutEnd(call.input) } : call),
  };
  await expect(buildCommit(cutting, place, whole, details)).rejects.toMatchObject({ code: 'EGIT' });
  expect((await git.run(['for-each-ref'], place)).toString()).toBe(all);
});

function withoutEnd(input: GitCall['input']): Buffer {
  if (typeof input !== 'object' || input instanceof Uint8Array || !(Symbol.iterator in input))
    throw new TypeError('not in pieces');
  const stream = Buffer.concat([...batchesOf(input)]);
  const end = stream.lastIndexOf('done\n');
  expect(end).toBe(stream.length - 5);
  return stream.subarray(0, end);
}

test('K04 K16 the lock that our killed git left on a ref is cleared, and the next run works', async () => {
  await using repository = await openRepository({ files: { a: 'a\n' } });
  const bench = await build(repository);
  for (const [branch, said] of [
    ['bot/written', `${bench.commit}\n`],
    ['bot/empty', ''],
  ] as const) {
    const lock = inGit(bench, `refs/heads/${branch}.lock`);
    const doorstep = await openDoorstep(bench.local);
    doorstep.announce(`refs/heads/${branch}`, bench.commit);
    fs.mkdirSync(join(lock, '..'), { recursive: true });
    fs.writeFileSync(lock, said);
    const word = fs.readFileSync(inGit(bench, 'wholly-incoming/ref'));
    doorstep[Symbol.dispose]();
    // As a killed writer leaves it: its word, and nobody's lock.
    fs.mkdirSync(inGit(bench, 'wholly-incoming'));
    fs.writeFileSync(inGit(bench, 'wholly-incoming/ref'), word);
    const old = new Date(Date.now() - 60_000);
    fs.utimesSync(inGit(bench, 'wholly-incoming/ref'), old, old);
    await land(bench, branch);
    expect(fs.existsSync(lock)).toBe(false);
    expect(await run(repository.directory, ['rev-parse', branch])).toBe(bench.commit);
  }
});

test("K04 somebody else's locks and packs stay, whatever our killed writer was at", async () => {
  await using repository = await openRepository({ files: { a: 'a\n' } });
  const bench = await build(repository);
  const kept = {
    'refs/heads/bot/theirs.lock': `${bench.base}\n`,
    'refs/heads/bot/other.lock': '',
    'index.lock': '',
    'packed-refs.lock': '',
    'objects/pack/tmp_pack_abcdef': 'theirs',
    [`objects/pack/pack-${'a'.repeat(40)}.pack`]: 'theirs',
  };
  for (const [name, content] of Object.entries(kept)) {
    fs.mkdirSync(join(inGit(bench, name), '..'), { recursive: true });
    fs.writeFileSync(inGit(bench, name), content);
  }
  fs.mkdirSync(inGit(bench, 'wholly-incoming'));
  fs.writeFileSync(inGit(bench, 'wholly-incoming/ref'), `refs/heads/bot/theirs ${bench.commit}`);
  fs.writeFileSync(inGit(bench, `wholly-incoming/placed-pack-pack-${'a'.repeat(40)}.pack`), 'ours');
  expect(await recoverRepository(bench.local)).toBe('undone');
  for (const [name, content] of Object.entries(kept))
    expect(fs.readFileSync(inGit(bench, name), 'utf8')).toBe(content);
  expect(fs.existsSync(inGit(bench, 'wholly-incoming'))).toBe(false);
  expect(await recoverRepository(bench.local)).toBe('none');
});

test('K04 a lock that was there before our writer came is not ours, though it is empty', async () => {
  await using repository = await openRepository({ files: { a: 'a\n' } });
  const bench = await build(repository);
  const lock = inGit(bench, 'refs/heads/bot/mine.lock');
  fs.mkdirSync(join(lock, '..'), { recursive: true });
  fs.writeFileSync(lock, '');
  fs.mkdirSync(inGit(bench, 'wholly-incoming'));
  fs.writeFileSync(inGit(bench, 'wholly-incoming/ref'), `refs/heads/bot/mine ${bench.commit}`);
  const later = new Date(Date.now() + 60_000);
  fs.utimesSync(inGit(bench, 'wholly-incoming/ref'), later, later);
  await recoverRepository(bench.local);
  expect(fs.existsSync(lock)).toBe(true);
});

test('K04 a pack of ours that never got its index is taken away', async () => {
  await using repository = await openRepository({ files: { a: 'a\n' } });
  const bench = await build(repository);
  const name = `pack-${'b'.repeat(40)}.pack`;
  fs.mkdirSync(inGit(bench, 'wholly-incoming'));
  fs.writeFileSync(inGit(bench, `wholly-incoming/placed-pack-${name}`), 'half');
  fs.linkSync(inGit(bench, `wholly-incoming/placed-pack-${name}`), inGit(bench, `objects/pack/${name}`));
  expect(await recoverRepository(bench.local)).toBe('undone');
  expect(fs.existsSync(inGit(bench, `objects/pack/${name}`))).toBe(false);
});

test('G04 writers of one repository wait for each other, and all of them land', async () => {
  await using repository = await openRepository({ files: { a: 'a\n' } });
  const bench = await build(repository);
  const names = Array.from({ length: 8 }, (_, index) => `bot/${index}`);
  await Promise.all(names.map((name) => land(bench, name)));
  for (const name of names) expect(await run(repository.directory, ['rev-parse', name])).toBe(bench.commit);
});

test('K03 K04 K16 killed with its git at any act, a branch is old or new, and the next run works', async () => {
  using cache = makeDirectory();
  const options = { size: 1, cache: cache.path, kill: { kind: 'never' } } as const;
  const { calls, ms, killed } = await runGitTrial(options);
  expect([killed, calls > 15]).toEqual([false, true]);
  const steps = Array.from({ length: 10 }, (_, trial) => ({
    ...options,
    kill: { kind: 'step' as const, step: Math.floor(((trial + Math.random()) * calls) / 10) },
  }));
  const times = Array.from({ length: 4 }, () => ({
    ...options,
    kill: { kind: 'time' as const, ms: Math.random() * ms },
  }));
  const results: Trial[] = [];
  await runTrials([...steps, ...times], 2, runGitTrial, (trial, { kill }) => {
    const { mixed, lost, leftovers } = trial;
    expect({ kill, mixed, lost, leftovers }).toEqual({ kill, mixed: false, lost: false, leftovers: false });
    results.push(trial);
  });
  expect(results.filter((trial) => trial.killed).length).toBeGreaterThanOrEqual(10);
  expect(new Set(results.map(({ left }) => left))).toEqual(new Set(['old', 'new']));
});

test('H01 H02 a rollback moves the one ref back and touches no work tree, index or untracked file', async () => {
  await using repository = await openRepository({ files: { a: 'a\n' } });
  const { directory, scratch } = repository;
  await repository.git('branch', 'ready');
  await repository.git('worktree', 'add', '--quiet', '-b', 'beside', scratch.join('beside'));
  for (const place of [directory, scratch.join('beside')]) {
    fs.writeFileSync(join(place, 'a'), 'changed and not committed\n');
    fs.writeFileSync(join(place, 'untracked'), 'mine\n');
    fs.writeFileSync(join(place, 'staged'), 'mine\n');
    await run(place, ['add', 'staged']);
  }
  const { local, gitDir, commit, base } = await build(repository);
  const look = async (): Promise<string[]> => [
    await run(directory, ['for-each-ref', '--format=%(refname) %(objectname)']),
    ...(await Promise.all(
      [directory, scratch.join('beside')].flatMap((place) => [
        run(place, ['status', '--porcelain=v2', '--branch']),
        run(place, ['ls-files', '--stage']),
        run(place, ['diff', '--', 'a']),
      ]),
    )),
  ];
  const before = await look();
  for (const [branch, expected] of [
    ['ready', base],
    ['made', null],
  ] as const) {
    const target = openBranch(git, { repository: local, branch, expected, commit, gitDir });
    await target.prepare();
    await target.commit();
    expect(await run(directory, ['rev-parse', `refs/heads/${branch}`])).toBe(commit);
    await target.rollback();
    expect(await look()).toEqual(before);
  }
  // Somebody else's commit on top is not taken away with ours.
  const shared = openBranch(git, { repository: local, branch: 'ready', expected: base, commit, gitDir });
  await shared.prepare();
  await shared.commit();
  const theirs = await run(directory, ['commit-tree', '-p', commit, '-m', 'theirs', `${commit}^{tree}`]);
  await run(directory, ['update-ref', 'refs/heads/ready', theirs]);
  await expect(shared.rollback()).rejects.toMatchObject({ kind: 'conflict', code: 'EMOVED' });
  expect(await run(directory, ['rev-parse', 'refs/heads/ready'])).toBe(theirs);
});
