import { request, Agent } from 'node:http';
import { createEmulator } from 'emulate';
import type { Answer } from './answer.ts';
import { APP, IDENTITIES, ORGANIZATION, ORGANIZATION_ADMIN, type Identity } from './identities.ts';
import { newToken } from './identities.ts';
import { parseJson } from './json.ts';

export interface Ask {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly body?: unknown;
  /** Who asks; nobody reads as the organization's admin, for what may be seen has been judged before. */
  readonly as?: Identity | undefined;
  /** An app's own JSON web token, which only the emulator can judge. */
  readonly jwt?: string | undefined;
}

export interface Emulator extends AsyncDisposable {
  ask(what: Ask): Promise<Answer>;
  /** Its own address becomes ours, wherever it stands in a text. */
  readdress(text: string): string;
}

/**
 * emulate grants each token 5,000 requests an hour and counts ours with them, so each login gets several and they
 * take turns. The forge counts for its clients itself.
 */
const TOKENS_EACH = 40;

export interface EmulatorOptions {
  readonly publicUrl: string;
  readonly webhookSecret: string;
  readonly privateKey: string;
  /** Where emulate hands over its events; the forge completes and delivers them. */
  readonly eventsUrl: string;
}

/**
 * emulate holds what is not git: users, issues, labels, comments, the list of pull requests, reviews, milestones, apps
 * and their installations. Who may do what is judged before it is asked, so every repository is public in it.
 */
export async function openEmulator(options: EmulatorOptions): Promise<Emulator> {
  const turns = new Map<string, { tokens: string[]; next: number }>();
  for (const { login } of IDENTITIES) {
    turns.set(login, { tokens: Array.from({ length: TOKENS_EACH }, () => newToken('ghp')), next: 0 });
  }
  const tokens: Record<string, { login: string }> = {};
  for (const [login, turn] of turns) for (const token of turn.tokens) tokens[token] = { login };

  const emulator = await createEmulator({
    service: 'github',
    port: 0,
    seed: {
      tokens,
      github: {
        users: IDENTITIES.map(({ login, name }) => ({ login, name })),
        orgs: [{ login: ORGANIZATION, members: [{ login: ORGANIZATION_ADMIN, role: 'admin' }] }],
        apps: [
          {
            app_id: APP.id,
            slug: APP.slug,
            name: APP.name,
            private_key: options.privateKey,
            permissions: { ...APP.permissions },
            events: ['*'],
            webhook_url: options.eventsUrl,
            webhook_secret: options.webhookSecret,
            installations: [
              { installation_id: APP.installationId, account: ORGANIZATION, repository_selection: 'all' },
            ],
          },
        ],
      },
    },
  });
  const inner = new URL(emulator.url);
  // A connection that is kept may be closed by the other end in the very moment it is used again.
  const agent = new Agent({ keepAlive: false, maxSockets: 16 });

  function tokenOf(login: string): string {
    const turn = turns.get(login) ?? turns.get(ORGANIZATION_ADMIN);
    if (turn === undefined) throw new TypeError('The forge has no identities');
    turn.next = (turn.next + 1) % turn.tokens.length;
    return turn.tokens[turn.next] ?? '';
  }

  const readdress = (text: string) => text.replaceAll(emulator.url, options.publicUrl);

  function ask(what: Ask): Promise<Answer> {
    const token = what.jwt ?? tokenOf(what.as?.login ?? ORGANIZATION_ADMIN);
    const body = what.body === undefined ? undefined : JSON.stringify(what.body);
    return new Promise((resolve, reject) => {
      const sent = request({
        agent,
        host: '127.0.0.1',
        port: inner.port,
        method: what.method,
        path: what.path,
        headers: {
          authorization: `Bearer ${token}`,
          accept: 'application/json',
          ...(body === undefined
            ? {}
            : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
        },
      });
      sent.once('error', reject);
      sent.once('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('error', reject);
        response.once('end', () => {
          const link = response.headers['link'];
          resolve({
            status: response.statusCode ?? 502,
            headers: typeof link === 'string' ? { link: readdress(link) } : {},
            json: parseJson(readdress(Buffer.concat(chunks).toString())),
          });
        });
      });
      sent.end(body);
    });
  }

  return {
    ask,
    readdress,
    async [Symbol.asyncDispose]() {
      agent.destroy();
      await emulator.close();
    },
  };
}
