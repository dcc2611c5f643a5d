import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { PassThrough, type Readable } from 'node:stream';
import { openCapture } from './capture.ts';
import { leakyDescriptors } from './descriptors.ts';
import type { Leash } from './leash.ts';
import { SandboxFailed, type Command, type Exit, type Resource } from './sandbox.ts';
import { signalGroup } from './signal-group.ts';
import { watch } from './watch.ts';

/** How an adapter turns a command into a process. */
export interface Launch {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** Time between SIGTERM and SIGKILL, milliseconds; 0 kills at once. */
  readonly graceMs: number;
  /** Written to descriptors 3, 4, ... and closed. */
  readonly feeds?: readonly (string | Uint8Array)[];
  /** Written to standard input before anything of the command's. */
  readonly preface?: string;
  /** Awaited when it ended by itself, before what is left of it is taken away; `null`: a signal ended it. */
  onLeft?(exitCode: number | null): Promise<void>;
  /** Text read from the descriptor after the feeds. */
  onStatus?(text: string): void;
}

/** Beyond it `setTimeout` fires at once. */
const longestTimer = 2 ** 31 - 1;

type Ending = 'timed-out' | 'flooded' | Resource | 'cancelled';
type Left = { readonly code: number | null; readonly signal: NodeJS.Signals | null };

/** Longest wait for a child to end by itself once nobody talks to it any more. */
const farewellMs = 1000;

/** Longest wait for output that is still in a pipe after everything that could write to it is gone. */
const drainMs = 500;

/**
 * Starts one process group and sees it to its end: limits, cancellation, bounded output. The group is gone when the
 * promise settles, the leash pulled.
 */
export async function runChild(command: Command, launch: Launch, leash: Leash): Promise<Exit> {
  const started = performance.now();
  const stdout = openCapture();
  const stderr = openCapture();
  const output = () => ({
    stdout: stdout.captured(),
    stderr: stderr.captured(),
    durationMs: Math.round(performance.now() - started),
  });
  if (command.signal?.aborted === true) return { kind: 'cancelled', ...output() };

  const feeds = launch.feeds ?? [];
  const child = asFirstToGo(() => startGroup(launch, feeds.length + (launch.onStatus ? 1 : 0)));
  const left = new Promise<Left>((resolve, reject) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
    child.once('error', reject);
  });
  // Whoever awaits it hears of a failure; until then it must not count as unhandled.
  left.catch(() => undefined);
  // As where no descriptor is left for them.
  if (!child.stdin || !child.stdout || !child.stderr)
    throw new SandboxFailed(`${launch.file} could not be started without its pipes`);
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  if (child.pid !== undefined) leash.hold(child.pid);

  const ending = Promise.withResolvers<Ending>();
  let bytes = 0;
  const said = command.converse === undefined ? null : new PassThrough();
  const listen = (name: 'stdout' | 'stderr', stream: Readable, capture: typeof stdout) => {
    if (name === 'stdout' && said !== null) {
      said.on('drain', () => stream.resume());
      stream.once('end', () => said.end());
    }
    stream.on('data', (chunk: Buffer) => {
      const room = command.limits.outputBytes - bytes;
      bytes += chunk.byteLength;
      const kept = chunk.subarray(0, Math.max(0, room));
      if (kept.byteLength > 0) {
        capture.push(kept);
        command.onOutput?.(name, kept);
        if (name === 'stdout' && said?.write(kept) === false) stream.pause();
      }
      if (chunk.byteLength > room) ending.resolve('flooded');
    });
  };
  listen('stdout', child.stdout, stdout);
  listen('stderr', child.stderr, stderr);

  // A child may close its input without reading it: EPIPE is its business.
  child.stdin.on('error', () => undefined);
  const { stdin } = child;
  if (launch.preface !== undefined) stdin.write(launch.preface);
  if (said === null) stdin.end(command.input);
  // Where the child is gone there is nobody to talk to any more.
  const talk = said === null ? null : command.converse?.({ input: stdin, output: said });
  for (const [index, feed] of feeds.entries()) {
    const pipe = child.stdio[3 + index];
    if (pipe && 'end' in pipe) pipe.on('error', () => undefined).end(feed);
  }
  const status = child.stdio[3 + feeds.length];
  if (launch.onStatus && status && 'setEncoding' in status) {
    status.setEncoding('utf8').on('data', (text: string) => launch.onStatus?.(text));
  }

  using _watch =
    child.pid === undefined ? null : watch(child.pid, command.limits, (what) => ending.resolve(what));
  const timer = setTimeout(() => ending.resolve('timed-out'), Math.min(command.limits.wallMs, longestTimer));
  const cancel = () => ending.resolve('cancelled');
  command.signal?.addEventListener('abort', cancel, { once: true });
  try {
    const first = await Promise.race([
      left,
      ending.promise,
      ...(talk ? [talk.then(() => 'talked' as const)] : []),
    ]);
    if (first === 'talked') {
      stdin.end();
      await Promise.race([left, delay(farewellMs, undefined, { ref: false })]);
    }
    if ((first === 'timed-out' || first === 'cancelled') && launch.graceMs > 0) {
      if (child.pid !== undefined) signalGroup(child.pid, 'SIGTERM');
      await Promise.race([left, delay(launch.graceMs, undefined, { ref: false })]);
    }
    if (typeof first !== 'string') await launch.onLeft?.(first.code);
    await leash.pull();
    const { code, signal } = await left;
    await Promise.race([closed, delay(drainMs, undefined, { ref: false })]);
    if (first === 'memory' || first === 'processes')
      return { kind: 'exhausted', resource: first, ...output() };
    if (typeof first === 'string' && first !== 'talked') return { kind: first, ...output() };
    // More may have been read from the pipe after the end than was allowed.
    if (bytes > command.limits.outputBytes) return { kind: 'flooded', ...output() };
    if (signal !== null) return { kind: 'killed', signal, ...output() };
    return { kind: 'exited', exitCode: code ?? 0, ...output() };
  } catch (cause) {
    throw cause instanceof SandboxFailed
      ? cause
      : new SandboxFailed(`${launch.file} could not be started`, { cause });
  } finally {
    clearTimeout(timer);
    command.signal?.removeEventListener('abort', cancel);
    for (const stream of child.stdio) stream?.destroy();
  }
}

function startGroup({ file, args, cwd, env }: Launch, pipes: number): ChildProcess {
  const cover = openSync('/dev/null', 'r+');
  try {
    const own = planDescriptors(pipes, cover);
    return spawn(file, args, { cwd, env, detached: true, stdio: ['pipe', 'pipe', 'pipe', ...own] });
  } catch (cause) {
    throw new SandboxFailed(`${file} could not be started`, { cause });
  } finally {
    closeSync(cover);
  }
}

/** From 3 on: our own pipes, then a cover over every descriptor that would leak from whoever started us. */
function planDescriptors(pipes: number, cover: number): ('pipe' | 'ignore' | number)[] {
  const plan: ('pipe' | 'ignore' | number)[] = Array.from({ length: pipes }, () => 'pipe');
  for (const leak of leakyDescriptors()) {
    if (leak < 3 + pipes) continue;
    while (plan.length < leak - 3) plan.push('ignore');
    plan[leak - 3] = cover;
  }
  return plan;
}

const ownScore = '/proc/self/oom_score_adj';

/**
 * Where the machine runs out of memory all the same, it ends what is started here before anything else, ourselves too. A
 * child inherits that: told afterwards, it might have children already. Anybody may raise the score and come back to where it
 * was (https://man7.org/linux/man-pages/man5/proc_pid_oom_score_adj.5.html).
 */
function asFirstToGo<T>(start: () => T): T {
  const before = ownScoreNow();
  // No Linux, or none that lets us.
  if (before === null || !tryToScore('1000')) return start();
  try {
    return start();
  } finally {
    // Where that is refused, what was started must still be ours to end.
    tryToScore(before);
  }
}

function ownScoreNow(): string | null {
  try {
    return readFileSync(ownScore, 'latin1');
  } catch {
    return null;
  }
}

function tryToScore(score: string): boolean {
  try {
    writeFileSync(ownScore, score);
    return true;
  } catch {
    return false;
  }
}
