import type { ChangeSet } from './change-set/change.ts';
import { rebase } from './change-set/seal.ts';
import type { Source } from './checkout/checkout.ts';
import { parseConfiguration } from './configuration/parse.ts';
import type { Delivery } from './delivery/delivery.ts';
import { readRemoteRef } from './git/remote.ts';
import { denialOf } from './host/denial.ts';
import type { Thread } from './host/thread.ts';
import type { LandingTools } from './land.ts';
import { publish } from './publish.ts';
import { endingOfError } from './report/ending.ts';
import type { RunRecord } from './report/record.ts';
import type { Report } from './report/report.ts';
import { findGround, type Ground } from './request/ground.ts';
import { planDelivery, type Order } from './request/order.ts';
import { renderPrompt, textsOf } from './request/prompt.ts';
import type { Terms } from './request/terms.ts';
import { run, type RunTools } from './run.ts';
import { settle, type Settings, type Wishes } from './settings.ts';
import type { Trigger } from './trigger/trigger.ts';

/** What a request that changes files is worked off with. */
export interface WorkTools extends LandingTools, Terms {
  readonly scratch: string;
  readonly cache: string | null;
  /** What a repository's configuration may let its agent see. */
  readonly environment: Readonly<Record<string, string>>;
  readonly modelKeys: RunTools['modelKeys'];
  /** Values that may stand in nothing that is published. */
  readonly secrets: readonly string[];
  readonly wishes: Wishes;
  readonly signal?: AbortSignal;
  /** Sealed before and to be published as it is; `null`: an agent makes one. */
  readonly changeSet: ChangeSet | null;
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
  const { source } = ground;
  const shared = {
    ...tools,
    source,
    needsBase: tools.workspace === null,
    settle: settler(tools, ground),
  };
  function deliverOn(base: string, settings: Settings): Delivery {
    const { pullRequest } = settings;
    return planDelivery({
      trigger,
      asked,
      thread,
      terms: tools,
      ground,
      base,
      pullRequest,
      signedBy: signedBy(settings.signing, tools),
      runId: record.report.runId,
    });
  }
  function publishSet(changeSet: ChangeSet): Promise<Report> {
    const base = changeSet.base ?? '';
    return publish(changeSet, { ...shared, deliver: async (settings) => deliverOn(base, settings) }, record);
  }
  if (tools.changeSet !== null) return await publishSet(tools.changeSet);
  const prompt = renderPrompt(trigger);
  if (prompt.warning !== null) record.warn(prompt.warning);
  const report = await run(
    {
      source,
      prompt: prompt.text,
      texts: textsOf(trigger),
      ...(tools.signal !== undefined && { signal: tools.signal }),
    },
    { ...shared, deliver: ({ base }, settings) => deliverOn(base, settings) },
    record,
  );
  return await followMovedBase(report, source, tools, publishSet);
}

/** Reads the repository's configuration, under what the door was told. */
export function settler(
  { wishes, environment, secrets }: WorkTools,
  ground: Ground,
): (own: string | null) => Settings {
  return (own) => {
    const text = ground.configuration === undefined ? own : ground.configuration;
    return settle(parseConfiguration(text ?? '', '.github/bot.yml'), wishes, environment, secrets);
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
