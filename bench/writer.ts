import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { writeFile as writeAtomically } from 'atomically';
import writeFileAtomic from 'write-file-atomic';
import { blobId } from '../src/change-set/blob.ts';
import type { Change, ChangeSet } from '../src/change-set/change.ts';
import { seal } from '../src/change-set/seal.ts';
import { openGit } from '../src/git/git.ts';
import { findRepository, readCommit } from '../src/git/local-repository.ts';
import { openWorkshop } from '../src/git/workshop.ts';
import { openBranch } from '../src/writer/branch.ts';
import { openDirectoryTarget } from '../src/writer/directory.ts';
import { systemFiles, type Files } from '../src/writer/files.ts';
import { buildCommit } from '../src/writer/git-commit.ts';
import { measure, printRatios, type Contestant } from './measure.ts';
import { openFsSafe } from './peers/fs-safe.ts';

const run = promisify(execFile);
const ENVIRONMENT = { PATH: process.env['PATH'] ?? '' };
const git = openGit(ENVIRONMENT);

/** The guarded writer beside its peers; targets are those of the project, printed with each table. */
export async function benchWriter(): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'wholly-bench-'));
  try {
    await benchDirectory(directory, 10_000, 3);
    await benchDirectory(directory, 1, 31);
    await benchProcessDurability(directory);
    await benchRenameWindow(directory);
    await benchGit(directory);
    await benchLargeRepositories(directory);
    benchMemory(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function benchDirectory(parent: string, count: number, rounds: number): Promise<void> {
  const measured = await measure(
    [
      ours('wholly, power-safe, all or nothing', parent, count, 'power'),
      peer('write-file-atomic, 32 at a time', parent, count, (file, text) => writeFileAtomic(file, text)),
      peer('atomically, 32 at a time', parent, count, (file, text) => writeAtomically(file, text)),
      ...(await fsSafe(parent, count)),
    ],
    rounds,
  );
  const targets =
    count === 1
      ? 'at most 2x write-file-atomic'
      : 'at most 0.6x write-file-atomic and atomically, 0.3x fs-safe';
  printRatios(
    `${count} x 2 KB replaced, power-safe (target: ${targets})`,
    measured,
    'write-file-atomic, 32 at a time',
  );
}

async function benchProcessDurability(parent: string): Promise<void> {
  const measured = await measure(
    [
      ours('wholly, process durability', parent, 10_000, 'process'),
      {
        ...peer('a writeFileSync loop', parent, 10_000, async (file, text) => writeFileSync(file, text)),
      },
    ],
    5,
  );
  printRatios(
    '10000 x 2 KB replaced, process durability (target: at most 1.3x)',
    measured,
    'a writeFileSync loop',
  );
}

/** From the first rename to the last: as long as a reader can see a mix. */
async function benchRenameWindow(parent: string): Promise<void> {
  let first = 0;
  let last = 0;
  const files: Files = {
    ...systemFiles,
    rename(from, to) {
      if (first === 0) first = performance.now();
      systemFiles.rename(from, to);
      last = performance.now();
    },
  };
  const tree = makeTree(join(parent, 'window'), 10_000);
  const windows: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    const target = await openDirectoryTarget({
      root: tree.root,
      changeSet: tree.next(),
      durability: 'power',
      files,
    });
    await target.prepare();
    first = 0;
    await target.commit();
    windows.push(last - first);
    await target[Symbol.asyncDispose]();
  }
  windows.sort((a, b) => a - b);
  console.log(`\nRename window, 10000 files (target: at most 100 ms): ${(windows[1] ?? 0).toFixed(0)} ms`);
}

async function benchGit(parent: string): Promise<void> {
  for (const [count, rounds, target] of [
    [1, 9, '0.3x'],
    [100, 9, '0.3x'],
    [10_000, 3, '1.0x'],
  ] as const) {
    const plain = await openRepository(join(parent, `plain-${count}`), 10_000);
    const repository = await openRepository(join(parent, `ours-${count}`), 10_000);
    const land = await openLanding(repository.root, count);
    const measured = await measure(
      [
        {
          name: 'git add -A && git commit',
          prepare: async (round) => writeFiles(plain.root, count, `${round}`),
          run: async () => {
            await plain.git('add', '-A');
            await plain.git('commit', '--quiet', '--message=change');
          },
        },
        { name: 'wholly, git target', run: (round) => land(`${round}`) },
      ],
      rounds,
    );
    printRatios(
      `Git target, ${count} of 10000 files (target: at most ${target})`,
      measured,
      'git add -A && git commit',
    );
  }
}

async function benchLargeRepositories(parent: string): Promise<void> {
  const small = await openRepository(join(parent, 'small'), 1000);
  const large = await openRepository(join(parent, 'large'), 100_000);
  const landSmall = await openLanding(small.root, 1);
  const landLarge = await openLanding(large.root, 1);
  const branches = await measure(
    [
      { name: '1 change in 1000 files', run: (round) => landSmall(`${round}`) },
      { name: '1 change in 100000 files', run: (round) => landLarge(`${round}`) },
    ],
    15,
  );
  printRatios(
    'Git target, size of the repository (target: at most 1.5x)',
    branches,
    '1 change in 1000 files',
  );
  const directories = await measure(
    [replaceOne('1 change in 1000 files', small.root), replaceOne('1 change in 100000 files', large.root)],
    15,
  );
  printRatios(
    'Directory target, size of the directory (target: at most 1.5x)',
    directories,
    '1 change in 1000 files',
  );
}

function benchMemory(parent: string): void {
  const script = fileURLToPath(new URL('writer-memory.ts', import.meta.url));
  const file = join(parent, 'memory.change-set.json');
  spawnSync(process.execPath, [script, 'make', file], { stdio: 'inherit' });
  console.log('\nPeak memory of landing 10000 files / 20 MB from a file (target: at most 250 MB)');
  spawnSync(process.execPath, [script, 'land', file], { stdio: 'inherit' });
}

function ours(name: string, parent: string, count: number, durability: 'power' | 'process'): Contestant {
  const tree = makeTree(join(parent, `${durability}-${count}`), count);
  let changeSet: ChangeSet | null = null;
  return {
    name,
    prepare: async () => void (changeSet = tree.next()),
    run: async () => {
      if (changeSet === null) return;
      const startedAt = performance.now();
      const target = await openDirectoryTarget({ root: tree.root, changeSet, durability });
      await target.prepare();
      await target.commit();
      const ms = performance.now() - startedAt;
      // Clearing up comes after the report.
      await target[Symbol.asyncDispose]();
      return ms;
    },
  };
}

function peer(
  name: string,
  parent: string,
  count: number,
  write: (file: string, text: string) => Promise<void>,
): Contestant {
  const root = join(parent, name.replaceAll(/\W+/g, '-'), `${count}`);
  makeTree(root, count);
  return {
    name,
    run: async (round) => {
      const paths = pathsOf(count);
      const next = paths.values();
      const worker = async (): Promise<void> => {
        for (const path of next) await write(join(root, path), contentOf(path, `${round}`));
      };
      await Promise.all(Array.from({ length: 32 }, worker));
    },
  };
}

/** None where it cannot be installed; then the bench has said so. */
async function fsSafe(parent: string, count: number): Promise<Contestant[]> {
  const name = '@openclaw/fs-safe root.write, 32 at a time';
  const root = join(parent, name.replaceAll(/\W+/g, '-'), `${count}`);
  makeTree(root, count);
  const safe = await openFsSafe(root);
  if (safe === null) return [];
  const contestant: Contestant = {
    name,
    run: async (round) => {
      const next = pathsOf(count).values();
      const worker = async (): Promise<void> => {
        for (const path of next) await safe.write(path, contentOf(path, `${round}`));
      };
      await Promise.all(Array.from({ length: 32 }, worker));
    },
  };
  return [contestant];
}

function replaceOne(name: string, root: string): Contestant {
  const path = pathsOf(1)[0] ?? '';
  let before = contentOf(path, 'first');
  let count = 0;
  return {
    name,
    run: async () => {
      count += 1;
      const after = contentOf(path, `replaced ${count}`);
      const changeSet = seal(null, [modification(path, before, after)]);
      before = after;
      const target = await openDirectoryTarget({ root, changeSet, durability: 'power' });
      await target.prepare();
      await target.commit();
      await target[Symbol.asyncDispose]();
    },
  };
}

/** A tree whose files are replaced again and again, each set made against what the one before left. */
function makeTree(root: string, count: number): { root: string; next(): ChangeSet } {
  writeFiles(root, count, 'first');
  let version = 'first';
  let round = 0;
  return {
    root,
    next() {
      round += 1;
      const then = `round ${round}`;
      const changeSet = seal(
        null,
        pathsOf(count).map((path) => modification(path, contentOf(path, version), contentOf(path, then))),
      );
      version = then;
      return changeSet;
    },
  };
}

async function openRepository(
  root: string,
  count: number,
): Promise<{ root: string; git(...args: string[]): Promise<unknown> }> {
  writeFiles(root, count, 'first');
  const call = (...args: string[]): Promise<unknown> =>
    run('git', [
      '-C',
      root,
      '-c',
      'user.name=bench',
      '-c',
      'user.email=bench@localhost',
      '-c',
      'gc.auto=0',
      ...args,
    ]);
  await run('git', ['init', '--quiet', '--template=', '--initial-branch=main', root]);
  await call('add', '-A');
  await call('commit', '--quiet', '--message=first');
  return { root, git: call };
}

/** What the writer does of `wholly apply --to branch`: the set is there, the repository is known. */
async function openLanding(root: string, count: number): Promise<(version: string) => Promise<number>> {
  const repository = await findRepository(git, root);
  const base = await readCommit(git, repository, 'HEAD');
  const identity = { name: 'bench', email: 'bench@localhost' };
  const details = { message: 'change\n', author: identity, committer: identity, time: 0 };
  return async (version) => {
    const changeSet = seal(
      base,
      pathsOf(count).map((path) => modification(path, contentOf(path, 'first'), contentOf(path, version))),
    );
    await using workshop = await openWorkshop(dirname(root), repository.format, repository.objectDir);
    const { gitDir } = workshop;
    const startedAt = performance.now();
    const { commit } = await buildCommit(git, { gitDir }, changeSet, details);
    const target = openBranch(git, {
      repository,
      branch: `change-${count}-${version}`,
      expected: null,
      commit,
      gitDir,
    });
    await target.prepare();
    await target.commit();
    return performance.now() - startedAt;
  };
}

function modification(path: string, before: string, after: string): Change {
  const content = Buffer.from(after);
  const oids = { before: blobId(Buffer.from(before), 'sha1'), after: blobId(content, 'sha1') };
  return { path, change: 'modify', mode: '100644', beforeMode: '100644', ...oids, content };
}

function writeFiles(root: string, count: number, version: string): void {
  for (const path of pathsOf(count)) {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, contentOf(path, version));
  }
}

function pathsOf(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `d${Math.floor(index / 100)}/f${index % 100}.txt`);
}

/** About 2 KB. */
function contentOf(path: string, version: string): string {
  return `${path} ${version}\n`.padEnd(2048, 'some more text ');
}
