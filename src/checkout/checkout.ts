import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { objectFormatOf, type ObjectFormat } from '../change-set/blob.ts';
import type { Git } from '../git/git.ts';
import { openWorkshop } from '../git/workshop.ts';
import { fetchCommit, type Remote } from '../git/remote.ts';
import { readManifest, type Manifest } from './manifest.ts';

/** The ephemeral files that an agent may edit, and the git directory that it cannot reach. */
export interface Checkout extends AsyncDisposable {
  /** Absolute. Everything below it belongs to the agent. */
  readonly directory: string;
  /** Bare, outside of `directory`; knows every object of the base commit's tree. */
  readonly gitDir: string;
  readonly format: ObjectFormat;
  /** The commit that was checked out. */
  readonly base: string;
  readonly manifest: Manifest;
  readonly strategy: 'clone' | 'borrow';
}

export type Source =
  | { readonly kind: 'remote'; readonly remote: Remote; readonly ref: string; readonly commit?: string }
  /** A repository on this machine: its objects are read where they are. */
  | { readonly kind: 'local'; readonly objectDir: string; readonly commit: string };

/**
 * Checks a commit out into a fresh directory below `parent`, which must exist.
 * Nothing of it is left after disposal.
 */
export async function openCheckout(git: Git, source: Source, parent: string): Promise<Checkout> {
  await using made = new AsyncDisposableStack();
  const root = await mkdtemp(join(await realpath(parent), 'wholly-'));
  made.defer(() => rm(root, { recursive: true, force: true }));
  const directory = join(root, 'files');
  await mkdir(directory, { mode: 0o755 });
  const { gitDir, format, base } = await openSource(git, source, root);
  const indexFile = await checkOut(git, gitDir, base, directory);
  const manifest = await readManifest(indexFile, format);
  const cleanUp = made.move();
  return {
    directory,
    gitDir,
    format,
    base,
    manifest,
    strategy: source.kind === 'remote' ? 'clone' : 'borrow',
    [Symbol.asyncDispose]: () => cleanUp.disposeAsync(),
  };
}

async function openSource(
  git: Git,
  source: Source,
  root: string,
): Promise<{ gitDir: string; format: ObjectFormat; base: string }> {
  if (source.kind === 'local') {
    const format = objectFormatOf(source.commit);
    const { gitDir } = await openWorkshop(root, format, source.objectDir);
    return { gitDir, format, base: source.commit };
  }
  const format = source.commit === undefined ? 'sha1' : objectFormatOf(source.commit);
  const { gitDir } = await openWorkshop(root, format);
  const base = await fetchCommit(git, gitDir, source.remote, source.commit ?? source.ref);
  return { gitDir, format, base };
}

/** Writes the files of a commit. The tree is new and no agent has run yet, so git may work in it this once. */
export async function checkOut(git: Git, gitDir: string, commit: string, directory: string): Promise<string> {
  const indexFile = join(gitDir, 'index');
  await git.run(['update-ref', '--no-deref', 'HEAD', commit], { gitDir });
  await git.run(['read-tree', '--reset', '-u', commit], {
    gitDir,
    workTree: directory,
    cwd: directory,
    indexFile,
  });
  return indexFile;
}
