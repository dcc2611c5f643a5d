import { notFound, ok, type Answer } from '../answer.ts';
import { param, type RepositoryCall } from '../call.ts';
import { diffTrees } from '../git/diff.ts';
import { countCommits, mergeBase, readHistory } from '../git/history.ts';
import { resolveCommit } from '../git/objects.ts';
import { renderCommitItem } from './render-commit.ts';
import { renderFile } from './render-file.ts';

/** At most 250 commits and 300 files, as in the docs of "compare two commits". */
export async function compare(call: RepositoryCall): Promise<Answer> {
  const { forge, repository } = call;
  const { git } = forge;
  const [baseName = '', headName = ''] = param(call, 'basehead')
    .split('...')
    .map((name) => name.replace(/^[^:]+:/, ''));
  const [base, head] = await Promise.all([
    resolveCommit(git, repository.gitDir, baseName),
    resolveCommit(git, repository.gitDir, headName),
  ]);
  if (base === undefined || head === undefined) throw notFound();
  const start = await mergeBase(git, repository.gitDir, base, head);
  if (start === undefined) throw notFound();
  const [commits, behind, files, edges] = await Promise.all([
    readHistory(git, repository.gitDir, [head, `^${base}`], ['--reverse', '--topo-order']),
    countCommits(git, repository.gitDir, head, base),
    diffTrees(git, repository.gitDir, [start, head]),
    readHistory(git, repository.gitDir, [base, start], ['--no-walk=unsorted']),
  ]);
  const ahead = commits.length;
  const [baseCommit, startCommit = baseCommit] = edges;
  if (baseCommit === undefined || startCommit === undefined) throw notFound();
  const page = `${forge.url}/${repository.fullName}/compare/${baseName}...${headName}`;
  return ok({
    url: `${forge.url}${call.path}`,
    html_url: page,
    permalink_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    base_commit: renderCommitItem(forge, repository, baseCommit),
    merge_base_commit: renderCommitItem(forge, repository, startCommit),
    status: ahead === 0 ? (behind === 0 ? 'identical' : 'behind') : behind === 0 ? 'ahead' : 'diverged',
    ahead_by: ahead,
    behind_by: behind,
    total_commits: ahead,
    commits: commits.slice(0, 250).map((commit) => renderCommitItem(forge, repository, commit)),
    files: files.slice(0, 300).map((file) => renderFile(forge, repository, head, file)),
  });
}
