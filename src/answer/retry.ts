import { hasEarlierComment } from '../host/thread.ts';
import { isStory } from '../report/comment.ts';
import type { Trigger } from '../trigger/trigger.ts';
import { work } from '../work.ts';
import { said, type Answered, type Asked } from './answer.ts';

/**
 * `retry`: the last request of this thread that did not land. Its sealed change set is published as it is, without an
 * agent; where none is kept, the request runs again.
 */
export async function retry({ trigger, thread, tools, record, past }: Asked): Promise<Answered> {
  const last = past.findLast(
    ({ asked }) => asked.command.kind === 'implement' || asked.command.kind === 'revise',
  );
  if (last === undefined) return await retryUnknown({ trigger, thread, tools, record });
  if (last.conclusion === 'committed')
    return said('There is nothing to retry here: the last request has landed.');
  const changeSet = last.preserved && last.digest !== null ? await tools.store.find(last.digest) : null;
  if (last.preserved && changeSet === null) {
    record.warn(`The change set ${last.digest} is not kept any more, so the request ran again.`);
  }
  const report = await work(last.asked, thread, { ...tools, changeSet }, record, trigger);
  return { kind: 'ran', report, of: last.asked };
}

/** Comments of ours outlive what was kept with them: what an issue itself asks for is known still. */
async function retryUnknown({
  trigger,
  thread,
  tools,
  record,
}: Pick<Asked, 'trigger' | 'thread' | 'tools' | 'record'>): Promise<Answered> {
  const isIssue = trigger.target?.kind === 'issue';
  if (!isIssue || !(await hasEarlierComment(tools.api, thread, tools.self ?? 0, isStory)))
    return said('There is nothing to retry here: no request was worked on in this thread.');
  record.warn('What was kept of earlier requests is gone, so the issue itself was worked on again.');
  const again: Trigger = { ...trigger, command: { kind: 'implement', text: '' } };
  return { kind: 'ran', report: await work(again, thread, tools, record, trigger), of: again };
}
