import type { Forge } from '../forge.ts';
import type { FileDiff } from '../git/diff.ts';
import type { Json } from '../json.ts';
import type { Repository } from '../repository.ts';

/** GitHub's `diff-entry`. */
export function renderFile(forge: Forge, repository: Repository, commit: string, file: FileDiff): Json {
  const path = file.path.split('/').map(encodeURIComponent).join('/');
  const page = `${forge.url}/${repository.fullName}`;
  return {
    sha: file.oid,
    filename: file.path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${page}/blob/${commit}/${path}`,
    raw_url: `${page}/raw/${commit}/${path}`,
    contents_url: `${forge.url}/repos/${repository.fullName}/contents/${path}?ref=${commit}`,
    ...(file.patch === undefined ? {} : { patch: file.patch }),
    ...(file.previousPath === undefined ? {} : { previous_filename: file.previousPath }),
  };
}
