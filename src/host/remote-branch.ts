import { TargetRefusal, type Participant, type Reopened } from '../commit/participant.ts';
import { GitFailure, type Git } from '../git/git.ts';
import { openObjects } from '../git/objects.ts';
import { fetchCommit, pushRef, readRemoteRef, type Remote } from '../git/remote.ts';
import { readPush } from './denial.ts';

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
}

/** One branch on the host, moved by one push with a lease. */
export function openRemoteBranch(git: Git, target: RemoteBranchTarget): Participant {
  const { remote, gitDir, branch, commit, isOwn } = target;
  const ref = `refs/heads/${branch}`;
  let before = target.expected;

  /** True where the ref is at `to` in the end, false where somebody else moved it. Looks when the answer was lost. */
  async function swap(from: string | null, to: string | null): Promise<boolean> {
    const answer = await pushRef(git, gitDir, remote, { ref, commit: to, expected: from });
    const result = readPush(answer, ref);
    if (result.kind === 'pushed') return true;
    if (result.kind === 'denied' && result.refusal.code !== 'EPROTECTED') throw result.refusal;
    // Two pushes at one time: the host turns the later one away like a forbidden one, and only the ref tells them apart.
    const now = await readRemoteRef(git, remote, ref);
    if (now === to) return true;
    if (now !== from || result.kind === 'moved') return false;
    throw result.kind === 'denied' ? result.refusal : new GitFailure('push', answer);
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
      if (await swap(before, commit)) return;
      const found = isOwn === null ? null : await readRemoteRef(git, remote, ref);
      if (found !== null && isOwn?.(await readCommit(found)) === true) {
        before = found;
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
  const participant = openRemoteBranch(git, { ...target, isOwn: null });
  return {
    name: participant.name,
    undoable: participant.undoable,
    async look() {
      return (await readRemoteRef(git, remote, `refs/heads/${branch}`)) === commit ? 'done' : 'not-done';
    },
    async rollback() {
      if (expected !== null) await fetchCommit(git, gitDir, remote, expected);
      await participant.rollback();
    },
  };
}
