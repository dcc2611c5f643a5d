import { afterAll, beforeAll, expect, test } from 'vitest';
import { openForge, type OpenForge } from '../../forge/open-forge.ts';
import { clientFor } from './client.ts';

let forge: OpenForge;
const target = { owner: 'acme', repo: 'app' };
beforeAll(async () => {
  forge = await openForge();
});
afterAll(() => forge[Symbol.asyncDispose]());

async function read(path: string): Promise<{ status: number; text: string; policy: string | null }> {
  const response = await fetch(path.startsWith('http') ? path : `${forge.url}${path}`);
  return {
    status: response.status,
    text: await response.text(),
    policy: response.headers.get('content-security-policy'),
  };
}

const EVIL = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '[x](javascript:alert(1))',
  '```\n</code></pre><script>alert(2)</script>\n```',
  '`<svg onload=x>`',
  '<details onclick="x">',
  '[a](http://x"onmouseover="alert(1))',
  '| <b onclick=x> | <iframe> |\n|---|---|\n| 1 | 2 |',
].join('\n\n');

test('nothing that people write becomes markup', async () => {
  const mallory = clientFor(forge, forge.tokens.mallory);
  const { data: issue } = await mallory.issues.create({ ...target, title: '<script>t</script>', body: EVIL });
  await mallory.issues.createComment({ ...target, issue_number: issue.number, body: EVIL });
  for (const path of [issue.html_url, '/acme/app']) {
    const page = await read(path);
    expect(page.status).toBe(200);
    expect(page.text).not.toMatch(
      /<script|<img|<svg|<iframe|<[a-z]+ on\w+=|href="javascript|"onmouseover="/i,
    );
    expect(page.policy).toContain("default-src 'none'");
  }
  expect((await read(issue.html_url)).text).toContain('&lt;script&gt;alert(1)');
});

test('a pull request shows its comments, commits with trailers, and its diff', async () => {
  const api = clientFor(forge, forge.tokens.walter);
  const head = (await api.repos.getBranch({ ...target, branch: 'main' })).data.commit.sha;
  const tree = await api.git.createTree({
    ...target,
    base_tree: head,
    tree: [{ path: '<b>.txt', mode: '100644', type: 'blob', content: '<i>new</i>\n' }],
  });
  const commit = await api.git.createCommit({
    ...target,
    message: 'Add it\n\nChange-Set: sha256:00\n',
    tree: tree.data.sha,
    parents: [head],
  });
  await api.git.createRef({ ...target, ref: 'refs/heads/page', sha: commit.data.sha });
  const { data: pull } = await api.pulls.create({
    ...target,
    head: 'page',
    base: 'main',
    title: 'Page',
    body: '**bold** Fixes #1',
  });
  await api.issues.createComment({
    ...target,
    issue_number: pull.number,
    body: '<!-- wholly:run=1 -->hello',
  });
  const page = await read(pull.html_url);
  expect(page.text).toContain('Change-Set: sha256:00');
  expect(page.text).toContain('+&lt;i&gt;new&lt;/i&gt;');
  expect(page.text).toContain('<strong>bold</strong>');
  expect(page.text).not.toContain('<i>new');
  expect((await read(`${pull.html_url}.diff`)).text).toContain('+<i>new</i>');
  expect((await read(`/acme/app/issues/${pull.number}`)).text).toBe(page.text);
  expect((await read(`/acme/app/commit/${commit.data.sha}`)).text).toContain('Add it');
});

test('the start page leads to the repositories, and what is not there is 404', async () => {
  expect((await read('/')).text).toContain('href="/acme/app"');
  for (const path of [
    '/acme/none',
    '/acme/app/issues/99',
    '/acme/app/pull/99',
    '/acme/app/nonsense',
    '/acme/app/issues/x',
  ]) {
    expect({ path, status: (await read(path)).status }).toEqual({ path, status: 404 });
  }
});
