import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { objectFormatOf } from '../change-set/blob.ts';
import type { ChangeSet } from '../change-set/change.ts';
import type { Git } from '../git/git.ts';
import { openObjects, type Objects } from '../git/objects.ts';
import { fetchCommit } from '../git/remote.ts';
import { readTreesAround, treeOf, type Trees } from '../git/tree.ts';
import { openWorkshop } from '../git/workshop.ts';
import { openBaseRules, ruleFilesAround, type Attributes } from './base-rules.ts';
import type { Source } from './checkout.ts';

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
): Promise<Base | null> {
  if (changeSet.base === null) throw new TypeError('a change set without a base has none to open');
  await using made = new AsyncDisposableStack();
  const root = await mkdtemp(join(await realpath(parent), 'wholly-'));
  made.defer(() => rm(root, { recursive: true, force: true }));
  const format = objectFormatOf(changeSet.base);
  const { gitDir } = await openWorkshop(root, format, source.kind === 'local' ? source.objectDir : undefined);
  if (source.kind === 'remote') await fetchCommit(git, gitDir, source.remote, changeSet.base);
  const objects = made.use(openObjects(git, { gitDir }));
  const commit = await objects.read(changeSet.base);
  if (commit?.type !== 'commit') return null;
  const paths = changeSet.changes.map(({ path }) => path);
  const trees = await readTreesAround(objects, treeOf(commit.content), [
    ...paths,
    ...directories,
    '.github/bot.yml',
  ]);
  await using rules = await openBaseRules(git, { gitDir }, ruleFilesAround(trees), objects);
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
