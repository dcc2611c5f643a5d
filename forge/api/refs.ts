import { created, NO_CONTENT, notFound, ok, Refusal, type Answer } from '../answer.ts';
import { pageOf, param, requireActor, type RepositoryCall } from '../call.ts';
import type { Forge } from '../forge.ts';
import { isAncestor } from '../git/history.ts';
import { readObject, readRef } from '../git/objects.ts';
import { updateRef } from '../git/update-ref.ts';
import { nodeIdOf } from '../identities.ts';
import { textAt, type Json } from '../json.ts';
import type { Repository } from '../repository.ts';

function render(forge: Forge, repository: Repository, ref: string, oid: string, type: string): Json {
  const api = `${forge.url}/repos/${repository.fullName}/git`;
  return {
    ref,
    node_id: nodeIdOf(`Ref:${ref}`, 0),
    url: `${api}/${ref}`,
    object: { sha: oid, type, url: `${api}/${type}s/${oid}` },
  };
}

interface Listed {
  readonly ref: string;
  readonly oid: string;
  readonly type: string;
}

export async function listRefs(forge: Forge, repository: Repository, prefix: string): Promise<Listed[]> {
  // for-each-ref matches whole components; GitHub matches any prefix.
  const folder = prefix.slice(0, prefix.lastIndexOf('/') + 1);
  const out = await forge.git.run(repository.gitDir, [
    'for-each-ref',
    '--format=%(objectname) %(objecttype) %(refname)',
    folder,
  ]);
  return out
    .toString()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [oid = '', type = '', ref = ''] = line.split(' ');
      return { oid, type, ref };
    })
    .filter(({ ref }) => ref.startsWith(prefix));
}

export async function getRef(call: RepositoryCall): Promise<Answer> {
  const ref = `refs/${param(call, 'ref')}`;
  const found = (await listRefs(call.forge, call.repository, ref)).find((one) => one.ref === ref);
  if (found === undefined) throw notFound();
  return ok(render(call.forge, call.repository, ref, found.oid, found.type));
}

export async function matchRefs(call: RepositoryCall): Promise<Answer> {
  const found = await listRefs(call.forge, call.repository, `refs/${call.params['ref'] ?? ''}`);
  const page = pageOf(call, found);
  return ok(
    page.items.map((one) => render(call.forge, call.repository, one.ref, one.oid, one.type)),
    page.headers,
  );
}

/** Messages as GitHub gives them: "Reference already exists", "Object does not exist", "Update is not a fast forward". */
export async function createRef(call: RepositoryCall): Promise<Answer> {
  const { forge, repository } = call;
  const ref = textAt(call.body, 'ref') ?? '';
  const sha = textAt(call.body, 'sha') ?? '';
  const isNamed = /^refs\/[^/]+\/.+/.test(ref) && !ref.startsWith('refs/pull/');
  const checked = await forge.git.attempt(repository.gitDir, ['check-ref-format', ref]);
  if (!isNamed || checked.code !== 0) {
    throw new Refusal(422, `${ref} is not a valid ref name.`);
  }
  const object = await readTarget(call, ref, sha);
  if ((await readRef(forge.git, repository.gitDir, ref)) !== undefined) {
    throw new Refusal(422, 'Reference already exists');
  }
  const done = await updateRef(forge, repository, requireActor(call), {
    ref,
    before: undefined,
    after: object.oid,
  });
  if (done === 'moved') throw new Refusal(422, 'Reference already exists');
  return created(render(forge, repository, ref, object.oid, object.type));
}

async function readTarget(
  call: RepositoryCall,
  ref: string,
  sha: string,
): Promise<{ oid: string; type: string }> {
  const object = /^[0-9a-f]{40}$/.test(sha)
    ? await readObject(call.forge.git, call.repository.gitDir, sha)
    : undefined;
  const fits = object !== undefined && (object.type === 'commit' || !ref.startsWith('refs/heads/'));
  if (!fits) throw new Refusal(422, 'Object does not exist');
  return object;
}

export async function changeRef(call: RepositoryCall): Promise<Answer> {
  const { forge, repository } = call;
  const ref = `refs/${param(call, 'ref')}`;
  const { oid: after, type } = await readTarget(call, ref, textAt(call.body, 'sha') ?? '');
  for (;;) {
    const before = await readRef(forge.git, repository.gitDir, ref);
    if (before === undefined) throw new Refusal(422, 'Reference does not exist');
    const isForward = await isAncestor(forge.git, repository.gitDir, before, after);
    if (!isForward && call.body['force'] !== true) throw new Refusal(422, 'Update is not a fast forward');
    // Where another update came in between, its result is judged anew.
    const done = await updateRef(forge, repository, requireActor(call), { ref, before, after });
    if (done === 'done') return ok(render(forge, repository, ref, after, type));
  }
}

export async function deleteRef(call: RepositoryCall): Promise<Answer> {
  const { forge, repository } = call;
  const ref = `refs/${param(call, 'ref')}`;
  const before = await readRef(forge.git, repository.gitDir, ref);
  if (before === undefined) throw new Refusal(422, 'Reference does not exist');
  if (ref === `refs/heads/${repository.defaultBranch}`)
    throw new Refusal(422, 'Cannot delete the default branch');
  const done = await updateRef(forge, repository, requireActor(call), { ref, before, after: undefined });
  if (done === 'moved') throw new Refusal(409, 'Reference cannot be updated');
  return NO_CONTENT;
}
