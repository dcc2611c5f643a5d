import { createHash } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import { z } from 'zod';
import { parseTargetPath } from './target-path.ts';

/** `power`: what was reported survives a power cut. `process`: it survives the death of any process. */
export type Durability = 'power' | 'process';

const identity = z.string().regex(/^\d+\.\d+\.-?\d+$/);
const path = z.string().refine((text) => {
  parseTargetPath(text);
  return true;
});
const permissions = z.int().min(0).max(0o777);
const directoryPath = z.union([z.literal(''), path]);

const oldShape = z.strictObject({ identity, mode: permissions, link: z.boolean() });
const newShape = z.strictObject({ identity, mode: permissions, link: z.boolean() });

const entryShape = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('add'), path, new: newShape }),
  z.strictObject({ act: z.literal('replace'), path, old: oldShape, new: newShape }),
  z.strictObject({ act: z.literal('delete'), path, old: oldShape }),
]);

const planShape = z.strictObject({
  version: z.literal(1),
  durability: z.enum(['power', 'process']),
  entries: z.array(entryShape),
  created: z.array(path),
  emptied: z.array(path),
  directories: z.array(
    z.strictObject({
      path: directoryPath,
      mode: permissions,
      uid: z.int(),
      gid: z.int(),
      atime: z.number(),
      mtime: z.number(),
    }),
  ),
});

/**
 * What one transaction does, complete before the first visible step. Entry `i` has its new file staged as `n<i>` and the
 * old one linked as `o<i>`, both beside the journal; which of them are still there tells how far it got.
 */
export type Plan = z.infer<typeof planShape>;
/** One path. `identity` tells one version of a file from another, `mode` has no special bits. */
export type Entry = Plan['entries'][number];
export type Version = z.infer<typeof oldShape>;
/** A directory as it was, for the way back. Times in seconds. */
export type DirectoryState = Plan['directories'][number];

/** Inode, size and time of the last change of the bytes: what no other version of a file has. */
export function identityOf(stat: BigIntStats): string {
  return `${stat.ino}.${stat.size}.${stat.mtimeNs}`;
}

export function inodeOf(version: Version): string {
  return version.identity.slice(0, version.identity.indexOf('.'));
}

export function formatPlan(plan: Plan): string {
  const text = JSON.stringify(plan);
  return `${text}\n${sumOf(text)}\n`;
}

/** `undefined` for a journal that is torn or that no writer of ours has written. */
export function parsePlan(text: string): Plan | undefined {
  const [body, sum, rest] = text.split('\n', 3);
  if (body === undefined || sum !== sumOf(body) || rest !== '') return undefined;
  try {
    return planShape.parse(JSON.parse(body));
  } catch {
    return undefined;
  }
}

function sumOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
