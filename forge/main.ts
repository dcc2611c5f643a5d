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

const { values } = parseArgs({
  options: {
    port: { type: 'string' },
    host: { type: 'string' },
    json: { type: 'boolean', default: false },
    leash: { type: 'boolean', default: false },
  },
});
const port = Number(values.port ?? '0');
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  process.stderr.write(`${USAGE}\n`);
  process.exitCode = 2;
} else {
  const options = values.leash ? await readLeash() : {};
  const host = values.host ?? '127.0.0.1';
  await using server = await openServer({ port, host, ...options }, process.env['PATH'] ?? '/usr/bin:/bin');
  const { facts } = server;
  process.stdout.write(
    `${values.json ? JSON.stringify(facts) : `The offline GitHub is ready at ${facts.url}`}\n`,
  );
  if (!values.json) {
    for (const [name, token] of Object.entries(facts.tokens))
      process.stdout.write(`  ${name.padEnd(9)}${token}\n`);
  }
  await untilEnd(values.leash);
}
