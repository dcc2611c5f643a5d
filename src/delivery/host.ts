import type { Git } from '../git/git.ts';
import { readRemoteRef, type Remote } from '../git/remote.ts';
import type { Api } from '../host/api.ts';
import { decorate, type Decoration } from '../host/decorate.ts';
import { openPullRequest, type PullRequestParticipant } from '../host/pull-request.ts';
import { openRemoteBranch } from '../host/remote-branch.ts';
import type { RepositoryName } from '../host/repository-name.ts';
import type { Report } from '../report/report.ts';
import type { Delivery } from './delivery.ts';

export interface HostDelivery {
  readonly api: Api;
  readonly remote: Remote;
  readonly repository: RepositoryName;
  /** The branch that gets the commit. */
  readonly branch: string;
  /** Where it must be; `null` where it must be new. */
  readonly expected: string | null;
  /** See `openRemoteBranch`. */
  readonly isOwn: ((commit: string) => boolean) | null;
  readonly describe: Delivery['describe'];
  readonly foresee: NonNullable<Delivery['foresee']>;
  readonly recheck: Delivery['recheck'];
  readonly denied: NonNullable<Delivery['denied']>;
  /** The open pull request whose head the branch is. */
  readonly revised: { readonly number: number; readonly url: string } | null;
  /** `null`: only the branch is written. */
  readonly pullRequest: {
    readonly base: string;
    readonly title: string;
    readonly draft: boolean;
    renderBody(report: Report): string;
    readonly decoration: Decoration;
  } | null;
}

/** A branch on the host and, where one is wanted, its pull request: both or none. */
export function toHost(git: Git, delivery: HostDelivery): Delivery {
  const { api, remote, repository, branch, expected, isOwn, revised, pullRequest } = delivery;
  let opened: PullRequestParticipant | null = null;
  return {
    describe: delivery.describe,
    foresee: delivery.foresee,
    recheck: delivery.recheck,
    denied: delivery.denied,
    async participants({ built, gitDir, report }) {
      if (built === null || gitDir === null) throw new TypeError('a branch needs a commit');
      const pushed = openRemoteBranch(git, { remote, gitDir, branch, commit: built.commit, expected, isOwn });
      if (pullRequest === null) return [pushed];
      opened = openPullRequest(api, {
        repository,
        head: branch,
        base: pullRequest.base,
        title: pullRequest.title,
        body: pullRequest.renderBody(report),
        // A finding that wants a person to look keeps the pull request from being merged by accident.
        draft: pullRequest.draft || report.guards.some(({ verdict }) => verdict === 'review'),
        commit: built.commit,
      });
      return [pushed, opened];
    },
    async landed({ built, report }) {
      const published = opened?.published ?? null;
      const warnings =
        published === null || pullRequest === null
          ? []
          : await decorate(api, repository, published.number, pullRequest.decoration);
      // A pull request tells its head; of a lone branch the host is asked.
      if (pullRequest === null)
        warnings.push(...(await readBack(git, remote, branch, built?.commit ?? null)));
      const facts = {
        branch,
        commit: built?.commit ?? null,
        tree: built?.tree ?? null,
        pullRequest: published ?? (revised === null ? null : { ...revised, operation: 'updated' as const }),
        warnings: [...report.warnings, ...warnings],
      };
      return { kind: 'landed', facts };
    },
  };
}

/** The push was answered with success, so another commit means that somebody else came after it. */
async function readBack(git: Git, remote: Remote, branch: string, commit: string | null): Promise<string[]> {
  const now = await readRemoteRef(git, remote, `refs/heads/${branch}`);
  return now === commit
    ? []
    : [`${branch} was moved by somebody else right after; it is at ${now ?? 'nothing'} now.`];
}
