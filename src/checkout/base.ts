import { join } from 'node:path';
import type { ChangeSet } from '../change-set/change.ts';
import type { Git } from '../git/git.ts';
import { openObjects, type Objects } from '../git/objects.ts';
import { readTreesAround, treeOf, type Trees } from '../git/tree.ts';
import { openCache } from './cache.ts';
import { layRules, openBaseRules, ruleFilesAround, type Attributes } from './base-rules.ts';
import { openScratch } from './scratch.ts';
import { openSource, type Source } from './source.ts';

/** What must be known of a base commit to judge and build a change set on it; no file is checked out. */
export interface Base extends AsyncDisposable {
  /** A bare repository of our own that can read the base commit. */
  readonly gitDir: string;
  readonly trees: Trees;
  readonly attributes: ReadonlyMap<string, Attributes>;
  readonly objects: Objects;
}

/** `directories`: further ones whose listings are wanted. `null` where the source does not have the change set's base commit. */
export async function openBase(
  git: Git,
  source: Source,
  changeSet: ChangeSet,
  parent: string,
  directories: readonly string[],
  cache: string | null,
): Promise<Base | null> {
  if (changeSet.base === null) throw new TypeError('a change set without a base has none to open');
  await using made = new AsyncDisposableStack();
  const { directory } = made.use(await openScratch(parent));
  const ofBase = { ...source, commit: changeSet.base };
  const { gitDir } = await openSource(git, ofBase, directory, cache === null ? null : await openCache(cache));
  const objects = made.use(openObjects(git, { gitDir }));
  const commit = await objects.read(changeSet.base);
  if (commit?.type !== 'commit') return null;
  const paths = changeSet.changes.map(({ path }) => path);
  const trees = await readTreesAround(objects, treeOf(commit.content), [
    ...paths,
    ...directories,
    '.github/bot.yml',
  ]);
  const laid = await layRules(join(directory, 'rules'), ruleFilesAround(trees), objects);
  await using rules = await openBaseRules(git, { gitDir }, laid);
  const attributes = await rules.attributes(paths.map((path) => Buffer.from(path).toString('latin1')));
  const cleanUp = made.move();
  return {
    gitDir,
    trees,
    objects,
    attributes: new Map(
      [...attributes].map(([path, said]) => [Buffer.from(path, 'latin1').toString(), said]),
    ),
    [Symbol.asyncDispose]: () => cleanUp.disposeAsync(),
  };
}
