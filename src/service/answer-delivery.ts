import { tmpdir } from 'node:os';
import { openGit } from '../git/git.ts';
import type { Signer } from '../git/signer.ts';
import { openApi } from '../host/api.ts';
import { newRunId } from '../report/run-id.ts';
import type { Report } from '../report/report.ts';
import { respond } from '../respond.ts';
import { openSandbox } from '../sandbox/open.ts';
import { openHistory } from '../state/history.ts';
import type { Store } from '../state/store.ts';
import { parseEvent } from '../trigger/event.ts';
import type { Trigger } from '../trigger/trigger.ts';

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
  /** A token for one repository of one installation, and for nothing else. */
  mintToken(installationId: number, repositoryId: number): Promise<string>;
}

export interface ServiceTools {
  readonly app: App;
  readonly store: Store;
  readonly environment: Readonly<Record<string, string>>;
  readonly signer: Signer | null;
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
  { app, store, environment, signer }: ServiceTools,
  signal: AbortSignal,
  stopThread: () => number,
): Promise<Report> {
  const { repository, installationId } = trigger;
  const token = await app.mintToken(installationId ?? 0, repository.id);
  await using afterReport = new AsyncDisposableStack();
  return await respond(newRunId(), trigger, {
    git: openGit(environment),
    store,
    history: openHistory(store.directory),
    stopThread,
    openSandbox: () => openSandbox('auto'),
    signer,
    api: openApi({ baseUrl: app.apiUrl, token }),
    remote: { url: `${app.serverUrl}/${repository.owner}/${repository.name}.git`, token },
    guests: { bots: [], users: [] },
    self: app.botId,
    key: app.slug,
    runUrl: null,
    mention: `@${app.slug}`,
    progress: { began() {}, saw() {}, noted() {} },
    scratch: tmpdir(),
    // A repository's configuration may list variables, and those of the service are none of its business.
    environment: { PATH: environment['PATH'] ?? '' },
    secrets: [token],
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
  });
}
