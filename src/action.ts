import { main } from './action/main.ts';

const controller = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => controller.abort(new Error(signal)));
}
const environment = Object.fromEntries(
  Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
);
await using afterReport = new AsyncDisposableStack();
process.exitCode = await main({
  environment,
  stdout: process.stdout,
  signal: controller.signal,
  afterReport,
});
