import { border } from './agent/border.ts';
import type { Agent, Outcome, Status, Task } from './agent/agent.ts';
import { tellEvent } from './agent/tell-event.ts';
import { entryOf } from './change-set/change.ts';
import type { Checkout } from './checkout/checkout.ts';
import { collect } from './checkout/collect.ts';
import type { Delivery } from './delivery/delivery.ts';
import type { Objects } from './git/objects.ts';
import { readTreesAround, treeOf } from './git/tree.ts';
import { directoriesToRead } from './guard/base-tree.ts';
import type { Landing, LandingTools } from './land.ts';
import type { Conclusion } from './report/conclusion.ts';
import { NO_CHANGES, type Ending } from './report/ending.ts';
import { nameOfPhase, type RunRecord } from './report/record.ts';
import type { Report } from './report/report.ts';
import type { Settings } from './settings.ts';
import type { FailedVerification } from './verification/verify.ts';

/** How often a failed verification is handed back to the agent. */
const SECOND_ATTEMPTS = 1;

/** What an agent works on, and what becomes of it. */
export interface Job {
  readonly agent: Agent;
  readonly task: Task;
  readonly checkout: Checkout;
  readonly objects: Objects;
  readonly settings: Settings;
  readonly delivery: Delivery;
}

/**
 * One go of the agent, up to a change set that can be landed. Where its verification fails, an agent that can read
 * goes on in the same checkout with what the checks said.
 */
export async function attempt(
  job: Job,
  tools: LandingTools,
  record: RunRecord,
  round = 1,
): Promise<Landing | Ending> {
  const { agent, task, checkout, objects, settings, delivery } = job;
  const name = (phase: string): string => nameOfPhase(phase, round);
  const outcome = await record.phase(name('agent'), () =>
    agent.run(task, (event) => tellEvent(event, record)),
  );
  record.note({
    agent: rowOf(agent, agent.sandboxed ? (await tools.openSandbox()).name : 'none', outcome),
  });
  if (outcome.status === 'missing') return endingOf(outcome);

  const collected = await record.phase(name('change set'), () => collect(tools.git, checkout));
  const { changeSet } = collected;
  if (outcome.status !== 'completed') {
    const file = changeSet.changes.length === 0 ? null : await tools.store.keep(changeSet);
    const { digest, base, changes } = changeSet;
    record.note({ changeSet: { digest, base, file, changes: changes.map(entryOf) } });
    return endingOf(outcome);
  }
  if (changeSet.changes.length === 0 && collected.uncarried.length === 0) return NO_CHANGES;
  const base = await objects.read(checkout.base);
  const paths = [...changeSet.changes.map(({ path }) => path), ...directoriesToRead(changeSet)];
  const again = (failure: FailedVerification): Promise<Landing | Ending> =>
    attempt(
      { ...job, task: { ...task, prompt: renderSecondPrompt(task.prompt, failure) } },
      tools,
      record,
      round + 1,
    );
  return {
    ...collected,
    base: base === null ? null : await readTreesAround(objects, treeOf(base.content), paths),
    gitDir: checkout.gitDir,
    policy: settings.policy,
    checks: settings.checks,
    signing: settings.signing,
    delivery,
    round,
    again: agent.sandboxed && round <= SECOND_ATTEMPTS ? again : null,
  };
}

/** The same request, and what is wrong with what was made of it; what a command printed is nobody's order. */
function renderSecondPrompt(prompt: string, { command, why, output }: FailedVerification): string {
  const parts = [
    prompt.trimEnd(),
    'You worked on this before, and your changes are in the working directory. A check of the repository failed on them; mend what makes it fail.',
    `The check:\n\n${border(command)}`,
    `What became of it:\n\n${border(why)}`,
    output.trim() === ''
      ? 'It printed nothing.'
      : `The end of what it printed:\n\n${border(output.trimEnd())}`,
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function rowOf(agent: Agent, sandbox: string, outcome: Outcome): Report['agent'] {
  const { status, version, sessionId, turns, tokens, denials } = outcome;
  return { name: agent.name, version, status, sandbox, sessionId, turns, tokens, denials };
}

const CONCLUSIONS: Readonly<Record<Exclude<Status, 'completed'>, Conclusion>> = {
  failed: 'agent-failed',
  'timed-out': 'agent-failed',
  limit: 'agent-failed',
  cancelled: 'cancelled',
  missing: 'usage',
};

function endingOf({ status, code, reason }: Outcome): Ending {
  if (status === 'completed') throw new TypeError('a completed agent ends nothing');
  return { conclusion: CONCLUSIONS[status], code: code ?? 'EAGENT', reason };
}
