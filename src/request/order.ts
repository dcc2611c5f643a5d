import type { ChangeSet } from '../change-set/change.ts';
import type { TargetRefusal } from '../commit/participant.ts';
import type { Delivery } from '../delivery/delivery.ts';
import { toNothing } from '../delivery/dry-run.ts';
import { toHost, type HostDelivery } from '../delivery/host.ts';
import { toWorkspace } from '../delivery/workspace.ts';
import type { Thread } from '../host/thread.ts';
import {
  readDigestTrailer,
  readRequestTrailer,
  renderCommitMessage,
  renderSubject,
} from '../report/commit-message.ts';
import { renderNotice, renderPullRequest } from '../report/pull-request.ts';
import type { Redactor } from '../report/redact.ts';
import { firstWords, renderChanged } from '../report/subject.ts';
import { sanitise } from '../sanitiser/sanitise.ts';
import { branchNameFor } from '../trigger/request-branch.ts';
import type { Trigger } from '../trigger/trigger.ts';
import type { CommitDetails, Identity } from '../writer/git-commit.ts';
import { findDenial, foresee, noteDenial } from './denied.ts';
import type { Ground } from './ground.ts';
import { recheckPins } from './pins.ts';
import { askedOf } from './prompt.ts';
import type { Terms } from './terms.ts';
import { fullName, recheckOther, type Where } from './where.ts';

/** All that decides where a request's change set goes. */
export interface Order {
  readonly trigger: Trigger;
  /** The request that is pinned: the same, or the one that asks for it again. */
  readonly asked: Trigger;
  readonly thread: Thread | null;
  readonly terms: Terms;
  readonly where: Where;
  readonly ground: Ground;
  /** The commit that the change set was made against. */
  readonly base: string;
  readonly pullRequest: {
    readonly draft: boolean;
    readonly labels: readonly string[];
    readonly reviewers: readonly string[];
  };
  readonly signedBy: HostDelivery['signedBy'];
  /** Whoever wrote a text, it goes out under our name. */
  readonly redactor: Redactor;
  readonly runId: string;
}

/** The delivery of one request: its commit, its texts, its target and what is asked again right before the write. */
export function planDelivery({
  trigger,
  asked: asking,
  thread,
  terms,
  where,
  ground,
  base,
  pullRequest,
  signedBy,
  redactor,
  runId,
}: Order): Delivery {
  const { git, mode, identity } = terms;
  const { repository, api, remote, permissions, isOther } = where;
  const { actor, target } = trigger;
  const requestUrl = trigger.comment?.htmlUrl ?? target?.htmlUrl ?? null;
  const asked = askedOf(trigger);
  const title = terms.title || target?.title || firstWords(asked);
  const time =
    Math.floor(Date.parse(trigger.comment?.createdAt ?? '') / 1000) || Math.floor(Date.now() / 1000);
  function describe({ digest, changes }: ChangeSet, joint: string | null): CommitDetails {
    const message = renderCommitMessage({
      subject: redactor.redact(terms.commitMessage || title || renderChanged(changes)),
      digest,
      ...(joint !== null && { joint }),
      runId,
      ...(requestUrl !== null && { requestedBy: requestUrl }),
      coAuthor: actor,
      ...(terms.ledger.head !== null && { ledger: terms.ledger.head }),
    });
    return { message, author: identity, committer: identity, time };
  }
  if (mode === 'dry-run') {
    return { ...toNothing(git, terms.store, describe), signs: signedBy === 'host' };
  }
  if (terms.workspace !== null) {
    return toWorkspace({
      root: terms.workspace.workTree ?? '',
      durability: 'power',
      describe,
      afterReport: terms.afterReport,
    });
  }
  const existing = ground.revised !== null || mode === 'commit';
  const revised = ground.revised === null ? null : { head: base, into: ground.guidance?.branch ?? null };
  const branch = existing ? ground.branch : branchNameFor(trigger, terms.branchPrefix);
  const { self, store } = terms;
  const errand = {
    branch: existing ? ('existing' as const) : ('new' as const),
    opensPullRequest: !existing && mode === 'pull-request',
    self,
    permissions,
    signs: signedBy !== 'nobody',
  };
  const site = { api, repository, branch, errand, store };
  // Whoever asks for it by these words wants it sent again.
  const insists = asking.command.kind === 'retry' || asking.command.kind === 'apply';
  const common = {
    api,
    remote,
    repository,
    branch,
    describe,
    signedBy,
    foresee: () => foresee(site),
    recheck: async (digest: string) =>
      (await findDenial(digest, site, insists)) ??
      (isOther
        ? await recheckOther(asking, where)
        : await recheckPins(api, asking, thread, terms.guests, revised)),
    denied: (digest: string, refusal: TargetRefusal) => noteDenial(digest, refusal, site, new Date()),
  };
  const { draft, labels, reviewers } = pullRequest;
  const decoration = { labels, reviewers, ...terms.decoration };
  if (existing) {
    return toHost(git, {
      ...common,
      expected: base,
      isOwn: null,
      revised: ground.revised && {
        ...ground.revised,
        renderNotice: (report) => renderNotice(redactor.redactAll(report)),
        decoration: { ...decoration, labels: [], assignees: [] },
      },
      pullRequest: null,
    });
  }
  return toHost(git, {
    ...common,
    expected: null,
    isOwn: (commit) => isMadeBy(identity, requestUrl, commit),
    revised: null,
    pullRequest:
      mode === 'branch'
        ? null
        : {
            base: ground.branch,
            renderTitle: ({ changes }) => renderSubject(redactor.redact(title || renderChanged(changes))),
            draft,
            renderBody: (report) =>
              renderPullRequest(
                {
                  login: actor.login,
                  requestUrl,
                  repository: fullName(repository),
                  fixes:
                    target === null
                      ? null
                      : `${isOther ? fullName(trigger.repository) : ''}#${target.number}`,
                  // What hides a secret goes first.
                  asked: redactor.redact(sanitise(asked || title || 'Change as requested').text),
                  body: redactor.redact(terms.body),
                  mention: terms.mention,
                },
                redactor.redactAll(report),
              ),
            decoration,
          },
  });
}

/** The committer of what GitHub signs; its author is who asked for it. */
const WEB_FLOW = 'noreply@github.com';

/** Whoever puts a commit on top, or makes ours anew, leaves another committer, or another author where GitHub commits. */
function isMadeBy({ email }: Identity, requestUrl: string | null, commit: string): boolean {
  const end = commit.indexOf('\n\n');
  const head = commit.slice(0, end);
  const message = commit.slice(end + 2);
  const [, author] = /^author .*<([^<>\n]*)> /m.exec(head) ?? [];
  const [, committer] = /^committer .*<([^<>\n]*)> /m.exec(head) ?? [];
  const isOurs = committer === email || (committer === WEB_FLOW && author === email);
  return isOurs && readDigestTrailer(message) !== null && readRequestTrailer(message) === requestUrl;
}
