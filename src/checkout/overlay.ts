import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Inside } from '../sandbox/sandbox.ts';
import { runSystem, unmountAt } from './mounts.ts';
import { openMountNamespace } from './namespace.ts';
import { removeTree } from './remove-tree.ts';
import { layTrial, withstandsTrial } from './trial.ts';

/** A directory that shows a lower one, and takes changes; unmounted by disposal. */
export interface Overlay extends AsyncDisposable {
  /** Absolute; by this we reach it. */
  readonly directory: string;
  /** How others come to where it is mounted; `null`: it is so for everybody. */
  readonly inside: Inside | null;
  /** Has a name for whatever was made, changed or deleted in `directory`, and nothing else. */
  readonly upper: string;
}

/**
 * Ways to mount one, the best first. `kernel` needs root; `namespace` is the same in a user namespace of our own; `fuse` is a
 * process, `fuse-overlayfs`. What the latter two mount is seen by nobody but this user.
 */
export const OVERLAY_WAYS = ['kernel', 'namespace', 'fuse'] as const;
export type OverlayWay = (typeof OVERLAY_WAYS)[number];

/** The names within `root`: no path of the machine has to be written into mount options, where commas and colons rule. */
const LAYERS = 'lowerdir=lower,upperdir=upper,workdir=work';

/**
 * `redirect_dir` and `metacopy` would let a name in the upper directory stand for content elsewhere; a rename of a
 * directory of the base is refused instead (`EXDEV`), and every program that moves files then copies. `volatile`: what is
 * gone after the run need not reach the disk.
 */
const KERNEL_OPTIONS = `${LAYERS},redirect_dir=nofollow,metacopy=off,index=off,xino=off,volatile,nosuid,nodev`;

export interface OverlayOf {
  /** A fresh directory for its layers. */
  readonly root: string;
  /** Where it shall be seen; absolute, in it no link. */
  readonly directory: string;
  /** What shows through; nobody writes to it. */
  readonly lower: string;
}

/**
 * Mounts an overlay; `null` where that way does not work here. Throws `StillMounted` where half a mount stays: what was
 * tried next would be mounted over it.
 */
export async function mountOverlay(
  way: OverlayWay,
  { root, directory, lower }: OverlayOf,
): Promise<Overlay | null> {
  const upper = join(root, 'upper');
  for (const path of [directory, upper, join(root, 'work')])
    await mkdir(path, { recursive: true, mode: 0o755 });
  await symlink(lower, join(root, 'lower'));
  const mounted = await MOUNT[way](root, directory);
  if (mounted !== null) return { ...mounted, upper };
  for (const path of [join(root, 'lower'), upper, join(root, 'work'), directory]) await removeTree(path);
  return null;
}

type Mounted = Omit<Overlay, 'upper'>;

const MOUNT: Readonly<Record<OverlayWay, (root: string, directory: string) => Promise<Mounted | null>>> = {
  async kernel(root, directory) {
    if (process.geteuid?.() !== 0) return null;
    return await mountForAll(root, directory, ['mount', ...mountArgs(directory, KERNEL_OPTIONS)]);
  },
  async namespace(root, directory) {
    // The marks that root's overlays leave in the upper directory are not for users to make.
    const namespace = await openMountNamespace(mountArgs(directory, `${KERNEL_OPTIONS},userxattr`), root);
    if (namespace === null) return null;
    const { mounts, user } = namespace;
    return {
      directory: `${namespace.root}${directory}`,
      inside: { directory, mounts, user },
      [Symbol.asyncDispose]: async () => namespace[Symbol.dispose](),
    };
  },
  async fuse(root, directory) {
    return await mountForAll(root, directory, ['fuse-overlayfs', '-o', `${LAYERS},noacl`, directory]);
  },
};

async function mountForAll(
  root: string,
  directory: string,
  [program, ...args]: readonly [string, ...string[]],
): Promise<Mounted | null> {
  const unmount = (): Promise<void> => unmountAt(directory);
  try {
    await runSystem(program, args, root);
    return { directory, inside: null, [Symbol.asyncDispose]: unmount };
  } catch {
    // Half a mount would be in the way of whatever comes next.
    await unmount();
    return null;
  }
}

function mountArgs(directory: string, options: string): readonly string[] {
  return ['-i', '-t', 'overlay', '-o', options, 'overlay', directory];
}

/** The first of the ways that works here and does what a directory does; `null` where none does. */
export async function findOverlayWay(root: string, ways: readonly OverlayWay[]): Promise<OverlayWay | null> {
  for (const way of ways) if (await stands(root, way)) return way;
  return null;
}

async function stands(root: string, way: OverlayWay): Promise<boolean> {
  const trial = join(root, 'trial');
  const lower = join(trial, 'base');
  await mkdir(lower, { recursive: true });
  try {
    layTrial(lower);
    await using overlay = await mountOverlay(way, { root: trial, directory: join(trial, 'files'), lower });
    return overlay !== null && (await withstandsTrial(overlay.directory));
  } finally {
    await unmountAt(trial);
    await removeTree(trial);
  }
}
