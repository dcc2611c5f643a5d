import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** How a program ended, and all it said. */
export interface Ended {
  /** `null` where a signal ended it. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ProgramCall {
  readonly cwd: string;
  /** Complete: nothing of our own environment goes along. */
  readonly env: Readonly<Record<string, string>>;
  readonly input?: string | Uint8Array;
  readonly uid?: number;
}

/** For a program of ours, which a user starts as well: what it finds its own programs by, and what it was compiled to before. */
export const ownEnvironment: Readonly<Record<string, string>> = {
  PATH: process.env['PATH'] ?? '',
  NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? '',
};

export interface RunningProgram {
  readonly pid: number;
  readonly ended: Promise<Ended>;
  kill(signal: NodeJS.Signals): void;
}

export function startProgram(file: string, args: readonly string[], call: ProgramCall): RunningProgram {
  const child = spawn(file, [...args], {
    cwd: call.cwd,
    env: { ...call.env },
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(call.uid !== undefined && { uid: call.uid, gid: call.uid }),
  });
  const said: Record<'stdout' | 'stderr', Buffer[]> = { stdout: [], stderr: [] };
  child.stdout.on('data', (bytes: Buffer) => said.stdout.push(bytes));
  child.stderr.on('data', (bytes: Buffer) => said.stderr.push(bytes));
  // A program may end before it has read everything.
  child.stdin.on('error', () => child.stdin.destroy());
  child.stdin.end(call.input ?? '');
  const ended = once(child, 'close').then(() => ({
    exitCode: child.exitCode,
    stdout: Buffer.concat(said.stdout).toString('utf8'),
    stderr: Buffer.concat(said.stderr).toString('utf8'),
  }));
  return { pid: child.pid ?? 0, ended, kill: (signal) => void child.kill(signal) };
}

export function runProgram(file: string, args: readonly string[], call: ProgramCall): Promise<Ended> {
  return startProgram(file, args, call).ended;
}
