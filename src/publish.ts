import type { ChangeSet } from './change-set/change.ts';
import { openBase } from './checkout/base.ts';
import type { Source } from './checkout/checkout.ts';
import type { Delivery } from './delivery/delivery.ts';
import { readText } from './git/objects.ts';
import { land, type LandingTools } from './land.ts';
import { tell, type RunRecord } from './report/record.ts';
import type { Report } from './report/report.ts';
import type { Settings } from './settings.ts';

export interface PublishTools extends LandingTools {
  readonly scratch: string;
  settle(configuration: string | null): Settings;
  deliver(base: string, settings: Settings): Delivery;
}

/** A set that was sealed before goes the same way as a new one, only without an agent. */
export async function publish(
  changeSet: ChangeSet,
  source: Source,
  tools: PublishTools,
  record: RunRecord,
): Promise<Report> {
  return await tell(record, async () => {
    if (changeSet.changes.length === 0) {
      return { conclusion: 'no-changes', code: 'ENOCHANGES', reason: 'The change set is empty.' };
    }
    await using base = await openBase(tools.git, source, changeSet, tools.scratch);
    if (base === null) {
      const reason = `The repository has no commit ${changeSet.base}.`;
      return {
        conclusion: 'refused',
        code: 'ENOBASE',
        reason,
        remedy: 'Make the change again on what is there.',
      };
    }
    const entry = base.trees.get('.github')?.get('bot.yml');
    const settings = tools.settle(entry === undefined ? null : await readText(base.objects, entry.oid));
    const { policy, checks } = settings;
    const { attributes, trees, gitDir } = base;
    const delivery = tools.deliver(changeSet.base ?? '', settings);
    return await land(
      { changeSet, uncarried: [], attributes, base: trees, gitDir, policy, checks, delivery },
      tools,
      record,
    );
  });
}
