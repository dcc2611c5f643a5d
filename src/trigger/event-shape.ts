import { createHash } from 'node:crypto';
import { z } from 'zod';
import { isBranchName, type BranchName } from './branch-name.ts';
import { isOwnerName, isRepositoryName, type OwnerName, type RepositoryName } from './repository-name.ts';
import type { Account, Issue, IssueText, Pinned, PullRequest, ReviewComment } from './trigger.ts';
import type { Source } from './wish.ts';

/** What the part of an event that carries the request comes to. */
export interface Subject {
  readonly target: Issue | PullRequest | null;
  readonly comment: IssueText | ReviewComment | null;
  /** `null` where only the sender stands behind it. */
  readonly writer: Account | null;
}

export const id = z.int().positive();
export const oid = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/, 'is not an object id');
export const time = z.iso.datetime({ offset: true });
export const webAddress = z.url({ protocol: /^https?$/ });
const text = z
  .string()
  .nullish()
  .transform((body) => body ?? '');
const ownerName = z.custom<OwnerName>(
  (name) => typeof name === 'string' && isOwnerName(name),
  'is not a name of a user or organisation',
);
const repositoryName = z.custom<RepositoryName>(
  (name) => typeof name === 'string' && isRepositoryName(name),
  'is not a name of a repository',
);
const branchName = z.custom<BranchName>(
  (name) => typeof name === 'string' && isBranchName(name),
  'is not a name of a branch',
);

/** From outside as much as the payload, and used as a key: never anything that could be a path. */
export const deliveryShape = z
  .string()
  .regex(/^[A-Za-z0-9_][A-Za-z0-9_-]{0,127}$/, 'is not an id of a delivery')
  .nullable();
export const eventNameShape = z.string().regex(/^[a-z][a-z0-9_]{0,63}$/, 'is not the name of an event');

export const account = z.object({
  id,
  // Stands in comments and commit trailers: nothing that could end a line or an address.
  login: z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9_-]{0,99}(?:\[bot\])?$/, 'is not a login'),
  type: z.string().regex(/^[A-Za-z]{1,40}$/, 'is not a type of account'),
});

const repository = z
  .object({
    id,
    name: repositoryName,
    owner: z.object({ login: ownerName }),
    default_branch: branchName,
    private: z.boolean(),
    html_url: webAddress,
    clone_url: webAddress.nullish(),
  })
  .transform((told) => ({
    id: told.id,
    owner: told.owner.login,
    name: told.name,
    defaultBranch: told.default_branch,
    private: told.private,
    htmlUrl: told.html_url,
    cloneUrl: told.clone_url ?? null,
  }));

export const commonShape = z.object({
  action: z.string().nullish(),
  repository,
  sender: account,
  installation: z.object({ id }).nullish(),
});

const titled = { number: id, title: z.string(), body: text, html_url: webAddress };
const pinned = { id, node_id: z.string().nullish(), body: text, html_url: webAddress };
const dated = { ...pinned, created_at: time, updated_at: time };

/** GitHub tells a pull request as an issue wherever its conversation is meant. */
const issueShape = z.object({ ...titled, pull_request: z.looseObject({}).nullish() });

const pullRequestEnd = z
  .object({ ref: branchName, sha: oid, repo: z.object({ id }).nullish() })
  .transform((told) => ({ branch: told.ref, oid: told.sha, repositoryId: told.repo?.id ?? null }));

const pullRequest = z
  .object({ ...titled, head: pullRequestEnd, base: pullRequestEnd })
  .transform(({ html_url: htmlUrl, ...told }): PullRequest => ({ kind: 'pull-request', htmlUrl, ...told }));

const issueComment = z
  .object({ issue: issueShape, comment: z.object({ ...dated, user: account }) })
  .transform(({ issue, comment }): Subject => ({
    target: conversationOf(issue),
    comment: { kind: 'issue-comment', ...pin(comment, comment.created_at, comment.updated_at) },
    writer: comment.user,
  }));

const issueBody = z
  .object({ issue: z.object({ ...issueShape.shape, ...dated, user: account.nullish() }) })
  .transform(({ issue }): Subject => ({
    target: conversationOf(issue),
    comment: { kind: 'issue-body', ...pin(issue, issue.created_at, issue.updated_at) },
    writer: issue.user ?? null,
  }));

const review = z
  .object({
    pull_request: pullRequest,
    review: z.object({ ...pinned, user: account, submitted_at: time, updated_at: time.nullish() }),
  })
  .transform(({ pull_request: target, review: { submitted_at: at, ...told } }): Subject => ({
    target,
    comment: { kind: 'review', ...pin(told, at, told.updated_at ?? at) },
    writer: told.user,
  }));

const reviewComment = z
  .object({
    pull_request: pullRequest,
    comment: z.object({
      ...dated,
      user: account,
      path: z.string().min(1),
      side: z.enum(['LEFT', 'RIGHT']).nullish(),
      start_line: id.nullish(),
      line: id.nullish(),
      diff_hunk: z.string(),
      commit_id: oid,
    }),
  })
  .transform(({ pull_request: target, comment }): Subject => ({
    target,
    comment: {
      kind: 'review-comment',
      ...pin(comment, comment.created_at, comment.updated_at),
      place: {
        path: comment.path,
        side: comment.side ?? 'RIGHT',
        startLine: comment.start_line ?? null,
        line: comment.line ?? null,
        diffHunk: comment.diff_hunk,
        commitId: comment.commit_id,
      },
    },
    writer: comment.user,
  }));

const noText = z
  .object({
    issue: issueShape.nullish(),
    pull_request: pullRequest.nullish(),
    // Its sender may be a maintainer who started a stranger's run again: the run's own actor is asked for too.
    workflow_run: z.object({ actor: account }).nullish(),
  })
  .transform(({ issue, pull_request: pull, workflow_run: workflowRun }): Subject => ({
    target: issue ? conversationOf(issue) : (pull ?? null),
    comment: null,
    writer: workflowRun?.actor ?? null,
  }));

/** By what carries the request. */
export const subjectShapes: Readonly<Record<Source, z.ZodType<Subject>>> = {
  'issue-comment': issueComment,
  'issue-body': issueBody,
  review,
  'review-comment': reviewComment,
  none: noText,
};

function conversationOf(told: z.infer<typeof issueShape>): Issue | PullRequest {
  const { number, title, body, html_url: htmlUrl } = told;
  if (!told.pull_request) return { kind: 'issue', number, title, body, htmlUrl };
  return { kind: 'pull-request', number, title, body, htmlUrl, head: null, base: null };
}

function pin(told: z.infer<z.ZodObject<typeof pinned>>, createdAt: string, updatedAt: string): Pinned {
  return {
    id: told.id,
    nodeId: told.node_id ?? null,
    body: told.body,
    bodySha256: createHash('sha256').update(told.body).digest('hex'),
    createdAt,
    updatedAt,
    htmlUrl: told.html_url,
  };
}
