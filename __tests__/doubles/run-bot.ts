import { createInterface } from 'node:readline';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { OpenForge } from '../../forge/open-forge.ts';
import { ownEnvironment } from './programs.ts';

const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

export interface RunningBot extends AsyncDisposable {
  readonly url: string;
  readonly pid: number;
  /** What it said on standard error, line by line. */
  readonly log: readonly string[];
  readonly stdout: () => string;
  /** Sends the signal and answers the exit code once the process is gone. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** What `wholly serve` reads from its environment, for this forge. */
export function botEnvironment(forge: OpenForge, state: string): Record<string, string> {
  return {
    ...ownEnvironment,
    TMPDIR: process.env['TMPDIR'] ?? '/tmp',
    APP_ID: String(forge.appId),
    PRIVATE_KEY: forge.privateKey,
    WEBHOOK_SECRET: forge.webhookSecret,
    GHE_HOST: new URL(forge.url).host,
    GHE_PROTOCOL: 'http',
    HOST: '127.0.0.1',
    PORT: '0',
    WHOLLY_STATE: state,
  };
}

/** The built `wholly serve` as an operator starts it; the forge sends its webhooks there. */
export async function startBot(forge: OpenForge, state: string): Promise<RunningBot> {
  const child = spawn(process.execPath, [CLI, 'serve'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: botEnvironment(forge, state),
  });
  const ended = once(child, 'close');
  const log: string[] = [];
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  const lines = createInterface({ input: child.stderr });
  const url = await new Promise<string>((resolve, reject) => {
    lines.on('line', (line) => {
      log.push(line);
      const [, found] = /^wholly listens on (\S+)$/.exec(line) ?? [];
      if (found !== undefined) resolve(found);
    });
    void ended.then(([code]) =>
      reject(new Error(`the bot ended with status ${code} before it listened: ${log.join('; ')}`)),
    );
  });
  await forge.control.setWebhookUrl(`${url}/api/github/webhooks`);
  async function stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await ended;
    return child.exitCode;
  }
  return {
    url,
    pid: child.pid ?? 0,
    log,
    stdout: () => stdout,
    stop,
    async [Symbol.asyncDispose]() {
      await stop('SIGKILL');
      await forge.control.setWebhookUrl(null);
    },
  };
}
