import { z } from 'zod';
import { blobId, objectFormatOf } from './blob.ts';
import { entryOf, type Change, type ChangeSet } from './change.ts';
import { isJoint, join, type JointChangeSet, type SealedChanges } from './joint.ts';
import { comparePaths, digestOf } from './seal.ts';

/** The file does not hold together; nothing was touched because of it. */
export class MalformedChangeSet extends Error {
  override readonly name = 'MalformedChangeSet';
  readonly code = 'ECHANGESET';
}

const oid = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/, 'is not an object id');
const mode = z.enum(['100644', '100755', '120000', '160000']);
const base64 = z.string().refine(isBase64, 'is not base64');
const path = z.string().refine((text) => text.isWellFormed(), 'is not UTF-8');

const fileShape = z.strictObject({
  version: z.literal(1),
  base: oid.nullable(),
  changes: z.array(
    z.discriminatedUnion('change', [
      z.strictObject({ path, change: z.literal('add'), mode, after: oid, content: base64.optional() }),
      z.strictObject({
        path,
        change: z.literal('modify'),
        mode,
        beforeMode: mode,
        before: oid,
        after: oid,
        content: base64.optional(),
      }),
      z.strictObject({ path, change: z.literal('delete'), beforeMode: mode, before: oid }),
    ]),
  ),
  digest: z.string(),
});

const jointShape = z.strictObject({
  version: z.literal(1),
  repositories: z
    .array(z.strictObject({ repository: z.string().min(1).max(255), changeSet: fileShape }))
    .min(1),
  digest: z.string(),
});

type File = z.infer<typeof fileShape>;
type FileChange = File['changes'][number];

/**
 * Reads a `*.change-set.json` that anybody may have written. Returns a set that holds together: shape, order, no path
 * twice, blob ids of the very bytes, one object format, digest. Whether it may land is for the guards to say.
 */
export function parseChangeSet(text: string): ChangeSet {
  return changeSetOf(shapeOf(fileShape, jsonOf(text)));
}

/** As `parseChangeSet`, also of a file that holds the change sets of several repositories. */
export function parseSealed(text: string): SealedChanges {
  const json = jsonOf(text);
  const isOfSeveral = typeof json === 'object' && json !== null && 'repositories' in json;
  return isOfSeveral ? jointOf(shapeOf(jointShape, json)) : changeSetOf(shapeOf(fileShape, json));
}

function jointOf(file: z.infer<typeof jointShape>): JointChangeSet {
  for (const [index, { repository }] of file.repositories.entries()) {
    const previous = file.repositories[index - 1]?.repository;
    if (previous !== undefined && comparePaths(previous, repository) >= 0)
      throw malformed(`${repository}: the repositories are not sorted, or one is there twice`);
  }
  const joint = join(
    file.repositories.map(({ repository, changeSet }) => ({ repository, changeSet: changeSetOf(changeSet) })),
  );
  if (joint.digest !== file.digest)
    throw malformed(`the digest is ${joint.digest}, the file says ${file.digest}`);
  return joint;
}

function changeSetOf(file: File): ChangeSet {
  const changes = file.changes.map((entry) => Object.freeze(changeOf(entry)));
  requireOneObjectFormat(file.base, changes);
  requireOrder(changes);
  for (const change of changes) requireOwnBytes(change);
  const digest = digestOf(file.base, changes.map(entryOf));
  if (digest !== file.digest) throw malformed(`the digest is ${digest}, the file says ${file.digest}`);
  return Object.freeze({ version: 1, base: file.base, changes: Object.freeze(changes), digest });
}

/** The file's text, in pieces: a set of many megabytes is never held as one string. */
export function* formatSealed(sealed: SealedChanges): Generator<string> {
  if (!isJoint(sealed)) return yield* formatChangeSet(sealed);
  yield '{\n  "version": 1,\n  "repositories": [';
  let separator = '\n';
  for (const { repository, changeSet } of sealed.repositories) {
    yield `${separator}{ "repository": ${JSON.stringify(repository)}, "changeSet": `;
    yield* formatChangeSet(changeSet);
    yield '}';
    separator = ',\n';
  }
  yield `],\n  "digest": ${JSON.stringify(sealed.digest)}\n}\n`;
}

export function* formatChangeSet(changeSet: ChangeSet): Generator<string> {
  yield `{\n  "version": 1,\n  "base": ${JSON.stringify(changeSet.base)},\n  "changes": [`;
  let separator = '\n    ';
  for (const change of changeSet.changes) {
    yield separator + JSON.stringify(fileEntryOf(change));
    separator = ',\n    ';
  }
  yield `${changeSet.changes.length > 0 ? '\n  ' : ''}],\n  "digest": ${JSON.stringify(changeSet.digest)}\n}\n`;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw malformed('it is not JSON', cause);
  }
}

function shapeOf<T extends z.ZodType>(expected: T, json: unknown): z.infer<T> {
  const shape = expected.safeParse(json);
  if (shape.success) return shape.data;
  const [issue] = shape.error.issues;
  const where = issue?.path.join('.') ?? '';
  throw malformed(`${where === '' ? '' : `${where}: `}${issue?.message ?? 'wrong shape'}`, shape.error);
}

/** In its one canonical form. A pattern with a repeated group would exhaust the stack at a few megabytes. */
function isBase64(text: string): boolean {
  const tail = text.slice(-4);
  return (
    text.length % 4 === 0 &&
    /^[A-Za-z0-9+/]*={0,2}$/.test(text) &&
    Buffer.from(tail, 'base64').toString('base64') === tail
  );
}

function changeOf(entry: FileChange): Change {
  if (entry.change === 'delete') return entry;
  const { content, ...rest } = entry;
  if (rest.mode === '160000') return { ...rest, content: new Uint8Array() };
  if (content === undefined) throw malformed(`${rest.path}: content is missing`);
  return { ...rest, content: Buffer.from(content, 'base64') };
}

function fileEntryOf(change: Change): object {
  if (change.change === 'delete' || change.mode === '160000') return entryOf(change);
  return { ...entryOf(change), content: Buffer.from(change.content).toString('base64') };
}

function requireOneObjectFormat(base: string | null, changes: readonly Change[]): void {
  const lengths = new Set(base === null ? [] : [base.length]);
  for (const change of changes) {
    if (change.change !== 'add') lengths.add(change.before.length);
    if (change.change !== 'delete') lengths.add(change.after.length);
  }
  if (lengths.size > 1) throw malformed('SHA-1 and SHA-256 object ids are mixed');
}

function requireOrder(changes: readonly Change[]): void {
  for (const [index, change] of changes.entries()) {
    const previous = changes[index - 1];
    if (previous === undefined) continue;
    const order = comparePaths(previous.path, change.path);
    if (order === 0) throw malformed(`${change.path}: the path is there twice`);
    if (order > 0) throw malformed(`${change.path}: the changes are not sorted by the bytes of their paths`);
  }
}

function requireOwnBytes(change: Change): void {
  if (change.change === 'delete') return;
  if (change.mode !== '160000') {
    const id = blobId(change.content, objectFormatOf(change.after));
    if (id !== change.after)
      throw malformed(`${change.path}: the content is ${id}, the file says ${change.after}`);
  }
  if (change.change === 'modify' && change.before === change.after && change.beforeMode === change.mode) {
    throw malformed(`${change.path}: nothing is modified`);
  }
}

function malformed(message: string, cause?: unknown): MalformedChangeSet {
  return new MalformedChangeSet(message, { cause });
}
