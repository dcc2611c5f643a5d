import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newAppKey } from './app-key.ts';
import { openControl } from './control/control.ts';
import { openFaults } from './control/faults.ts';
import { openRequestLog } from './control/request-log.ts';
import { openEmulator } from './emulator.ts';
import type { Forge } from './forge.ts';
import { openGit } from './git/git.ts';
import { installHooks } from './git/hook.ts';
import { openRelay } from './hooks/relay.ts';
import { APP, APP_BOT, newSecret, WORKFLOW_PERMISSIONS } from './identities.ts';
import type { RepositorySpec } from './repositories.ts';
import { seedRepository, seedTokens, type SeededTokens } from './seed.ts';
import { serveRequest } from './serve-request.ts';

export interface ForgeOptions {
  /** 0 takes any free port. */
  readonly port?: number;
  readonly host?: string;
  /** First files of acme/app. */
  readonly files?: RepositorySpec['files'];
  readonly webhookUrl?: string;
}

/** What whoever started the forge needs to know. */
export interface ForgeFacts {
  readonly url: string;
  readonly appId: number;
  readonly appSlug: string;
  readonly appBotId: number;
  readonly installationId: number;
  readonly privateKey: string;
  readonly webhookSecret: string;
  readonly tokens: SeededTokens;
  readonly controlSecret: string;
}

export interface Server extends AsyncDisposable {
  readonly facts: ForgeFacts;
}

/** Everything of one forge in this process. `path` is where git is found. */
export async function openServer(options: ForgeOptions, path: string): Promise<Server> {
  const host = options.host ?? '127.0.0.1';
  let listener: RequestListener | undefined;
  const http = createServer((request, response) => listener?.(request, response));
  await using undo = new AsyncDisposableStack();
  http.listen(options.port ?? 0, host);
  await once(http, 'listening');
  undo.defer(async () => {
    http.closeAllConnections();
    http.close();
    await once(http, 'close');
  });
  const address = http.address();
  if (address === null || typeof address === 'string') throw new TypeError('The forge listens on no port');
  const url = `http://${host}:${address.port}`;

  const room = await mkdtemp(join(tmpdir(), 'wholly-forge-'));
  undo.defer(() => rm(room, { recursive: true, force: true }));
  const webhookSecret = newSecret();
  const controlSecret = newSecret();
  const [privateKey] = await Promise.all([newAppKey(), installHooks(join(room, 'hooks'))]);
  const eventsUrl = `${url}/_forge/events/${controlSecret}`;
  const emulator = undo.use(await openEmulator({ publicUrl: url, webhookSecret, privateKey, eventsUrl }));
  const git = undo.use(openGit(path, room, join(room, 'hooks')));
  let lastId = 0;
  const forge: Forge = {
    url,
    room,
    git,
    capabilities: undefined,
    emulator,
    actors: new Map(),
    repositories: new Map(),
    firstCommits: new Map(),
    runs: new Map(),
    artifacts: [],
    relay: openRelay(webhookSecret, (error) => process.stderr.write(`forge: ${String(error)}\n`)),
    faults: openFaults(),
    log: openRequestLog(),
    webhookSecret,
    privateKey,
    signingKey: newSecret(),
    workflowPermissions: WORKFLOW_PERMISSIONS,
    manifests: new Map(),
    nextId: () => (lastId += 1),
  };
  undo.defer(() => forge.relay.idle());
  forge.relay.url = options.webhookUrl;
  const tokens = seedTokens(forge);
  const control = openControl(forge);
  listener = (request, response) => void serveRequest({ forge, control, controlSecret }, request, response);
  await seedRepository(forge, options.files);
  const opened = undo.move();
  return {
    facts: {
      url,
      appId: APP.id,
      appSlug: APP.slug,
      appBotId: APP_BOT.id,
      installationId: APP.installationId,
      privateKey,
      webhookSecret,
      tokens,
      controlSecret,
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}
