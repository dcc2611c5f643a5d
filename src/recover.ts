import { objectFormatOf } from './change-set/blob.ts';
import { openScratch } from './checkout/scratch.ts';
import type { RollbackFailure } from './commit/commit-all.ts';
import type { Intent } from './commit/participant.ts';
import { settle, type Settlement } from './commit/settle.ts';
import { reopen, type ReopenedPart, type Site } from './delivery/reopen.ts';
import type { Git } from './git/git.ts';
import type { Remote } from './git/remote.ts';
import { openWorkshop } from './git/workshop.ts';
import { statusOf, type Api } from './host/api.ts';
import { readPullRequest } from './host/pull-request.ts';
import { findComment, updateComment, type Thread, type TrackingComment } from './host/thread.ts';
import { isCommentOf, renderFinished, type CommentSubject } from './report/comment.ts';
import { COMMITTED, endingOfError, type Ending } from './report/ending.ts';
import { openRedactor, redactReport, type Redactor } from './report/redact.ts';
import { openRecord, type RunRecord } from './report/record.ts';
import type { Report } from './report/report.ts';
import { describeRepositories, describeSealed, ofRepository } from './report/sealed.ts';
import { addToHistory } from './request/history.ts';
import type { Terms } from './request/terms.ts';
import { subjectOf, threadOf } from './request/thread.ts';
import { fullName, parseFullName } from './request/where.ts';
import type { History } from './state/history.ts';
import type { AbandonedRun, OpenRuns, RunNote } from './state/open-runs.ts';
import type { Store } from './state/store.ts';
import type { Trigger } from './trigger/trigger.ts';

/** What the runs of one repository are settled with. */
export interface RecoverTools {
  readonly git: Git;
  readonly api: Api;
  readonly remote: Remote;
  readonly reach: Terms['reach'];
  readonly store: Store;
  readonly history: History<Trigger>;
  readonly openRuns: OpenRuns<Trigger>;
  readonly scratch: string;
  readonly key: string;
  readonly runUrl: string | null;
  /** Values that may stand in nothing that is published. */
  readonly secrets: readonly string[];
}

/**
 * Settles every run of a repository whose process was killed, or could not take back what it had begun: that stands whole
 * or is taken back, its change set is kept, and its comment says so. Answers a sentence for each that could not be settled yet; it stays
 * for the next time.
 */
export async function recoverRuns(repositoryId: number, tools: RecoverTools): Promise<string[]> {
  const warnings: string[] = [];
  for await (const run of tools.openRuns.abandoned()) {
    using _held = run;
    if (run.start.asked.repository.id !== repositoryId) continue;
    const redactor = await openRedactor(tools.secrets);
    try {
      await recoverRun(run, tools, redactor);
    } catch (error) {
      const reason = redactor.redact(endingOfError(error).reason ?? '');
      warnings.push(`What an earlier run left could not be settled (run ${run.start.runId}): ${reason}`);
    }
  }
  return warnings;
}

async function recoverRun(
  run: AbandonedRun<Trigger>,
  tools: RecoverTools,
  redactor: Redactor,
): Promise<void> {
  const { runId, at, asked } = run.start;
  const record = openRecord(runId, { began() {}, did() {}, saw() {}, noted() {} });
  await noteChangeSet(record, run.notes, tools.store);
  record.end(await settleCommit(record, run.notes, asked, tools));

  const thread = threadOf(asked);
  if (thread !== null) {
    const tookMs = Date.now() - Date.parse(at);
    const subject = subjectOf(runId, asked, tools);
    try {
      const comment = await findStory(tools.api, thread, subject, run.notes);
      const text = renderFinished(subject, redactReport(record.report, redactor), tookMs);
      if (comment !== null) await updateComment(tools.api, thread, comment, text);
    } catch (error) {
      // Somebody deleted it: there is nothing to bring up to date.
      if (![404, 410].includes(statusOf(error) ?? 0)) throw error;
    }
    if (record.report.conclusion !== 'rollback-failed')
      await addToHistory(tools.history, record.report, asked, thread.number, new Date());
  }
  if (record.report.conclusion === 'rollback-failed') throw new StillStands(record.report.rollbackFailed);
  await run.end();
}

/** A run may have been killed over the answer to its first word: then the comment is there, and only its marker tells. */
async function findStory(
  api: Api,
  thread: Thread,
  subject: CommentSubject,
  notes: readonly RunNote[],
): Promise<TrackingComment | null> {
  const known = notes.findLast(({ comment }) => comment !== undefined)?.comment;
  if (known !== undefined) return { id: known, url: '' };
  const self = notes.findLast((note) => note.self !== undefined)?.self;
  return self === undefined
    ? null
    : await findComment(api, thread, self, (text) => isCommentOf(subject, text));
}

/** Something of a run could not be taken back this time either; its notes stay for the next. */
class StillStands extends Error {
  override readonly name = 'StillStands';
  readonly code = 'ESTANDS';

  constructor(failed: Report['rollbackFailed']) {
    super(failed.map(({ name, error }) => `${name} could not be taken back: ${error}`).join('; '));
  }
}

/** The set that was sealed last. */
async function noteChangeSet(record: RunRecord, notes: readonly RunNote[], store: Store): Promise<void> {
  const digest = notes.findLast((note) => note.digest !== undefined)?.digest;
  const changeSet = digest === undefined ? null : await store.find(digest);
  if (changeSet === null) return;
  record.note({
    changeSet: describeSealed(changeSet, await store.keep(changeSet)),
    repositories: describeRepositories(changeSet),
  });
}

async function settleCommit(
  record: RunRecord,
  notes: readonly RunNote[],
  trigger: Trigger,
  tools: RecoverTools,
): Promise<Ending> {
  // Of several commits of one run only the last can be unsettled: each began after the one before had failed.
  const planned = notes.findLastIndex((note) => note.plan !== undefined);
  const plan = notes[planned]?.plan ?? [];
  const since = notes.slice(planned + 1);
  const intended = since.flatMap(({ intend }) => (intend === undefined ? [] : [intend]));
  const stood = since.some(({ done }) => done === true);
  if (plan.length === 0) return KILLED;

  await using parent = await openScratch(tools.scratch);
  const base = record.report.changeSet?.base ?? record.report.repositories[0]?.base;
  const { gitDir } = await openWorkshop(parent.directory, objectFormatOf(base ?? ''));
  const begun = new Set(intended.map(({ index }) => index));
  const parts: ReopenedPart[] = [];
  for (const [index, intent] of plan.entries()) {
    if (intent !== null && begun.has(index)) {
      const from = await findReplaced(intent, trigger, tools);
      parts.push(await reopen({ ...intent, ...from }, (of) => openSite(of, gitDir, trigger, tools)));
    }
  }
  const participants = parts.map(({ participant }) => participant);
  const isRollingBack = intended.some(({ step }) => step === 'rollback');
  // What stood whole has landed, though somebody may have merged it and taken its branch away since.
  if (stood) for (const participant of participants) await participant.look();
  const settled: Settlement = stood
    ? { kind: 'finished' }
    : await settle(participants, plan.length, isRollingBack);
  switch (settled.kind) {
    case 'finished':
      for (const part of parts) {
        const { repository } = part;
        const known = part.facts();
        if (repository !== null) record.note(ofRepository(record.report, repository, known));
        if (repository === null || repository === fullName(trigger.repository)) record.note(known);
      }
      return COMMITTED;
    case 'undone':
      record.note({ rolledBack: settled.rolledBack });
      return { ...KILLED, conclusion: 'rolled-back' };
    case 'stuck': {
      const { rolledBack, rollbackFailed } = settled;
      record.note({ rolledBack, rollbackFailed: rollbackFailed.map(rollbackRow) });
      const names = rollbackFailed.map(({ name }) => name).join(', ');
      return {
        ...KILLED,
        conclusion: 'rollback-failed',
        remedy: `Look at ${names}: it could not be taken back.`,
      };
    }
  }
}

/**
 * A repeat of a request replaces what it had made before, and knows so only when it pushes. Where the pull request of that
 * is still open, what stood is what goes back.
 */
async function findReplaced(
  { kind, branch, from, repository = null }: Intent,
  { repository: own, target }: Trigger,
  { api, history }: RecoverTools,
): Promise<{ readonly from?: string }> {
  if (kind !== 'remote-branch' || from !== null || target === null) return {};
  if (repository !== null && repository !== fullName(own)) return {};
  const past = await history.read(own.id, target.number);
  const landed = past.findLast((run) => run.branch === branch && run.conclusion === 'committed');
  if (landed === undefined || landed.commit === null || landed.pullRequest === null) return {};
  const { state } = await readPullRequest(api, own, landed.pullRequest);
  return state === 'open' ? { from: landed.commit } : {};
}

async function openSite(
  name: string | null,
  gitDir: string,
  { repository: own }: Trigger,
  tools: RecoverTools,
): Promise<Site> {
  const { git, api, remote } = tools;
  if (name === null || name === fullName(own)) return { git, api, remote, repository: own, gitDir };
  const repository = parseFullName(name);
  const reached = await tools.reach(repository);
  if (reached === null) throw new Error(`${name} cannot be reached any more`);
  return { git, gitDir, repository, ...reached };
}

function rollbackRow({ name, error }: RollbackFailure): Report['rollbackFailed'][number] {
  return { name, error: error instanceof Error ? error.message : String(error), kept: null };
}

const KILLED: Ending = {
  conclusion: 'error',
  code: 'EKILLED',
  reason: 'The run broke off before its end; nothing of it landed.',
  remedy: 'Comment `retry`.',
};
