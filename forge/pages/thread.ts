import type { Forge } from '../forge.ts';
import { isJson, listAt, objectAt, textAt, type Json } from '../json.ts';
import type { Repository } from '../repository.ts';
import { html, NOTHING, type Html } from './html.ts';
import { renderMarkdown } from './markdown.ts';
import { readList } from './read.ts';

const SIGNS: Readonly<Record<string, string>> = {
  '+1': '👍',
  '-1': '👎',
  laugh: '😄',
  confused: '😕',
  heart: '❤️',
  hooray: '🎉',
  rocket: '🚀',
  eyes: '👀',
};

function renderReactions(repository: Repository, subject: string): Html {
  const given = repository.reactions.get(subject) ?? [];
  if (given.length === 0) return NOTHING;
  const shown = given.map(
    ({ content, by }) => html`<span title="${by.login}">${SIGNS[content] ?? ''}</span> `,
  );
  return html`<p>${shown}</p>`;
}

function renderCard(
  repository: Repository,
  value: Json,
  subject: string,
  verb: string,
  anchor: string,
): Html {
  const body = textAt(value, 'body') ?? '';
  return html`<section class="card" id="${anchor}">
    <div class="who">
      <strong>${textAt(objectAt(value, 'user'), 'login') ?? 'ghost'}</strong>
      <span class="muted"
        >${verb} ${textAt(value, 'created_at') ?? ''} · ${textAt(value, 'author_association') ?? ''}</span
      >
    </div>
    <div class="what">
      ${body === '' ? html`<p class="muted">No description.</p>` : renderMarkdown(body)}
      ${renderReactions(repository, subject)}
    </div>
  </section>`;
}

export function renderLabels(value: Json): Html {
  const labels = listAt(value, 'labels').filter(isJson);
  return html`${labels.map((label) => html`<span class="label">${textAt(label, 'name') ?? ''}</span>`)}`;
}

/** The first post of an issue or pull request, and every comment on it. */
export async function renderThread(forge: Forge, repository: Repository, value: Json): Promise<Html> {
  const number = String(value['number']);
  const comments = await readList(
    forge,
    `/repos/${repository.fullName}/issues/${number}/comments?per_page=100`,
  );
  return html`${renderCard(repository, value, `issues/${number}`, 'opened', 'top')}${comments.map(
    (comment) => {
      const id = String(comment['id']);
      return renderCard(repository, comment, `issues/comments/${id}`, 'commented', `issuecomment-${id}`);
    },
  )}`;
}
