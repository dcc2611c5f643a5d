import { join } from 'node:path';
import { openCheckout, type Checkout, type Source } from '../../src/checkout/checkout.ts';
import { collect, type Collected } from '../../src/checkout/collect.ts';
import { findOverlayWay, OVERLAY_WAYS } from '../../src/checkout/overlay.ts';
import type { StrategyName } from '../../src/checkout/strategy.ts';
import { openGit } from '../../src/git/git.ts';
import { buildCommit } from '../../src/writer/git-commit.ts';
import { git as plainGit } from '../doubles/git.ts';
import {
  openRepository,
  type Leaves,
  type Repository,
  type RepositoryOptions,
} from '../doubles/repository.ts';
import { openScratch } from '../doubles/scratch.ts';
import { openGitHost, servable } from './git-host.ts';

export const git = openGit({ PATH: process.env['PATH'] ?? '' });

/** An ephemeral checkout of a real repository, as an agent gets it, and what plain git makes of the same edits. */
export interface Workplace extends AsyncDisposable {
  readonly repository: Repository;
  readonly checkout: Checkout;
  collect(): Promise<Collected>;
  /** The paths of the change set, each with `+`, `~` or `-`. */
  changes(): Promise<string[]>;
  /** The tree of a collected change set on its base. */
  treeOf(collected: Collected): Promise<string>;
  /** The tree that `git add -A` makes in a clone in which the same was done. */
  treeByGit(edit: (directory: string) => Promise<void> | void): Promise<string>;
}

export interface WorkplaceOptions extends RepositoryOptions {
  /** With a cache where it needs one, and for `clone` from a host of its own. */
  readonly strategy?: StrategyName;
}

export async function openWorkplace(
  files: Leaves,
  { strategy = 'borrow', ...options }: WorkplaceOptions = {},
): Promise<Workplace> {
  await using made = new AsyncDisposableStack();
  const repository = made.use(await openRepository({ files, ...options }));
  const commit = await repository.git('rev-parse', 'HEAD');
  const objectDir = join(repository.directory, '.git', 'objects');
  const host = strategy === 'clone' ? made.use(await openGitHost(await servable(repository))) : null;
  const source: Source =
    host === null
      ? { kind: 'local', objectDir, commit }
      : { kind: 'remote', remote: { url: host.url, token: host.token }, ref: 'main', commit };
  const means = { strategy, ...(strategy !== 'borrow' && { cache: repository.scratch.join('cache') }) };
  const checkout = made.use(await openCheckout(git, source, repository.scratch.path, means));
  const cleanUp = made.move();
  return {
    repository,
    checkout,
    collect: () => collect(git, checkout),
    async changes() {
      const { changeSet } = await collect(git, checkout);
      return changeSet.changes.map(({ path, change }) => `${SIGNS[change]} ${path}`);
    },
    async treeOf({ changeSet }) {
      const author = { name: 'A', email: 'a@example.org' };
      const details = { message: 'x', author, committer: author, time: 1 };
      return (await buildCommit(git, { gitDir: checkout.gitDir }, changeSet, details)).tree;
    },
    async treeByGit(edit) {
      const clone = repository.scratch.join('clone');
      await plainGit('/', ['clone', '--quiet', repository.directory, clone]);
      await edit(clone);
      await plainGit(clone, ['add', '--all']);
      return await plainGit(clone, ['write-tree']);
    },
    [Symbol.asyncDispose]: () => cleanUp.disposeAsync(),
  };
}

/** Those that this machine can do. */
export async function findStrategies(): Promise<StrategyName[]> {
  await using scratch = await openScratch();
  const overlay = (await findOverlayWay(scratch.path, OVERLAY_WAYS)) !== null;
  if (!overlay) console.log('Skipped: checkouts by overlay, since none can be mounted here.');
  return ['borrow', 'clone', 'copy', ...(overlay ? ['overlay' as const] : [])];
}

const SIGNS = { add: '+', modify: '~', delete: '-' } as const;
