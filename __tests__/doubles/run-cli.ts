import { fileURLToPath } from 'node:url';
import type { Report } from '../../src/report/report.ts';
import { ownEnvironment, startProgram, type Ended, type RunningProgram } from './programs.ts';

const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

export interface CliCall {
  readonly cwd: string;
  /** The state directory. */
  readonly state: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly uid?: number;
}

export interface CliRun extends Ended {
  /** The one report that `--json` prints. */
  readonly report: Report;
}

/** The built command as a user starts it, who has no home and no identity. */
export function startCli(args: readonly string[], call: CliCall): RunningProgram {
  const { cwd, state, environment = {}, uid } = call;
  return startProgram(process.execPath, [CLI, ...args], {
    cwd,
    env: { ...ownEnvironment, HOME: '', TMPDIR: cwd, WHOLLY_STATE: state, ...environment },
    ...(uid !== undefined && { uid }),
  });
}

export async function runCli(args: readonly string[], call: CliCall): Promise<Ended> {
  return await startCli(args, call).ended;
}

/** With `--json`; fails unless exactly one JSON document stands on standard output. */
export async function runCliForReport(
  command: string,
  args: readonly string[],
  call: CliCall,
): Promise<CliRun> {
  const ended = await runCli([command, '--json', ...args], call);
  return { ...ended, report: JSON.parse(ended.stdout) };
}
