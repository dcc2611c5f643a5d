import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createNodeMiddleware, createProbot, type Probot } from 'probot';
import { z } from 'zod';
import { bot } from '../bot.ts';
import { recoverService, type App } from '../service/answer-delivery.ts';
import type { Signer } from '../git/signer.ts';
import { openApi } from '../host/api.ts';
import { readUserId } from '../host/permission.ts';
import { openQueue } from '../service/queue.ts';
import type { Store } from '../state/store.ts';
import { SettingError, type AppSettings } from './settings.ts';

export interface BotServer extends AsyncDisposable {
  readonly url: string;
}

export interface ServerTools {
  readonly settings: AppSettings;
  readonly store: Store;
  readonly environment: Readonly<Record<string, string>>;
  readonly signer: Signer | null;
  readonly log: (line: string) => void;
}

const WEBHOOKS_PATH = '/api/github/webhooks';
/** Runs at a time; each is mostly waiting for its agent. */
const WIDTH = 4;
/** GitHub and most supervisors end a process ten seconds after they ask it to stop. */
const GRACE_MS = 7000;

/** Serves webhooks until it is disposed: takes nothing more then, and gives what runs a moment to end. */
export async function openBotServer({
  settings,
  store,
  environment,
  signer,
  log,
}: ServerTools): Promise<BotServer> {
  const probot = createProbot({
    env: {},
    overrides: {
      appId: settings.appId,
      privateKey: settings.privateKey,
      secret: settings.secret,
      baseUrl: settings.apiUrl,
      // At `error` it would log whole payloads, which may be private.
      logLevel: 'fatal',
    },
  });
  const app = await readApp(probot, settings);
  const { privateKey, secret } = settings;
  const ownSecrets = [privateKey, secret, environment['WHOLLY_SIGNING_KEY'] ?? ''];
  const service = { app, store, environment, signer, ownSecrets };
  // Before the first delivery: a redelivery of what was killed must find it settled.
  for (const warning of await recoverService(service)) log(warning);
  const queue = openQueue(WIDTH, (error, { key }) =>
    log(`${key} ${error instanceof Error ? error.message : String(error)}`),
  );
  const middleware = await createNodeMiddleware((instance) => bot(instance, { ...service, queue, log }), {
    probot,
    webhooksPath: WEBHOOKS_PATH,
  });
  const server = createServer((request, response) => {
    if (request.url === '/ping') {
      response.end('PONG');
      return;
    }
    void middleware(request, response, () => {
      response.writeHead(404).end();
    });
  });
  server.listen(settings.port, settings.host);
  await once(server, 'listening');
  const { address, port, family } = server.address() as AddressInfo;
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeIdleConnections();
      await queue.close(GRACE_MS);
      server.closeAllConnections();
    },
  };
}

/** Who the App is, in its host's words; fails where the key is not the App's. */
async function readApp(probot: Probot, { apiUrl, serverUrl }: AppSettings): Promise<App> {
  const asApp = await probot.auth();
  const { slug } = z
    .object({ slug: z.string().regex(/^[a-z0-9-]+$/i) })
    .parse((await asApp.request('GET /app')).data);
  // Neither the App's key nor an installation's token is for this; whoever may read the host may ask.
  const botId = await readUserId(openApi({ baseUrl: apiUrl, token: null }), `${slug}[bot]`);
  if (botId === null) throw new SettingError(`the host knows no account ${slug}[bot] of the App`);
  return {
    slug,
    botId,
    apiUrl,
    serverUrl,
    async mintToken(installationId, { id, name }) {
      try {
        const { data } = await asApp.request('POST /app/installations/{installation_id}/access_tokens', {
          installation_id: installationId,
          ...(id !== undefined && { repository_ids: [id] }),
          ...(name !== undefined && { repositories: [name] }),
        });
        return tokenShape.parse(data);
      } catch (error) {
        // https://docs.github.com/en/rest/apps/apps#create-an-installation-access-token-for-an-app
        const { data } = statusShape.safeParse(error);
        if (data !== undefined && [403, 404, 422].includes(data.status)) return null;
        throw error;
      }
    },
  };
}

const tokenShape = z.object({ token: z.string(), permissions: z.record(z.string(), z.string()) });
/** Probot has an Octokit of its own, and so its own class of errors. */
const statusShape = z.object({ status: z.number() });
