import type { ChangeSet } from '../change-set/change.ts';
import { GitFailure, type Git } from '../git/git.ts';
import { HostSilent, readRemoteRef, type Remote } from '../git/remote.ts';
import { isFault, statusOf, type Api } from '../host/api.ts';
import { decorate, type Decoration } from '../host/decorate.ts';
import { holdBack } from '../host/hold-back.ts';
import { createHostCommit, readVerified, refusalOfUnsigned, type HostCommit } from '../host/host-commit.ts';
import { describeAnew, openPullRequest, type PullRequestParticipant } from '../host/pull-request.ts';
import { openRemoteBranch } from '../host/remote-branch.ts';
import type { RepositoryName } from '../host/repository-name.ts';
import type { Report } from '../report/report.ts';
import type { Delivery, Sealed } from './delivery.ts';

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
  /** Who signs the commit, and must; `key`: one of ours did so before, if it could. */
  readonly signedBy: 'host' | 'key' | 'nobody';
  readonly foresee: NonNullable<Delivery['foresee']>;
  readonly recheck: Delivery['recheck'];
  readonly denied: NonNullable<Delivery['denied']>;
  /** The open pull request whose head the branch is. */
  readonly revised: {
    readonly number: number;
    readonly url: string;
    /** What goes to the top of its description where a guard wants a person to look, and who is asked to. */
    renderNotice(report: Report): string;
    readonly decoration: Decoration;
  } | null;
  /** `null`: only the branch is written. */
  readonly pullRequest: {
    readonly base: string;
    renderTitle(changeSet: ChangeSet): string;
    readonly draft: boolean;
    renderBody(report: Report): string;
    readonly decoration: Decoration;
  } | null;
}

/** A branch on the host and, where one is wanted, its pull request: both or none. */
export function toHost(git: Git, delivery: HostDelivery): Delivery {
  const { api, remote, repository, branch, expected, isOwn, signedBy, revised, pullRequest } = delivery;
  let opened: PullRequestParticipant | null = null;
  let made: HostCommit | null = null;

  /** Objects only, which nobody sees: the tree that git built here, and a commit that the host signs. */
  async function makeCommit({ changeSet, joint, built, gitDir }: Sealed): Promise<HostCommit> {
    const details = delivery.describe(changeSet, joint);
    const { base, changes } = changeSet;
    if (details === null || base === null || built === null || gitDir === null) throw new NoCommit();
    const parentTree = await git.run(['rev-parse', '--verify', `${base}^{tree}`], { gitDir });
    const commit = await createHostCommit(api, {
      repository,
      changes,
      message: details.message,
      parent: base,
      parentTree: parentTree.toString('latin1').trim(),
      tree: built.tree,
    });
    if (!commit.verified) throw refusalOfUnsigned();
    return commit;
  }

  /** What stands is not lost over a question that nobody answers. */
  async function isVerified(commit: string | null): Promise<boolean> {
    if (commit === null) return false;
    try {
      return await readVerified(api, repository, commit);
    } catch (error) {
      if (isFault(error) || statusOf(error) !== null) return false;
      throw error;
    }
  }

  return {
    describe: delivery.describe,
    signs: signedBy === 'host',
    foresee: delivery.foresee,
    recheck: delivery.recheck,
    denied: delivery.denied,
    async participants(sealed) {
      const { built, changeSet, gitDir, report } = sealed;
      if (built === null || gitDir === null) throw new NoCommit();
      made = signedBy === 'host' ? await makeCommit(sealed) : null;
      const { commit } = made ?? built;
      const madeBy = made === null ? null : { api, repository };
      const touchesWorkflows = changeSet.changes.some(({ path }) => path.startsWith('.github/workflows/'));
      const target = { remote, gitDir, branch, commit, expected, isOwn, madeBy, touchesWorkflows };
      const pushed = openRemoteBranch(git, target);
      if (pullRequest === null) return [pushed];
      opened = openPullRequest(api, {
        repository,
        head: branch,
        base: pullRequest.base,
        title: pullRequest.renderTitle(changeSet),
        body: pullRequest.renderBody(report),
        // A finding that wants a person to look keeps the pull request from being merged by accident.
        draft: pullRequest.draft || wantsReview(report),
        commit,
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
      const commit = made?.commit ?? built?.commit ?? null;
      if (pullRequest === null) warnings.push(...(await readBack(git, remote, branch, commit)));
      if (revised !== null && wantsReview(report)) {
        const { number, decoration } = revised;
        const notice = revised.renderNotice({ ...report, commit });
        warnings.push(...(await holdBack(api, repository, number, notice)));
        warnings.push(...(await decorate(api, repository, number, decoration)));
      }
      const facts = {
        branch,
        commit,
        tree: built?.tree ?? null,
        verified: made?.verified ?? (signedBy === 'key' && (await isVerified(commit))),
        pullRequest:
          published ??
          (revised === null
            ? null
            : { number: revised.number, url: revised.url, operation: 'updated' as const }),
      };
      return { kind: 'landed', facts, warnings };
    },
    async introduce(report) {
      const number = opened?.published?.number;
      if (number === undefined || pullRequest === null) return [];
      return await describeAnew(api, repository, number, pullRequest.renderBody(report));
    },
  };
}

function wantsReview({ guards }: Report): boolean {
  return guards.some(({ verdict }) => verdict === 'review');
}

/** The push was answered with success, so another commit means that somebody else came after it, and no answer nothing. */
async function readBack(git: Git, remote: Remote, branch: string, commit: string | null): Promise<string[]> {
  try {
    const now = await readRemoteRef(git, remote, `refs/heads/${branch}`);
    if (now === commit) return [];
    return [`${branch} was moved by somebody else right after; it is at ${now ?? 'nothing'} now.`];
  } catch (error) {
    if (!(error instanceof GitFailure || error instanceof HostSilent)) throw error;
    return [`The host took ${branch}, and could not be asked whether it is still there.`];
  }
}

/** The caller has built nothing for a target that takes commits. */
class NoCommit extends TypeError {
  override readonly name = 'NoCommit';
  readonly code = 'ENOCOMMIT';

  constructor() {
    super('a branch needs a commit');
  }
}
