import type { Forge } from '../forge.ts';
import { html } from './html.ts';
import { renderLayout } from './layout.ts';

export function renderHome(forge: Forge): string {
  const rows = [...forge.repositories.values()].map(
    ({ fullName, isPrivate }) =>
      html`<li>
        <a href="/${fullName}">${fullName}</a> <span class="muted">${isPrivate ? 'private' : 'public'}</span>
      </li>`,
  );
  return renderLayout(
    'offline GitHub',
    [],
    html`<h1>Repositories</h1>
      <ul class="rows">
        ${rows}
      </ul>`,
  );
}
