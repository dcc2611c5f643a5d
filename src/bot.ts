import type { Probot } from 'probot';
import { answerDelivery, triggerOf, type Delivery, type ServiceTools } from './service/answer-delivery.ts';
import type { Queue } from './service/queue.ts';

export interface BotTools extends ServiceTools {
  readonly queue: Queue;
  /** One line about a run, for the log of the server. */
  readonly log: (line: string) => void;
}

/** The Probot app: takes each delivery on, and acknowledges it before the work begins. */
export function bot(probot: Probot, tools: BotTools): void {
  probot.onAny(({ id, name, payload }) => enlist({ id, name, payload }, tools));
}

const ASIDE: ReadonlySet<string> = new Set(['stop', 'status', 'help']);

function enlist(delivery: Delivery, tools: BotTools): void {
  const trigger = triggerOf(delivery, tools.app);
  if (trigger === null) return;
  const { repository, target } = trigger;
  const key = `${repository.owner}/${repository.name}#${target?.number ?? ''}`;
  const { queue } = tools;
  queue.add({
    id: delivery.id,
    // What stops the others or tells of them must not wait for them.
    key: ASIDE.has(trigger.command.kind) ? `${trigger.command.kind} ${key}` : key,
    async run(signal) {
      const report = await answerDelivery(trigger, tools, signal, () => queue.stop(key));
      tools.log(
        `${key} ${report.runId} ${report.conclusion}${report.code === null ? '' : ` ${report.code}`}`,
      );
    },
  });
}
