import { requestKey } from '../trigger/request-key.ts';
import { work } from '../work.ts';
import type { Answered, Asked } from './answer.ts';

/**
 * `implement` and `revise`: the story itself. A repeat of a request whose run was killed while it published goes on
 * with the change set that was sealed then: an agent is never asked twice for what is there.
 */
export async function implement({ trigger, thread, tools, record, past }: Asked): Promise<Answered> {
  const key = requestKey(trigger);
  const last = past.findLast(({ asked }) => requestKey(asked) === key);
  const killed = last?.code === 'EKILLED' && last.conclusion === 'rolled-back' ? last.digest : null;
  const changeSet = killed === null ? tools.changeSet : await tools.store.find(killed);
  return {
    kind: 'ran',
    report: await work(trigger, thread, { ...tools, changeSet }, record),
    of: trigger,
  };
}
