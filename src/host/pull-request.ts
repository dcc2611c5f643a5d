import { z } from 'zod';
import type { Participant } from '../commit/participant.ts';
import { isFault, statusOf, type Api } from './api.ts';
import { denialOf } from './denial.ts';
import type { RepositoryName } from './repository-name.ts';

export interface PullRequestPlan {
  readonly repository: RepositoryName;
  /** Short names of branches of the same repository. */
  readonly head: string;
  readonly base: string;
  readonly title: string;
  readonly body: string;
  readonly draft: boolean;
  /** What the head must be at; the host's answer is compared with it. */
  readonly commit: string;
}

export interface PublishedPullRequest {
  readonly number: number;
  readonly url: string;
  readonly operation: 'created' | 'updated';
}

export interface PullRequestParticipant extends Participant {
  /** Known once committed. */
  readonly published: PublishedPullRequest | null;
}

/** The host's pull request has another head than was pushed. */
export class HeadMismatch extends Error {
  override readonly name = 'HeadMismatch';
  readonly code = 'EMISMATCH';
}

const pullRequestShape = z.object({
  number: z.number().int().positive(),
  html_url: z.string(),
  state: z.string(),
  base: z.object({ ref: z.string() }),
  head: z.object({
    sha: z.string(),
    ref: z.string(),
    /** `null` where the fork is gone. */
    repo: z.object({ id: z.number().int() }).nullish(),
  }),
});
export type PullRequest = z.infer<typeof pullRequestShape>;

export async function readPullRequest(
  api: Api,
  repository: RepositoryName,
  number: number,
): Promise<PullRequest> {
  const { data } = await api.request('GET /repos/{owner}/{repo}/pulls/{pull_number}', {
    owner: repository.owner,
    repo: repository.name,
    pull_number: number,
  });
  return pullRequestShape.parse(data);
}

/** One pull request, created once: an open one of the same head is updated instead, and a lost answer is looked up. */
export function openPullRequest(api: Api, plan: PullRequestPlan): PullRequestParticipant {
  const { owner, name } = plan.repository;
  const repository = { owner, repo: name };
  let published: PublishedPullRequest | null = null;

  async function create(): Promise<{ pullRequest: PullRequest; operation: 'created' | 'updated' }> {
    try {
      const { data } = await api.request('POST /repos/{owner}/{repo}/pulls', {
        ...repository,
        head: plan.head,
        base: plan.base,
        title: plan.title,
        body: plan.body,
        draft: plan.draft,
      });
      return { pullRequest: pullRequestShape.parse(data), operation: 'created' };
    } catch (error) {
      const existing = isFault(error) || statusOf(error) === 422 ? await find() : null;
      if (existing === null) throw denialOf(error, 'the pull request') ?? error;
      if (isFault(error)) return { pullRequest: existing, operation: 'created' };
      return { pullRequest: await update(existing.number), operation: 'updated' };
    }
  }

  async function find(): Promise<PullRequest | null> {
    const { data } = await api.request('GET /repos/{owner}/{repo}/pulls', {
      ...repository,
      head: `${owner}:${plan.head}`,
      base: plan.base,
      state: 'open',
    });
    return (
      z
        .array(pullRequestShape)
        .parse(data)
        .find(({ head }) => head.ref === plan.head) ?? null
    );
  }

  async function update(number: number): Promise<PullRequest> {
    const { data } = await api.request('PATCH /repos/{owner}/{repo}/pulls/{pull_number}', {
      ...repository,
      pull_number: number,
      title: plan.title,
      body: plan.body,
    });
    return pullRequestShape.parse(data);
  }

  async function close(number: number): Promise<void> {
    await api.request('PATCH /repos/{owner}/{repo}/pulls/{pull_number}', {
      ...repository,
      pull_number: number,
      state: 'closed',
    });
  }

  return {
    name: `pull request ${plan.head} -> ${plan.base}`,
    undoable: true,
    get published() {
      return published;
    },
    async prepare() {
      // The head branch is not there yet, so the host can be asked nothing about the pull request.
    },
    async commit() {
      const { pullRequest, operation } = await create();
      if (pullRequest.head.sha !== plan.commit) {
        if (operation === 'created') await close(pullRequest.number);
        throw new HeadMismatch(`the host says ${pullRequest.head.sha}, pushed was ${plan.commit}`);
      }
      published = { number: pullRequest.number, url: pullRequest.html_url, operation };
    },
    async rollback() {
      if (published?.operation === 'created') await close(published.number);
    },
  };
}
