import type { Task } from './agent/agent.ts';
import { openAgent } from './agent/open.ts';
import type { Words } from './agent/words.ts';
import { checkOut, putGuidanceBack, type CheckOutTools } from './check-out.ts';
import { give } from './given.ts';
import { tell, type RunRecord } from './report/record.ts';
import type { Report } from './report/report.ts';
import type { Place, RunRequest, RunTools } from './run.ts';

export interface Explained {
  readonly report: Report;
  /** What the agent said; `null` where it said nothing. */
  readonly answer: string | null;
}

/**
 * A question: an agent reads a checkout that is thrown away, and what it says is the answer. Nothing here can reach
 * the writer: no change set is collected, and no delivery is known.
 */
export async function explain(
  request: Omit<RunRequest, 'readWords'> & { readonly words: Words },
  tools: CheckOutTools & Pick<RunTools, 'admit' | 'modelKeys'> & { readonly place: Omit<Place, 'deliver'> },
  record: RunRecord,
): Promise<Explained> {
  let answer: string | null = null;
  const report = await tell(record, async () => {
    await using opened = new AsyncDisposableStack();
    const wanted = { ...tools.place, beside: null };
    const { checkout, settings } = await checkOut(wanted, opened, tools, record);
    if (settings.agent.kind === 'patch') {
      return {
        conclusion: 'usage',
        code: 'ENOANSWER',
        reason: 'The agent `patch` applies diffs and answers no questions.',
        remedy: 'Configure another agent.',
      };
    }
    const agent = await openAgent(settings.agent, () => tools.openSandbox(), {
      model: settings.model,
      keys: tools.modelKeys,
    });
    await tools.admit?.(settings);
    await putGuidanceBack(checkout, tools.place.guidance, tools, record);
    const task: Task = {
      prompt: request.words.say(null),
      directory: checkout.directory,
      ...(checkout.inside !== null && { inside: checkout.inside }),
      limits: settings.agentLimits,
      env: settings.agentEnvironment,
      commands: settings.commands,
      hosts: settings.hosts,
      ...(request.signal !== undefined && { signal: request.signal }),
    };
    const outcome = await record.phase('agent', () =>
      give(task, request.words.files, tools.scratch, (given) =>
        agent.run(given, () => record.saw('thinking')),
      ),
    );
    if (outcome.status !== 'completed') {
      const conclusion = outcome.status === 'cancelled' ? 'cancelled' : 'agent-failed';
      return { conclusion, code: outcome.code ?? 'EAGENT', reason: outcome.reason };
    }
    answer = outcome.answer ?? null;
    return { conclusion: 'answered', code: null, reason: null };
  });
  return { report, answer };
}
