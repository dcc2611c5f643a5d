import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { main } from '../../src/command-line/main.ts';
import type { Report } from '../../src/report/report.ts';

export interface CommandRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandCall {
  readonly cwd: string;
  /** The state directory. */
  readonly state: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** Absent: it has ended already. */
  readonly stdin?: Readable;
  /** How many columns a terminal has; absent: standard error is a pipe. */
  readonly columns?: number;
}

/** A command of `wholly` in this very process, with surroundings of its own. */
export async function runCommand(args: readonly string[], call: CommandCall): Promise<CommandRun> {
  const { cwd, state, environment = {}, columns, signal = new AbortController().signal } = call;
  const { stdin = Readable.from([]) } = call;
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const said = Promise.all([text(stdout), text(stderr)]);
  const exitCode = await (async () => {
    await using afterReport = new AsyncDisposableStack();
    return await main(args, {
      cwd,
      environment: { PATH: process.env['PATH'] ?? '', WHOLLY_STATE: state, ...environment },
      stdin,
      stdout,
      stderr: columns === undefined ? stderr : Object.assign(stderr, { isTTY: true, columns }),
      signal,
      afterReport,
    });
  })();
  stdout.end();
  stderr.end();
  const [out, err] = await said;
  return { exitCode, stdout: out, stderr: err };
}

export interface Reported extends CommandRun {
  readonly report: Report;
}

/** With `--json`; fails unless exactly one JSON document stands on standard output. */
export async function runForReport(
  command: string,
  args: readonly string[],
  call: CommandCall,
): Promise<Reported> {
  const ran = await runCommand([command, '--json', ...args], call);
  return { ...ran, report: JSON.parse(ran.stdout) };
}
