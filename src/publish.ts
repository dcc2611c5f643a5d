import type { ChangeSet } from './change-set/change.ts';
import { isJoint, type SealedChanges } from './change-set/joint.ts';
import { openBase } from './checkout/base.ts';
import type { Source } from './checkout/checkout.ts';
import type { Delivery } from './delivery/delivery.ts';
import { readText } from './git/objects.ts';
import { directoriesToRead } from './guard/base-tree.ts';
import { land, type LandingPart, type LandingTools } from './land.ts';
import { NO_CHANGES, type Ending } from './report/ending.ts';
import { tell, type RunRecord } from './report/record.ts';
import type { Report } from './report/report.ts';
import type { Settings } from './settings.ts';

/** One repository that a sealed set goes to. */
export interface Target {
  /** Where the base commit is read; `null` where the target is a plain directory. */
  readonly source: Source | null;
  /** False where the target itself tells whether the set fits, base commit or not. */
  readonly needsBase: boolean;
  settle(configuration: string | null): Settings;
  /** `null` where the target has the set already. */
  deliver(settings: Settings): Promise<Delivery | null>;
}

export interface PublishTools extends LandingTools {
  readonly scratch: string;
  /** What is kept of the host's repositories for the next run on this machine; `null`: nothing. */
  readonly cache: string | null;
  /** Where a set goes; `repository` is its name in a set of several, `null` where it is alone. */
  openTarget(changeSet: ChangeSet, repository: string | null): Promise<Target>;
}

/** What was sealed before goes the same way as something new, only without an agent. */
export async function publish(
  sealed: SealedChanges,
  tools: PublishTools,
  record: RunRecord,
): Promise<Report> {
  return await tell(record, async () => {
    await using opened = new AsyncDisposableStack();
    const sets = isJoint(sealed) ? sealed.repositories : [{ repository: null, changeSet: sealed }];
    if (sets.every(({ changeSet }) => changeSet.changes.length === 0))
      return { ...NO_CHANGES, reason: 'The change set is empty.' };
    const parts: LandingPart[] = [];
    for (const { repository, changeSet } of sets) {
      const part = await openPart(changeSet, repository, opened, tools);
      if (part !== null && 'conclusion' in part) return part;
      if (part !== null) parts.push(part);
    }
    if (parts.length === 0) return { ...NO_CHANGES, reason: 'The change set is already there.' };
    if (parts.length < sets.length) {
      const reason = 'A part of the change set is there already, and another is not.';
      const remedy = 'Take that part back, or make the change again on what is there.';
      return { conclusion: 'refused', code: 'EPARTLY', reason, remedy };
    }
    return await land({ parts }, tools, record);
  });
}

/** `null` where the target has the set already. */
async function openPart(
  changeSet: ChangeSet,
  repository: string | null,
  opened: AsyncDisposableStack,
  tools: PublishTools,
): Promise<LandingPart | Ending | null> {
  const { git, scratch, cache } = tools;
  const target = await tools.openTarget(changeSet, repository);
  const { source, needsBase } = target;
  const base =
    source === null || changeSet.base === null
      ? null
      : await openBase(git, source, changeSet, scratch, directoriesToRead(changeSet), cache);
  if (base !== null) opened.use(base);
  if (base === null && needsBase) {
    const reason = `The repository has no commit ${changeSet.base}.`;
    const remedy = 'Fetch that commit, or make the change again on what is there.';
    return { conclusion: 'refused', code: 'ENOBASE', reason, remedy };
  }
  const entry = base?.trees.get('.github')?.get('bot.yml');
  const settings = target.settle(
    base === null || entry === undefined ? null : await readText(base.objects, entry.oid),
  );
  const delivery = await target.deliver(settings);
  if (delivery === null) return null;
  return {
    repository,
    changeSet,
    uncarried: [],
    attributes: base?.attributes ?? new Map(),
    base: base?.trees ?? null,
    gitDir: base?.gitDir ?? null,
    policy: settings.policy,
    checks: settings.checks,
    signing: settings.signing,
    delivery,
  };
}
