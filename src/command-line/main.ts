import { newRunId } from '../report/run-id.ts';
import { exitCodeOf } from '../report/conclusion.ts';
import { CANCELLED, endingOfError } from '../report/ending.ts';
import { emptyReport, type Report } from '../report/report.ts';
import { renderText } from '../report/text.ts';
import type { Surroundings } from './terminal.ts';
import { HELP, VERSION } from './usage.ts';

type Command = (args: readonly string[], surroundings: Surroundings) => Promise<Report>;

/** Each is loaded when it is asked for: `verify` needs no server and `serve` no agent. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  run: async () => (await import('./run.ts')).runCommand,
  apply: async () => (await import('./apply.ts')).applyCommand,
  recover: async () => (await import('./recover.ts')).recoverCommand,
  verify: async () => (await import('./verify.ts')).verifyCommand,
  serve: async () => (await import('./serve.ts')).serveCommand,
  doctor: async () => (await import('./doctor.ts')).doctorCommand,
};

/** Runs one command and answers its exit code. */
export async function main(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h' || isHelpAsked(rest)) {
    surroundings[name === undefined ? 'stderr' : 'stdout'].write(HELP);
    return name === undefined ? exitCodeOf('usage') : 0;
  }
  if (name === '--version' || name === 'version') {
    surroundings.stdout.write(`wholly ${VERSION}\n`);
    return 0;
  }
  const report = await execute(name, rest, surroundings);
  const { stdout, stderr } = surroundings;
  if (isJsonAsked(rest)) stdout.write(`${JSON.stringify(report)}\n`);
  else stdout.write(renderText(report, name));
  if (report.code !== null && report.reason !== null)
    stderr.write(`wholly: ${report.code}: ${report.reason}\n`);
  return exitCodeOf(report.conclusion);
}

async function execute(name: string, args: readonly string[], surroundings: Surroundings): Promise<Report> {
  const report = emptyReport(newRunId());
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (load === undefined) {
    return {
      ...report,
      conclusion: 'usage',
      code: 'EUSAGE',
      reason: `There is no command ${name}; see wholly help.`,
    };
  }
  try {
    const command = await load();
    return await command(args, surroundings);
  } catch (error) {
    // Stopped before there was a run to stop.
    const isStopped = error instanceof Error && error.name === 'AbortError' && surroundings.signal.aborted;
    return { ...report, ...(isStopped ? CANCELLED : endingOfError(error)) };
  }
}

function isJsonAsked(args: readonly string[]): boolean {
  return beforeTerminator(args).includes('--json');
}

function isHelpAsked(args: readonly string[]): boolean {
  return beforeTerminator(args).some((argument) => argument === '--help' || argument === '-h');
}

function beforeTerminator(args: readonly string[]): readonly string[] {
  const end = args.indexOf('--');
  return end < 0 ? args : args.slice(0, end);
}
