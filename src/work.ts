import { isJoint, type SealedChanges } from './change-set/joint.ts';
import { rebase } from './change-set/seal.ts';
import type { Source } from './checkout/checkout.ts';
import { parseConfiguration } from './configuration/parse.ts';
import type { Delivery } from './delivery/delivery.ts';
import { readRemoteRef } from './git/remote.ts';
import { denialOf } from './host/denial.ts';
import { readFileOf } from './host/file.ts';
import type { RepositoryName } from './host/repository-name.ts';
import type { Thread } from './host/thread.ts';
import type { LandingTools } from './land.ts';
import { publish } from './publish.ts';
import { endingOfError } from './report/ending.ts';
import type { RunRecord } from './report/record.ts';
import type { Redactor } from './report/redact.ts';
import type { Report } from './report/report.ts';
import { UsageError } from './report/usage-error.ts';
import { readBackground, renderWords } from './request/background.ts';
import type { Background } from './request/clean.ts';
import { findGround, type Ground } from './request/ground.ts';
import { planDelivery, type Order } from './request/order.ts';
import { textsOf } from './request/prompt.ts';
import { requireRate, type RateTools } from './request/rate.ts';
import type { Terms } from './request/terms.ts';
import { findOther, fullName, ownPlace, type Where } from './request/where.ts';
import type { KeptConversation } from './converse.ts';
import { run, type Place, type RunTools } from './run.ts';
import { settle, type Settings, type Wishes } from './settings.ts';
import type { PastRun } from './state/history.ts';
import type { SessionKey, Sessions } from './state/sessions.ts';
import type { Trigger } from './trigger/trigger.ts';

/** What a request that changes files is worked off with. */
export interface WorkTools extends LandingTools, Terms, RateTools {
  readonly scratch: string;
  readonly cache: string | null;
  /** What a repository's configuration may let its agent see. */
  readonly environment: Readonly<Record<string, string>>;
  readonly modelKeys: RunTools['modelKeys'];
  /** Values that may stand in nothing that is published. */
  readonly secrets: readonly string[];
  /** Knows them too, and takes them out of texts. */
  readonly redactor: Redactor;
  readonly wishes: Wishes;
  readonly sessions: Sessions;
  /** What happened in this thread before, oldest first. */
  readonly past: readonly PastRun<Trigger>[];
  readonly signal?: AbortSignal;
  /** Sealed before and to be published as it is; `null`: an agent makes one. */
  readonly changeSet: SealedChanges | null;
}

/**
 * A request that changes files: where from, where to, and the run in between.
 * `asked` is the comment that is asking now, where it asks for something that was asked before.
 */
export async function work(
  trigger: Trigger,
  thread: Thread | null,
  tools: WorkTools,
  record: RunRecord,
  asked: Trigger = trigger,
): Promise<Report> {
  let ground: Ground;
  try {
    ground = await findGround(trigger, tools);
  } catch (error) {
    return record.end(endingOfError(denialOf(error, 'the pull request') ?? error));
  }
  const own = ownPlace(trigger, tools);
  const ofOrder = { trigger, asked, thread, tools, runId: record.report.runId };
  async function publishSet(changeSet: SealedChanges): Promise<Report> {
    return await publish(
      changeSet,
      {
        ...tools,
        openTarget: async ({ base }, repository) => {
          const { where, ground: on } =
            repository === null || repository === fullName(own.repository)
              ? { where: own, ground }
              : await findOther(trigger, await requireConfigured(repository, own), tools);
          return {
            source: on.source,
            needsBase: tools.workspace === null,
            settle: settler(tools, on),
            deliver: async (settings) => deliverOn({ ...ofOrder, where, ground: on }, base ?? '', settings),
          };
        },
      },
      record,
    );
  }
  if (tools.changeSet !== null) return await publishSet(tools.changeSet);
  const placeOf = (where: Where, on: Ground): Place => ({
    repository: fullName(where.repository),
    source: on.source,
    guidance: on.guidance,
    settle: settler(where.isOther ? withoutCommands(tools) : tools, on),
    deliver: ({ base }, settings) => deliverOn({ ...ofOrder, where, ground: on }, base, settings),
  });
  const report = await run(
    {
      async readWords(reads) {
        const background = reads ? await backgroundOf(asked, thread, tools, record) : NO_BACKGROUND;
        const { words, warning } = renderWords(trigger, background);
        if (warning !== null) record.warn(warning);
        return words;
      },
      texts: textsOf(trigger),
      ...(tools.signal !== undefined && { signal: tools.signal }),
    },
    {
      ...tools,
      place: placeOf(own, ground),
      // A prompt without a thread is its workflow's own: nobody asks for it.
      admit: thread === null ? null : admission(asked, tools, record),
      conversation: thread === null ? null : conversationOf(asked, thread, tools.sessions, record),
      async openOthers({ repositories }) {
        // One more commit on a pull request changes what that pull request is of.
        if (ground.revised !== null || repositories.length === 0) return [];
        if (tools.workspace !== null) throw new WorkspaceOfMany();
        const places: Place[] = [];
        for (const repository of repositories) {
          const { where, ground: on } = await findOther(trigger, repository, tools);
          places.push(placeOf(where, on));
        }
        return places;
      },
    },
    record,
  );
  return await followMovedBase(report, ground.source, tools, publishSet);
}

const NO_BACKGROUND: Background = { past: [], comments: [], older: 0 };

/** What came before a request in its thread. Comments that cannot be read keep nobody from new work. */
export async function backgroundOf(
  asked: Trigger,
  thread: Thread | null,
  { api, past, self }: Pick<WorkTools, 'api' | 'past' | 'self'>,
  record: RunRecord,
): Promise<Background> {
  if (thread === null) return { past, comments: [], older: 0 };
  try {
    return await readBackground(api, thread, asked, past, self);
  } catch (error) {
    record.warn(`The comments of this thread cannot be read: ${endingOfError(error).reason ?? ''}.`);
    return { past, comments: [], older: 0 };
  }
}

/** Whoever asks too often is told so before an agent costs anything. */
export function admission(
  asked: Trigger,
  tools: RateTools,
  record: RunRecord,
): NonNullable<RunTools['admit']> {
  return ({ rate }) =>
    requireRate(asked, rate, tools, (error) =>
      record.warn(
        `How often the same person has asked before cannot be looked up: ${endingOfError(error).reason}.`,
      ),
    );
}

/** Of one person in one thread, and in that of the pull request that comes of it. */
function conversationOf(
  { repository, actor }: Trigger,
  { number }: Thread,
  sessions: Sessions,
  record: RunRecord,
): KeptConversation {
  const keyOf = (agent: string, thread: number): SessionKey => ({
    repository: repository.id,
    user: actor.id,
    thread,
    agent,
  });
  return {
    restore: (agent, into) => sessions.restore(keyOf(agent, number), into),
    async keep(agent, session, from) {
      let why: string | null = null;
      for (const thread of new Set([number, record.report.pullRequest?.number ?? number]))
        why = await sessions.keep(keyOf(agent, thread), session, from);
      return why;
    },
    noteFailure: (agent) => sessions.noteFailure(keyOf(agent, number)),
  };
}

/** The files of a workflow's own checkout are those of one repository. */
class WorkspaceOfMany extends UsageError {
  constructor() {
    super('mode workspace takes one repository, and `repositories` of .github/bot.yml names more');
  }
}

interface OrderOf extends Omit<Order, 'terms' | 'base' | 'pullRequest' | 'signedBy' | 'redactor'> {
  readonly tools: WorkTools;
}

function deliverOn({ tools, ...order }: OrderOf, base: string, settings: Settings): Delivery {
  const { pullRequest, signing } = settings;
  return planDelivery({
    ...order,
    terms: tools,
    base,
    pullRequest,
    redactor: tools.redactor,
    signedBy: signedBy(signing, tools),
  });
}

/** Commands that a caller asks for are those of the repository it asks in; others have their own configuration. */
function withoutCommands(tools: WorkTools): WorkTools {
  const { setup: _setup, verify: _verify, ...wishes } = tools.wishes;
  return { ...tools, wishes };
}

/** A sealed file may come from anywhere: it names only repositories that the configuration names too. */
async function requireConfigured(name: string, { api, repository }: Where): Promise<RepositoryName> {
  const text = await readFileOf(api, repository, '.github/bot.yml', null);
  const { repositories } = parseConfiguration(text ?? '', '.github/bot.yml');
  const configured = repositories.find((one) => fullName(one) === name);
  if (configured !== undefined) return configured;
  throw new UsageError(
    `the change set is of ${name} too, which \`repositories\` of .github/bot.yml does not name`,
  );
}

/** Reads the repository's configuration, under what the door was told. */
export function settler(
  { wishes, environment, secrets, redactor }: WorkTools,
  ground: Ground,
): (own: string | null) => Settings {
  return (own) => {
    const text = ground.configuration === undefined ? own : ground.configuration;
    const settings = settle(parseConfiguration(text ?? '', '.github/bot.yml'), wishes, environment, secrets);
    redactor.learn(settings.unsaid);
    return settings;
  };
}

/** A key of one's own comes first. */
function signedBy(policy: Settings['signing'], { signer }: WorkTools): Order['signedBy'] {
  if (policy !== 'off' && signer !== null) return 'key';
  return policy === 'require' ? 'host' : 'nobody';
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
  publishSet: (changeSet: SealedChanges) => Promise<Report>,
): Promise<Report> {
  let report = first;
  if (mode !== 'commit' || source.kind !== 'remote') return report;
  for (let rebases = 0; rebases < REBASES && report.code === 'EMOVED'; rebases += 1) {
    const changeSet = await store.find(report.changeSet?.digest ?? '');
    const head = await readRemoteRef(git, remote, `refs/heads/${source.ref}`);
    if (changeSet === null || isJoint(changeSet) || head === null) return report;
    report = await publishSet(rebase(changeSet, head));
  }
  return report;
}
