import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startProgram } from './programs.ts';

const ACTION = fileURLToPath(new URL('../../dist/action.js', import.meta.url));

export interface ActionRun {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

export interface ActionCall {
  readonly apiUrl: string;
  readonly event: string;
  /** A string is written as it is, whatever it holds. */
  readonly payload: unknown;
  readonly inputs: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
}

export interface RunningAction {
  /** The runner's temporary directory; gone when the run has ended. */
  readonly directory: string;
  readonly ended: Promise<ActionRun>;
  kill(signal: NodeJS.Signals): void;
  /** The outputs that are set so far. */
  outputs(): Promise<Readonly<Record<string, string>>>;
}

/** Runs the built action as a runner does: environment, event file, output files. */
export async function runAction(call: ActionCall): Promise<ActionRun> {
  return await (await startAction(call)).ended;
}

export async function startAction(call: ActionCall): Promise<RunningAction> {
  const directory = await mkdtemp(join(tmpdir(), 'wholly-test-'));
  const file = (name: string): string => join(directory, name);
  const payload = typeof call.payload === 'string' ? call.payload : JSON.stringify(call.payload);
  await Promise.all([
    writeFile(file('event.json'), payload),
    ...['output', 'summary'].map((name) => writeFile(file(name), '')),
  ]);
  const inputs = Object.entries(call.inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
  const program = startProgram(process.execPath, [ACTION], {
    cwd: directory,
    env: {
      PATH: process.env['PATH'] ?? '',
      GITHUB_API_URL: call.apiUrl,
      GITHUB_SERVER_URL: call.apiUrl,
      GITHUB_EVENT_NAME: call.event,
      GITHUB_EVENT_PATH: file('event.json'),
      GITHUB_OUTPUT: file('output'),
      GITHUB_STEP_SUMMARY: file('summary'),
      GITHUB_WORKFLOW: 'bot',
      GITHUB_RUN_ID: '4711',
      RUNNER_TEMP: directory,
      ...Object.fromEntries(inputs),
      ...call.environment,
    },
  });
  const outputs = async (): Promise<Record<string, string>> =>
    parseOutputs(await readFile(file('output'), 'utf8'));
  async function end(): Promise<ActionRun> {
    try {
      const { exitCode, stdout, stderr } = await program.ended;
      return {
        exitCode,
        stdout,
        stderr,
        outputs: await outputs(),
        summary: await readFile(file('summary'), 'utf8'),
      };
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  }
  return { directory, ended: end(), kill: program.kill, outputs };
}

/** The last value of each, as the runner takes them. */
function parseOutputs(text: string): Record<string, string> {
  const found = text.matchAll(/^([a-z-]+)<<(\S+)\n([\s\S]*?)\n\2$/gm);
  return Object.fromEntries([...found].map(([, name = '', , value = '']) => [name, value]));
}
