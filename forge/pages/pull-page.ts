import type { Forge } from '../forge.ts';
import type { Commit } from '../git/commit.ts';
import { diffTrees, type FileDiff } from '../git/diff.ts';
import { mergeBase, readHistory } from '../git/history.ts';
import { textAt } from '../json.ts';
import type { Repository } from '../repository.ts';
import { html, Html } from './html.ts';
import { renderLayout } from './layout.ts';
import { colourDiff } from './markdown.ts';
import { readObject } from './read.ts';
import { crumb, stateOf } from './repository-page.ts';
import { renderLabels, renderThread } from './thread.ts';

function renderCommit(commit: Commit): Html {
  const signed = commit.signature === undefined ? '' : ' · signed';
  return html`<section class="card">
    <div class="who">
      <code>${commit.oid.slice(0, 10)}</code>
      <span class="muted">${commit.author.name} &lt;${commit.author.email}&gt;${signed}</span>
    </div>
    <div class="what"><pre>${commit.message}</pre></div>
  </section>`;
}

function renderFile(file: FileDiff): Html {
  const from = file.previousPath === undefined ? '' : `${file.previousPath} → `;
  const diff =
    file.patch === undefined
      ? html`<p class="muted">Binary or empty.</p>`
      : html`<pre><code>${new Html(colourDiff(file.patch))}</code></pre>`;
  return html`<section class="card">
    <div class="who">
      <code>${from}${file.path}</code>
      <span class="muted">${file.status} · +${file.additions} −${file.deletions}</span>
    </div>
    <div class="what">${diff}</div>
  </section>`;
}

export async function renderPull(
  forge: Forge,
  repository: Repository,
  number: number,
): Promise<string | undefined> {
  const pull = repository.pulls.get(number);
  const value = await readObject(forge, `/repos/${repository.fullName}/pulls/${number}`);
  if (pull === undefined || value === undefined) return undefined;
  const { git } = forge;
  const start = (await mergeBase(git, repository.gitDir, pull.baseSha, pull.headSha)) ?? pull.baseSha;
  const [commits, files] = await Promise.all([
    readHistory(git, repository.gitDir, [pull.headSha, `^${pull.baseSha}`], ['--reverse', '--topo-order']),
    diffTrees(git, repository.gitDir, [start, pull.headSha]),
  ]);
  const title = textAt(value, 'title') ?? '';
  return renderLayout(
    `${title} · Pull request #${number}`,
    [crumb(repository), html`pull request ${number}`],
    html`<h1>${title} <span class="muted">#${number}</span></h1>
      <p>
        <span class="state ${stateOf(value)}">${stateOf(value)}</span> <code>${pull.headRef}</code> into
        <code>${pull.baseRef}</code>${renderLabels(value)}
      </p>
      ${await renderThread(forge, repository, value)}
      <h2>Commits (${commits.length})</h2>
      ${commits.map(renderCommit)}
      <h2>Files changed (${files.length})</h2>
      ${files.map(renderFile)}`,
  );
}

/** `/pull/N.diff`, as text. */
export async function renderPullDiff(
  forge: Forge,
  repository: Repository,
  number: number,
): Promise<Buffer | undefined> {
  const pull = repository.pulls.get(number);
  if (pull === undefined) return undefined;
  return forge.git.run(repository.gitDir, [
    'diff',
    '--no-color',
    '--no-ext-diff',
    `${pull.baseSha}...${pull.headSha}`,
  ]);
}
