import { work } from '../work.ts';
import type { Answered, Asked } from './answer.ts';

/** `implement` and `revise`: the story itself. */
export async function implement({ trigger, thread, tools, record }: Asked): Promise<Answered> {
  return { kind: 'ran', report: await work(trigger, thread, tools, record), of: trigger };
}
