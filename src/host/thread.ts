import { z } from 'zod';
import { isFault, statusOf, type Answer, type Api } from './api.ts';
import { repeat } from './repeat.ts';
import type { RepositoryName } from './repository-name.ts';

/** The issue or pull request where a request was made, and the very text that made it. */
export interface Thread {
  readonly repository: RepositoryName;
  readonly number: number;
  readonly said: Said;
}

export type Said =
  | { readonly kind: 'issue-comment' | 'review-comment'; readonly id: number }
  | { readonly kind: 'review'; readonly id: number }
  | { readonly kind: 'issue-body' };

export interface Accepted {
  /** False where this identity had reacted before: an earlier try of the same request may have left a comment. */
  readonly first: boolean;
  /** Whom we act as, as the host sees it. */
  readonly self: { readonly id: number; readonly login: string };
}

const reactionShape = z.object({ user: z.object({ id: z.number().int(), login: z.string() }) });

/**
 * Reacts with eyes. The host answers 201 once and 200 ever after, which tells a repeat of the request at no cost:
 * https://docs.github.com/en/rest/reactions/reactions#create-reaction-for-an-issue-comment
 * A review itself takes no reaction; there the issue of the pull request gets it.
 */
export async function accept(api: Api, thread: Thread): Promise<Accepted> {
  const { owner, name } = thread.repository;
  const repository = { owner, repo: name, content: 'eyes' };
  const { said } = thread;
  const { status, data } = await repeat(() =>
    said.kind === 'issue-comment'
      ? api.request('POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions', {
          ...repository,
          comment_id: said.id,
        })
      : said.kind === 'review-comment'
        ? api.request('POST /repos/{owner}/{repo}/pulls/comments/{comment_id}/reactions', {
            ...repository,
            comment_id: said.id,
          })
        : api.request('POST /repos/{owner}/{repo}/issues/{issue_number}/reactions', {
            ...repository,
            issue_number: thread.number,
          }),
  );
  const { user } = reactionShape.parse(data);
  // A review and an issue share the issue's reaction with other requests, so it tells nothing about this one.
  const own = said.kind === 'issue-comment' || said.kind === 'review-comment';
  return { first: own && status === 201, self: user };
}

/** The text as it stands now; `null` where it was deleted. */
export async function readSaid(api: Api, thread: Thread): Promise<string | null> {
  const { owner, name } = thread.repository;
  const repository = { owner, repo: name };
  const { said } = thread;
  try {
    const { data } =
      said.kind === 'issue-comment'
        ? await api.request('GET /repos/{owner}/{repo}/issues/comments/{comment_id}', {
            ...repository,
            comment_id: said.id,
          })
        : said.kind === 'review-comment'
          ? await api.request('GET /repos/{owner}/{repo}/pulls/comments/{comment_id}', {
              ...repository,
              comment_id: said.id,
            })
          : said.kind === 'review'
            ? await api.request('GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews/{review_id}', {
                ...repository,
                pull_number: thread.number,
                review_id: said.id,
              })
            : await api.request('GET /repos/{owner}/{repo}/issues/{issue_number}', {
                ...repository,
                issue_number: thread.number,
              });
    return z.object({ body: z.string().nullish() }).parse(data).body ?? '';
  } catch (error) {
    const status = statusOf(error);
    if (status === 404 || status === 410) return null;
    throw error;
  }
}

const commentShape = z.object({
  id: z.number().int(),
  html_url: z.string(),
  body: z.string().nullish(),
  user: z.object({ id: z.number().int() }).nullish(),
});

/** The one comment that tells the story of a request. */
export interface TrackingComment {
  readonly id: number;
  readonly url: string;
}

/** GitHub's longest comment, in characters. */
const LONGEST_COMMENT = 65_536;

/**
 * Finds our comment by its marker and our own author id (a person may paste a marker), or creates it. When the
 * answer to the creation is lost, it is looked up before anything else.
 */
export async function openTrackingComment(
  api: Api,
  thread: Thread,
  accepted: Accepted,
  isOurs: (body: string) => boolean,
  body: string,
): Promise<TrackingComment> {
  const existing = accepted.first ? null : await findComment(api, thread, accepted.self.id, isOurs);
  if (existing !== null) {
    await updateComment(api, thread, existing, body);
    return existing;
  }
  try {
    const { data } = await api.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
      owner: thread.repository.owner,
      repo: thread.repository.name,
      issue_number: thread.number,
      body: body.slice(0, LONGEST_COMMENT),
    });
    const { id, html_url: url } = commentShape.parse(data);
    return { id, url };
  } catch (error) {
    if (!isFault(error)) throw error;
    const created = await findComment(api, thread, accepted.self.id, isOurs);
    if (created === null) throw error;
    return created;
  }
}

export async function updateComment(
  api: Api,
  thread: Thread,
  comment: TrackingComment,
  body: string,
): Promise<void> {
  const write = (): Promise<Answer> =>
    api.request('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', {
      owner: thread.repository.owner,
      repo: thread.repository.name,
      comment_id: comment.id,
      body: body.slice(0, LONGEST_COMMENT),
    });
  await repeat(write, true);
}

/** Whether there is a comment of ours besides the one of the request that asks now. */
export async function hasEarlierComment(
  api: Api,
  thread: Thread,
  self: number,
  isOurs: (body: string) => boolean,
): Promise<boolean> {
  let seen = 0;
  const earlier = await findComment(api, thread, self, (body) => isOurs(body) && (seen += 1) > 1);
  return earlier !== null;
}

/** A comment of the conversation as it stands now. */
export interface Comment {
  readonly id: number;
  /** `null` where the account is gone. */
  readonly userId: number | null;
  readonly login: string;
  /** ISO 8601, as GitHub gives it. */
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly body: string;
}

const conversationShape = z.array(
  z.object({
    id: z.number().int(),
    body: z.string().nullish(),
    created_at: z.string(),
    updated_at: z.string(),
    user: z.object({ id: z.number().int(), login: z.string() }).nullish(),
  }),
);

/** Of the comments of an issue or pull request the latest, oldest first; none of reviews. */
export interface LatestComments {
  readonly comments: readonly Comment[];
  /** How many came before these. */
  readonly older: number;
}

/** A hundred at least where there are so many. */
export async function readComments(api: Api, { repository, number }: Thread): Promise<LatestComments> {
  const place = { owner: repository.owner, repo: repository.name, issue_number: number };
  async function readPage(page: number): Promise<Comment[]> {
    const { data } = await api.request('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', {
      ...place,
      per_page: PAGE,
      page,
    });
    return conversationShape.parse(data).map(({ id, body, created_at, updated_at, user }) => ({
      id,
      userId: user?.id ?? null,
      login: user?.login ?? 'ghost',
      createdAt: created_at,
      updatedAt: updated_at,
      body: body ?? '',
    }));
  }

  const first = await readPage(1);
  if (first.length < PAGE) return { comments: first, older: 0 };
  const { data } = await api.request('GET /repos/{owner}/{repo}/issues/{issue_number}', place);
  const { comments: count } = z.object({ comments: z.number().int() }).parse(data);
  const last = Math.ceil(count / PAGE);
  if (last < 2) return { comments: first, older: 0 };
  const comments = [...(last === 2 ? first : await readPage(last - 1)), ...(await readPage(last))];
  return { comments, older: (Math.max(last, 2) - 2) * PAGE };
}

const PAGE = 100;
const PAGES = 50;

/** The first comment of the account `self` that is ours. */
export async function findComment(
  api: Api,
  thread: Thread,
  self: number,
  isOurs: (body: string) => boolean,
): Promise<TrackingComment | null> {
  for (let page = 1; page <= PAGES; page += 1) {
    const { data } = await api.request('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', {
      owner: thread.repository.owner,
      repo: thread.repository.name,
      issue_number: thread.number,
      per_page: PAGE,
      page,
    });
    const comments = z.array(commentShape).parse(data);
    const ours = comments.find(({ user, body }) => user?.id === self && isOurs(body ?? ''));
    if (ours !== undefined) return { id: ours.id, url: ours.html_url };
    if (comments.length < PAGE) return null;
  }
  return null;
}
