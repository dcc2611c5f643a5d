import type { Forge } from '../forge.ts';
import { listRefs } from '../api/refs.ts';
import { textAt, type Json } from '../json.ts';
import type { Repository } from '../repository.ts';
import { html, type Html } from './html.ts';
import { renderLayout } from './layout.ts';
import { readList } from './read.ts';
import { renderLabels } from './thread.ts';

export function crumb(repository: Repository): Html {
  return html`<a href="/${repository.fullName}">${repository.fullName}</a>`;
}

export function stateOf(value: Json): string {
  if (typeof value['merged_at'] === 'string') return 'merged';
  if (value['state'] === 'open' && value['draft'] === true) return 'draft';
  return textAt(value, 'state') ?? '';
}

function renderRows(repository: Repository, items: readonly Json[], kind: 'issues' | 'pull'): Html {
  if (items.length === 0) return html`<p class="muted">None.</p>`;
  const rows = items.map((item) => {
    const address = `/${repository.fullName}/${kind}/${String(item['number'])}`;
    return html`<li>
      <span class="state ${stateOf(item)}">${stateOf(item)}</span>
      <a href="${address}">${textAt(item, 'title') ?? ''}</a>
      <span class="muted">#${String(item['number'])}</span>${renderLabels(item)}
    </li>`;
  });
  return html`<ul class="rows">
    ${rows}
  </ul>`;
}

export async function renderRepository(forge: Forge, repository: Repository): Promise<string> {
  const api = `/repos/${repository.fullName}`;
  const [issues, pulls, branches] = await Promise.all([
    readList(forge, `${api}/issues?state=all&per_page=100`),
    readList(forge, `${api}/pulls?state=all&per_page=100`),
    listRefs(forge, repository, 'refs/heads/'),
  ]);
  const heads = branches.map(
    ({ ref, oid }) =>
      html`<li>
        <code>${ref.slice('refs/heads/'.length)}</code> <span class="muted">${oid.slice(0, 10)}</span>
      </li>`,
  );
  return renderLayout(
    repository.fullName,
    [crumb(repository)],
    html`<h1>${repository.fullName}</h1>
      <pre>git clone ${forge.url}/${repository.fullName}.git</pre>
      <h2>Issues</h2>
      ${renderRows(repository, issues, 'issues')}
      <h2>Pull requests</h2>
      ${renderRows(repository, pulls, 'pull')}
      <h2>Branches</h2>
      <ul class="rows">
        ${heads}
      </ul>`,
  );
}
