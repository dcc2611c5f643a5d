import { createHash } from 'node:crypto';

export type ObjectFormat = 'sha1' | 'sha256';

/** The object format is told by the length of any object id of the repository: 40 digits or 64. */
export function objectFormatOf(oid: string): ObjectFormat {
  return oid.length === 64 ? 'sha256' : 'sha1';
}

/**
 * The id git gives these bytes: the hash of `blob <length>\0` and the bytes
 * (https://git-scm.com/book/en/v2/Git-Internals-Git-Objects).
 */
export function blobId(content: Uint8Array, format: ObjectFormat): string {
  return createHash(format).update(`blob ${content.byteLength}\0`).update(content).digest('hex');
}
