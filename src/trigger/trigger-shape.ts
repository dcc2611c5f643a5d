import { z } from 'zod';
import { isBranchName } from './branch-name.ts';
import type { Command, Digest, MalformedCommand } from './command.ts';
import { account, deliveryShape, eventNameShape, id, oid, time, webAddress } from './event-shape.ts';
import { isOwnerName, isRepositoryName } from './repository-name.ts';
import type { Trigger } from './trigger.ts';

/** A request that was written down and is read again, perhaps from where others can write; `null` where it is none. */
export function parseTrigger(value: unknown): Trigger | null {
  const { success, data } = triggerShape.safeParse(value);
  return success ? data : null;
}

const branch = z.string().refine(isBranchName);
const end = z.object({ branch, oid, repositoryId: id.nullable() });
const subject = { number: id, title: z.string(), body: z.string(), htmlUrl: webAddress };
const digest = z.custom<Digest>((value) => typeof value === 'string' && /^sha256:[0-9a-f]{64}$/.test(value));

const pinned = {
  id,
  nodeId: z.string().nullable(),
  body: z.string(),
  bodySha256: z.string().regex(/^[0-9a-f]{64}$/),
  createdAt: time,
  updatedAt: time,
  htmlUrl: webAddress,
};

const place = z.object({
  path: z.string(),
  side: z.enum(['LEFT', 'RIGHT']),
  startLine: id.nullable(),
  line: id.nullable(),
  diffHunk: z.string(),
  commitId: oid,
});

const command: z.ZodType<Command | MalformedCommand> = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['implement', 'revise', 'explain']), text: z.string() }),
  z.object({ kind: z.enum(['apply', 'discard']), digest }),
  z.object({ kind: z.enum(['retry', 'undo', 'stop', 'status', 'help']) }),
  z.object({ kind: z.literal('malformed'), message: z.string() }),
]);

const triggerShape: z.ZodType<Trigger> = z.object({
  event: z.object({ name: eventNameShape, action: z.string().nullable() }),
  deliveryId: deliveryShape,
  installationId: id.nullable(),
  repository: z.object({
    id,
    owner: z.string().refine(isOwnerName),
    name: z.string().refine(isRepositoryName),
    defaultBranch: branch,
    private: z.boolean(),
    htmlUrl: webAddress,
    cloneUrl: webAddress.nullable(),
  }),
  target: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('issue'), ...subject }),
      z.object({ kind: z.literal('pull-request'), ...subject, head: end.nullable(), base: end.nullable() }),
    ])
    .nullable(),
  comment: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.enum(['issue-comment', 'review', 'issue-body']), ...pinned }),
      z.object({ kind: z.literal('review-comment'), ...pinned, place }),
    ])
    .nullable(),
  origin: z.enum(['mention', 'label', 'assignee', 'prompt']),
  actor: account,
  sender: account,
  command,
});
