import { notFound, ok, Refusal, type Answer } from '../answer.ts';
import { param, requireActor, type RepositoryCall } from '../call.ts';
import { parseCommit, renderCommit } from '../git/commit.ts';
import { readObject, readRef, resolveCommit, writeObject } from '../git/objects.ts';
import { updateRef } from '../git/update-ref.ts';
import { writeTree } from '../git/write-tree.ts';
import { textAt, type Json } from '../json.ts';
import { decodeContent, foldBase64 } from './blobs.ts';
import { stampOf, webFlow } from './commits.ts';
import { renderGitCommit } from './render-commit.ts';

interface Entry {
  readonly mode: string;
  readonly type: string;
  readonly oid: string;
  readonly size: number;
  readonly path: string;
}

async function listEntries(call: RepositoryCall, commit: string, path: string): Promise<Entry[]> {
  const out = await call.forge.git.attempt(call.repository.gitDir, [
    'ls-tree',
    '-z',
    '--long',
    '--full-tree',
    commit,
    ...(path === '' ? [] : ['--', path]),
  ]);
  return out.stdout
    .toString()
    .split('\0')
    .filter((line) => line !== '')
    .map((line) => {
      const tab = line.indexOf('\t');
      const [mode = '', type = '', oid = '', size = '-'] = line.slice(0, tab).split(/ +/);
      return { mode, type, oid, size: Number(size) || 0, path: line.slice(tab + 1) };
    });
}

function kindOf({ mode, type }: Entry): string {
  if (mode === '120000') return 'symlink';
  return type === 'tree' ? 'dir' : type === 'commit' ? 'submodule' : 'file';
}

function renderEntry(call: RepositoryCall, entry: Entry, ref: string): Json {
  const path = entry.path.split('/').map(encodeURIComponent).join('/');
  const page = `${call.forge.url}/${call.repository.fullName}`;
  const api = `${call.forge.url}/repos/${call.repository.fullName}`;
  const url = `${api}/contents/${path}?ref=${encodeURIComponent(ref)}`;
  const folder = entry.type === 'tree' ? 'trees' : 'blobs';
  const html = `${page}/${entry.type === 'tree' ? 'tree' : 'blob'}/${ref}/${path}`;
  const git = `${api}/git/${folder}/${entry.oid}`;
  return {
    name: entry.path.slice(entry.path.lastIndexOf('/') + 1),
    path: entry.path,
    sha: entry.oid,
    size: entry.size,
    url,
    html_url: html,
    git_url: git,
    download_url: entry.type === 'blob' ? `${page}/raw/${ref}/${path}` : null,
    type: kindOf(entry),
    _links: { self: url, git, html },
  };
}

export async function getContents(call: RepositoryCall): Promise<Answer> {
  const { forge, repository } = call;
  const path = (call.params['path'] ?? '').replace(/^\/+|\/+$/g, '');
  const ref = call.query.get('ref') ?? repository.defaultBranch;
  const commit = await resolveCommit(forge.git, repository.gitDir, ref.replace(/^refs\/(heads|tags)\//, ''));
  if (commit === undefined) throw new Refusal(404, `No commit found for the ref ${ref}`);
  const [entry] = path === '' ? [] : await listEntries(call, commit, path);
  if (path === '' || entry?.type === 'tree') {
    const inside = await listEntries(call, commit, path === '' ? '' : `${path}/`);
    return ok(inside.map((one) => renderEntry(call, one, ref)));
  }
  if (entry === undefined) throw notFound();
  const object = await readObject(forge.git, repository.gitDir, entry.oid);
  const bytes = object?.bytes ?? Buffer.of();
  if (String(call.headers['accept']).includes('raw')) {
    return { status: 200, headers: { 'content-type': 'application/vnd.github.raw; charset=utf-8' }, bytes };
  }
  const base = renderEntry(call, entry, ref);
  if (entry.mode === '120000') return ok({ ...base, target: bytes.toString() });
  if (entry.type === 'commit') return ok({ ...base, submodule_git_url: null });
  return ok({ ...base, content: foldBase64(bytes), encoding: 'base64' });
}

/** `PUT` and `DELETE /contents/{path}`: one commit of one file, by GitHub's web flow. */
export async function changeContents(call: RepositoryCall): Promise<Answer> {
  const { forge, repository } = call;
  const path = param(call, 'path');
  const actor = requireActor(call);
  const branch = textAt(call.body, 'branch') ?? repository.defaultBranch;
  const ref = `refs/heads/${branch}`;
  const head = await readRef(forge.git, repository.gitDir, ref);
  if (head === undefined) throw new Refusal(404, `Branch ${branch} not found`);
  const message = textAt(call.body, 'message');
  if (message === undefined) throw new Refusal(422, 'Invalid request.\n\n"message" wasn\'t supplied.');
  const [before] = await listEntries(call, head, path);
  const given = textAt(call.body, 'sha');
  if (before !== undefined && given === undefined)
    throw new Refusal(422, 'Invalid request.\n\n"sha" wasn\'t supplied.');
  if (given !== undefined && given !== before?.oid) throw new Refusal(409, `${path} does not match ${given}`);
  const oid = await writeContent(call, before);
  const tree = await writeTree(forge.git, repository.gitDir, head, [
    { path, mode: before?.mode ?? '100644', oid },
  ]);
  if (tree === undefined) throw new Refusal(422, 'path contains a malformed path component');
  const bytes = renderCommit({
    tree,
    parents: [head],
    author: stampOf(actor.identity),
    committer: webFlow(),
    message,
    signingKey: forge.signingKey,
  });
  const commit = await writeObject(forge.git, repository.gitDir, 'commit', bytes);
  const done = await moveAs409(call, { ref, before: head, after: commit });
  if (done === 'moved') throw new Refusal(409, `${branch} is at another commit but expected ${head}`);
  const [after] = oid === null ? [] : await listEntries(call, commit, path);
  return {
    status: call.method === 'PUT' && before === undefined ? 201 : 200,
    json: {
      content: after === undefined ? null : renderEntry(call, after, branch),
      commit: renderGitCommit(forge, repository, parseCommit(commit, bytes)),
    },
  };
}

async function writeContent(call: RepositoryCall, before: Entry | undefined): Promise<string | null> {
  if (call.method === 'DELETE') {
    if (before === undefined) throw notFound();
    return null;
  }
  const content = textAt(call.body, 'content');
  if (content === undefined) throw new Refusal(422, 'Invalid request.\n\n"content" wasn\'t supplied.');
  return writeObject(call.forge.git, call.repository.gitDir, 'blob', decodeContent(content, 'base64'));
}

/** Rules are a conflict here, where `/git/refs` calls them unprocessable (docs of "create or update file contents": 409). */
async function moveAs409(call: RepositoryCall, update: Parameters<typeof updateRef>[3]) {
  try {
    return await updateRef(call.forge, call.repository, requireActor(call), update);
  } catch (error) {
    if (error instanceof Refusal && error.status === 422) throw new Refusal(409, error.message);
    throw error;
  }
}
