/**
 * How the files of a commit get into a directory.
 * `clone` and `borrow`: git writes them, from objects that were fetched or from those of a repository on this machine.
 * `overlay`: a cached tree shows through, and only what is changed is written. `copy`: a cached tree is copied.
 */
export type StrategyName = 'clone' | 'borrow' | 'overlay' | 'copy';

/** The strategy that was asked for by name cannot be had here. */
export class StrategyUnavailable extends Error {
  override readonly name = 'StrategyUnavailable';
  readonly code = 'ESTRATEGY';
  readonly strategy: StrategyName;

  constructor(strategy: StrategyName, why: string) {
    super(`a checkout by ${strategy} is not possible: ${why}`);
    this.strategy = strategy;
  }
}

export interface Circumstances {
  readonly asked: StrategyName | null;
  /** What git can do by itself for this source. */
  readonly plain: 'clone' | 'borrow';
  readonly platform: NodeJS.Platform;
  readonly hasCache: boolean;
  /** All files of the commit are wanted. */
  readonly isWhole: boolean;
  /** The tree of this commit is in the cache. */
  readonly isLaidOut: boolean;
  readonly files: number;
}

/**
 * Fewer files are written so fast that a second tree on disk is not worth it. Measured on ext4, opened and closed again:
 * an overlay takes 80 ms at any size, its trial included; writing takes 60 ms for 100 files, 180 ms for 1,000 and 880 ms for 2,000.
 */
const FILES_WORTH_CACHING = 1000;

/** The strategies to try, the best first. Throws `StrategyUnavailable`. */
export function planStrategies(circumstances: Circumstances): StrategyName[] {
  const { asked, plain, platform, hasCache, isWhole, isLaidOut, files } = circumstances;
  if (asked === 'clone' || asked === 'borrow') {
    if (asked !== plain) throw new StrategyUnavailable(asked, `the source of the files allows ${plain}`);
    return [plain];
  }
  // When a cached tree was laid out is told by the boot's name, which only Linux has.
  const why =
    platform !== 'linux'
      ? 'it needs Linux'
      : !hasCache
        ? 'it needs a cache directory'
        : isWhole
          ? null
          : 'a cached tree is a whole one';
  if (asked !== null) {
    if (why !== null) throw new StrategyUnavailable(asked, why);
    return [asked];
  }
  if (why !== null || (!isLaidOut && files < FILES_WORTH_CACHING)) return [plain];
  return ['overlay', 'copy', plain];
}
