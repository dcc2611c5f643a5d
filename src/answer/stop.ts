import { said, type Answered, type Asked } from './answer.ts';

/** `stop`: ends what runs for this thread, and drops what waits. */
export async function stop({ stopThread }: Asked): Promise<Answered> {
  if (stopThread === null)
    return said('This runs as a workflow: cancel its run on the Actions page, and it ends here too.');
  const stopped = stopThread();
  if (stopped === 0) return said('Nothing runs or waits for this thread.');
  return said(`Stopped ${stopped} ${stopped === 1 ? 'request' : 'requests'} of this thread.`);
}
