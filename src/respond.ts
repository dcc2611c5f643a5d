import { COMMANDS } from './answer/commands.ts';
import type { Api } from './host/api.ts';
import { denialOf } from './host/denial.ts';
import type { Thread } from './host/thread.ts';
import type { CommentSubject } from './report/comment.ts';
import { endingOfError } from './report/ending.ts';
import { openRecord, type Progress, type RunRecord } from './report/record.ts';
import { redact } from './report/redact.ts';
import { emptyReport, type Report } from './report/report.ts';
import { checkGate, type Guests } from './request/gate.ts';
import { openStory, type Story } from './request/story.ts';
import type { History, PastRun } from './state/history.ts';
import { requestKey } from './trigger/request-key.ts';
import type { Trigger } from './trigger/trigger.ts';
import { work, type WorkTools } from './work.ts';

/** What a request from the host is answered with; the doors build it. */
export interface RespondTools extends WorkTools {
  readonly api: Api;
  readonly guests: Guests;
  /** Numeric id of the account we write as, where it is known beforehand. */
  readonly self: number | null;
  /** The workflow or App that answers. */
  readonly key: string;
  readonly runUrl: string | null;
  readonly progress: Progress;
  readonly history: History<Trigger>;
  /** Ends what runs for the thread of the request; `null` where each request is a process of its own. */
  readonly stopThread: (() => number) | null;
}

/** A request from its event to its last word: gate -> eyes and comment -> the run -> the comment's end. */
export async function respond(runId: string, trigger: Trigger, tools: RespondTools): Promise<Report> {
  try {
    return await tellStory(runId, trigger, tools);
  } catch (error) {
    return { ...emptyReport(runId), ...endingOfError(denialOf(error, 'the first word') ?? error) };
  }
}

async function tellStory(runId: string, trigger: Trigger, tools: RespondTools): Promise<Report> {
  const { api, guests } = tools;
  // Only GitHub itself lets somebody start a workflow by hand or by a push, and asks for write access to do it.
  if (trigger.origin !== 'prompt' || trigger.target !== null) {
    const verdict = await checkGate(api, trigger, guests, tools.self);
    if (verdict.kind === 'silent')
      return { ...emptyReport(runId), conclusion: 'ignored', reason: verdict.why };
  }
  const thread = threadOf(trigger);
  if (thread === null)
    return redact(await work(trigger, null, tools, openRecord(runId, tools.progress)), tools.secrets);

  const story = await openStory(api, thread, subjectOf(runId, trigger, tools));
  const { command } = trigger;
  if (command.kind === 'malformed') return await sayEnd(story, runId, command.message);
  const record = openRecord(runId, both(story, tools.progress));
  const past = await recall(trigger, thread, tools, record);
  const { stopThread } = tools;
  const answered = await COMMANDS[command.kind]({ trigger, thread, tools, record, past, stopThread });
  if (answered.kind === 'said') return await sayEnd(story, runId, answered.text);
  const report = redact(answered.report, tools.secrets);
  return await tellEnd(story, await remember(report, answered.of, thread, tools));
}

async function sayEnd(story: Story, runId: string, text: string): Promise<Report> {
  await story.answer(text);
  return { ...emptyReport(runId), conclusion: 'answered', reason: text };
}

/** A history that cannot be read keeps nobody from new work. */
async function recall(
  { repository }: Trigger,
  { number }: Thread,
  { history }: RespondTools,
  record: RunRecord,
): Promise<readonly PastRun<Trigger>[]> {
  try {
    return await history.read(repository.id, number);
  } catch (error) {
    record.warn(`The history of this thread cannot be read: ${endingOfError(error).reason}.`);
    return [];
  }
}

/** In the thread that asked, and in that of the pull request that came of it. Answers the report, with a warning where it cannot. */
async function remember(
  report: Report,
  asked: Trigger,
  thread: Thread,
  { history }: RespondTools,
): Promise<Report> {
  const { runId, conclusion, code, reason, changeSet, preserved, branch, commit, pullRequest } = report;
  const run = {
    runId,
    at: new Date().toISOString(),
    asked,
    conclusion,
    code,
    reason,
    digest: changeSet?.digest ?? null,
    preserved: preserved !== null,
    branch,
    commit,
    pullRequest: pullRequest?.number ?? null,
  };
  try {
    for (const number of new Set([thread.number, pullRequest?.number ?? thread.number])) {
      await history.add(asked.repository.id, number, run);
    }
    return report;
  } catch (error) {
    // What landed has landed, whether or not it can be remembered.
    const { reason } = endingOfError(error);
    return { ...report, warnings: [...report.warnings, `This run is missing from the history: ${reason}.`] };
  }
}

function threadOf({ repository, target, comment }: Trigger): Thread | null {
  if (target === null) return null;
  const said: Thread['said'] =
    comment === null || comment.kind === 'issue-body'
      ? { kind: 'issue-body' }
      : { kind: comment.kind, id: comment.id };
  return { repository, number: target.number, said };
}

function subjectOf(runId: string, trigger: Trigger, tools: RespondTools): CommentSubject {
  return {
    runId,
    key: tools.key,
    requestKey: requestKey(trigger),
    login: trigger.actor.login,
    runUrl: tools.runUrl,
    repositoryUrl: trigger.repository.htmlUrl,
  };
}

function both(first: Progress, second: Progress): Progress {
  return {
    began(phase) {
      first.began(phase);
      second.began(phase);
    },
    saw(line) {
      first.saw(line);
      second.saw(line);
    },
    noted(report) {
      first.noted(report);
      second.noted(report);
    },
  };
}

/** What landed has landed, whether or not the comment can say so. */
async function tellEnd(story: Story, report: Report): Promise<Report> {
  try {
    await story.finish(report);
    return report;
  } catch (error) {
    const { reason } = endingOfError(error);
    return {
      ...report,
      warnings: [...report.warnings, `The comment could not be brought up to date: ${reason}.`],
    };
  }
}
