import { readFile, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, resolve } from 'node:path';
import { newRunId } from '../report/run-id.ts';
import type { ChangeSet } from '../change-set/change.ts';
import { parseSealed } from '../change-set/file.ts';
import { isJoint, type SealedChanges } from '../change-set/joint.ts';
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
import { openRecord, type RunRecord } from '../report/record.ts';
import type { Report } from '../report/report.ts';
import { openSandbox } from '../sandbox/open.ts';
import { UsageError } from '../report/usage-error.ts';
import { settle } from '../settings.ts';
import { stateDirectory } from '../state/place.ts';
import { openStore } from '../state/store.ts';
import { parseBranchName, type BranchName } from '../trigger/branch-name.ts';
import { beginLocalRun, settleLocalRuns } from './local-runs.ts';
import { committerOf, nameOf, repositoryAt, signerOf } from './repository.ts';
import { recoverRepository } from '../writer/receive.ts';
import { recoverDirectory } from '../writer/recover.ts';
import { openProgress, type Surroundings } from './terminal.ts';
import { oneOf, parseCommandLine } from './usage.ts';

const OPTIONS = {
  repo: { type: 'string', multiple: true },
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
  const sealed = parseSealed(await readSealedFile(resolve(surroundings.cwd, positionals[0] ?? '')));
  const sets = isJoint(sealed) ? sealed.repositories : [{ changeSet: sealed }];
  if (to === 'branch' && sets.some(({ changeSet }) => changeSet.base === null))
    throw new UsageError('a change set without a base needs --to workspace');
  // Of a working tree only its own journal knows how to go back, and no journal holds for two.
  if (to === 'workspace' && isJoint(sealed))
    throw new UsageError('--to workspace takes the change set of one repository; several get a branch each');

  const git = openGit(surroundings.environment);
  const directories = (values.repo ?? ['.']).map((directory) => resolve(surroundings.cwd, directory));
  const places = await findPlaces(git, directories, sealed);
  const [first] = places.values();
  if (first === undefined) throw new UsageError('--repo is missing');
  for (const { repository, directory } of places.values()) {
    if (repository === null && to === 'branch')
      throw new NoRepository(`${directory} is in no git repository`);
  }
  const root = to === 'workspace' ? await workspaceOf(first.repository, first.directory) : null;
  if (root !== null) await recoverDirectory({ root });
  const store = await openStore(stateDirectory(surroundings.environment));
  const repositories = [...places.values()].flatMap(({ repository }) => repository ?? []);
  for (const repository of repositories) await recoverRepository(repository);
  await settleLocalRuns(git, store.directory, repositories);

  const runId = newRunId();
  using progress = openProgress(surroundings);
  await using local = isJoint(sealed)
    ? await beginLocalRun(
        store.directory,
        runId,
        [...places].map(([name, { repository }]) => ({
          repository: name ?? '',
          gitDir: repository?.gitDir ?? '',
        })),
      )
    : null;
  const record = openRecord(runId, progress, values.repo);
  const { afterReport } = surroundings;
  const checks = { setup: [], verify: [], env: {}, hosts: [], wallMs: 0 };
  const report = await publish(
    sealed,
    {
      git,
      store,
      openSandbox: () => openSandbox('auto'),
      signer: first.repository === null ? null : await signerOf(git, first.repository, surroundings),
      journal: local?.journal ?? null,
      scratch: tmpdir(),
      // The base is in the repository itself.
      cache: null,
      async openTarget(changeSet, name) {
        const place = places.get(name);
        if (place === undefined)
          throw new UsageError(`the repository ${name ?? ''} is missing; name it by --repo`);
        const { repository, directory } = place;
        return {
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
              ? await branchDelivery(
                  git,
                  repository,
                  changeSet,
                  { named: values.branch, sealed, record },
                  surroundings,
                )
              : toWorkspace({ root: root ?? directory, durability, describe: () => null, afterReport }),
        };
      },
    },
    record,
  );
  if (report.conclusion === 'rollback-failed') local?.leave();
  return report;
}

interface Place {
  readonly directory: string;
  readonly repository: LocalRepository | null;
}

/** The repositories by their names in the set; `null` is the only one of a set that names none. */
async function findPlaces(
  git: Git,
  directories: readonly string[],
  sealed: SealedChanges,
): Promise<ReadonlyMap<string | null, Place>> {
  const places = new Map<string | null, Place>();
  for (const directory of directories) {
    const repository = await repositoryAt(git, directory);
    const name = repository === null ? basename(directory) : nameOf(repository);
    // A set made on a host names the owner too.
    const row = isJoint(sealed)
      ? sealed.repositories.find((part) => part.repository === name || part.repository.endsWith(`/${name}`))
      : { repository: null };
    if (row === undefined) throw new UsageError(`the change set has nothing for a repository called ${name}`);
    if (places.has(row.repository)) throw new UsageError(`${directory} is one repository too many`);
    places.set(row.repository, { directory, repository });
  }
  for (const { repository } of isJoint(sealed) ? sealed.repositories : []) {
    if (!places.has(repository))
      throw new UsageError(`the repository ${repository} is missing; name it by --repo`);
  }
  return places;
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
  { named, sealed, record }: { named: string | undefined; sealed: SealedChanges; record: RunRecord },
  surroundings: Surroundings,
): Promise<Delivery | null> {
  const branch = named === undefined ? branchOf(sealed) : parseBranchName(named);
  const tip = await readBranch(git, repository, branch);
  if (tip !== null && tip !== changeSet.base && (await endsIn(git, repository, tip, changeSet))) return null;
  const committer = await committerOf(git, repository, surroundings, (warning) => {
    if (!record.report.warnings.includes(warning)) record.warn(warning);
  });
  const time = Math.floor(Date.now() / 1000);
  return toBranch(git, {
    repository,
    branch,
    expected: tip === null ? null : changeSet.base,
    describe: ({ digest }, joint) => ({
      message: renderCommitMessage({
        subject: `Apply ${changeSet.changes.length} sealed changes`,
        digest,
        ...(joint !== null && { joint }),
        runId: record.report.runId,
      }),
      author: committer,
      committer,
      time,
    }),
  });
}

function branchOf({ digest }: SealedChanges): BranchName {
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
