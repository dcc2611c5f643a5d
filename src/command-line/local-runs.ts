import { settle } from '../commit/settle.ts';
import type { CommitJournal } from '../commit/journal.ts';
import { nameIn } from '../delivery/together.ts';
import type { Git } from '../git/git.ts';
import { findRepository, type LocalRepository } from '../git/local-repository.ts';
import { openRuns, type AbandonedRun, type OpenRuns } from '../state/open-runs.ts';
import { join } from 'node:path';
import { reopenBranch } from '../writer/branch.ts';
import { RecoveryFailed } from '../writer/errors.ts';
import { recoverRepository } from '../writer/receive.ts';

/** Which repositories one commit is of, by their names in it. */
interface Asked {
  readonly repositories: readonly { readonly repository: string; readonly gitDir: string }[];
}

export interface LocalRun extends AsyncDisposable {
  readonly journal: CommitJournal;
  /** Something could not be taken back: what was written down stays, and the next command on these repositories tries again. */
  leave(): void;
}

/**
 * Writes down a commit of several repositories of this machine as it goes on: one that is killed half way is settled by
 * the next command on any of them. Disposed when its outcome is known.
 */
export async function beginLocalRun(
  stateDirectory: string,
  runId: string,
  repositories: Asked['repositories'],
): Promise<LocalRun> {
  const at = new Date().toISOString();
  const run = await runsIn(stateDirectory).begin({ runId, at, asked: { repositories } });
  let isLeft = false;
  return {
    journal: {
      plan: (plan) => run.note({ plan }),
      intend: (step, index) => run.note({ intend: { step, index } }),
      done: () => run.note({ done: true }),
    },
    leave() {
      isLeft = true;
      run.leave();
    },
    async [Symbol.asyncDispose]() {
      if (!isLeft) await run.end();
    },
  };
}

/** Settles every killed commit that one of the repositories had a part in; answers what became of the last. */
export async function settleLocalRuns(
  git: Git,
  stateDirectory: string,
  repositories: readonly LocalRepository[],
): Promise<'none' | 'finished' | 'undone'> {
  let settled: 'none' | 'finished' | 'undone' = 'none';
  for await (const run of runsIn(stateDirectory).abandoned()) {
    using _held = run;
    const isOfOurs = run.start.asked.repositories.some(({ gitDir }) =>
      repositories.some((repository) => repository.gitDir === gitDir),
    );
    if (isOfOurs) settled = await settleRun(git, run);
  }
  return settled;
}

async function settleRun(git: Git, run: AbandonedRun<Asked>): Promise<'finished' | 'undone'> {
  const { notes, start } = run;
  if (notes.some(({ done }) => done === true)) {
    await run.end();
    return 'finished';
  }
  const plan = notes.findLast((note) => note.plan !== undefined)?.plan ?? [];
  const intended = notes.flatMap(({ intend }) => (intend === undefined ? [] : [intend]));
  const begun = new Set(intended.map(({ index }) => index));
  const found = new Map<string, LocalRepository>();
  for (const { repository, gitDir } of start.asked.repositories) {
    const local = await findRepository(git, gitDir);
    await recoverRepository(local);
    found.set(repository, local);
  }
  const parts = plan.flatMap((intent, index) => {
    if (intent === null || !begun.has(index)) return [];
    const { repository, branch, from, to } = intent;
    const local = found.get(String(repository));
    if (local === undefined)
      throw new TypeError(`${String(repository)} is not one of the run's repositories`);
    const expected = from === null ? null : String(from);
    const reopened = reopenBranch(git, {
      repository: local,
      branch: String(branch),
      expected,
      commit: String(to),
    });
    return [{ ...reopened, name: nameIn(String(repository), reopened.name) }];
  });
  const rollingBack = intended.some(({ step }) => step === 'rollback');
  const settled = await settle(parts, plan.length, rollingBack);
  if (settled.kind === 'stuck') {
    const names = settled.rollbackFailed.map(({ name }) => name).join(', ');
    const [first] = settled.rollbackFailed;
    throw new RecoveryFailed(
      `what a killed command left could not be taken back: ${names}`,
      [],
      `Look at ${names}, then try again.`,
      first?.error,
    );
  }
  await run.end();
  return settled.kind;
}

/** Beside those of a host, which are settled by asking that host. */
function runsIn(stateDirectory: string): OpenRuns<Asked> {
  return openRuns<Asked>(join(stateDirectory, 'local'));
}
