import type { RequestText } from './agent/agent.ts';
import { openAgent } from './agent/open.ts';
import { attempt } from './attempt.ts';
import { checkOut, type CheckOutTools } from './check-out.ts';
import type { Checkout, Source } from './checkout/checkout.ts';
import type { Delivery } from './delivery/delivery.ts';
import { openObjects, readText } from './git/objects.ts';
import { land, type LandingTools } from './land.ts';
import type { Ending } from './report/ending.ts';
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
export interface RunTools extends LandingTools, CheckOutTools {
  /** The keys and addresses of models, by their variables. */
  readonly modelKeys: Readonly<Record<string, string>>;
  /** The repository's own configuration, given as text or `null`, under what the caller asked for. */
  settle(configuration: string | null): Settings;
  deliver(checkout: Checkout, settings: Settings): Delivery;
}

/** The story: request -> checkout -> agent -> change set, and from there `land`. */
export async function run(request: RunRequest, tools: RunTools, record: RunRecord): Promise<Report> {
  return await tell(record, async () => {
    await using checkout = await checkOut(request.source, tools, record);
    await using objects = openObjects(tools.git, { gitDir: checkout.gitDir });
    const configuration = checkout.manifest.files.get('.github/bot.yml');
    const settings = tools.settle(
      configuration === undefined ? null : await readText(objects, configuration.oid),
    );

    const agent = await openAgent(settings.agent, () => tools.openSandbox(), {
      model: settings.model,
      keys: tools.modelKeys,
    });
    const task = {
      prompt: request.prompt,
      texts: request.texts,
      directory: checkout.directory,
      limits: settings.agentLimits,
      env: settings.agentEnvironment,
      hosts: settings.hosts,
      ...(request.signal !== undefined && { signal: request.signal }),
    };
    const delivery = tools.deliver(checkout, settings);
    // What costs nothing may as well find out by itself.
    const obstacle = agent.sandboxed ? await meetObstacles(delivery, record) : null;
    if (obstacle !== null) return obstacle;
    const made = await attempt({ agent, task, checkout, objects, settings, delivery }, tools, record);
    return 'conclusion' in made ? made : await land(made, tools, record);
  });
}

/** Asks the host beforehand: what is surely in the way ends the run before its agent begins, the rest is said. */
async function meetObstacles(delivery: Delivery, record: RunRecord): Promise<Ending | null> {
  const obstacles = await record.phase('preflight', async () => (await delivery.foresee?.()) ?? []);
  for (const { certain, reason, remedy } of obstacles) if (!certain) record.warn(`${reason} ${remedy}`);
  const sure = obstacles.find(({ certain }) => certain);
  if (sure === undefined) return null;
  return { conclusion: 'denied', code: sure.code, reason: sure.reason, remedy: sure.remedy };
}
