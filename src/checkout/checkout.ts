import { mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ObjectFormat } from '../change-set/blob.ts';
import type { Git } from '../git/git.ts';
import { openObjects } from '../git/objects.ts';
import type { Inside } from '../sandbox/sandbox.ts';
import { layRules, ruleFilesOf, type LaidRules } from './base-rules.ts';
import { openCache } from './cache.ts';
import { takeInPlace } from './in-place.ts';
import { layFiles, type Laid, type Workers } from './lay-files.ts';
import type { Manifest, PutBack } from './manifest.ts';
import { removeAside } from './remove-tree.ts';
import { openScratch } from './scratch.ts';
import { openSource, type OpenedSource, type Source } from './source.ts';
import type { Cone } from './sparse.ts';
import { identify, type DirectoryIdentity } from './identity.ts';
import type { StrategyName } from './strategy.ts';
import { writeFiles } from './write-files.ts';

export type { Source };

/** The ephemeral files that an agent may edit, and the git directory that it cannot reach. */
export interface Checkout extends AsyncDisposable {
  /** Absolute, and our own way there. Everything below it belongs to the agent. */
  readonly directory: string;
  /** Where every program finds it; `null`: where we do. An overlay of a user who is not root is seen by who enters only. */
  readonly inside: Inside | null;
  /** Tells the directory itself, which an agent that works in the one above can move away. */
  readonly identity: DirectoryIdentity;
  /** Bare, outside of `directory`; knows every object of the base commit's tree. */
  readonly gitDir: string;
  readonly format: ObjectFormat;
  /** The commit that was checked out. */
  readonly base: string;
  readonly manifest: Manifest;
  /** The rule files of the base, out of the agent's reach. */
  readonly rules: LaidRules;
  /** `none`: the files were there already, see `CheckoutMeans`. */
  readonly strategy: StrategyName | 'none';
  /** Where an overlay keeps what was changed, out of the agent's reach; `null` without one. */
  readonly upper: string | null;
  /** What stands there otherwise than in the base, and was not the agent; by path, see `Manifest`. */
  readonly restored: ReadonlyMap<string, PutBack>;
  /** Nobody has use for the files any more: of many, most are gone by disposal if there is something to wait for before. */
  letGo(): void;
}

export interface CheckoutMeans {
  /** A private directory that outlives runs, shared by any number of them at once; without it nothing is kept. */
  readonly cache?: string | null;
  /** Asked only where an overlay could be, which not everybody could work in; without it they see what everybody sees. */
  readonly workers?: () => Promise<Workers>;
  /** Chosen by what this machine can do where it is not given; one given that cannot be had throws `StrategyUnavailable`. */
  readonly strategy?: StrategyName;
  /**
   * Absolute path of a directory that is taken as it is instead of a fresh one, and stays as the agent leaves it. Whether it
   * holds the commit is for the caller to ask: what differs counts as the agent's.
   */
  readonly inPlace?: string;
  /**
   * Asked once the commit can be read in `gitDir`, before a file is laid: the directories that are wanted. A cone is laid
   * by git itself. Without it all files are laid.
   */
  readonly chooseCone?: (gitDir: string, commit: string) => Promise<Cone>;
  /** What the directory is called, by which an agent may know it: one component of a path. */
  readonly name?: string;
  /** Another checkout: this one then lies beside it, and is disposed before it. */
  readonly beside?: Pick<Checkout, 'directory' | 'inside'>;
}

/**
 * Checks a commit out into a fresh directory below `parent`, which must exist, after sweeping from there what killed
 * runs have left. Nothing of it is left after disposal but what the cache keeps.
 */
export async function openCheckout(
  git: Git,
  source: Source,
  parent: string,
  means: CheckoutMeans = {},
): Promise<Checkout> {
  await using made = new AsyncDisposableStack();
  const { directory: root } = made.use(await openScratch(parent));
  const cache = means.cache == null ? null : await openCache(means.cache);
  const opened = await openSource(git, source, root, cache);
  const { gitDir, format, commit: base } = opened;
  await setHead(git, gitDir, base);
  const cone = (await means.chooseCone?.(gitDir, base)) ?? [];
  const laid = made.use(
    means.inPlace === undefined
      ? await layAside(git, source, opened, { root, cache, cone, means })
      : await takeInPlace(git, opened, means.inPlace),
  );
  const { directory, inside, manifest, strategy, upper } = laid;
  const rules = await layRulesOf(git, gitDir, manifest, join(root, 'rules'));
  const identity = await identify(directory);
  let going = Promise.resolve();
  made.defer(() => going);
  const cleanUp = made.move();
  return {
    directory,
    inside,
    identity,
    gitDir,
    format,
    base,
    manifest,
    rules,
    strategy,
    upper,
    restored: new Map(),
    letGo() {
      // What shows through an overlay, or was there already, is not to be taken away. A failure is for disposal to meet.
      if (strategy !== 'overlay' && strategy !== 'none')
        going = removeAside(directory).catch(() => undefined);
    },
    [Symbol.asyncDispose]: () => cleanUp.disposeAsync(),
  };
}

/**
 * Nobody but us was there before `time`, in milliseconds since 1970: of files that were laid shortly before an index was
 * written, nothing has to be read again. In a directory that was there already anybody may be at work.
 */
export function untouchedUntil(checkout: Checkout, time: number): Checkout {
  const { manifest, strategy } = checkout;
  if (strategy === 'none') return checkout;
  return { ...checkout, manifest: { ...manifest, takenAt: Math.max(manifest.takenAt, time / 1000) } };
}

interface Aside {
  readonly root: string;
  readonly cache: string | null;
  readonly cone: Cone;
  readonly means: CheckoutMeans;
}

async function layAside(
  git: Git,
  source: Source,
  opened: OpenedSource,
  { root, cache, cone, means }: Aside,
): Promise<Laid> {
  const together =
    means.beside === undefined
      ? join(root, 'repositories')
      : dirname(means.beside.inside?.directory ?? means.beside.directory);
  await mkdir(together, { recursive: true, mode: 0o700 });
  return await layFiles(git, {
    ...opened,
    root,
    directory: await freeName(together, means.name ?? 'files'),
    cache,
    plain: source.kind === 'remote' ? 'clone' : 'borrow',
    asked: means.strategy ?? null,
    cone,
    workers: means.workers ?? (async () => ({ changesOwners: false, seesOwnMounts: false })),
    isAlone: means.beside === undefined,
  });
}

/** Before an agent runs, so that nobody has to wait for git when it has ended. */
async function layRulesOf(
  git: Git,
  gitDir: string,
  manifest: Manifest,
  directory: string,
): Promise<LaidRules> {
  await using objects = openObjects(git, { gitDir });
  return await layRules(directory, ruleFilesOf(manifest), objects);
}

/** Of two repositories of one name, which is not theirs alone, the second is called otherwise. */
async function freeName(together: string, name: string): Promise<string> {
  const taken = new Set((await readdir(together)).map((other) => other.toLowerCase()));
  let free = name;
  for (let count = 2; taken.has(free.toLowerCase()); count += 1) free = `${name}-${count}`;
  return join(together, free);
}

/** Writes the files of a commit. The tree is new and no agent has run yet, so git may work in it this once. */
export async function checkOut(git: Git, gitDir: string, commit: string, directory: string): Promise<void> {
  await setHead(git, gitDir, commit);
  // An index of its own: that of the agent's checkout may leave files out.
  const indexFile = `${directory}.index`;
  try {
    await writeFiles(git, { gitDir, commit, directory, indexFile });
  } finally {
    await rm(indexFile, { force: true });
  }
}

/** Fails where the repository does not have the commit, whatever a cache may have. */
async function setHead(git: Git, gitDir: string, commit: string): Promise<void> {
  await git.run(['update-ref', '--no-deref', 'HEAD', commit], { gitDir });
}
