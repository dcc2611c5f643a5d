/** Work taken on now and done in the background: one at a time for each key, each id once. */
export interface Queue {
  /** False where this id was taken before, or nothing is taken any more. */
  add(job: Job): boolean;
  /** Tells what runs for a key to stop, drops what waits for it, and answers how many those are. */
  stop(key: string): number;
  /** Takes nothing more, tells running work to stop after `graceMs`, and waits for its end. */
  close(graceMs: number): Promise<void>;
  /** Resolves when nothing is waiting or running. */
  settled(): Promise<void>;
}

export interface Job {
  /** GitHub's delivery id; a redelivery has the same. */
  readonly id: string;
  /** What must not run twice at a time, such as an issue. */
  readonly key: string;
  run(signal: AbortSignal): Promise<void>;
}

/** Ids are remembered so long; GitHub lets deliveries be sent again for three days. */
const REMEMBERED = 100_000;

/** In memory: what it holds is gone with the process. `onError` hears of work that threw. */
export function openQueue(width: number, onError: (error: unknown, job: Job) => void): Queue {
  const seen = new Set<string>();
  const waiting: Job[] = [];
  const running = new Map<string, { readonly ended: Promise<void>; readonly controller: AbortController }>();
  const stopped = new AbortController();
  let closed = false;

  function startNext(): void {
    while (running.size < width) {
      const index = waiting.findIndex(({ key }) => !running.has(key));
      const [job] = index < 0 ? [] : waiting.splice(index, 1);
      if (job === undefined) return;
      const controller = new AbortController();
      running.set(job.key, { ended: work(job, controller.signal), controller });
    }
  }

  async function work(job: Job, signal: AbortSignal): Promise<void> {
    // The map must know of it before it can end.
    await Promise.resolve();
    try {
      await job.run(AbortSignal.any([stopped.signal, signal]));
    } catch (error) {
      onError(error, job);
    } finally {
      running.delete(job.key);
      startNext();
    }
  }

  async function settled(): Promise<void> {
    while (running.size > 0) await Promise.all([...running.values()].map(({ ended }) => ended));
  }

  return {
    add(job) {
      if (closed || seen.has(job.id)) return false;
      seen.add(job.id);
      for (const oldest of seen) {
        if (seen.size <= REMEMBERED) break;
        seen.delete(oldest);
      }
      waiting.push(job);
      startNext();
      return true;
    },
    stop(key) {
      const job = running.get(key);
      job?.controller.abort(new Error('stopped on request'));
      const kept = waiting.filter((one) => one.key !== key);
      const dropped = waiting.length - kept.length;
      waiting.splice(0, waiting.length, ...kept);
      return dropped + (job === undefined ? 0 : 1);
    },
    settled,
    async close(graceMs) {
      closed = true;
      waiting.length = 0;
      const timer = setTimeout(() => stopped.abort(new Error('the server stops')), graceMs);
      await settled();
      clearTimeout(timer);
    },
  };
}
