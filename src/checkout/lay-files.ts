import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Git } from '../git/git.ts';
import type { Inside } from '../sandbox/sandbox.ts';
import { canShareBlocks, copyLower, LowerChanged } from './copy.ts';
import { dropLower, hasLower, openLower, type LowerOf } from './lower.ts';
import { readManifest, type Manifest } from './manifest.ts';
import { findOverlayWay, mountOverlay, OVERLAY_WAYS, type OverlayWay } from './overlay.ts';
import type { OpenedSource } from './source.ts';
import type { Cone } from './sparse.ts';
import { planStrategies, StrategyUnavailable, type StrategyName } from './strategy.ts';
import { writeFiles } from './write-files.ts';

/** The files as they lie; what holds them is let go by disposal, their directory is the caller's. */
export interface Laid extends AsyncDisposable {
  readonly strategy: StrategyName | 'none';
  /** Absolute; by this we reach it. */
  readonly directory: string;
  /** Where others find it, if not there: see `Checkout`. */
  readonly inside: Inside | null;
  readonly manifest: Manifest;
  /** Where an overlay keeps what was changed, else `null`. */
  readonly upper: string | null;
}

/** What those can do, or have to, who shall work on the files. */
export interface Workers {
  /** All files are given to another user first. */
  readonly changesOwners: boolean;
  /** They can be started where they see what is mounted for this user alone. */
  readonly seesOwnMounts: boolean;
}

export interface LayingOf extends OpenedSource {
  /** A fresh directory of this run. */
  readonly root: string;
  /** Where the files shall be, in an existing directory of this run. */
  readonly directory: string;
  readonly cache: string | null;
  readonly plain: 'clone' | 'borrow';
  readonly asked: StrategyName | null;
  readonly cone: Cone;
  readonly workers: () => Promise<Workers>;
  /** Nobody has to see it together with one that was laid before. */
  readonly isAlone: boolean;
}

/** One way of laying files; `null` where it does not work here. */
type Strategy = (git: Git, laying: LayingOf) => Promise<Omit<Laid, 'strategy'> | null>;

const STRATEGIES: Readonly<Record<StrategyName, Strategy>> = {
  clone: layByGit,
  borrow: layByGit,
  overlay: layByOverlay,
  copy: layByCopy,
};

/** Lays the files of a commit by the best strategy that works here, or the one that was asked for by name. */
export async function layFiles(git: Git, laying: LayingOf): Promise<Laid> {
  const { asked, plain, cache } = laying;
  const isLaidOut = cache !== null && (await hasLower(cache, laying.commit));
  const mayCache = asked === null && cache !== null && !isLaidOut;
  const strategies = planStrategies({
    asked,
    plain,
    platform: process.platform,
    hasCache: cache !== null,
    isWhole: laying.cone.length === 0,
    isLaidOut,
    files: mayCache ? await countFiles(git, laying) : 0,
  });
  for (const strategy of strategies) {
    const laid = await STRATEGIES[strategy](git, laying);
    if (laid !== null) return { strategy, ...laid };
  }
  throw new StrategyUnavailable(strategies[0] ?? plain, 'this machine has no way to do it');
}

async function countFiles(git: Git, { gitDir, commit }: LayingOf): Promise<number> {
  const listing = await git.run(['ls-tree', '-r', '-z', '--object-only', commit], { gitDir });
  return listing.reduce((count, byte) => (byte === 0 ? count + 1 : count), 0);
}

async function layByGit(
  git: Git,
  { directory, gitDir, commit, format, cone }: LayingOf,
): Promise<Omit<Laid, 'strategy'>> {
  await mkdir(directory, { mode: 0o755 });
  const indexFile = join(gitDir, 'index');
  await writeFiles(git, { gitDir, commit, directory, indexFile, cone });
  const manifest = await readManifest(indexFile, format);
  return { directory, inside: null, manifest, upper: null, [Symbol.asyncDispose]: async () => {} };
}

async function layByOverlay(git: Git, laying: LayingOf): Promise<Omit<Laid, 'strategy'> | null> {
  const { root, directory, cache } = laying;
  if (cache === null) return null;
  // A tree is not laid out for an overlay that cannot be.
  const way = await findOverlayWay(root, await planOverlayWays(laying));
  if (way === null) return null;
  await using made = new AsyncDisposableStack();
  const { directory: lower, manifest } = made.use(await openLower(git, lowerOf(laying, cache)));
  const overlay = await mountOverlay(way, { root, directory, lower });
  if (overlay === null) return null;
  made.use(overlay);
  const cleanUp = made.move();
  return { ...overlay, manifest, [Symbol.asyncDispose]: () => cleanUp.disposeAsync() };
}

/** An overlay would copy every file up whose owner changes. Who asks for one by name knows who works in it. */
async function planOverlayWays({ asked, isAlone, workers }: LayingOf): Promise<readonly OverlayWay[]> {
  if (asked !== null) return OVERLAY_WAYS;
  const { changesOwners, seesOwnMounts } = await workers();
  if (changesOwners) return [];
  return seesOwnMounts && isAlone ? OVERLAY_WAYS : ['kernel'];
}

async function layByCopy(git: Git, laying: LayingOf): Promise<Omit<Laid, 'strategy'> | null> {
  const { root, directory, cache, commit, asked } = laying;
  if (cache === null) return null;
  // To copy every byte is no faster than to let git write it.
  if (asked === null && !canShareBlocks(cache, root)) return null;
  await mkdir(directory, { mode: 0o755 });
  const manifest = await copyFrom(git, laying, cache, directory).catch(async (error: unknown) => {
    if (!(error instanceof LowerChanged)) throw error;
    await dropLower(cache, commit);
    await rm(directory, { recursive: true });
    await mkdir(directory, { mode: 0o755 });
    return await copyFrom(git, laying, cache, directory);
  });
  return { directory, inside: null, manifest, upper: null, [Symbol.asyncDispose]: async () => {} };
}

async function copyFrom(git: Git, laying: LayingOf, cache: string, directory: string): Promise<Manifest> {
  using lower = await openLower(git, lowerOf(laying, cache));
  return await copyLower(lower, directory);
}

function lowerOf({ gitDir, commit, format }: LayingOf, cache: string): LowerOf {
  return { gitDir, commit, format, cache };
}
