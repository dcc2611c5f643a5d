import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { OpenForge } from '../forge/open-forge.ts';

const CLI = fileURLToPath(new URL('../dist/cli.js', import.meta.url));

export interface RunningBot extends AsyncDisposable {
  readonly url: string;
}

/** Starts `wholly serve` as an operator would, against the offline GitHub. `state` is its state directory. */
export async function startBot(forge: OpenForge, state: string): Promise<RunningBot> {
  const { host } = new URL(forge.url);
  const child = spawn(process.execPath, [CLI, 'serve'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      APP_ID: String(forge.appId),
      PRIVATE_KEY: forge.privateKey,
      WEBHOOK_SECRET: forge.webhookSecret,
      GHE_HOST: host,
      GHE_PROTOCOL: 'http',
      HOST: '127.0.0.1',
      PORT: '0',
      WHOLLY_STATE: state,
    },
  });
  const ended = once(child, 'close');
  const url = await Promise.race([
    readUrl(child.stderr),
    ended.then(([code]) => {
      throw new Error(`the bot ended with status ${code} before it listened`);
    }),
  ]);
  await forge.control.setWebhookUrl(`${url}/api/github/webhooks`);
  return {
    url,
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function readUrl(stderr: NodeJS.ReadableStream): Promise<string> {
  const said: string[] = [];
  for await (const line of createInterface({ input: stderr })) {
    const [, url] = /^wholly listens on (\S+)$/.exec(line) ?? [];
    // What it says later is for its log.
    if (url !== undefined) return url;
    said.push(line);
  }
  throw new Error(`the bot did not start: ${said.join('; ')}`);
}
