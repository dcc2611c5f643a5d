import { created, notFound, ok, Refusal, type Answer } from '../answer.ts';
import { param, type RepositoryCall } from '../call.ts';
import { readObject, readObjects, resolveCommit } from '../git/objects.ts';
import { refuseSecrets } from './blobs.ts';
import { writeBlobs, writeTree, type TreeEntry } from '../git/write-tree.ts';
import { listAt, textAt, type Json } from '../json.ts';

const TYPE: Readonly<Record<string, string>> = {
  '100644': 'blob',
  '100755': 'blob',
  '120000': 'blob',
  '040000': 'tree',
  '160000': 'commit',
};

async function renderTree(call: RepositoryCall, tree: string, isRecursive: boolean): Promise<Json> {
  const api = `${call.forge.url}/repos/${call.repository.fullName}/git`;
  const out = await call.forge.git.run(call.repository.gitDir, [
    'ls-tree',
    '-z',
    '--long',
    ...(isRecursive ? ['-r', '-t'] : []),
    tree,
  ]);
  const entries = out
    .toString()
    .split('\0')
    .filter((line) => line !== '');
  return {
    sha: tree,
    url: `${api}/trees/${tree}`,
    tree: entries.map((line) => {
      const tab = line.indexOf('\t');
      const [mode = '', type = '', sha = '', size = '-'] = line.slice(0, tab).split(/ +/);
      return {
        path: line.slice(tab + 1),
        mode,
        type,
        sha,
        ...(type === 'blob' ? { size: Number(size) } : {}),
        ...(type === 'commit' ? {} : { url: `${api}/${type}s/${sha}` }),
      };
    }),
    truncated: false,
  };
}

export async function getTree(call: RepositoryCall): Promise<Answer> {
  const { forge, repository } = call;
  const name = param(call, 'sha');
  const direct = await readObject(forge.git, repository.gitDir, name);
  const commit =
    direct?.type === 'tree' ? undefined : await resolveCommit(forge.git, repository.gitDir, name);
  const tree = direct?.type === 'tree' ? direct.oid : commit === undefined ? undefined : `${commit}^{tree}`;
  if (tree === undefined) throw notFound();
  const object = await readObject(forge.git, repository.gitDir, tree);
  if (object === undefined) throw notFound();
  return ok(await renderTree(call, object.oid, call.query.has('recursive')));
}

/**
 * `..`, `.git` in any spelling and the like are git's to refuse (emulate lets `.git/config` and `a\b` pass); message
 * as on GitHub: "tree.path contains a malformed path component".
 */
export async function createTree(call: RepositoryCall): Promise<Answer> {
  const { forge, repository } = call;
  const raw = listAt(call.body, 'tree');
  if (raw.length === 0) throw new Refusal(422, 'Invalid tree info');
  const base = textAt(call.body, 'base_tree');
  const baseTree =
    base === undefined ? undefined : await readObject(forge.git, repository.gitDir, `${base}^{tree}`);
  if (base !== undefined && baseTree === undefined)
    throw new Refusal(422, 'base_tree is not a valid tree oid');
  const contents = raw.flatMap((item) => textAt(item, 'content') ?? []);
  for (const content of contents) refuseSecrets(call, content);
  const written = await writeBlobs(
    forge.git,
    repository.gitDir,
    contents.map((content) => Buffer.from(content)),
  );
  const entries = raw.map((item): TreeEntry => {
    const path = textAt(item, 'path') ?? '';
    const mode = textAt(item, 'mode') ?? '100644';
    if (TYPE[mode] === undefined)
      throw new Refusal(422, 'tree.mode must be one of: 040000, 100644, 100755, 120000, 160000');
    const isMalformed = path === '' || path.includes('\\') || path.includes('\0') || path.endsWith('/');
    if (isMalformed) throw new Refusal(422, 'tree.path contains a malformed path component');
    if (textAt(item, 'content') !== undefined) return { path, mode, oid: written.shift() ?? null };
    return { path, mode, oid: textAt(item, 'sha') ?? null };
  });
  await demandObjects(call, entries);
  const tree = await writeTree(forge.git, repository.gitDir, baseTree?.oid, entries);
  if (tree === undefined) throw new Refusal(422, 'tree.path contains a malformed path component');
  return created(await renderTree(call, tree, false));
}

async function demandObjects(call: RepositoryCall, entries: readonly TreeEntry[]): Promise<void> {
  const wanted = entries.flatMap(({ mode, oid }) => (oid === null || mode === '160000' ? [] : [oid]));
  if (wanted.some((oid) => !/^[0-9a-f]{40}$/.test(oid))) throw new Refusal(422, 'tree.sha must be a SHA1');
  const found = new Map(
    (await readObjects(call.forge.git, call.repository.gitDir, wanted)).map(({ oid, type }) => [oid, type]),
  );
  for (const { mode, oid } of entries) {
    if (oid === null || mode === '160000' || found.get(oid) === TYPE[mode]) continue;
    throw new Refusal(422, `tree.sha ${oid} is not a valid ${TYPE[mode] ?? 'object'}`);
  }
}
