import type { ChangeSet } from './change-set/change.ts';
import { openBase } from './checkout/base.ts';
import type { Source } from './checkout/checkout.ts';
import type { Delivery } from './delivery/delivery.ts';
import { readText } from './git/objects.ts';
import { directoriesToRead } from './guard/base-tree.ts';
import { land, type LandingTools } from './land.ts';
import { NO_CHANGES } from './report/ending.ts';
import { tell, type RunRecord } from './report/record.ts';
import type { Report } from './report/report.ts';
import type { Settings } from './settings.ts';

export interface PublishTools extends LandingTools {
  readonly scratch: string;
  /** What is kept of the host's repositories for the next run on this machine; `null`: nothing. */
  readonly cache: string | null;
  /** Where the base commit is read; `null` where the target is a plain directory. */
  readonly source: Source | null;
  /** False where the target itself tells whether the set fits, base commit or not. */
  readonly needsBase: boolean;
  settle(configuration: string | null): Settings;
  /** `null` where the target has the set already. */
  deliver(settings: Settings): Promise<Delivery | null>;
}

/** A set that was sealed before goes the same way as a new one, only without an agent. */
export async function publish(changeSet: ChangeSet, tools: PublishTools, record: RunRecord): Promise<Report> {
  return await tell(record, async () => {
    if (changeSet.changes.length === 0) return { ...NO_CHANGES, reason: 'The change set is empty.' };
    const { source, git, scratch, cache, needsBase } = tools;
    await using base =
      source === null || changeSet.base === null
        ? null
        : await openBase(git, source, changeSet, scratch, directoriesToRead(changeSet), cache);
    if (base === null && needsBase) {
      const reason = `The repository has no commit ${changeSet.base}.`;
      const remedy = 'Fetch that commit, or make the change again on what is there.';
      return { conclusion: 'refused', code: 'ENOBASE', reason, remedy };
    }
    const entry = base?.trees.get('.github')?.get('bot.yml');
    const settings = tools.settle(
      base === null || entry === undefined ? null : await readText(base.objects, entry.oid),
    );
    const delivery = await tools.deliver(settings);
    if (delivery === null) return { ...NO_CHANGES, reason: 'The change set is already there.' };
    const landing = {
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
    return await land(landing, tools, record);
  });
}
