import { TargetRefusal, type Participant, type Reopened } from '../commit/participant.ts';
import { GitFailure, type Git } from '../git/git.ts';
import {
  readBranch,
  readBranchInTheWay,
  readCheckedOutBranches,
  type LocalRepository,
} from '../git/local-repository.ts';
import { openDoorstep } from './receive.ts';

export interface BranchTarget {
  readonly repository: LocalRepository;
  /** Short name, such as `wholly/add-a-line`. */
  readonly branch: string;
  /** Where the branch must be: a commit, or `null` where it must be new. */
  readonly expected: string | null;
  readonly commit: string;
  /** The repository of our own that has the commit, and all that the other one may lack of it. */
  readonly gitDir: string;
}

/** One branch of a local repository, moved to a commit by one compare-and-swap of one ref. */
export function openBranch(git: Git, target: BranchTarget): Participant {
  const { repository, branch, expected, commit, gitDir } = target;

  return {
    name: `branch ${branch}`,
    undoable: true,
    intent: { kind: 'local-branch', branch, from: expected, to: commit },
    async prepare() {
      const tip = await readBranch(git, repository, branch);
      if (tip !== expected) throw moved(branch, expected, tip);
      if (expected !== null && (await readCheckedOutBranches(git, repository)).has(branch))
        throw checkedOutSomewhere(branch);
      using doorstep = await openDoorstep(repository);
      await doorstep.receive(gitDir);
    },
    async commit() {
      using doorstep = await openDoorstep(repository);
      doorstep.announce(`refs/heads/${branch}`, commit);
      await swap(git, target, expected, commit);
    },
    rollback: () => swap(git, target, commit, expected),
  };
}

type BranchPlace = Pick<BranchTarget, 'repository' | 'branch'>;

/** Exactly one ref, so that no reader ever sees a part; the old value is compared by git under its own lock. */
async function swap(
  git: Git,
  { repository, branch }: BranchPlace,
  from: string | null,
  to: string | null,
): Promise<void> {
  const zero = '0'.repeat(repository.format === 'sha1' ? 40 : 64);
  const answer = await git.attempt(['update-ref', '--no-deref', '-m', 'wholly', '-z', '--stdin'], {
    gitDir: repository.gitDir,
    config: { 'core.fsync': 'all' },
    input: `start\0update refs/heads/${branch}\0${to ?? zero}\0${from ?? zero}\0prepare\0commit\0`,
  });
  if (answer.exitCode === 0) return;
  const tip = await readBranch(git, repository, branch);
  if (tip !== from) throw moved(branch, from, tip);
  const obstacle = from === null ? await readBranchInTheWay(git, repository, branch) : null;
  if (obstacle !== null) throw inTheWay(branch, obstacle);
  throw new GitFailure('update-ref', answer);
}

/** The branch of a command that was killed. */
export function reopenBranch(git: Git, target: Omit<BranchTarget, 'gitDir'>): Reopened {
  const { repository, branch, expected, commit } = target;
  return {
    name: `branch ${branch}`,
    undoable: true,
    async look() {
      return (await readBranch(git, repository, branch)) === commit ? 'done' : 'not-done';
    },
    rollback: () => swap(git, target, commit, expected),
  };
}

function checkedOutSomewhere(branch: string): TargetRefusal {
  return new TargetRefusal(
    'conflict',
    'ECHECKEDOUT',
    `${branch} is checked out, and a checked-out branch is never moved`,
    'Name another branch, or use --to workspace.',
  );
}

function inTheWay(branch: string, obstacle: string): TargetRefusal {
  return new TargetRefusal(
    'conflict',
    'EBRANCHNAME',
    `${branch} cannot stand beside the branch ${obstacle}`,
    'Name another branch.',
  );
}

function moved(branch: string, expected: string | null, tip: string | null): TargetRefusal {
  const [message, remedy] =
    expected === null
      ? [`${branch} is already there`, 'Name a branch that is new.']
      : [
          `${branch} is at ${tip ?? 'nothing'}, the change set was made against ${expected}`,
          'Make the change again on the new tip.',
        ];
  return new TargetRefusal('conflict', 'EMOVED', message, remedy);
}
