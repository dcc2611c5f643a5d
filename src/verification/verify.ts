import { mkdir } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import { checkOut } from '../checkout/checkout.ts';
import { removeTree } from '../checkout/remove-tree.ts';
import type { Git } from '../git/git.ts';
import { machineLimits } from '../sandbox/machine-limits.ts';
import type { Exit, Sandbox } from '../sandbox/sandbox.ts';

export interface Checks {
  /** Shell commands of the repository's own configuration; the first that fails ends the verification. */
  readonly setup: readonly string[];
  readonly verify: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly hosts: readonly string[];
  /** Milliseconds for each command. */
  readonly wallMs: number;
  readonly signal?: AbortSignal;
}

export interface CheckRow {
  readonly command: string;
  /** `null` where the command was ended. */
  readonly exitCode: number | null;
  readonly durationMs: number;
  /** Of one that failed: the end of what it printed, a few kilobytes. */
  readonly output?: string;
}

export interface FailedVerification {
  readonly kind: 'failed';
  readonly rows: readonly CheckRow[];
  readonly command: string;
  /** The end of what the command printed, as in its row. */
  readonly output: string;
  /** Its output and then its errors, of each what was captured: the beginning and the end of what is long. */
  readonly printed: string;
  readonly why: string;
}

export type Verification =
  | { readonly kind: 'passed'; readonly rows: readonly CheckRow[] }
  | FailedVerification
  | { readonly kind: 'cancelled'; readonly rows: readonly CheckRow[] };

const OUTPUT_BYTES = 64 * 1024 * 1024;

/** Nobody reads faster, and whoever listens takes secrets out of all that is told. */
const TOLD_EVERY_MS = 100;

/**
 * Runs the repository's own checks on a fresh checkout of a sealed commit, never in what an agent has left.
 * Whatever the commands change is thrown away with that checkout. `saw` is told of each command, and now and then
 * of what it prints.
 */
export async function verify(
  git: Git,
  gitDir: string,
  commit: string,
  checks: Checks,
  sandbox: Sandbox,
  saw: (text: string) => void,
): Promise<Verification> {
  const directory = join(dirname(gitDir), `verify-${randomBytes(8).toString('hex')}`);
  await using cleanUp = new AsyncDisposableStack();
  cleanUp.defer(() => removeTree(directory));
  await mkdir(directory);
  await checkOut(git, gitDir, commit, directory);
  const rows: CheckRow[] = [];
  for (const command of [...checks.setup, ...checks.verify]) {
    saw(command);
    const startedAt = performance.now();
    let toldAt = -TOLD_EVERY_MS;
    const texts = { stdout: new TextDecoder(), stderr: new TextDecoder() };
    const exit = await sandbox.run({
      argv: ['/bin/sh', '-c', command],
      cwd: directory,
      env: checks.env,
      hosts: checks.hosts,
      limits: { ...machineLimits, wallMs: checks.wallMs, outputBytes: OUTPUT_BYTES },
      onOutput(stream, bytes) {
        const text = texts[stream].decode(bytes, { stream: true });
        if (text === '' || performance.now() - toldAt < TOLD_EVERY_MS) return;
        toldAt = performance.now();
        saw(endOf(text));
      },
      ...(checks.signal === undefined ? {} : { signal: checks.signal }),
    });
    const exitCode = exit.kind === 'exited' ? exit.exitCode : null;
    const row = { command, exitCode, durationMs: Math.round(performance.now() - startedAt) };
    if (exit.kind === 'cancelled') return { kind: 'cancelled', rows: [...rows, row] };
    if (exitCode !== 0) {
      const said = outputOf(exit);
      const failed = { ...row, output: said.output };
      return {
        kind: 'failed',
        rows: [...rows, failed],
        command,
        ...said,
        why: describe(command, exit, checks),
      };
    }
    rows.push(row);
  }
  return { kind: 'passed', rows };
}

/** What people need of it: the end, in characters. */
const OUTPUT_SHOWN = 8 * 1024;

function outputOf(exit: Exit): Pick<FailedVerification, 'output' | 'printed'> {
  const printed = exit.kind === 'not-found' ? '' : `${exit.stdout.text}${exit.stderr.text}`;
  return { output: endOf(printed), printed };
}

/** From the beginning of a line, or else of a word: of half a secret nobody could tell what it was. */
function endOf(printed: string): string {
  if (printed.length <= OUTPUT_SHOWN) return printed;
  const end = printed.slice(-OUTPUT_SHOWN);
  const [before = end] = /^[^\n]*\n(?=[^])/.exec(end) ?? /^\S*/.exec(end) ?? [];
  return end.slice(before.length);
}

function describe(command: string, exit: Exit, { wallMs }: Checks): string {
  switch (exit.kind) {
    case 'exited':
      return `\`${command}\` ended with exit code ${exit.exitCode}.`;
    case 'timed-out':
      return `\`${command}\` ran longer than ${wallMs / 1000} seconds.`;
    case 'flooded':
      return `\`${command}\` printed more than ${OUTPUT_BYTES} bytes.`;
    case 'exhausted':
      return exit.resource === 'memory'
        ? `\`${command}\` held more than ${megabytes(machineLimits.totalMemoryBytes)} of memory.`
        : `\`${command}\` ran more than ${machineLimits.processes} processes at one time.`;
    case 'killed':
      return `\`${command}\` was ended by ${exit.signal}${limitOf(exit.signal)}.`;
    case 'cancelled':
    case 'not-found':
      return `\`${command}\` did not run.`;
  }
}

function limitOf(signal: string): string {
  return signal === 'SIGXFSZ' ? `, for a file of more than ${megabytes(machineLimits.fileBytes)}` : '';
}

function megabytes(bytes: number): string {
  return `${Math.floor(bytes / 1e6)} MB`;
}
