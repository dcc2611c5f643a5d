import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { modelKeysAmong } from '../agent/presets.ts';
import { parseSealed } from '../change-set/file.ts';
import type { SealedChanges } from '../change-set/joint.ts';
import { openScratch } from '../checkout/scratch.ts';
import { parseAgent, parseModel } from '../configuration/agent.ts';
import { openGit } from '../git/git.ts';
import { openEnvironmentSigner } from '../git/key-file.ts';
import { findRepository, type LocalRepository } from '../git/local-repository.ts';
import { openApi } from '../host/api.ts';
import type { Progress } from '../report/record.ts';
import { emptyReport, type Report } from '../report/report.ts';
import { UsageError } from '../report/usage-error.ts';
import { recoverRuns } from '../recover.ts';
import { respond, type RespondTools } from '../respond.ts';
import { openSandbox } from '../sandbox/open.ts';
import type { Wishes } from '../settings.ts';
import { openHistory } from '../state/history.ts';
import { openRuns } from '../state/open-runs.ts';
import { cacheIn } from '../state/place.ts';
import { openSessions } from '../state/sessions.ts';
import { openStarts } from '../state/starts.ts';
import { openStore } from '../state/store.ts';
import { parseEvent } from '../trigger/event.ts';
import type { Trigger } from '../trigger/trigger.ts';
import { parseTrigger } from '../trigger/trigger-shape.ts';
import type { TriggerSettings } from '../trigger/settings.ts';
import { openEarlierRuns, type EarlierRuns } from './earlier-runs.ts';
import type { Inputs } from './inputs.ts';
import type { ActionEvent } from './event.ts';
import { factsOf, writeOutputs } from './outputs.ts';
import { storeDirectory } from './store-directory.ts';
import { stopRuns } from './stop-runs.ts';
import type { ActionSurroundings } from './surroundings.ts';

export interface Occasion {
  readonly runId: string;
  readonly event: ActionEvent;
  readonly inputs: Inputs;
  readonly settings: TriggerSettings;
  readonly surroundings: ActionSurroundings;
}

/** The account behind the token that every workflow gets: https://api.github.com/users/github-actions%5Bbot%5D */
const WORKFLOW_IDENTITY = {
  name: 'github-actions[bot]',
  email: '41898282+github-actions[bot]@users.noreply.github.com',
};

/** An event that may ask for something: parsed, and answered with the tools that the inputs name. */
export async function answerEvent(occasion: Occasion): Promise<Report> {
  const { runId } = occasion;
  const parsed = parse(occasion);
  if (parsed.kind === 'ignored') return { ...emptyReport(runId), conclusion: 'ignored', reason: parsed.why };
  if (parsed.kind === 'malformed') {
    return { ...emptyReport(runId), conclusion: 'usage', code: parsed.code, reason: parsed.message };
  }
  const { tools } = await openTools(occasion, parsed.trigger);
  return await respond(runId, parsed.trigger, tools);
}

/**
 * Settles what a killed run of this job left, and leaves for later runs what this job kept; answers a sentence for each
 * that could not be. Without an `end` the run was killed, and any set that is there may be what it sealed.
 */
export async function endJob(
  occasion: Occasion,
  end: { readonly preserved: string | null } | null,
): Promise<string[]> {
  const parsed = parse(occasion);
  if (parsed.kind !== 'asked') return [];
  const { tools, earlier } = await openTools(occasion, parsed.trigger);
  const warnings = await recoverRuns(parsed.trigger.repository.id, tools);
  if (earlier === null) return warnings;
  const sealed = end === null ? await tools.store.list() : [end.preserved ?? []].flat();
  return [...warnings, ...(await earlier.leave(sealed))];
}

function parse({ runId, event, settings, surroundings }: Occasion): ReturnType<typeof parseEvent> {
  return parseEvent(event.name, event.payload, settings, surroundings.environment['GITHUB_RUN_ID'] ?? runId);
}

interface Tools {
  readonly tools: RespondTools;
  readonly earlier: EarlierRuns | null;
}

async function openTools({ inputs, surroundings }: Occasion, trigger: Trigger): Promise<Tools> {
  const { environment, patienceMs } = surroundings;
  const patience = { ...(patienceMs !== undefined && { patienceMs }) };
  if (inputs.token === '') throw new UsageError('input github-token is empty');
  const server = environment['GITHUB_SERVER_URL'] ?? 'https://github.com';
  const repositoryUrl = `${server}/${trigger.repository.owner}/${trigger.repository.name}`;
  const git = openGit(environment);
  const scratch = environment['RUNNER_TEMP'] ?? tmpdir();
  const secrets = [
    inputs.token,
    environment['WHOLLY_SIGNING_KEY'] ?? '',
    ...modelKeysAmong(environment),
  ].filter((value) => value !== '');
  const store = await openStore(storeDirectory(inputs, environment));
  const api = openApi({
    baseUrl: environment['GITHUB_API_URL'] ?? 'https://api.github.com',
    token: inputs.token,
    ...patience,
    onWait: (seconds) => void surroundings.stdout.write(`Wholly: the host asks to wait ${seconds} s ...\n`),
  });
  const history = openHistory(store.directory, parseTrigger);
  const starts = openStarts(store.directory);
  const earlier = openEarlierRuns(inputs, environment, {
    api,
    repository: trigger.repository,
    known: { store, history },
    starts,
    scratch,
    secrets,
  });
  const tools: RespondTools = {
    git,
    store,
    history,
    fetchThread: earlier === null ? null : (thread) => earlier.fetch(thread),
    sessions: openSessions(store.directory),
    starts,
    findStarts: earlier === null ? null : (...of) => earlier.findStarts(...of),
    now: surroundings.now ?? Date.now,
    openRuns: openRuns(store.directory),
    stopThread: (thread, account) => stopRuns(api, thread, account, { repositoryUrl, environment }),
    openSandbox: () => openSandbox(inputs.sandbox),
    signer: await openEnvironmentSigner(environment, async () => {
      const { directory } = surroundings.afterReport.use(await openScratch(scratch));
      return directory;
    }),
    api,
    remote: { url: `${repositoryUrl}.git`, token: inputs.token, ...patience },
    // One token for all that it was made for.
    reach: async ({ owner, name }) => ({
      api,
      remote: { url: `${server}/${owner}/${name}.git`, token: inputs.token, ...patience },
      permissions: null,
    }),
    guests: { bots: inputs.allowedBots, users: inputs.allowedUsers },
    self: null,
    permissions: null,
    key: environment['GITHUB_WORKFLOW'] ?? 'workflow',
    runUrl: runUrlOf(repositoryUrl, environment),
    mention: inputs.triggerPhrase,
    progress: stepProgress(surroundings),
    scratch,
    // Without a place that outlives the job nothing that is kept would ever be used.
    cache: inputs.stateDir === '' ? null : cacheIn(store.directory),
    environment,
    modelKeys: environment,
    secrets,
    wishes: wishesOf(inputs, surroundings.signal),
    signal: surroundings.signal,
    afterReport: surroundings.afterReport,
    mode: inputs.mode,
    workspace: inputs.mode === 'workspace' ? await workspaceOf(git, environment) : null,
    changeSet: inputs.changeSet === '' ? null : await readChangeSet(inputs.changeSet),
    baseBranch: inputs.baseBranch || null,
    branchPrefix: inputs.branchPrefix,
    title: inputs.title,
    body: inputs.body,
    commitMessage: inputs.commitMessage,
    decoration: { teamReviewers: inputs.teamReviewers, assignees: inputs.assignees },
    identity: WORKFLOW_IDENTITY,
  };
  return { tools, earlier };
}

function runUrlOf(
  repositoryUrl: string,
  { GITHUB_RUN_ID: id }: Readonly<Record<string, string>>,
): string | null {
  return id === undefined ? null : `${repositoryUrl}/actions/runs/${id}`;
}

function wishesOf(inputs: Inputs, signal: AbortSignal): Wishes {
  const {
    commitSigning,
    agent,
    agentCommand,
    setup,
    verify,
    timeoutMinutes,
    maxTurns,
    model,
    maxFiles,
    maxBytes,
    draft,
    labels,
    reviewers,
  } = inputs;
  return {
    signal,
    ...(draft !== null && { draft }),
    ...(commitSigning !== '' && { signing: commitSigning }),
    ...((agent !== '' || agentCommand !== '') && { agent: parseAgent(agent, agentCommand) }),
    ...(setup.length > 0 && { setup }),
    ...(verify.length > 0 && { verify }),
    ...(timeoutMinutes !== null && { timeoutMs: timeoutMinutes * 60_000 }),
    ...(model !== '' && { model: parseModel(model) }),
    ...(maxTurns !== null && { turns: maxTurns }),
    ...(maxFiles !== null && { files: maxFiles }),
    ...(maxBytes !== null && { bytes: maxBytes }),
    ...(labels.length > 0 && { labels }),
    ...(reviewers.length > 0 && { reviewers }),
  };
}

async function workspaceOf(
  git: ReturnType<typeof openGit>,
  environment: Readonly<Record<string, string>>,
): Promise<LocalRepository> {
  const repository = await findRepository(git, environment['GITHUB_WORKSPACE'] ?? '.');
  if (repository.workTree === null) throw new UsageError('mode workspace needs actions/checkout before it');
  return repository;
}

async function readChangeSet(file: string): Promise<SealedChanges> {
  try {
    return parseSealed(await readFile(file, 'utf8'));
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'MalformedChangeSet') throw cause;
    throw new UsageError(`change-set ${file} cannot be read`, { cause });
  }
}

/** One line a phase in the log of the step, and each output as soon as it is known. */
function stepProgress({ stdout, environment }: ActionSurroundings): Progress {
  const { GITHUB_OUTPUT: file = '' } = environment;
  const known: Record<string, string> = {};
  return {
    began: (phase) => void stdout.write(`Wholly: ${phase} ...\n`),
    // Never at the start of a line, where the runner looks for its commands.
    did: (line) => void stdout.write(`Wholly: agent ${onOneLine(line)}\n`),
    saw() {},
    noted(report) {
      const fresh = Object.entries(factsOf(report)).filter(
        ([name, value]) => value !== '' && known[name] !== value,
      );
      if (fresh.length === 0 || file === '') return;
      Object.assign(known, Object.fromEntries(fresh));
      writeOutputs(file, Object.fromEntries(fresh));
    },
  };
}

const LINE_LOGGED = 300;

function onOneLine(text: string): string {
  return text
    .trim()
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .slice(0, LINE_LOGGED);
}
