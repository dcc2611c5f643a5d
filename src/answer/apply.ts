import { work } from '../work.ts';
import { said, type Answered, type Asked } from './answer.ts';

/** `apply <digest>`: publishes a change set that was sealed in this thread, by a dry run or because it was refused. */
export async function apply({ trigger, thread, tools, record, past }: Asked): Promise<Answered> {
  const { command } = trigger;
  if (command.kind !== 'apply') throw new TypeError(`${command.kind} is not apply`);
  // Of this thread only: a digest from elsewhere may be of a repository that its reader cannot see.
  const sealed = past.findLast(({ digest }) => digest === command.digest);
  const changeSet = sealed === undefined ? null : await tools.store.find(command.digest);
  if (sealed === undefined || changeSet === null)
    return said(`No change set \`${command.digest}\` is kept for this thread.`);
  const mode = tools.mode === 'dry-run' ? 'pull-request' : tools.mode;
  const report = await work(sealed.asked, thread, { ...tools, mode, changeSet }, record, trigger);
  return { kind: 'ran', report, of: sealed.asked };
}
