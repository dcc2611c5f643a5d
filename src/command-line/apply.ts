import { readFile, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { newRunId } from '../report/run-id.ts';
import type { ChangeSet } from '../change-set/change.ts';
import { parseChangeSet } from '../change-set/file.ts';
import { digestOf } from '../change-set/seal.ts';
import { parseConfiguration } from '../configuration/parse.ts';
import { toBranch } from '../delivery/branch.ts';
import type { Delivery } from '../delivery/delivery.ts';
import { toWorkspace } from '../delivery/workspace.ts';
import { readCommitChanges } from '../git/commit-changes.ts';
import { openGit, type Git } from '../git/git.ts';
import { NoRepository, readBranch, readParents, type LocalRepository } from '../git/local-repository.ts';
import { renderCommitMessage } from '../report/commit-message.ts';
import { publish } from '../publish.ts';
import { openRecord } from '../report/record.ts';
import type { Report } from '../report/report.ts';
import { openSandbox } from '../sandbox/open.ts';
import { UsageError } from '../report/usage-error.ts';
import { settle } from '../settings.ts';
import { stateDirectory } from '../state/place.ts';
import { openStore } from '../state/store.ts';
import { parseBranchName, type BranchName } from '../trigger/branch-name.ts';
import { committerOf, repositoryAt, signerOf } from './repository.ts';
import { recoverRepository } from '../writer/receive.ts';
import { recoverDirectory } from '../writer/recover.ts';
import { openProgress, type Surroundings } from './terminal.ts';
import { oneOf, parseCommandLine } from './usage.ts';

const OPTIONS = {
  repo: { type: 'string' },
  to: { type: 'string' },
  branch: { type: 'string' },
  durability: { type: 'string' },
  json: { type: 'boolean' },
} as const;

/** `wholly apply`: a sealed change set onto a branch or into the working tree; the person at the keyboard decides. */
export async function applyCommand(args: readonly string[], surroundings: Surroundings): Promise<Report> {
  const { values, positionals } = parseCommandLine(args, OPTIONS, { least: 1, most: 1 });
  const to = oneOf('--to', values.to, ['branch', 'workspace'], 'branch');
  const durability = oneOf('--durability', values.durability, ['power', 'process'], 'power');
  if (values.branch !== undefined && to === 'workspace')
    throw new UsageError('--branch goes with --to branch only');
  const changeSet = parseChangeSet(await readSealedFile(resolve(surroundings.cwd, positionals[0] ?? '')));
  if (changeSet.base === null && to === 'branch')
    throw new UsageError('a change set without a base needs --to workspace');

  const git = openGit(surroundings.environment);
  const directory = resolve(surroundings.cwd, values.repo ?? '.');
  const repository = await repositoryAt(git, directory);
  if (repository === null && to === 'branch') throw new NoRepository(`${directory} is in no git repository`);
  const root = to === 'workspace' ? await workspaceOf(repository, directory) : null;
  if (root !== null) await recoverDirectory({ root });
  if (repository !== null) await recoverRepository(repository);

  const runId = newRunId();
  using progress = openProgress(surroundings);
  const { afterReport, environment } = surroundings;
  const checks = { setup: [], verify: [], env: {}, hosts: [], wallMs: 0 };
  return await publish(
    changeSet,
    {
      git,
      store: await openStore(stateDirectory(environment)),
      openSandbox: () => openSandbox('auto'),
      signer: repository === null ? null : await signerOf(git, repository, surroundings),
      journal: null,
      scratch: tmpdir(),
      // The base is in the repository itself.
      cache: null,
      source:
        repository === null
          ? null
          : { kind: 'local', objectDir: repository.objectDir, commit: changeSet.base ?? '' },
      needsBase: to === 'branch',
      settle: (text) => {
        const settings = settle(parseConfiguration(text ?? '', '.github/bot.yml'), {}, {}, []);
        return { ...settings, checks, policy: { ...settings.policy, maker: 'person' } };
      },
      deliver: async () =>
        root === null && repository !== null
          ? await branchDelivery(git, repository, changeSet, values.branch, runId, surroundings)
          : toWorkspace({ root: root ?? directory, durability, describe: () => null, afterReport }),
    },
    openRecord(runId, progress),
  );
}

async function readSealedFile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new UsageError(`${file} cannot be read`, { cause });
  }
}

async function workspaceOf(repository: LocalRepository | null, directory: string): Promise<string> {
  if (repository === null) {
    try {
      return await realpath(directory);
    } catch (cause) {
      throw new UsageError(`${directory} is not there`, { cause });
    }
  }
  if (repository.workTree === null) throw new UsageError('a bare repository has no working tree');
  return repository.workTree;
}

/** `null` where the branch already ends in exactly this change set. */
async function branchDelivery(
  git: Git,
  repository: LocalRepository,
  changeSet: ChangeSet,
  name: string | undefined,
  runId: string,
  surroundings: Surroundings,
): Promise<Delivery | null> {
  const branch = name === undefined ? branchOf(changeSet) : parseBranchName(name);
  const tip = await readBranch(git, repository, branch);
  if (tip !== null && tip !== changeSet.base && (await endsIn(git, repository, tip, changeSet))) return null;
  const committer = await committerOf(git, repository, surroundings);
  const time = Math.floor(Date.now() / 1000);
  return toBranch(git, {
    repository,
    branch,
    expected: tip === null ? null : changeSet.base,
    describe: ({ digest }) => ({
      message: renderCommitMessage({
        subject: `Apply ${changeSet.changes.length} sealed changes`,
        digest,
        runId,
      }),
      author: committer,
      committer,
      time,
    }),
  });
}

function branchOf({ digest }: ChangeSet): BranchName {
  return parseBranchName(`bot/change-set-${digest.slice('sha256:'.length, 'sha256:'.length + 12)}`);
}

async function endsIn(
  git: Git,
  repository: LocalRepository,
  tip: string,
  { base, digest }: ChangeSet,
): Promise<boolean> {
  const place = { gitDir: repository.gitDir };
  const parents = await readParents(git, repository, tip);
  if (parents.length !== 1 || parents[0] !== base) return false;
  return digestOf(base, (await readCommitChanges(git, place, tip)).entries) === digest;
}
