import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

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

/** Runs the built action as a runner does: environment, event file, output files. */
export async function runAction(call: ActionCall): Promise<ActionRun> {
  const directory = await mkdtemp(join(tmpdir(), 'wholly-test-'));
  try {
    const file = (name: string): string => join(directory, name);
    await writeFile(file('event.json'), typeof call.payload === 'string' ? call.payload : JSON.stringify(call.payload));
    await Promise.all(['output', 'summary'].map((name) => writeFile(file(name), '')));
    const inputs = Object.entries(call.inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
    const child = spawn(process.execPath, [ACTION], {
      cwd: directory,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env['PATH'],
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
    const output = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream].setEncoding('utf8').on('data', (text: string) => {
        output[stream] += text;
      });
    }
    await once(child, 'close');
    return {
      exitCode: child.exitCode,
      ...output,
      outputs: parseOutputs(await readFile(file('output'), 'utf8')),
      summary: await readFile(file('summary'), 'utf8'),
    };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

function parseOutputs(text: string): Record<string, string> {
  const found = text.matchAll(/^([a-z-]+)<<(\S+)\n([\s\S]*?)\n\2$/gm);
  return Object.fromEntries([...found].map(([, name = '', , value = '']) => [name, value]));
}
