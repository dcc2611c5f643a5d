import type { RequestText } from './agent/agent.ts';
import { openAgent } from './agent/open.ts';
import { attempt } from './attempt.ts';
import { checkOut, type CheckOutTools } from './check-out.ts';
import type { Checkout, Source } from './checkout/checkout.ts';
import type { Delivery } from './delivery/delivery.ts';
import { openObjects, readText } from './git/objects.ts';
import { land, type LandingTools } from './land.ts';
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
    const delivery = tools.deliver(checkout, settings);
    const made = await attempt({ agent, task, checkout, objects, settings, delivery }, tools, record);
    return 'conclusion' in made ? made : await land(made, tools, record);
  });
}
