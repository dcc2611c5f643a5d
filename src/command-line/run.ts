import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { addAbortSignal } from 'node:stream';
import { text } from 'node:stream/consumers';
import { modelKeysAmong } from '../agent/presets.ts';
import { requestFile } from '../agent/words.ts';
import { openGit, type Git } from '../git/git.ts';
import { newRunId } from '../report/run-id.ts';
import type { ChangeSet } from '../change-set/change.ts';
import { parseAgent, parseModel, type Agent } from '../configuration/agent.ts';
import { parseConfiguration } from '../configuration/parse.ts';
import { toBranch } from '../delivery/branch.ts';
import { toNothing } from '../delivery/dry-run.ts';
import { toWorkspace } from '../delivery/workspace.ts';
import {
  findRepository,
  readBranch,
  readBranchInTheWay,
  readCommit,
  type LocalRepository,
} from '../git/local-repository.ts';
import { renderCommitMessage } from '../report/commit-message.ts';
import { openRecord } from '../report/record.ts';
import { openRedactor, redactProgress, redactReport } from '../report/redact.ts';
import type { Report } from '../report/report.ts';
import { run, type Place } from '../run.ts';
import { firstWords, renderChanged } from '../report/subject.ts';
import { UsageError } from '../report/usage-error.ts';
import { settle } from '../settings.ts';
import { openSandbox } from '../sandbox/open.ts';
import { cacheIn, stateDirectory } from '../state/place.ts';
import { openStore } from '../state/store.ts';
import { parseBranchName, type BranchName } from '../trigger/branch-name.ts';
import type { CommitDetails } from '../writer/git-commit.ts';
import { recoverRepository } from '../writer/receive.ts';
import { recoverDirectory } from '../writer/recover.ts';
import { lockInPlace } from './in-place-lock.ts';
import { beginLocalRun, settleLocalRuns } from './local-runs.ts';
import { committerOf, nameOf, signerOf } from './repository.ts';
import { openProgress, type Surroundings } from './terminal.ts';
import { oneOf, parseCommandLine, positiveNumber } from './usage.ts';

const OPTIONS = {
  repo: { type: 'string', multiple: true },
  prompt: { type: 'string' },
  'prompt-file': { type: 'string' },
  agent: { type: 'string' },
  model: { type: 'string' },
  mode: { type: 'string' },
  branch: { type: 'string' },
  base: { type: 'string' },
  verify: { type: 'string', multiple: true },
  timeout: { type: 'string' },
  sandbox: { type: 'string' },
  checkout: { type: 'string' },
  json: { type: 'boolean' },
} as const;

/** `wholly run`: an agent in an ephemeral checkout of a local repository; the result lands whole or not at all. */
export async function runCommand(args: readonly string[], surroundings: Surroundings): Promise<Report> {
  const { values, rest } = parseCommandLine(args, OPTIONS, { least: 0, most: 0 });
  const mode = oneOf('--mode', values.mode, ['branch', 'workspace', 'dry-run'], 'branch');
  const sandboxChoice = oneOf('--sandbox', values.sandbox, ['auto', 'bwrap', 'none'], 'auto');
  const isInPlace = oneOf('--checkout', values.checkout, ['auto', 'none'], 'auto') === 'none';
  const seconds = positiveNumber('--timeout', values.timeout);
  const agent = agentOf(values.agent, rest);
  const model = modelOf(values.model, agent);
  const prompt = await promptOf(values, surroundings, agent);
  if (values.verify?.some((check) => check.trim() === '') === true)
    throw new UsageError('--verify is empty: nothing would be checked');
  const runId = newRunId();
  if (values.branch !== undefined && mode !== 'branch')
    throw new UsageError('--branch goes with --mode branch only');
  const { environment } = surroundings;
  const secrets = [environment['WHOLLY_SIGNING_KEY'] ?? '', ...modelKeysAmong(environment)];
  const redactor = await openRedactor(secrets);
  // They stay in the repository, and go with it wherever it is pushed.
  const subject = redactor.redact(firstWords(prompt));
  const branch = values.branch === undefined ? defaultBranch(subject, runId) : parseBranchName(values.branch);

  const git = openGit(environment);
  const directories = (values.repo ?? ['.']).map((directory) => resolve(surroundings.cwd, directory));
  if (values.base !== undefined && directories.length > 1)
    throw new UsageError('--base goes with one repository; with several each is taken at its HEAD');
  // Of a working tree only its own journal knows how to go back, and no journal holds for two.
  if (mode === 'workspace' && directories.length > 1)
    throw new UsageError('--mode workspace goes with one repository; several get a branch each');
  if (isInPlace && (mode === 'workspace' || values.base !== undefined || directories.length > 1))
    throw new UsageError(
      '--checkout none takes one working tree as it is: it goes without --base and --mode workspace',
    );
  const store = await openStore(stateDirectory(environment));
  const nobody = new Set<string>();
  const time = Math.floor(Date.now() / 1000);

  /** Looks at a repository before anything starts, after settling what a killed run left there. */
  async function openPlace(directory: string): Promise<LocalPlace> {
    const repository = await findRepository(git, directory);
    if ((mode === 'workspace' || isInPlace) && repository.workTree === null)
      throw new UsageError('a bare repository has no working tree');
    if (repository.workTree !== null) await recoverDirectory({ root: repository.workTree });
    await recoverRepository(repository);
    await settleLocalRuns(git, store.directory, [repository]);
    const commit = await readCommit(git, repository, values.base ?? 'HEAD', directory);
    if (mode === 'branch') await requireNewBranch(git, repository, branch);
    const committer = await committerOf(git, repository, surroundings, (warning) => nobody.add(warning));
    function describe({ digest, changes }: ChangeSet, joint: string | null): CommitDetails {
      const message = renderCommitMessage({
        subject: redactor.redact(subject || renderChanged(changes)),
        digest,
        ...(joint !== null && { joint }),
        runId,
      });
      return { message, author: committer, committer, time };
    }
    return {
      local: repository,
      repository: nameOf(repository),
      source: { kind: 'local', objectDir: repository.objectDir, commit },
      guidance: null,
      ...(isInPlace && repository.workTree !== null && { inPlace: repository.workTree }),
      settle(text) {
        const settings = settle(
          parseConfiguration(text ?? '', '.github/bot.yml'),
          {
            ...(agent !== undefined && { agent }),
            ...(model !== undefined && { model }),
            // Of the first repository: the others have their own.
            ...(values.verify !== undefined && directory === directories[0] && { verify: values.verify }),
            ...(seconds !== undefined && { timeoutMs: seconds * 1000 }),
            signal: surroundings.signal,
          },
          environment,
          secrets,
        );
        redactor.learn(settings.unsaid);
        return settings;
      },
      deliver: () => {
        if (mode === 'branch') return toBranch(git, { repository, branch, expected: null, describe });
        if (mode === 'dry-run') return toNothing(git, store, describe);
        return toWorkspace({
          root: repository.workTree ?? '',
          durability: 'power',
          describe,
          afterReport: surroundings.afterReport,
        });
      },
    };
  }
  const [place, ...others] = await openAll(directories, openPlace);
  using _locked = place.inPlace === undefined ? null : lockInPlace(store.directory, place.inPlace);
  await using local =
    others.length === 0
      ? null
      : await beginLocalRun(
          store.directory,
          runId,
          [place, ...others].map(({ repository, local: { gitDir } }) => ({ repository, gitDir })),
        );

  using progress = openProgress(surroundings);
  const record = openRecord(runId, redactProgress(progress, redactor), values.repo);
  const sandbox = once(() => openSandbox(sandboxChoice));
  const report = await run(
    {
      readWords: async () => ({ say: () => prompt, files: [requestFile(prompt)] }),
      texts: [{ text: prompt }],
      signal: surroundings.signal,
    },
    {
      git,
      store,
      scratch: tmpdir(),
      cache: cacheIn(store.directory),
      openSandbox: sandbox,
      signer: await signerOf(git, place.local, surroundings),
      journal: local?.journal ?? null,
      modelKeys: environment,
      // Whoever sits there pays for it.
      admit: null,
      place,
      conversation: null,
      async openOthers({ repositories }) {
        if (repositories.length > 0 && others.length === 0)
          record.warn(
            '`repositories` names repositories of a host; on this machine --repo does, more than once.',
          );
        return others;
      },
    },
    record,
  );
  if (report.conclusion === 'rollback-failed') local?.leave();
  // The other modes leave no commit.
  const isCommitted = mode === 'branch' && report.conclusion === 'committed';
  const warnings = isCommitted ? [...nobody, ...report.warnings] : report.warnings;
  return redactReport({ ...report, warnings }, redactor);
}

interface LocalPlace extends Place {
  readonly local: LocalRepository;
}

/** Each once: two names for one repository would be two commits of one branch. */
async function openAll(
  directories: readonly string[],
  openPlace: (directory: string) => Promise<LocalPlace>,
): Promise<[LocalPlace, ...LocalPlace[]]> {
  const places: LocalPlace[] = [];
  for (const directory of directories) {
    const place = await openPlace(directory);
    if (places.some(({ local }) => local.gitDir === place.local.gitDir))
      throw new UsageError(`${directory} is named twice`);
    if (places.some(({ repository }) => repository === place.repository))
      throw new UsageError(`two repositories are called ${place.repository}; move one to another name`);
    places.push(place);
  }
  const [first, ...rest] = places;
  if (first === undefined) throw new UsageError('--repo is missing');
  return [first, ...rest];
}

async function requireNewBranch(git: Git, repository: LocalRepository, branch: BranchName): Promise<void> {
  if ((await readBranch(git, repository, branch)) !== null) {
    throw new UsageError(`branch ${branch} is already there; name one that is new`);
  }
  const obstacle = await readBranchInTheWay(git, repository, branch);
  if (obstacle !== null)
    throw new UsageError(`branch ${branch} cannot stand beside ${obstacle}; name another with --branch`);
}

function agentOf(name: string | undefined, rest: readonly string[] | null): Agent | undefined {
  if (rest === null) return name === undefined ? undefined : parseAgent(name);
  const [program, ...parameters] = rest;
  if (program === undefined) throw new UsageError('after -- stands the command that is the agent');
  if (name !== undefined && name !== 'command')
    throw new UsageError('--agent and a command after -- are two agents');
  return { kind: 'command', argv: [program, ...parameters] };
}

/** A program of one's own takes it among its words. */
function modelOf(name: string | undefined, agent: Agent | undefined): string | undefined {
  if (name === undefined) return undefined;
  if (agent !== undefined && agent.kind !== 'preset')
    throw new UsageError(`--model goes with an agent that has models, not with ${agent.kind}`);
  return parseModel(name);
}

async function promptOf(
  values: { prompt?: string; 'prompt-file'?: string },
  surroundings: Surroundings,
  agent: Agent | undefined,
): Promise<string> {
  const { prompt, 'prompt-file': file } = values;
  if (prompt !== undefined && file !== undefined)
    throw new UsageError('--prompt and --prompt-file are two prompts');
  if (prompt === undefined && file === undefined) {
    if (agent?.kind === 'command') return '';
    throw new UsageError('--prompt or --prompt-file is missing');
  }
  const words = file === undefined ? (prompt ?? '') : await readPrompt(file, surroundings);
  // A variable that was never set, most likely; a model would make something of it and be paid.
  if (words.trim() === '') throw new UsageError('the prompt is empty');
  return words;
}

/** `-` is the standard input, as for git. */
async function readPrompt(name: string, { cwd, stdin, signal }: Surroundings): Promise<string> {
  const file = resolve(cwd, name);
  try {
    return name === '-' ? await text(addAbortSignal(signal, stdin)) : await readFile(file, 'utf8');
  } catch (cause) {
    if (signal.aborted) throw cause;
    const { code = '' } = cause as NodeJS.ErrnoException;
    throw new UsageError(`${name === '-' ? 'standard input' : file} cannot be read (${code})`, { cause });
  }
}

/** Readable, new for every run, and made of what any branch name may hold. */
function defaultBranch(subject: string, runId: string): BranchName {
  const words = subject.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const slug = words.slice(0, 6).join('-').slice(0, 40);
  return parseBranchName(`bot/${slug === '' ? 'change' : slug}-${runId.slice(-8)}`);
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let promise: Promise<T> | undefined;
  return () => (promise ??= work());
}
