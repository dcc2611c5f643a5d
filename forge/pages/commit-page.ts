import type { Forge } from '../forge.ts';
import { resolveCommit } from '../git/objects.ts';
import type { Repository } from '../repository.ts';
import { html, Html } from './html.ts';
import { renderLayout } from './layout.ts';
import { colourDiff } from './markdown.ts';
import { crumb } from './repository-page.ts';

export async function renderCommitPage(
  forge: Forge,
  repository: Repository,
  name: string,
): Promise<string | undefined> {
  const oid = await resolveCommit(forge.git, repository.gitDir, name);
  if (oid === undefined) return undefined;
  const shown = await forge.git.run(repository.gitDir, [
    'show',
    '--no-color',
    '--no-ext-diff',
    '--format=fuller',
    oid,
  ]);
  return renderLayout(
    `Commit ${oid.slice(0, 10)}`,
    [crumb(repository), html`commit ${oid.slice(0, 10)}`],
    html`<pre><code>${new Html(colourDiff(shown.toString()))}</code></pre>`,
  );
}
