import type { ChangeSet } from './change-set/change.ts';
import { rebase } from './change-set/seal.ts';
import type { Source } from './checkout/checkout.ts';
import { TargetRefusal } from './commit/participant.ts';
import { parseConfiguration } from './configuration/parse.ts';
import type { Delivery } from './delivery/delivery.ts';
import { toNothing } from './delivery/dry-run.ts';
import { toHost } from './delivery/host.ts';
import { toWorkspace } from './delivery/workspace.ts';
import { readCommit, type LocalRepository } from './git/local-repository.ts';
import { readRemoteRef, type Remote } from './git/remote.ts';
import type { Api } from './host/api.ts';
import type { Decoration } from './host/decorate.ts';
import { denialOf } from './host/denial.ts';
import { readPullRequest } from './host/pull-request.ts';
import type { Thread } from './host/thread.ts';
import type { LandingTools } from './land.ts';
import { renderCommitMessage, renderSubject } from './report/commit-message.ts';
import { endingOfError } from './report/ending.ts';
import { renderPullRequest } from './report/pull-request.ts';
import type { RunRecord } from './report/record.ts';
import type { Report } from './report/report.ts';
import type { Guests } from './request/gate.ts';
import { recheckPins } from './request/pins.ts';
import { askedOf, renderPrompt, textsOf } from './request/prompt.ts';
import { publish } from './publish.ts';
import { run } from './run.ts';
import { settle, type Settings, type Wishes } from './settings.ts';
import { parseBranchName } from './trigger/branch-name.ts';
import { branchNameFor } from './trigger/request-branch.ts';
import type { Trigger } from './trigger/trigger.ts';
import type { CommitDetails, Identity } from './writer/git-commit.ts';

/** What a request that changes files is worked off with. */
export interface WorkTools extends LandingTools {
  readonly api: Api;
  readonly remote: Remote;
  readonly guests: Guests;
  readonly scratch: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Values that may stand in nothing that is published. */
  readonly secrets: readonly string[];
  readonly wishes: Wishes;
  readonly signal?: AbortSignal;
  readonly afterReport: AsyncDisposableStack;
  readonly mode: 'pull-request' | 'branch' | 'commit' | 'workspace' | 'dry-run';
  /** The repository whose working tree gets the bytes; for `workspace` only. */
  readonly workspace: LocalRepository | null;
  /** Sealed before and to be published as it is; `null`: an agent makes one. */
  readonly changeSet: ChangeSet | null;
  /** `null`: the repository's default branch. */
  readonly baseBranch: string | null;
  readonly branchPrefix: string;
  /** Texts of the caller's own; empty where ours will do. */
  readonly title: string;
  readonly body: string;
  readonly commitMessage: string;
  /** How the bot is called. */
  readonly mention: string;
  readonly decoration: Pick<Decoration, 'teamReviewers' | 'assignees'>;
  /** Who commits. */
  readonly identity: Identity;
}

/** Where the work begins and where its commit goes. */
interface Ground {
  readonly source: Source;
  /** The branch that the work is based on. */
  readonly branch: string;
  /** The pull request whose head gets one more commit; `null` for new work. */
  readonly revised: { readonly number: number; readonly url: string } | null;
}

/** A request that changes files: where from, where to, and the run in between. */
export async function work(
  trigger: Trigger,
  thread: Thread | null,
  tools: WorkTools,
  record: RunRecord,
): Promise<Report> {
  let ground: Ground;
  try {
    ground = await openGround(trigger, tools);
  } catch (error) {
    return record.end(endingOfError(denialOf(error, 'the pull request') ?? error));
  }
  const { source } = ground;
  const shared = {
    ...tools,
    source,
    needsBase: tools.workspace === null,
    settle: (text: string | null) =>
      settle(
        parseConfiguration(text ?? '', '.github/bot.yml'),
        tools.wishes,
        tools.environment,
        tools.secrets,
      ),
  };
  function deliverOn(base: string, settings: Settings): Delivery {
    return deliver({ trigger, thread, tools, ground, base, settings, runId: record.report.runId });
  }
  function publishSet(changeSet: ChangeSet): Promise<Report> {
    const base = changeSet.base ?? '';
    return publish(changeSet, { ...shared, deliver: async (settings) => deliverOn(base, settings) }, record);
  }
  if (tools.changeSet !== null) return await publishSet(tools.changeSet);
  const report = await run(
    {
      source,
      prompt: renderPrompt(trigger),
      texts: textsOf(trigger),
      ...(tools.signal !== undefined && { signal: tools.signal }),
    },
    { ...shared, deliver: ({ base }, settings) => deliverOn(base, settings) },
    record,
  );
  return await followMovedBase(report, source, tools, publishSet);
}

/** How often a base that keeps moving is followed. */
const REBASES = 3;

/**
 * A commit that goes straight to a branch of many people finds it moved as a matter of course. While every touched
 * path is still as it was (the guard on the base says so), the set is put on the new head and verified again.
 */
async function followMovedBase(
  first: Report,
  source: Source,
  { mode, store, git, remote }: WorkTools,
  publishSet: (changeSet: ChangeSet) => Promise<Report>,
): Promise<Report> {
  let report = first;
  if (mode !== 'commit' || source.kind !== 'remote') return report;
  for (let rebases = 0; rebases < REBASES && report.code === 'EMOVED'; rebases += 1) {
    const changeSet = await store.find(report.changeSet?.digest ?? '');
    const head = await readRemoteRef(git, remote, `refs/heads/${source.ref}`);
    if (changeSet === null || head === null) return report;
    report = await publishSet(rebase(changeSet, head));
  }
  return report;
}

async function openGround(
  trigger: Trigger,
  { git, api, remote, baseBranch, workspace }: WorkTools,
): Promise<Ground> {
  const { target, repository } = trigger;
  if (workspace !== null) {
    const commit = await readCommit(git, workspace, 'HEAD', workspace.workTree ?? undefined);
    return { source: { kind: 'local', objectDir: workspace.objectDir, commit }, branch: '', revised: null };
  }
  if (target?.kind !== 'pull-request') {
    const branch = baseBranch === null ? repository.defaultBranch : parseBranchName(baseBranch);
    return { source: { kind: 'remote', remote, ref: branch }, branch, revised: null };
  }
  const { number, html_url: url, state, head } = await readPullRequest(api, repository, target.number);
  if (state !== 'open') {
    throw new TargetRefusal(
      'conflict',
      'ECLOSED',
      `pull request #${number} is closed`,
      'Open it again, then ask again.',
    );
  }
  if (head.repo?.id !== repository.id) {
    throw new TargetRefusal(
      'conflict',
      'EFORK',
      `pull request #${number} comes from another repository`,
      'Ask on a pull request whose branch is in this repository.',
    );
  }
  const branch = parseBranchName(head.ref);
  return {
    source: { kind: 'remote', remote, ref: branch, commit: head.sha },
    branch,
    revised: { number, url },
  };
}

interface Order {
  readonly trigger: Trigger;
  readonly thread: Thread | null;
  readonly tools: WorkTools;
  readonly ground: Ground;
  readonly base: string;
  readonly settings: Settings;
  readonly runId: string;
}

function deliver({ trigger, thread, tools, ground, base, settings, runId }: Order): Delivery {
  const { api, remote, git, mode, identity } = tools;
  const { repository, actor, target } = trigger;
  const requestUrl = trigger.comment?.htmlUrl ?? target?.htmlUrl ?? null;
  const asked = askedOf(trigger);
  const title = tools.title || target?.title || asked.split('\n')[0] || 'Change as requested';
  const time =
    Math.floor(Date.parse(trigger.comment?.createdAt ?? '') / 1000) || Math.floor(Date.now() / 1000);
  function describe({ digest }: ChangeSet): CommitDetails {
    const message = renderCommitMessage({
      subject: tools.commitMessage || title,
      digest,
      runId,
      ...(requestUrl !== null && { requestedBy: requestUrl }),
      coAuthor: actor,
    });
    return { message, author: identity, committer: identity, time };
  }
  if (mode === 'dry-run') return toNothing(git, tools.store, describe);
  if (tools.workspace !== null) {
    return toWorkspace({
      root: tools.workspace.workTree ?? '',
      durability: 'power',
      afterReport: tools.afterReport,
    });
  }
  const recheck = (): Promise<TargetRefusal | null> =>
    recheckPins(api, trigger, thread, tools.guests, ground.revised === null ? null : base);
  const common = { api, remote, repository, describe, recheck };
  if (ground.revised !== null || mode === 'commit') {
    return toHost(git, {
      ...common,
      branch: ground.branch,
      expected: base,
      own: false,
      revised: ground.revised,
      pullRequest: null,
    });
  }
  const { draft, labels, reviewers } = settings.pullRequest;
  return toHost(git, {
    ...common,
    branch: branchNameFor(trigger, tools.branchPrefix),
    expected: null,
    own: true,
    revised: null,
    pullRequest:
      mode === 'branch'
        ? null
        : {
            base: ground.branch,
            title: renderSubject(title),
            draft,
            renderBody: (report) =>
              renderPullRequest(
                {
                  login: actor.login,
                  requestUrl,
                  fixes: target?.number ?? null,
                  asked: asked || title,
                  body: tools.body,
                  mention: tools.mention,
                },
                report,
              ),
            decoration: { labels, reviewers, ...tools.decoration },
          },
  });
}
