import { said, type Answered, type Asked } from './answer.ts';

/** `stop`: ends what runs for this thread, and drops what waits. */
export async function stop({ stopThread, thread, tools }: Asked): Promise<Answered> {
  const { requests, left, knowsWaiting } = await stopThread(thread, tools.self);
  const lines: string[] = [];
  if (requests > 0)
    lines.push(`Stopped ${requests} ${requests === 1 ? 'request' : 'requests'} of this thread.`);
  for (const url of left)
    lines.push(
      `[This run](${url}) has to be cancelled on its own page: the workflow's token lacks the permission \`actions: write\`.`,
    );
  if (lines.length === 0)
    lines.push(knowsWaiting ? 'Nothing runs or waits for this thread.' : 'Nothing runs for this thread.');
  if (!knowsWaiting)
    lines.push('A request that still waits for a runner can be cancelled on the Actions page only.');
  return said(lines.join('\n\n'));
}
