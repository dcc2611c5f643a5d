import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { main } from '../../src/action/main.ts';
import { ownEnvironment, startProgram, type Ended } from './programs.ts';

const ACTION = fileURLToPath(new URL('../../dist/action.js', import.meta.url));

export interface ActionRun extends Ended {
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  /** What the step after the job said; empty where there was none. */
  readonly after: string;
}

export interface ActionCall {
  readonly apiUrl: string;
  readonly event: string;
  /** A string is written as it is, whatever it holds. */
  readonly payload: unknown;
  readonly inputs: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  /** Runs the step after the job too, as a runner does with what this one saved. */
  readonly wholeJob?: boolean;
  /** How long the host may be silent; only where the action runs in this process. */
  readonly patienceMs?: number;
  /** Milliseconds since 1970; only where the action runs in this process. */
  readonly now?: () => number;
}

export interface RunningAction {
  readonly ended: Promise<ActionRun>;
  kill(signal: NodeJS.Signals): void;
  /** The outputs that are set so far. */
  outputs(): Promise<Readonly<Record<string, string>>>;
}

interface Running {
  readonly ended: Promise<Ended>;
  kill(signal: NodeJS.Signals): void;
}

/** Runs the built action as a runner does: a process of its own, environment, event file, output files. */
export async function runAction(call: ActionCall): Promise<ActionRun> {
  return await (
    await startAction(call)
  ).ended;
}

export async function startAction(call: ActionCall): Promise<RunningAction> {
  return await start(call, (env, cwd) => startProgram(process.execPath, [ACTION], { cwd, env }));
}

/** The same story from the sources and in this process, which is twice as quick; signals end it as they end the other. */
export async function startActionHere(call: ActionCall): Promise<RunningAction> {
  return await start(call, (environment) => {
    const controller = new AbortController();
    const stdout = new PassThrough();
    const said = text(stdout);
    async function run(): Promise<Ended> {
      await using afterReport = new AsyncDisposableStack();
      const { patienceMs, now } = call;
      const ports = { ...(patienceMs !== undefined && { patienceMs }), ...(now !== undefined && { now }) };
      const exitCode = await main({
        environment,
        stdout,
        signal: controller.signal,
        afterReport,
        ...ports,
      });
      stdout.end();
      return { exitCode, stdout: await said, stderr: '' };
    }
    return { ended: run(), kill: (signal) => controller.abort(new Error(signal)) };
  });
}

async function start(
  call: ActionCall,
  begin: (environment: Record<string, string>, cwd: string) => Running,
): Promise<RunningAction> {
  const directory = await mkdtemp(join(tmpdir(), 'wholly-test-'));
  const file = (name: string): string => join(directory, name);
  const payload = typeof call.payload === 'string' ? call.payload : JSON.stringify(call.payload);
  await Promise.all([
    writeFile(file('event.json'), payload),
    ...['output', 'summary', 'state'].map((name) => writeFile(file(name), '')),
  ]);
  const inputs = Object.entries(call.inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
  const environment = {
    ...ownEnvironment,
    GITHUB_API_URL: call.apiUrl,
    GITHUB_SERVER_URL: call.apiUrl,
    GITHUB_EVENT_NAME: call.event,
    GITHUB_EVENT_PATH: file('event.json'),
    GITHUB_OUTPUT: file('output'),
    GITHUB_STEP_SUMMARY: file('summary'),
    GITHUB_STATE: file('state'),
    GITHUB_WORKFLOW: 'bot',
    GITHUB_RUN_ID: '4711',
    RUNNER_TEMP: directory,
    ...Object.fromEntries(inputs),
    ...call.environment,
  };
  const running = begin(environment, directory);
  async function runAfter(): Promise<string> {
    if (call.wholeJob !== true) return '';
    const saved = [...(await readFile(file('state'), 'utf8')).matchAll(/^(\w+)=(.*)$/gm)];
    const states = saved.map(([, name = '', value = '']) => [`STATE_${name}`, value]);
    const env = { ...environment, ...Object.fromEntries(states) };
    return (await startProgram(process.execPath, [ACTION], { cwd: directory, env }).ended).stdout;
  }
  const outputs = async (): Promise<Record<string, string>> =>
    parseOutputs(await readFile(file('output'), 'utf8'));
  async function end(): Promise<ActionRun> {
    try {
      const ended = await running.ended;
      const after = await runAfter();
      return { ...ended, after, outputs: await outputs(), summary: await readFile(file('summary'), 'utf8') };
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  }
  return { ended: end(), kill: (signal) => running.kill(signal), outputs };
}

/** The last value of each, as the runner takes them. */
function parseOutputs(file: string): Record<string, string> {
  const found = file.matchAll(/^([a-z-]+)<<(\S+)\n([\s\S]*?)\n\2$/gm);
  return Object.fromEntries([...found].map(([, name = '', , value = '']) => [name, value]));
}
