import { TargetRefusal } from '../commit/participant.ts';
import type { Start, Starts } from '../state/starts.ts';
import { requestKey } from '../trigger/request-key.ts';
import type { Trigger } from '../trigger/trigger.ts';

/** At most so many agents are started for one person within so many minutes. */
export interface Rate {
  readonly runs: number;
  readonly minutes: number;
}

/** What is known of when agents were started. */
export interface RateTools {
  readonly starts: Starts;
  /** Starts for a person that are known elsewhere, after a time and so many at most; `null` where nothing is elsewhere. */
  readonly findStarts: ((person: number, since: number, most: number) => Promise<Start[]>) | null;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * When an agent may be started for a request, in milliseconds since 1970; `null`: now. A request that was counted
 * already is not counted again.
 */
export function judgeRate(
  starts: readonly Start[],
  request: string,
  { runs, minutes }: Rate,
  now: number,
): number | null {
  const last = new Map<string, number>();
  // The clock of the host, or this one before it was set, may have been ahead.
  for (const start of starts)
    last.set(start.request, Math.min(now, Math.max(start.at, last.get(start.request) ?? 0)));
  const span = minutes * 60_000;
  const counted = new Map([...last].filter(([, at]) => at > now - span));
  if (counted.has(request) || counted.size < runs) return null;
  const times = [...counted.values()].toSorted((a, b) => a - b);
  return (times[times.length - runs] ?? now) + span;
}

/**
 * Counts a request that is about to start an agent. Throws a `TargetRefusal` where the one who asks is above the rate;
 * that is not counted.
 */
export async function requireRate(
  trigger: Trigger,
  rate: Rate,
  { starts, findStarts, now }: RateTools,
  onUnknown: (error: unknown) => void,
): Promise<void> {
  const { repository, actor } = trigger;
  const request = startKey(trigger);
  const since = now() - rate.minutes * 60_000;
  const elsewhere =
    (await findStarts?.(actor.id, since, rate.runs).catch((error: unknown) => {
      onUnknown(error);
      return [];
    })) ?? [];
  await starts.add({ repository: repository.id, person: actor.id }, (here) => {
    const at = now();
    const again = judgeRate([...elsewhere, ...here], request, rate, at);
    if (again !== null) throw aboveRate(rate, again);
    return here.some((one) => one.request === request && one.at > since) ? null : { request, at };
  });
}

/** A text can only be delivered again. A label can be put on again and again, and starts an agent each time. */
function startKey(trigger: Trigger): string {
  const key = requestKey(trigger);
  return trigger.origin === 'mention' || trigger.deliveryId === null ? key : `${key} ${trigger.deliveryId}`;
}

function aboveRate({ runs, minutes }: Rate, again: number): TargetRefusal {
  const time = new Date(Math.ceil(again / 60_000) * 60_000).toISOString();
  const agents = runs === 1 ? 'an agent was' : `agents were`;
  const times = runs === 1 ? 'once' : `${runs} times`;
  return new TargetRefusal(
    'conflict',
    'ERATE',
    `${agents} started ${times} for the same person within ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}, and \`rate\` of .github/bot.yml allows no more`,
    `Retry after ${time.slice(11, 16)} UTC (${time.slice(0, 10)}), by a new comment or with \`retry\`.`,
  );
}
