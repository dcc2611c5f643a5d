import { mkdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { runSystem, unmountAt } from './mounts.ts';

export interface Overlay {
  /** Absolute, in it no link; for the agent. */
  readonly directory: string;
  /** Has a name for whatever was made, changed or deleted in `directory`, and nothing else. */
  readonly upper: string;
}

/**
 * `redirect_dir` and `metacopy` would let a name in the upper directory stand for content elsewhere; a rename of a
 * directory of the base is refused instead (`EXDEV`), and every program that moves files then copies. `volatile`: what is
 * gone after the run need not reach the disk.
 */
const KERNEL_OPTIONS = 'redirect_dir=nofollow,metacopy=off,index=off,xino=off,volatile,nosuid,nodev';

/** The names within `root`: no path of the machine has to be written into mount options, where commas and colons rule. */
const LAYERS = 'lowerdir=lower,upperdir=upper,workdir=work';

/**
 * `kernel` needs root. `any` also takes `fuse-overlayfs`, which needs no rights and is not chosen unasked: 1.10 refuses to
 * move a directory to the name of a deleted one, and lists nothing for a moment after a device was made.
 */
export type OverlayBy = 'kernel' | 'any';

export interface OverlayOf {
  /** A fresh directory for its layers. */
  readonly root: string;
  /** Where it shall be seen; absolute. */
  readonly directory: string;
  /** What shows through; nobody writes to it. */
  readonly lower: string;
  readonly by: OverlayBy;
}

/**
 * Mounts an overlay; `null` where that does not work here. The caller unmounts it. Throws `StillMounted` where half a mount
 * stays, and tries nothing further then.
 */
export async function mountOverlay({ root, directory, lower, by }: OverlayOf): Promise<Overlay | null> {
  const upper = join(root, 'upper');
  for (const path of [directory, upper, join(root, 'work')])
    await mkdir(path, { recursive: true, mode: 0o755 });
  await symlink(lower, join(root, 'lower'));
  for (const [program, ...args] of waysToMount(directory, by)) {
    try {
      await runSystem(program, args, root);
      return { directory, upper };
    } catch {
      // Half a mount would be in the way of the next attempt.
      await unmountAt(directory);
    }
  }
  for (const path of [join(root, 'lower'), upper, join(root, 'work'), directory])
    await rm(path, { recursive: true });
  return null;
}

function waysToMount(directory: string, by: OverlayBy): (readonly [program: string, ...args: string[]])[] {
  const kernel = [
    'mount',
    '-i',
    '-t',
    'overlay',
    '-o',
    `${LAYERS},${KERNEL_OPTIONS}`,
    'overlay',
    directory,
  ] as const;
  const fuse = ['fuse-overlayfs', '-o', `${LAYERS},noacl`, directory] as const;
  return [...(process.geteuid?.() === 0 ? [kernel] : []), ...(by === 'any' ? [fuse] : [])];
}

/** Tries it on an empty directory. */
export async function canMountOverlay(root: string, by: OverlayBy): Promise<boolean> {
  const trial = join(root, 'trial');
  const lower = join(trial, 'empty');
  await mkdir(lower, { recursive: true });
  try {
    const directory = join(trial, 'files');
    return (await mountOverlay({ root: trial, directory, lower, by })) !== null;
  } finally {
    await unmountAt(trial);
    await rm(trial, { recursive: true });
  }
}
