import { said, type Answered, type Asked } from './answer.ts';

/** `discard <digest>`: drops a change set that is kept for this thread. */
export async function discard({ trigger, tools, past }: Asked): Promise<Answered> {
  const { command } = trigger;
  if (command.kind !== 'discard') throw new TypeError(`${command.kind} is not discard`);
  const isOurs = past.some(({ digest }) => digest === command.digest);
  if (isOurs && (await tools.store.drop(command.digest)))
    return said(`The change set \`${command.digest}\` is dropped.`);
  return said(`No change set \`${command.digest}\` is kept for this thread.`);
}
