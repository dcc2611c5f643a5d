import type { Forge } from '../forge.ts';
import { textAt } from '../json.ts';
import type { Repository } from '../repository.ts';
import { html } from './html.ts';
import { renderLayout } from './layout.ts';
import { readObject } from './read.ts';
import { crumb, stateOf } from './repository-page.ts';
import { renderLabels, renderThread } from './thread.ts';

export async function renderIssue(
  forge: Forge,
  repository: Repository,
  number: number,
): Promise<string | undefined> {
  const issue = await readObject(forge, `/repos/${repository.fullName}/issues/${number}`);
  if (issue === undefined) return undefined;
  const title = textAt(issue, 'title') ?? '';
  return renderLayout(
    `${title} · Issue #${number}`,
    [crumb(repository), html`issue ${number}`],
    html`<h1>${title} <span class="muted">#${number}</span></h1>
      <p><span class="state ${stateOf(issue)}">${stateOf(issue)}</span>${renderLabels(issue)}</p>
      ${await renderThread(forge, repository, issue)}`,
  );
}
