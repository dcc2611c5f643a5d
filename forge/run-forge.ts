import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { parseJson, isJson } from './json.ts';
import { openServer, type ForgeOptions } from './open-server.ts';

const USAGE = 'usage: forge/main.ts [--port N] [--host ADDRESS] [--json] [--leash]';

/**
 * With `--leash` the first line of standard input is the options as JSON, and its end is the end of the forge: a parent
 * that dies, however it dies, leaves none behind.
 */
async function readLeash(): Promise<ForgeOptions> {
  let text = '';
  process.stdin.setEncoding('utf8');
  for await (const chunk of process.stdin.iterator({ destroyOnReturn: false })) {
    text += String(chunk);
    if (text.includes('\n')) break;
  }
  const value = parseJson(text.slice(0, text.indexOf('\n')));
  return isJson(value) ? value : {};
}

function untilEnd(hasLeash: boolean): Promise<unknown> {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => once(process, signal));
  if (!hasLeash) return Promise.race(signals);
  process.stdin.resume();
  return Promise.race([...signals, once(process.stdin, 'end'), once(process.stdin, 'close')]);
}

interface Flags {
  readonly port: number;
  readonly host: string;
  readonly json: boolean;
  readonly leash: boolean;
}

/** Undefined where the command line says something else. */
function parseFlags(args: readonly string[]): Flags | undefined {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        port: { type: 'string', default: '0' },
        host: { type: 'string', default: '127.0.0.1' },
        json: { type: 'boolean', default: false },
        leash: { type: 'boolean', default: false },
      },
    });
    const port = Number(values.port);
    return Number.isInteger(port) && port >= 0 && port <= 65_535 ? { ...values, port } : undefined;
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

async function serve({ json, leash, ...address }: Flags, path: string): Promise<void> {
  const options = leash ? await readLeash() : {};
  await using server = await openServer({ ...address, ...options }, path);
  const { facts } = server;
  if (json) process.stdout.write(`${JSON.stringify(facts)}\n`);
  else {
    const tokens = Object.entries(facts.tokens).map(([name, token]) => `  ${name.padEnd(9)}${token}\n`);
    process.stdout.write(`The offline GitHub is ready at ${facts.url}\n${tokens.join('')}`);
  }
  await untilEnd(leash);
}

/** The forge as a process: until it is told to end. Answers with its exit status. */
export async function runForge(args: readonly string[], path: string): Promise<number> {
  const flags = parseFlags(args);
  if (flags === undefined) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  await serve(flags, path);
  return 0;
}
