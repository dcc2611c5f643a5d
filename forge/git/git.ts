import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { openObjectReader, type ObjectReader } from './object-reader.ts';

export interface GitAnswer {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** git ended with a status nobody expected: a fault of the forge, never of its client. */
export class GitFault extends Error {
  override readonly name = 'GitFault';
  readonly code = 'EFORGEGIT';
  readonly answer: GitAnswer;

  constructor(args: readonly string[], answer: GitAnswer) {
    super(`git ${args[0] ?? ''} ended with ${answer.code}: ${answer.stderr.trim()}`);
    this.answer = answer;
  }
}

/** Settings of every git child, by environment: the repositories themselves carry none. */
const SETTINGS: readonly (readonly [string, string])[] = [
  ['http.receivepack', 'true'],
  // GitHub checks what it receives; a tree with `.git` in it is turned away here.
  ['receive.fsckObjects', 'true'],
  ['receive.autogc', 'false'],
  // GitHub keeps refs/pull read-only for clients (https://docs.github.com/pull-requests: "checking out pull requests locally").
  ['receive.hideRefs', 'refs/pull'],
  ['gc.auto', '0'],
  ['uploadpack.allowFilter', 'true'],
  ['uploadpack.allowAnySHA1InWant', 'true'],
  ['core.quotePath', 'false'],
  ['core.logAllRefUpdates', 'false'],
  ['safe.directory', '*'],
];

export interface GitOptions {
  readonly input?: Uint8Array | string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Git extends Disposable {
  /** Standard output; any status but zero is a `GitFault`. */
  run(gitDir: string, args: readonly string[], options?: GitOptions): Promise<Buffer>;
  attempt(gitDir: string, args: readonly string[], options?: GitOptions): Promise<GitAnswer>;
  /** Looks objects up in this git directory. */
  reader(gitDir: string): ObjectReader;
  start(
    args: readonly string[],
    env: Readonly<Record<string, string>>,
  ): ChildProcessByStdio<Writable, Readable, Readable>;
}

/** Works with an empty home and no identity: whatever git needs comes in by environment. */
export function openGit(path: string, home: string, hooks: string): Git {
  const settings = [...SETTINGS, ['core.hooksPath', hooks] as const];
  const env: Record<string, string> = {
    PATH: path,
    HOME: home,
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_CONFIG_COUNT: String(settings.length),
  };
  for (const [index, [key, value]] of settings.entries()) {
    env[`GIT_CONFIG_KEY_${index}`] = key;
    env[`GIT_CONFIG_VALUE_${index}`] = value;
  }

  function start(args: readonly string[], more: Readonly<Record<string, string>>) {
    return spawn('git', [...args], { cwd: home, env: { ...env, ...more }, stdio: ['pipe', 'pipe', 'pipe'] });
  }

  function attempt(gitDir: string, args: readonly string[], options: GitOptions = {}): Promise<GitAnswer> {
    return new Promise((resolve, reject) => {
      const child = start(['--git-dir', gitDir, ...args], options.env ?? {});
      const stdout: Buffer[] = [];
      const stderr: Buffer[] = [];
      child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
      child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
      child.once('error', reject);
      child.once('close', (code) =>
        resolve({ code: code ?? 1, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString() }),
      );
      // A git that refuses early closes its input; its status tells the story.
      child.stdin.on('error', () => child.stdin.destroy());
      child.stdin.end(options.input ?? '');
    });
  }

  async function run(gitDir: string, args: readonly string[], options?: GitOptions): Promise<Buffer> {
    const answer = await attempt(gitDir, args, options);
    if (answer.code !== 0) throw new GitFault(args, answer);
    return answer.stdout;
  }

  const readers = new Map<string, ObjectReader>();
  function reader(gitDir: string): ObjectReader {
    const known = readers.get(gitDir);
    if (known !== undefined) return known;
    const opened = openObjectReader(() => start(['--git-dir', gitDir, 'cat-file', '--batch'], {}));
    readers.set(gitDir, opened);
    return opened;
  }

  return {
    run,
    attempt,
    start,
    reader,
    [Symbol.dispose]() {
      for (const opened of readers.values()) opened.close();
      readers.clear();
    },
  };
}
