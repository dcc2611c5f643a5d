import { InDoubt, TargetRefusal, type Participant, type Reopened } from '../commit/participant.ts';
import type { Git } from '../git/git.ts';
import { openObjects } from '../git/objects.ts';
import { failureOf, fetchCommit, pushRef, readRemoteRef, type Remote } from '../git/remote.ts';
import { isFault, secondsToWait, statusOf, type Api } from './api.ts';
import { denialOf, refusalByRules } from './denial.ts';
import { readPush } from './push-result.ts';
import { refuse } from './refusals.ts';
import type { RepositoryName } from './repository-name.ts';
import { readRules } from './standing.ts';

export interface RemoteBranchTarget {
  readonly remote: Remote;
  /** Knows the commit to publish. */
  readonly gitDir: string;
  /** Short name. */
  readonly branch: string;
  readonly commit: string;
  /** Where the branch must be; `null` where it must be new. */
  readonly expected: string | null;
  /**
   * True of a commit (its raw text) that an earlier try of this very request made, which is ours to replace. `null`
   * where the branch is somebody's own.
   */
  readonly isOwn: ((commit: string) => boolean) | null;
  /** Where the host has made the commit itself, and `gitDir` need not know it; `null` where it has to be pushed. */
  readonly madeBy: { readonly api: Api; readonly repository: RepositoryName } | null;
  /** Whether the commit changes files that need a permission of their own. */
  readonly touchesWorkflows?: boolean;
}

/** One branch on the host, moved by one push with a lease, or by one request where the host has the commit. */
export function openRemoteBranch(git: Git, target: RemoteBranchTarget): Participant {
  const { remote, gitDir, branch, commit, isOwn, madeBy, touchesWorkflows = false } = target;
  const ref = `refs/heads/${branch}`;
  let before = target.expected;

  /**
   * As `swap`, by the API. It knows no lease: a branch is created only where there is none, and moved only forward,
   * which `from` being the commit's one parent makes the same, unless somebody has just put the branch back.
   */
  async function point({ api, repository }: NonNullable<RemoteBranchTarget['madeBy']>): Promise<boolean> {
    const place = { owner: repository.owner, repo: repository.name };
    try {
      await (before === null
        ? api.request('POST /repos/{owner}/{repo}/git/refs', { ...place, ref, sha: commit })
        : api.request('PATCH /repos/{owner}/{repo}/git/refs/{ref}', {
            ...place,
            ref: `heads/${branch}`,
            sha: commit,
            force: false,
          }));
      return true;
    } catch (error) {
      const isRefused = [409, 422].includes(statusOf(error) ?? 0);
      // The host has made the commit of the same token, so it may write contents; what is left are the workflows.
      if (statusOf(error) === 403 && touchesWorkflows && secondsToWait(error) === null)
        throw refuse('EWORKFLOWSCOPE', 'the host refused the branch (status 403)', { cause: error });
      if (!isRefused && !isFault(error)) throw denialOf(error, 'the branch') ?? error;
      const now = await lookAfter(error, !isRefused);
      if (now === commit) return true;
      if (now !== before) return false;
      throw isRefused ? refusalByRules(error, await rulesOf(api, repository)) : error;
    }
  }

  /** True where the ref is at `to` in the end, false where somebody else moved it. Looks when the answer was lost. */
  async function swap(from: string | null, to: string | null): Promise<boolean> {
    const answer = await pushRef(git, gitDir, remote, { ref, commit: to, expected: from });
    const result = readPush(answer, ref);
    if (result.kind === 'pushed') return true;
    if (result.kind === 'denied' && !result.ofRef) throw result.refusal;
    // Two pushes at one time: the host turns the later one away like a forbidden one, and only the ref tells them apart.
    const said = result.kind === 'denied' ? result.refusal : failureOf('push', answer);
    const now = await lookAfter(said, result.kind === 'unknown');
    if (now === to) return true;
    if (now !== from || result.kind === 'moved') return false;
    throw said;
  }

  /** Nobody's refusal is lost over a question that is not answered. */
  async function rulesOf(api: Api, repository: RepositoryName): Promise<readonly string[]> {
    return await readRules(api, repository, branch).catch(() => []);
  }

  /** Where the ref is after a write that failed with `cause`; throws what the write is then, where nobody tells. */
  async function lookAfter(cause: unknown, mayHaveHappened: boolean): Promise<string | null> {
    try {
      return await readRemoteRef(git, remote, ref);
    } catch {
      throw mayHaveHappened ? new InDoubt(branch, { cause }) : cause;
    }
  }

  async function readCommit(oid: string): Promise<string> {
    await fetchCommit(git, gitDir, remote, oid);
    await using objects = openObjects(git, { gitDir });
    return (await objects.read(oid))?.content.toString('utf8') ?? '';
  }

  return {
    name: `remote branch ${branch}`,
    undoable: true,
    intent: { kind: 'remote-branch', branch, from: target.expected, to: commit },
    async prepare() {
      // Objects travel with the push; there is nothing to do where nobody looks.
    },
    async commit() {
      if (await (madeBy === null ? swap(before, commit) : point(madeBy))) return;
      const found = isOwn === null ? null : await readRemoteRef(git, remote, ref);
      if (found !== null && isOwn?.(await readCommit(found)) === true) {
        before = found;
        // What replaces another commit has to be pushed: only that has a lease. With its parent, since a host takes no
        // commit whose own history is cut off.
        if (madeBy !== null) await fetchCommit(git, gitDir, remote, commit, 2);
        if (await swap(before, commit)) return;
      }
      throw new TargetRefusal(
        'conflict',
        'EMOVED',
        `${branch} moved on the host while the run worked`,
        'Comment `retry` to make the change on the new head.',
      );
    },
    async rollback() {
      if (await swap(commit, before)) return;
      throw new TargetRefusal(
        'conflict',
        'EMOVED',
        `${branch} was moved by somebody else`,
        'Look at the branch.',
      );
    },
  };
}

/** The branch of a run that was killed; `gitDir` is a repository of our own, and may be empty. */
export function reopenRemoteBranch(
  git: Git,
  target: Pick<RemoteBranchTarget, 'remote' | 'gitDir' | 'branch' | 'commit' | 'expected'>,
): Reopened {
  const { remote, gitDir, branch, commit, expected } = target;
  const participant = openRemoteBranch(git, { ...target, isOwn: null, madeBy: null });
  return {
    name: participant.name,
    undoable: participant.undoable,
    async look() {
      return (await readRemoteRef(git, remote, `refs/heads/${branch}`)) === commit ? 'done' : 'not-done';
    },
    async rollback() {
      // With its parent: where nothing refers to it any more, the host takes no history that is cut off.
      if (expected !== null) await fetchCommit(git, gitDir, remote, expected, 2);
      await participant.rollback();
    },
  };
}
