import type { Agent, AgentEvent, Outcome, RequestText, Status } from './agent/agent.ts';
import { openAgent } from './agent/open.ts';
import { openCheckout, type Checkout, type Source } from './checkout/checkout.ts';
import { collect } from './checkout/collect.ts';
import { openObjects, readText } from './git/objects.ts';
import { readTreesAround, treeOf } from './git/tree.ts';
import { entryOf } from './change-set/change.ts';
import type { Delivery } from './delivery/delivery.ts';
import { directoriesToRead } from './guard/base-tree.ts';
import { land, type LandingTools } from './land.ts';
import type { Conclusion } from './report/conclusion.ts';
import { NO_CHANGES, type Ending } from './report/ending.ts';
import { tell, type RunRecord } from './report/record.ts';
import type { Report } from './report/report.ts';
import type { Settings } from './settings.ts';

/** Who asked for what, against which commit. */
export interface RunRequest {
  readonly source: Source;
  readonly prompt: string;
  /** The texts of the request as their authors wrote them. */
  readonly texts: readonly RequestText[];
  readonly signal?: AbortSignal;
}

/** What the story is told with; the doors build it. */
export interface RunTools extends LandingTools {
  /** An existing directory for what is gone after the run. */
  readonly scratch: string;
  /** The repository's own configuration, given as text or `null`, under what the caller asked for. */
  settle(configuration: string | null): Settings;
  deliver(checkout: Checkout, settings: Settings): Delivery;
}

/** The story: request -> checkout -> agent -> change set, and from there `land`. */
export async function run(request: RunRequest, tools: RunTools, record: RunRecord): Promise<Report> {
  return await tell(record, async () => {
    await using checkout = await record.phase('checkout', () =>
      openCheckout(tools.git, request.source, tools.scratch),
    );
    await using objects = openObjects(tools.git, { gitDir: checkout.gitDir });
    const configuration = checkout.manifest.files.get('.github/bot.yml');
    const settings = tools.settle(
      configuration === undefined ? null : await readText(objects, configuration.oid),
    );

    const agent = await openAgent(settings.agent, () => tools.openSandbox());
    const task = {
      prompt: request.prompt,
      texts: request.texts,
      directory: checkout.directory,
      limits: settings.agentLimits,
      env: settings.agentEnvironment,
      hosts: settings.hosts,
      ...(request.signal !== undefined && { signal: request.signal }),
    };
    const outcome = await record.phase('agent', () => agent.run(task, (event) => record.saw(lineOf(event))));
    record.note({
      agent: rowOf(agent, agent.sandboxed ? (await tools.openSandbox()).name : 'none', outcome),
    });
    if (outcome.status === 'missing') return endingOf(outcome);

    const collected = await record.phase('change set', () => collect(tools.git, checkout));
    const { changeSet } = collected;
    if (outcome.status !== 'completed') {
      const file = changeSet.changes.length === 0 ? null : await tools.store.keep(changeSet);
      const { digest, base, changes } = changeSet;
      record.note({ changeSet: { digest, base, file, changes: changes.map(entryOf) } });
      return endingOf(outcome);
    }
    if (changeSet.changes.length === 0 && collected.uncarried.length === 0) {
      return NO_CHANGES;
    }
    const base = await objects.read(checkout.base);
    const paths = [...changeSet.changes.map(({ path }) => path), ...directoriesToRead(changeSet)];
    const landing = {
      ...collected,
      base: base === null ? null : await readTreesAround(objects, treeOf(base.content), paths),
      gitDir: checkout.gitDir,
      policy: settings.policy,
      checks: settings.checks,
      signing: settings.signing,
      delivery: tools.deliver(checkout, settings),
    };
    return await land(landing, tools, record);
  });
}

function rowOf(agent: Agent, sandbox: string, outcome: Outcome): Report['agent'] {
  const { status, sessionId, turns, tokens, denials } = outcome;
  return { name: agent.name, status, sandbox, sessionId, turns, tokens, denials };
}

function lineOf(event: AgentEvent): string {
  return event.kind === 'edit' ? `edits ${event.path}` : event.text;
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
