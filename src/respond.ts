import type { Api } from './host/api.ts';
import { denialOf } from './host/denial.ts';
import type { Thread } from './host/thread.ts';
import type { CommentSubject } from './report/comment.ts';
import { endingOfError } from './report/ending.ts';
import { renderHelp, renderUnavailable } from './report/help.ts';
import { openRecord, type Progress } from './report/record.ts';
import { redact } from './report/redact.ts';
import { emptyReport, type Report } from './report/report.ts';
import { checkGate, type Guests } from './request/gate.ts';
import { openStory, type Story } from './request/story.ts';
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

  const subject = subjectOf(runId, trigger, tools);
  const story = await openStory(api, thread, subject);
  const { command } = trigger;
  if (command.kind === 'implement' || command.kind === 'revise') {
    const record = openRecord(runId, both(story, tools.progress));
    return await tellEnd(story, redact(await work(trigger, thread, tools, record), tools.secrets));
  }
  const sentence =
    command.kind === 'help'
      ? renderHelp(tools.mention)
      : command.kind === 'malformed'
        ? command.message
        : renderUnavailable(command.kind);
  await story.answer(sentence);
  return { ...emptyReport(runId), conclusion: 'answered', reason: sentence };
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
