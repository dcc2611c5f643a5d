#!/usr/bin/env node
import { main } from './command-line/main.ts';

const controller = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => controller.abort(new Error(signal)));
}
const environment = Object.fromEntries(
  Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
);
await using afterReport = new AsyncDisposableStack();
process.exitCode = await main(process.argv.slice(2), {
  cwd: process.cwd(),
  environment,
  stdout: process.stdout,
  stderr: process.stderr,
  signal: controller.signal,
  afterReport,
});
