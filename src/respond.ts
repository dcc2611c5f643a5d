import type { StopThread } from './answer/answer.ts';
import { COMMANDS } from './answer/commands.ts';
import type { CommitJournal } from './commit/journal.ts';
import type { Api } from './host/api.ts';
import { denialOf } from './host/denial.ts';
import { recorded } from './host/recorded.ts';
import type { Thread } from './host/thread.ts';
import { openLedger, type Ledger } from './ledger/ledger.ts';
import { escapeText } from './report/comment.ts';
import { endingOfError } from './report/ending.ts';
import { openRecord, type Progress, type RunRecord } from './report/record.ts';
import { addConclusion, ledgerProgress } from './report/record-ledger.ts';
import { openRedactor, redactProgress, redactReport, type Redactor } from './report/redact.ts';
import { emptyReport, type Report } from './report/report.ts';
import { recoverRuns } from './recover.ts';
import { checkGate, type Guests } from './request/gate.ts';
import { addToHistory } from './request/history.ts';
import { openStory, type Story } from './request/story.ts';
import { subjectOf, threadOf } from './request/thread.ts';
import type { History, PastRun } from './state/history.ts';
import type { OpenRun, OpenRuns, RunNote } from './state/open-runs.ts';
import type { Trigger } from './trigger/trigger.ts';
import { work, type WorkTools } from './work.ts';

/** What a request from the host is answered with; the doors build it. */
export interface RespondTools extends Omit<WorkTools, 'journal' | 'ledger' | 'past' | 'redactor'> {
  readonly api: Api;
  readonly guests: Guests;
  /** The workflow or App that answers. */
  readonly key: string;
  readonly runUrl: string | null;
  readonly progress: Progress;
  readonly history: History<Trigger>;
  readonly openRuns: OpenRuns<Trigger>;
  readonly stopThread: StopThread;
  /** Adds to the history of a thread what earlier runs have left elsewhere; `null` where nothing is elsewhere. */
  readonly fetchThread: ((thread: number) => Promise<void>) | null;
}

/** A request from its event to its last word: gate -> eyes and comment -> the run -> the comment's end. */
export async function respond(runId: string, trigger: Trigger, tools: RespondTools): Promise<Report> {
  const redactor = await openRedactor(tools.secrets);
  using written = openLedger(tools.store.directory, runId);
  const ledger = redacted(written, redactor);
  try {
    const api = recorded(tools.api, ledger);
    const reach: RespondTools['reach'] = async (repository) => {
      const reached = await tools.reach(repository);
      if (reached === null) return null;
      redactor.learn([reached.remote.token ?? '']);
      return { ...reached, api: recorded(reached.api, ledger) };
    };
    return await tellStory(runId, trigger, { ...tools, api, reach, ledger, redactor });
  } catch (error) {
    const ending = endingOfError(denialOf(error, 'the first word') ?? error);
    return redactReport({ ...emptyReport(runId), ...ending }, redactor);
  }
}

async function tellStory(runId: string, trigger: Trigger, tools: Recorded): Promise<Report> {
  const { api, guests, ledger, redactor } = tools;
  // Only GitHub itself lets somebody start a workflow by hand or by a push, and asks for write access to do it.
  if (trigger.origin !== 'prompt' || trigger.target !== null) {
    const verdict = await checkGate(api, trigger, guests, tools.self);
    if (verdict.kind === 'silent')
      return { ...emptyReport(runId), conclusion: 'ignored', reason: verdict.why };
  }
  ledger.add('request', pinnedOf(trigger));
  const at = new Date().toISOString();
  const thread = threadOf(trigger);
  if (thread === null) {
    const shown = redactProgress(tools.progress, redactor);
    const warnings = await recoverRuns(trigger.repository.id, tools);
    // Nobody is told of it, and it must not stand half either.
    const run = await tools.openRuns.begin({ runId, at, asked: trigger });
    const record = openRecord(runId, all([shown, notingSeal(run), ledgerProgress(ledger)]));
    for (const warning of warnings) record.warn(warning);
    const report = await untilEnded(run, () =>
      work(trigger, null, { ...tools, journal: journalOf(run, ledger), past: [] }, record),
    );
    return withLedger(redactReport(report, redactor), ledger);
  }

  const subject = subjectOf(runId, trigger, tools);
  let run: OpenRun;
  try {
    run = await tools.openRuns.begin({ runId, at, asked: trigger });
  } catch (error) {
    const story = await openStory(api, thread, subject, async () => undefined);
    return await tellFault(story, runId, error, redactor);
  }
  return await untilEnded(run, async () => {
    // A comment whose run was killed over the answer to it is found by these.
    const story = await openStory(api, thread, subject, (self) => noteIfPossible(run, { self }));
    await noteIfPossible(run, { comment: story.comment });
    try {
      const { command } = trigger;
      if (command.kind === 'malformed')
        return await sayEnd(story, emptyReport(runId), command.message, redactor);
      const warnings = await recoverRuns(trigger.repository.id, tools);
      const shown = redactProgress(all([story, tools.progress]), redactor);
      const record = openRecord(runId, all([shown, notingSeal(run), ledgerProgress(ledger)]));
      for (const warning of warnings) record.warn(warning);
      return await answer(command.kind, { trigger, thread, story, run, record }, tools);
    } catch (error) {
      return await tellFault(story, runId, error, redactor);
    }
  });
}

async function tellFault(story: Story, runId: string, error: unknown, redactor: Redactor): Promise<Report> {
  const ending = endingOfError(denialOf(error, 'the request') ?? error);
  return await tellEnd(story, redactReport({ ...emptyReport(runId), ...ending }, redactor));
}

/** Without it a killed run is only harder to find. */
async function noteIfPossible(run: OpenRun, note: RunNote): Promise<void> {
  await run.note(note).catch(() => undefined);
}

/** Takes away what the run wrote down, unless something stands that has to be taken back. */
async function untilEnded(run: OpenRun, work: () => Promise<Report>): Promise<Report> {
  let report: Report;
  try {
    report = await work();
  } catch (error) {
    await run.end().catch(() => undefined);
    throw error;
  }
  if (report.conclusion === 'rollback-failed') {
    run.leave();
    return report;
  }
  try {
    await run.end();
    return report;
  } catch (error) {
    // What landed has landed, whether or not its notes can be taken away.
    const { reason } = endingOfError(error);
    return { ...report, warnings: [...report.warnings, `What this run wrote down stays: ${reason}.`] };
  }
}

interface Telling {
  readonly trigger: Trigger;
  readonly thread: Thread;
  readonly story: Story;
  readonly run: OpenRun;
  readonly record: RunRecord;
}

async function answer(
  command: keyof typeof COMMANDS,
  { trigger, thread, story, run, record }: Telling,
  tools: Recorded,
): Promise<Report> {
  const past = await recall(trigger, thread, tools, record);
  const answered = await COMMANDS[command]({
    trigger,
    thread,
    tools: { ...tools, self: story.self, journal: journalOf(run, tools.ledger), past },
    record,
    past,
    async running() {
      const { repository } = trigger;
      const runs = await tools.openRuns.running();
      return runs.filter(
        ({ runId, asked }) =>
          runId !== record.report.runId &&
          asked.repository.id === repository.id &&
          asked.target?.number === thread.number,
      );
    },
    stopThread: tools.stopThread,
  });
  const { redactor } = tools;
  if (answered.kind === 'said') return await sayEnd(story, record.report, answered.text, redactor);
  const report = redactReport(answered.report, redactor);
  const known = withLedger(await remember(report, answered.of, thread, tools), tools.ledger);
  return await tellEnd(story, known);
}

/** The tools, and the record that everything goes into. */
type Recorded = RespondTools & { readonly ledger: Ledger; readonly redactor: Redactor };

function withLedger(report: Report, ledger: Ledger): Report {
  addConclusion(ledger, report);
  const { file, head } = ledger;
  return file === null || head === null ? report : { ...report, ledger: { file, head } };
}

/** The request as it was pinned, without its text. */
function pinnedOf({
  deliveryId,
  event,
  actor,
  sender,
  repository,
  target,
  comment,
  command,
}: Trigger): object {
  return {
    deliveryId,
    event,
    command: command.kind,
    repository: repository.id,
    target: target === null ? null : { kind: target.kind, number: target.number },
    comment: comment === null ? null : { kind: comment.kind, id: comment.id, bodySha256: comment.bodySha256 },
    actor: actor.id,
    sender: sender.id,
  };
}

function journalOf(run: OpenRun, ledger: Ledger): CommitJournal {
  return {
    async plan(plan) {
      ledger.add('plan', plan);
      await run.note({ plan });
    },
    async intend(step, index) {
      ledger.add('intent', { step, index });
      await run.note({ intend: { step, index } });
    },
    done: () => run.note({ done: true }),
  };
}

/** Whoever finds this run dead knows then which change set it had sealed. */
function notingSeal(run: OpenRun): Progress {
  let noted: string | null = null;
  return {
    began() {},
    did() {},
    saw() {},
    noted({ changeSet }) {
      if (changeSet === null || changeSet.file === null || changeSet.digest === noted) return;
      noted = changeSet.digest;
      // What the run goes by is the sealed file.
      void noteIfPossible(run, { digest: noted });
    },
  };
}

async function sayEnd(
  story: Story,
  { runId, warnings }: Report,
  text: string,
  redactor: Redactor,
): Promise<Report> {
  const reason = redactor.redact(text);
  const report = redactReport({ ...emptyReport(runId), conclusion: 'answered', reason, warnings }, redactor);
  await story.answer([reason, ...report.warnings.map((warning) => `> ${escapeText(warning)}`)].join('\n\n'));
  return report;
}

/** A record is shown to others, and can never be mended. */
function redacted(ledger: Ledger, redactor: Redactor): Ledger {
  return {
    get file() {
      return ledger.file;
    },
    get head() {
      return ledger.head;
    },
    add: (kind, data) => ledger.add(kind, redactor.redactAll(data)),
    [Symbol.dispose]: () => ledger[Symbol.dispose](),
  };
}

const GO_BY_HISTORY: ReadonlySet<string> = new Set(['retry', 'apply', 'discard', 'status']);

/** A history that cannot be read keeps nobody from new work. */
async function recall(
  { repository, command }: Trigger,
  { number }: Thread,
  { history, fetchThread }: RespondTools,
  record: RunRecord,
): Promise<readonly PastRun<Trigger>[]> {
  try {
    await fetchThread?.(number);
  } catch (error) {
    // Others do without it as well.
    if (GO_BY_HISTORY.has(command.kind))
      record.warn(`What earlier runs have left cannot be looked for: ${endingOfError(error).reason}.`);
  }
  try {
    const runs = await history.read(repository.id, number);
    // It may have had another name then; and a line that names another repository tells nothing of this one.
    return runs
      .filter(({ asked }) => asked.repository.id === repository.id)
      .map((run) => ({ ...run, asked: { ...run.asked, repository } }));
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
  try {
    await addToHistory(history, report, asked, thread.number, new Date());
    return report;
  } catch (error) {
    // What landed has landed, whether or not it can be remembered.
    const { reason } = endingOfError(error);
    return { ...report, warnings: [...report.warnings, `This run is missing from the history: ${reason}.`] };
  }
}

function all(hearers: readonly Progress[]): Progress {
  return {
    began: (phase) => hearers.forEach((hearer) => hearer.began(phase)),
    did: (line) => hearers.forEach((hearer) => hearer.did(line)),
    saw: (line) => hearers.forEach((hearer) => hearer.saw(line)),
    noted: (report) => hearers.forEach((hearer) => hearer.noted(report)),
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
