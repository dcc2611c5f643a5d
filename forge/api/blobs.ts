import { created, notFound, ok, Refusal, type Answer } from '../answer.ts';
import { param, type RepositoryCall } from '../call.ts';
import { readObject, writeObject } from '../git/objects.ts';
import { nodeIdOf } from '../identities.ts';
import { textAt } from '../json.ts';

export function decodeContent(content: string, encoding: string): Buffer {
  if (encoding === 'utf-8') return Buffer.from(content);
  const compact = content.replace(/\s/g, '');
  if (encoding !== 'base64' || !/^[A-Za-z0-9+/]*={0,2}$/.test(compact))
    throw new Refusal(422, 'Content is not valid Base64');
  return Buffer.from(compact, 'base64');
}

/** GitHub folds base64 at 60 characters and ends it with a newline. */
export function foldBase64(bytes: Buffer): string {
  return bytes.toString('base64').replace(/.{1,60}/g, '$&\n');
}

export async function createBlob(call: RepositoryCall): Promise<Answer> {
  const content = textAt(call.body, 'content');
  if (content === undefined) throw new Refusal(422, 'Invalid request.\n\n"content" wasn\'t supplied.');
  const bytes = decodeContent(content, textAt(call.body, 'encoding') ?? 'utf-8');
  refuseSecrets(call, bytes.toString());
  const oid = await writeObject(call.forge.git, call.repository.gitDir, 'blob', bytes);
  return created({ sha: oid, url: urlOf(call, oid) });
}

/** `repository-rule-violation-error` of GitHub's description: what push protection answers to content by API. */
export function refuseSecrets({ repository: { secrets } }: RepositoryCall, text: string): void {
  if (secrets === undefined || !new RegExp(secrets).test(text)) return;
  throw new Refusal(
    422,
    'Repository rule violations found\n\nSecret detected in content\n\n',
    [],
    {},
    {
      metadata: {
        secret_scanning: {
          bypass_placeholders: [
            { placeholder_id: 'placeholder', token_type: 'GITHUB_PERSONAL_ACCESS_TOKEN' },
          ],
        },
      },
    },
  );
}

function urlOf(call: RepositoryCall, oid: string): string {
  return `${call.forge.url}/repos/${call.repository.fullName}/git/blobs/${oid}`;
}

export async function getBlob(call: RepositoryCall): Promise<Answer> {
  const object = await readObject(call.forge.git, call.repository.gitDir, param(call, 'sha'));
  if (object?.type !== 'blob') throw notFound();
  if (String(call.headers['accept']).includes('raw')) {
    return { status: 200, headers: { 'content-type': 'application/octet-stream' }, bytes: object.bytes };
  }
  return ok({
    sha: object.oid,
    node_id: nodeIdOf(`Blob${object.oid.slice(0, 8)}`, object.bytes.length),
    size: object.bytes.length,
    url: urlOf(call, object.oid),
    content: foldBase64(object.bytes),
    encoding: 'base64',
  });
}
