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
  if (last === undefined)
    return said('There is nothing to retry here: no request was worked on in this thread.');
  if (last.conclusion === 'committed')
    return said('There is nothing to retry here: the last request has landed.');
  const changeSet = last.preserved && last.digest !== null ? await tools.store.find(last.digest) : null;
  if (last.preserved && changeSet === null) {
    record.warn(`The change set ${last.digest} is not kept any more, so the request ran again.`);
  }
  const report = await work(last.asked, thread, { ...tools, changeSet }, record, trigger);
  return { kind: 'ran', report, of: last.asked };
}
