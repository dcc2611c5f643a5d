import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openGitHost } from '../__tests__/checkout/git-host.ts';
import { openCheckout, type Checkout } from '../src/checkout/checkout.ts';
import { collect } from '../src/checkout/collect.ts';
import { findOverlayWay, OVERLAY_WAYS } from '../src/checkout/overlay.ts';
import type { StrategyName } from '../src/checkout/strategy.ts';
import { openGit } from '../src/git/git.ts';
import { measure, printRatios, type Contestant } from './measure.ts';

const FILES = 100_000;
const DIRECTORIES = 1000;

const environment = {
  PATH: process.env['PATH'] ?? '',
  HOME: '/nonexistent',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'A',
  GIT_AUTHOR_EMAIL: 'a@example.org',
  GIT_COMMITTER_NAME: 'A',
  GIT_COMMITTER_EMAIL: 'a@example.org',
};

function plainGit(cwd: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync('git', args, {
    cwd,
    env: environment,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  return stdout.trim();
}

/** Ready files of a large repository, and what 41 changes in them are, beside git itself. */
export async function benchCheckout(rounds = Number(process.env['ROUNDS'] ?? 5)): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), 'wholly-bench-'));
  try {
    const repository = join(root, 'repository');
    await mkdir(repository);
    plainGit(repository, ['init', '--quiet', '--bare', '--initial-branch=main']);
    const git = openGit({ PATH: environment.PATH });
    await git.run(['fast-import', '--quiet'], { gitDir: repository, input: history() });
    plainGit(repository, ['config', 'uploadpack.allowAnySHA1InWant', 'true']);
    await using host = await openGitHost(repository);
    const commit = plainGit(repository, ['rev-parse', 'main']);
    const parent = join(root, 'parent');
    await mkdir(parent);

    async function open(strategy: StrategyName): Promise<Checkout> {
      const isRemote = strategy === 'clone' || strategy === 'overlay';
      const source = isRemote
        ? ({ kind: 'remote', remote: { url: host.url, token: host.token }, ref: 'main', commit } as const)
        : ({ kind: 'local', objectDir: join(repository, 'objects'), commit } as const);
      return await openCheckout(git, source, parent, {
        strategy,
        ...(strategy !== 'borrow' && { cache: join(root, 'cache') }),
      });
    }
    const worktree = join(root, 'worktree');
    function dropWorktree(): void {
      spawnSync('git', ['worktree', 'remove', '--force', worktree], { cwd: repository, env: environment });
    }

    console.log(`Overlays are mounted here by: ${await findOverlayWay(root, OVERLAY_WAYS)}\n`);
    await benchReady(open, repository, worktree, dropWorktree, rounds);
    await benchSecond(open, async () => await rm(join(root, 'cache'), { recursive: true, force: true }));

    plainGit(repository, ['worktree', 'add', '--quiet', '--detach', worktree]);
    await change(worktree);
    await using written = await open('borrow');
    await using overlaid = await open('overlay');
    for (const { directory } of [written, overlaid]) await change(directory);
    const measured = await measure(
      [
        {
          name: 'git status --porcelain -uall',
          run: async () => void plainGit(worktree, ['status', '--porcelain', '-uall']),
        },
        { name: 'collect, files of their own', run: async () => await collectAll(written) },
        { name: 'collect, overlay', run: async () => await collectAll(overlaid) },
      ],
      rounds * 2,
    );
    printRatios(
      `Collecting 41 changes among ${FILES} files (targets: 3x, with an overlay 0.1x)`,
      measured,
      'git status --porcelain -uall',
    );
    async function collectAll(checkout: Checkout): Promise<void> {
      // As after a sandbox, which leaves no process that could still be writing.
      const { changeSet } = await collect(git, checkout, false);
      if (changeSet.changes.length !== 41) throw new Error(`found ${changeSet.changes.length} changes`);
    }
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

type Open = (strategy: StrategyName) => Promise<Checkout>;

async function benchReady(
  open: Open,
  repository: string,
  worktree: string,
  dropWorktree: () => void,
  rounds: number,
): Promise<void> {
  let last: Checkout | undefined;
  function ours(strategy: StrategyName): Contestant {
    return {
      name: strategy,
      prepare: async () => await last?.[Symbol.asyncDispose]().then(() => (last = undefined)),
      run: async () => {
        last = await open(strategy);
      },
    };
  }
  const measured = await measure(
    [
      {
        name: 'git worktree add',
        prepare: async () => dropWorktree(),
        run: async () =>
          void plainGit(repository, ['worktree', 'add', '--quiet', '--detach', worktree, 'main']),
      },
      ours('overlay'),
      ours('borrow'),
    ],
    rounds,
  );
  await last?.[Symbol.asyncDispose]();
  dropWorktree();
  printRatios(
    `Ready checkout of ${FILES} files, mirror and tree warm (targets: overlay 0.1x, borrow 1.2x)`,
    measured,
    'git worktree add',
  );
}

async function benchSecond(open: Open, forget: () => Promise<void>): Promise<void> {
  const name = 'first run on this machine';
  await forget();
  const times: number[] = [];
  for (let run = 0; run < 2; run += 1) {
    const startedAt = performance.now();
    await using _checkout = await open('overlay');
    times.push(performance.now() - startedAt);
  }
  const [first = 0, second = 0] = times;
  printRatios(
    'A second run on the same machine, overlay',
    [
      { name, median: first, least: first, most: first },
      { name: 'second run', median: second, least: second, most: second },
    ],
    name,
  );
}

/** 20 edits, 20 additions, one deletion. */
async function change(directory: string): Promise<void> {
  for (let index = 0; index < 20; index += 1) {
    await writeFile(join(directory, pathOf(index * 4999)), `edited ${index}\n`);
    await writeFile(join(directory, `d${index}`, 'new'), `new ${index}\n`);
  }
  await rm(join(directory, pathOf(FILES - 1)));
}

function pathOf(index: number): string {
  return `d${index % DIRECTORIES}/f${index}.txt`;
}

/** File by file: what this process held would make every start of another slower, above all ours. */
function* history(): Generator<string> {
  const filling = 'some line of a text file\n'.repeat(80);
  yield 'commit refs/heads/main\ncommitter A <a@example.org> 1 +0000\ndata 1\nx\n';
  yield 'M 100644 inline .gitignore\ndata 6\n*.log\n\n';
  for (let index = 0; index < FILES; index += 1) {
    const content = `${index}\n${filling}`;
    yield `M 100644 inline ${pathOf(index)}\ndata ${content.length}\n${content}\n`;
  }
}
