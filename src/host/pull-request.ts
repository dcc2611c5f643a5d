import { z } from 'zod';
import { InDoubt, type Participant, type Reopened } from '../commit/participant.ts';
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
  title: z.string().nullish(),
  body: z.string().nullish(),
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

type Text = Pick<PullRequestPlan, 'title' | 'body'>;

/** One pull request, created once: an open one of the same head is updated instead, and a lost answer is looked up. */
export function openPullRequest(api: Api, plan: PullRequestPlan): PullRequestParticipant {
  const { owner, name } = plan.repository;
  const repository = { owner, repo: name };
  let published: PublishedPullRequest | null = null;
  /** Of one that was open before. */
  let textBefore: Text | null = null;

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
      const existing = isFault(error) || statusOf(error) === 422 ? await lookAfter(error) : null;
      if (existing === null) throw denialOf(error, 'the pull request') ?? error;
      if (isFault(error)) return { pullRequest: existing, operation: 'created' };
      const { title, body } = existing;
      textBefore = { title: title ?? '', body: body ?? '' };
      return { pullRequest: await update(existing.number, plan), operation: 'updated' };
    }
  }

  async function lookAfter(cause: unknown): Promise<PullRequest | null> {
    try {
      return await findOpen(api, plan);
    } catch {
      throw isFault(cause) ? new InDoubt(nameOf(plan), { cause }) : cause;
    }
  }

  async function update(number: number, { title, body }: Text): Promise<PullRequest> {
    const { data } = await api.request('PATCH /repos/{owner}/{repo}/pulls/{pull_number}', {
      ...repository,
      pull_number: number,
      title,
      body,
    });
    return pullRequestShape.parse(data);
  }

  async function takeBack(number: number): Promise<void> {
    if (textBefore === null) await close(api, plan, number, plan.body);
    else await update(number, textBefore);
  }

  async function takeBackOrDoubt(number: number, cause: unknown): Promise<void> {
    try {
      await takeBack(number);
    } catch {
      throw new InDoubt(nameOf(plan), { cause });
    }
  }

  /** Of a creation that nobody answered: one that was open before has another text, for it names the run. */
  async function findDoubtful(): Promise<number | null> {
    const open = await findOpen(api, plan);
    return open?.title === plan.title && open.body === plan.body ? open.number : null;
  }

  return {
    name: nameOf(plan),
    undoable: true,
    intent: { kind: 'pull-request', head: plan.head, base: plan.base, commit: plan.commit },
    get published() {
      return published;
    },
    async prepare() {
      // The head branch is not there yet, so the host can be asked nothing about the pull request.
    },
    async commit() {
      const { pullRequest, operation } = await create();
      if (pullRequest.head.sha !== plan.commit) {
        const cause = new HeadMismatch(`the host says ${pullRequest.head.sha}, pushed was ${plan.commit}`);
        await takeBackOrDoubt(pullRequest.number, cause);
        throw cause;
      }
      published = { number: pullRequest.number, url: pullRequest.html_url, operation };
    },
    async rollback() {
      const number = published === null ? await findDoubtful() : published.number;
      if (number !== null) await takeBack(number);
      [published, textBefore] = [null, null];
    },
  };
}

/** Gives a pull request another description; answers what could not be done, in words for people. */
export async function describeAnew(
  api: Api,
  { owner, name }: RepositoryName,
  number: number,
  body: string,
): Promise<string[]> {
  try {
    const place = { owner, repo: name, pull_number: number };
    await api.request('PATCH /repos/{owner}/{repo}/pulls/{pull_number}', { ...place, body });
    return [];
  } catch (error) {
    if (statusOf(error) === null && !isFault(error)) throw error;
    return [`Pull request #${number} of ${owner}/${name} could not be told of the others.`];
  }
}

type Ends = Pick<PullRequestPlan, 'repository' | 'head' | 'base'>;

/** The open pull request from one branch to another of the same repository. */
async function findOpen(api: Api, ends: Ends): Promise<PullRequest | null> {
  return (await findAll(api, ends, 'open'))[0] ?? null;
}

/** The latest ones. */
async function findAll(
  api: Api,
  { repository, head, base }: Ends,
  state: 'open' | 'all',
): Promise<PullRequest[]> {
  const { owner, name } = repository;
  const { data } = await api.request('GET /repos/{owner}/{repo}/pulls', {
    owner,
    repo: name,
    head: `${owner}:${head}`,
    base,
    state,
  });
  return z
    .array(pullRequestShape)
    .parse(data)
    .filter((pullRequest) => pullRequest.head.ref === head);
}

/** GitHub's longest description, in characters. */
export const LONGEST_BODY = 65_536;

/**
 * It stays closed. GitHub reopens one only while its branch descends from the head that it was closed with ("force-pushed
 * or recreated" it says of any other), and a retry makes another commit.
 */
const TAKEN_BACK =
  '> **Taken back.** The run that opened this could not be finished, so it was closed. ' +
  'A `retry` of the request opens another pull request.';

/** Closes a pull request of ours and says in its description why: in the same step, so that neither is without the other. */
async function close(
  api: Api,
  { repository }: Pick<Ends, 'repository'>,
  number: number,
  body: string,
): Promise<void> {
  await api.request('PATCH /repos/{owner}/{repo}/pulls/{pull_number}', {
    owner: repository.owner,
    repo: repository.name,
    pull_number: number,
    state: 'closed',
    body: `${TAKEN_BACK}\n\n${body}`.slice(0, LONGEST_BODY),
  });
}

export interface ReopenedPullRequest extends Reopened {
  /** After `look`: what was made, closed since or not. */
  readonly found: PublishedPullRequest | null;
}

/** The pull request of a run that was killed. Its rollback comes before that of its branch, without which it cannot stay. */
export function reopenPullRequest(
  api: Api,
  plan: Ends & Pick<PullRequestPlan, 'commit'>,
): ReopenedPullRequest {
  let found: PublishedPullRequest | null = null;
  let body = '';
  return {
    name: nameOf(plan),
    undoable: true,
    get found() {
      return found;
    },
    async look() {
      const made = (await findAll(api, plan, 'all')).find(({ head }) => head.sha === plan.commit);
      if (made === undefined) return 'not-done';
      found = { number: made.number, url: made.html_url, operation: 'created' };
      body = made.body ?? '';
      return made.state === 'open' ? 'done' : 'not-done';
    },
    async rollback() {
      if (found !== null) await close(api, plan, found.number, body);
    },
  };
}

function nameOf({ head, base }: Pick<Ends, 'head' | 'base'>): string {
  return `pull request ${head} -> ${base}`;
}
