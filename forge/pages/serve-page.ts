import type { Answer } from '../answer.ts';
import { repositoryNamed, type Forge } from '../forge.ts';
import type { Repository } from '../repository.ts';
import { renderCommitPage } from './commit-page.ts';
import { renderHome } from './home.ts';
import { html } from './html.ts';
import { renderIssue } from './issue-page.ts';
import { renderLayout } from './layout.ts';
import { createAppFromManifest } from './new-app.ts';
import { renderPull, renderPullDiff } from './pull-page.ts';
import { renderRepository } from './repository-page.ts';

export interface PageRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Buffer;
}

/** First segments that belong to the API; what is left is for people. */
const API_ROOTS = new Set([
  '_blobs',
  'app',
  'app-manifests',
  'graphql',
  'installation',
  'meta',
  'orgs',
  'rate_limit',
  'repos',
  'search',
  'twirp',
  'user',
  'users',
]);

export function isPage(path: string): boolean {
  return !API_ROOTS.has(path.split('/')[1] ?? '');
}

/** No script may run, whatever should slip through. */
const HTML_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
  'x-content-type-options': 'nosniff',
};

function page(text: string, status = 200): Answer {
  return { status, headers: HTML_HEADERS, bytes: Buffer.from(text) };
}

export async function servePage(forge: Forge, request: PageRequest): Promise<Answer> {
  const { method, path, query, body } = request;
  if (path === '/settings/apps/new' && method === 'POST')
    return createAppFromManifest(forge, body, query.get('state'));
  if (path === '/') return page(renderHome(forge));
  const [, owner = '', name = '', ...rest] = path.replace(/\/$/, '').split('/');
  const repository = repositoryNamed(forge, owner, name);
  const found = repository === undefined ? undefined : await answerIn(forge, repository, rest.join('/'));
  return found ?? page(renderLayout('Not found', [], html`<h1>There is nothing here</h1>`), 404);
}

async function answerIn(forge: Forge, repository: Repository, rest: string): Promise<Answer | undefined> {
  if (rest === '') return page(await renderRepository(forge, repository));
  const [, kind, name = '', suffix] = /^(issues|pull|commit)\/([\w.-]+?)(\.diff)?$/.exec(rest) ?? [];
  const number = Number(name);
  if (kind === 'pull' && suffix !== undefined) {
    const bytes = await renderPullDiff(forge, repository, number);
    return bytes === undefined
      ? undefined
      : { status: 200, headers: { 'content-type': 'text/plain; charset=utf-8' }, bytes };
  }
  if (kind === 'issues' && repository.pulls.has(number)) {
    return { status: 302, headers: { location: `/${repository.fullName}/pull/${number}` } };
  }
  const text =
    kind === 'issues'
      ? await renderIssue(forge, repository, number)
      : kind === 'pull'
        ? await renderPull(forge, repository, number)
        : kind === 'commit'
          ? await renderCommitPage(forge, repository, name)
          : undefined;
  return text === undefined ? undefined : page(text);
}
