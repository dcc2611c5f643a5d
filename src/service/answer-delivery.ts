import { tmpdir } from 'node:os';
import { modelKeysAmong } from '../agent/presets.ts';
import { openGit } from '../git/git.ts';
import type { Signer } from '../git/signer.ts';
import { openApi } from '../host/api.ts';
import { newRunId } from '../report/run-id.ts';
import type { Report } from '../report/report.ts';
import { recoverRuns } from '../recover.ts';
import { endingOfError } from '../report/ending.ts';
import { respond, type RespondTools } from '../respond.ts';
import { openSandbox } from '../sandbox/open.ts';
import { openHistory } from '../state/history.ts';
import { openRuns } from '../state/open-runs.ts';
import { cacheIn } from '../state/place.ts';
import { openSessions } from '../state/sessions.ts';
import { openStarts } from '../state/starts.ts';
import type { Store } from '../state/store.ts';
import { parseEvent } from '../trigger/event.ts';
import type { Trigger } from '../trigger/trigger.ts';
import { parseTrigger } from '../trigger/trigger-shape.ts';

/** A webhook as it came in, its signature checked. */
export interface Delivery {
  readonly id: string;
  readonly name: string;
  readonly payload: unknown;
}

/** The App as its host knows it. */
export interface App {
  readonly slug: string;
  /** Numeric id of the account `<slug>[bot]`. */
  readonly botId: number;
  readonly apiUrl: string;
  /** Where repositories are cloned from, without a slash at the end. */
  readonly serverUrl: string;
  /** A token for one repository of one installation, and for nothing else; `null` where the host makes none. */
  mintToken(
    installationId: number,
    repository: { readonly id?: number; readonly name?: string },
  ): Promise<AppToken | null>;
}

/** Somebody took the App off the repository after it had told us of the event. */
class NoInstallation extends Error {
  override readonly name = 'NoInstallation';
  readonly code = 'EINSTALLATION';

  constructor(repository: string) {
    super(`the App is not installed on ${repository}`);
  }
}

export interface AppToken {
  readonly token: string;
  /** By name, as in `contents`: `read` or `write`. */
  readonly permissions: Readonly<Record<string, string>>;
}

export interface ServiceTools {
  readonly app: App;
  readonly store: Store;
  readonly environment: Readonly<Record<string, string>>;
  readonly signer: Signer | null;
  /** The App's private key and the like: nothing that is published may hold them. */
  readonly ownSecrets: readonly string[];
}

/** What a delivery asks for; `null` where it asks for nothing that we could do. */
export function triggerOf({ id, name, payload }: Delivery, app: App): Trigger | null {
  const settings = {
    mentions: ['@bot', `@${app.slug}`],
    labelTrigger: null,
    assigneeTrigger: `${app.slug}[bot]`,
    prompt: null,
    self: app.botId,
  };
  const parsed = parseEvent(name, payload, settings, id);
  return parsed.kind === 'asked' && parsed.trigger.installationId !== null ? parsed.trigger : null;
}

/** Works a trigger off with a token of its own. */
export async function answerDelivery(
  trigger: Trigger,
  tools: ServiceTools,
  signal: AbortSignal,
  stopThread: () => number,
): Promise<Report> {
  await using afterReport = new AsyncDisposableStack();
  const respondTools = await openTools(trigger, tools, { signal, stopThread, afterReport });
  return await respond(newRunId(), trigger, respondTools);
}

/** Settles what an earlier process of this service was killed over; answers a sentence for each that has to wait. */
export async function recoverService(tools: ServiceTools): Promise<string[]> {
  const asked = new Map<number, Trigger>();
  for await (const run of openRuns<Trigger>(tools.store.directory).abandoned()) {
    using held = run;
    asked.set(held.start.asked.repository.id, held.start.asked);
  }
  const warnings: string[] = [];
  for (const [repositoryId, trigger] of asked) {
    await using afterReport = new AsyncDisposableStack();
    const occasion = { signal: new AbortController().signal, stopThread: () => 0, afterReport };
    try {
      warnings.push(...(await recoverRuns(repositoryId, await openTools(trigger, tools, occasion))));
    } catch (error) {
      const { owner, name } = trigger.repository;
      warnings.push(`Runs of ${owner}/${name} could not be settled: ${endingOfError(error).reason ?? ''}`);
    }
  }
  return warnings;
}

interface Occasion {
  readonly signal: AbortSignal;
  readonly stopThread: () => number;
  readonly afterReport: AsyncDisposableStack;
}

async function openTools(
  { repository, installationId }: Trigger,
  { app, store, environment, signer, ownSecrets }: ServiceTools,
  { signal, stopThread, afterReport }: Occasion,
): Promise<RespondTools> {
  const own = await app.mintToken(installationId ?? 0, { id: repository.id });
  if (own === null) throw new NoInstallation(`${repository.owner}/${repository.name}`);
  const { token, permissions } = own;
  const secrets = [token, ...ownSecrets, ...modelKeysAmong(environment)];
  return {
    git: openGit(environment),
    store,
    history: openHistory(store.directory, parseTrigger),
    // Its state directory outlives every run.
    fetchThread: null,
    sessions: openSessions(store.directory),
    starts: openStarts(store.directory),
    findStarts: null,
    now: Date.now,
    openRuns: openRuns(store.directory),
    stopThread: async () => ({ requests: stopThread(), left: [], knowsWaiting: true }),
    openSandbox: () => openSandbox('auto'),
    signer,
    api: openApi({ baseUrl: app.apiUrl, token }),
    remote: { url: `${app.serverUrl}/${repository.owner}/${repository.name}.git`, token },
    async reach({ owner, name }) {
      // One installation is of one owner; what it was not given, the host makes no token for.
      if (owner.toLowerCase() !== repository.owner.toLowerCase()) return null;
      const minted = await app.mintToken(installationId ?? 0, { name });
      if (minted === null) return null;
      secrets.push(minted.token);
      return {
        api: openApi({ baseUrl: app.apiUrl, token: minted.token }),
        remote: { url: `${app.serverUrl}/${owner}/${name}.git`, token: minted.token },
        permissions: minted.permissions,
      };
    },
    guests: { bots: [], users: [] },
    self: app.botId,
    permissions,
    key: app.slug,
    runUrl: null,
    mention: `@${app.slug}`,
    progress: { began() {}, did() {}, saw() {}, noted() {} },
    scratch: tmpdir(),
    cache: cacheIn(store.directory),
    // A repository's configuration may list variables, and those of the service are none of its business.
    environment: { PATH: environment['PATH'] ?? '' },
    modelKeys: environment,
    secrets,
    wishes: { signal },
    signal,
    afterReport,
    mode: 'pull-request',
    workspace: null,
    changeSet: null,
    baseBranch: null,
    branchPrefix: 'bot/',
    title: '',
    body: '',
    commitMessage: '',
    decoration: { teamReviewers: [], assignees: [] },
    identity: {
      name: `${app.slug}[bot]`,
      email: `${app.botId}+${app.slug}[bot]@users.noreply.github.com`,
    },
  };
}
