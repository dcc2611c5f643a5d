import { basename, dirname, join } from 'node:path';
import type { RequestText } from './agent/agent.ts';
import { openAgent } from './agent/open.ts';
import type { Words } from './agent/words.ts';
import { attempt, type Site } from './attempt.ts';
import { checkOut, putGuidanceBack, type CheckOutTools, type Guidance, type Wanted } from './check-out.ts';
import type { Checkout } from './checkout/checkout.ts';
import { openConversation, type KeptConversation } from './converse.ts';
import type { Delivery } from './delivery/delivery.ts';
import { land, type LandingTools } from './land.ts';
import type { Ending } from './report/ending.ts';
import { tell, type RunRecord } from './report/record.ts';
import type { Report } from './report/report.ts';
import type { Settings } from './settings.ts';

/** One repository that a run may change: where its files come from, by what it goes, and where its change set goes. */
export interface Place extends Omit<Wanted, 'beside'> {
  /** Where the files that agents obey come from; `null`: from `source`. */
  readonly guidance: Guidance | null;
  deliver(checkout: Checkout, settings: Settings): Delivery;
}

/** Who asked for what. */
export interface RunRequest {
  /** What an agent is told; of what came before the request only one that reads it. */
  readWords(reads: boolean): Promise<Words>;
  /** The texts of the request as their authors wrote them. */
  readonly texts: readonly RequestText[];
  readonly signal?: AbortSignal;
}

/** What the story is told with; the doors build it. */
export interface RunTools extends LandingTools, CheckOutTools {
  /** The keys and addresses of models, by their variables. */
  readonly modelKeys: Readonly<Record<string, string>>;
  /** Where it was asked. */
  readonly place: Place;
  /** What agents keep of the conversation that this request is a part of; `null`: nothing. */
  readonly conversation: KeptConversation | null;
  /** Throws where no agent may be started now; asked right before one is. `null`: one may. */
  readonly admit: ((settings: Settings) => Promise<void>) | null;
  /** Further repositories of the same change set, as the first one's settings have it. */
  openOthers(settings: Settings): Promise<readonly Place[]>;
}

/** The story: request -> checkout -> agent -> change set, and from there `land`. */
export async function run(request: RunRequest, tools: RunTools, record: RunRecord): Promise<Report> {
  return await tell(record, async () => {
    await using opened = new AsyncDisposableStack();
    const asked = await openSite(tools.place, null, opened, tools, record);
    const { settings } = asked;
    const agent = await openAgent(settings.agent, () => tools.openSandbox(), {
      model: settings.model,
      keys: tools.modelKeys,
    });
    // Nobody's code runs where nobody obeys them.
    const guidance = agent.sandboxed ? tools.place.guidance : null;
    const first = { ...asked, checkout: await putGuidanceBack(asked.checkout, guidance, tools, record) };
    // The diffs of a request are of the repository that they stand in.
    const places = agent.sandboxed ? await tools.openOthers(settings) : [];
    const others: Site[] = [];
    for (const place of places) others.push(await openSite(place, first.checkout, opened, tools, record));
    const sites = [first, ...others] as const;

    const ground = others.length === 0 ? first.checkout : parentOf(first.checkout);
    const conversation = opened.use(
      await openConversation(
        agent,
        ground.inside?.directory ?? ground.directory,
        settings.policy.secrets,
        tools,
        record,
      ),
    );
    const words = await request.readWords(agent.sandboxed);
    const task = {
      texts: request.texts,
      directory: ground.directory,
      ...(ground.inside !== null && { inside: ground.inside }),
      limits: settings.agentLimits,
      env: settings.agentEnvironment,
      commands: settings.commands,
      hosts: settings.hosts,
      // What git keeps there is none of an agent's business, and could start programs.
      ...(tools.place.inPlace !== undefined && { hidden: [join(tools.place.inPlace, '.git')] }),
      ...(request.signal !== undefined && { signal: request.signal }),
    };
    // What costs nothing may as well find out by itself.
    for (const { delivery } of agent.sandboxed ? sites : []) {
      const obstacle = await meetObstacles(delivery, record);
      if (obstacle !== null) return obstacle;
    }
    await tools.admit?.(settings);
    const told = others.length === 0 ? words : withSites(words, sites);
    const made = await attempt({ agent, conversation, task, words: told, sites }, tools, record);
    const ending = 'conclusion' in made ? made : await land(made, tools, record);
    await conversation.keep();
    return ending;
  });
}

/** Checks a repository out, beside another where one is given, as its configuration there says. */
async function openSite(
  place: Place,
  beside: Checkout | null,
  opened: AsyncDisposableStack,
  tools: RunTools,
  record: RunRecord,
): Promise<Site> {
  const site = await checkOut({ ...place, beside }, opened, tools, record);
  return { repository: place.repository, ...site, delivery: place.deliver(site.checkout, site.settings) };
}

/** Where it lies with those beside it. */
function parentOf({ directory, inside }: Checkout): Pick<Checkout, 'directory' | 'inside'> {
  return {
    directory: dirname(directory),
    inside: inside && { ...inside, directory: dirname(inside.directory) },
  };
}

/** For an agent that finds several repositories side by side. */
function withSites(words: Words, sites: readonly Site[]): Words {
  const text = renderSites(sites);
  return {
    say: (earlier) => `${words.say(earlier)}\n${text}`,
    files: [...words.files, { name: 'repositories.md', about: 'what lies in the working directory', text }],
  };
}

function renderSites(sites: readonly Site[]): string {
  const rows = sites.map(
    ({ repository, checkout }, index) =>
      `- \`${basename(checkout.directory)}\`: ${repository}${index === 0 ? ', where this was asked' : ''}`,
  );
  return [
    'The working directory holds several repositories side by side. What is changed in them lands together or not at all:',
    ...rows,
    '',
  ].join('\n');
}

/** Asks the host beforehand: what is surely in the way ends the run before its agent begins, the rest is said. */
async function meetObstacles(delivery: Delivery, record: RunRecord): Promise<Ending | null> {
  const obstacles = await record.phase('preflight', async () => (await delivery.foresee?.()) ?? []);
  for (const { certain, reason, remedy } of obstacles) if (!certain) record.warn(`${reason} ${remedy}`);
  const sure = obstacles.find(({ certain }) => certain);
  if (sure === undefined) return null;
  return { conclusion: 'denied', code: sure.code, reason: sure.reason, remedy: sure.remedy };
}
