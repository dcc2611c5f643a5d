#!/usr/bin/env node
// Written so that an old Node.js can read it, and say more than that it does not understand.
const LEAST_NODE = 24;
const { node } = process.versions;

if (Number.parseInt(node, 10) < LEAST_NODE) {
  process.stderr.write(
    `wholly: EUSAGE: Wholly needs Node.js ${LEAST_NODE} or later; ${process.execPath} is ${node}.\n`,
  );
  process.exitCode = 2;
} else await start();

async function start(): Promise<void> {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => controller.abort(new Error(signal)));
  }
  const environment = Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  const { main } = await import('./command-line/main.ts');
  const afterReport = new AsyncDisposableStack();
  try {
    process.exitCode = await main(process.argv.slice(2), {
      cwd: process.cwd(),
      environment,
      get stdin() {
        return process.stdin;
      },
      stdout: process.stdout,
      stderr: process.stderr,
      signal: controller.signal,
      afterReport,
    });
  } finally {
    await afterReport.disposeAsync();
  }
}
