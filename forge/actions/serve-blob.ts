import type { Answer } from '../answer.ts';
import type { Forge } from '../forge.ts';

const BLOB = /^\/_blobs\/artifacts\/(\d+)$/;

export function isBlob(path: string): boolean {
  return BLOB.test(path);
}

/**
 * As much of Azure's blob storage as an upload needs: blocks, and the list that puts them in order
 * (https://learn.microsoft.com/rest/api/storageservices/put-block, `put-block-list`, `put-blob`, `get-blob`).
 */
export function serveBlob(
  forge: Forge,
  { method, path, query, body }: { method: string; path: string; query: URLSearchParams; body: Buffer },
): Answer {
  const artifact = forge.artifacts.find(({ id }) => String(id) === BLOB.exec(path)?.[1]);
  if (artifact === undefined || query.get('sig') !== artifact.signature)
    return { status: 403, headers: { 'x-ms-error-code': 'AuthenticationFailed' } };
  if (method === 'GET')
    return { status: 200, headers: { 'content-type': artifact.mimeType }, bytes: artifact.bytes };
  if (method !== 'PUT') return { status: 405 };
  if (query.get('comp') === 'block') {
    artifact.blocks.set(query.get('blockid') ?? '', body);
  } else if (query.get('comp') === 'blocklist') {
    const ids = [...body.toString().matchAll(/<Latest>([^<]+)<\/Latest>/g)].map(([, id = '']) => id);
    const blocks = ids.flatMap((id) => artifact.blocks.get(id) ?? []);
    if (blocks.length < ids.length)
      return { status: 400, headers: { 'x-ms-error-code': 'InvalidBlockList' } };
    artifact.bytes = Buffer.concat(blocks);
  } else {
    artifact.bytes = body;
  }
  return { status: 201 };
}
