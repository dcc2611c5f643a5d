import { objectFormatOf, type ObjectFormat } from '../change-set/blob.ts';
import type { Git } from '../git/git.ts';
import { fetchCommit, type Remote } from '../git/remote.ts';
import { openWorkshop } from '../git/workshop.ts';
import { fetchIntoMirror, knowShallow } from './mirror.ts';

export type Source =
  | { readonly kind: 'remote'; readonly remote: Remote; readonly ref: string; readonly commit?: string }
  /** A repository on this machine: its objects are read where they are. */
  | { readonly kind: 'local'; readonly objectDir: string; readonly commit: string };

export interface OpenedSource {
  /** A bare repository of our own that can read the commit. */
  readonly gitDir: string;
  readonly format: ObjectFormat;
  readonly commit: string;
}

/** Makes a commit readable in a repository of our own below `root`. `cache`: where mirrors of hosts are kept, if anywhere. */
export async function openSource(
  git: Git,
  source: Source,
  root: string,
  cache: string | null,
): Promise<OpenedSource> {
  if (source.kind === 'local') {
    const format = objectFormatOf(source.commit);
    const { gitDir } = await openWorkshop(root, format, source.objectDir);
    return { gitDir, format, commit: source.commit };
  }
  const format = source.commit === undefined ? 'sha1' : objectFormatOf(source.commit);
  const wanted = source.commit ?? source.ref;
  if (cache === null) {
    const { gitDir } = await openWorkshop(root, format);
    return { gitDir, format, commit: await fetchCommit(git, gitDir, source.remote, wanted) };
  }
  const { commit, objectDir } = await fetchIntoMirror(git, cache, source.remote, wanted, format);
  const { gitDir } = await openWorkshop(root, format, objectDir);
  await knowShallow(gitDir, [commit]);
  return { gitDir, format, commit };
}
