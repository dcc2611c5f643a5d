import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { batchesOf } from './batches.ts';

/** Where one git command works. Nothing is looked up from the current directory. */
export interface GitPlace {
  readonly gitDir?: string;
  /** Only ever a tree that no agent has touched. */
  readonly workTree?: string;
  readonly indexFile?: string;
  readonly cwd?: string;
}

export interface GitCall extends GitPlace {
  readonly input?: string | Uint8Array | Iterable<string | Uint8Array> | AsyncIterable<string>;
  /** Further configuration, above all of ours: the only way a credential reaches git (the environment, never argv). */
  readonly config?: Readonly<Record<string, string>>;
  readonly protocols?: readonly string[];
  /** Each packet of git's protocol is told of on standard error, on a line with ` packet: ` in it. */
  readonly tracesPackets?: true;
  readonly signal?: AbortSignal;
}

export interface GitAnswer {
  readonly exitCode: number;
  readonly stdout: Buffer;
  /** At most `STDERR_KEPT`, the last of it. */
  readonly stderr: string;
}

/** A git command ended with a status that nobody expected. */
export class GitFailure extends Error {
  override readonly name = 'GitFailure';
  readonly code = 'EGIT';
  readonly command: string;
  readonly exitCode: number;
  readonly stderr: string;

  constructor(command: string, answer: Pick<GitAnswer, 'exitCode' | 'stderr'>, options?: ErrorOptions) {
    const lastLine = answer.stderr.trim().split('\n').at(-1) ?? '';
    super(
      `git ${command} failed with status ${answer.exitCode}${lastLine === '' ? '' : `: ${lastLine}`}`,
      options,
    );
    this.command = command;
    this.exitCode = answer.exitCode;
    this.stderr = answer.stderr;
  }
}

/**
 * Runs git with an environment of our own. Configuration of the system and of the user is left out, and so is every
 * way in which a repository's own configuration could start a program (hooks, fsmonitor, filters from attributes,
 * credential helpers, ssh, pagers); see gitconfig(5) for each key.
 */
export interface Git {
  /** Answers with standard output; any other status than zero is a `GitFailure`. */
  run(args: readonly string[], call?: GitCall): Promise<Buffer>;
  /** Answers whatever the status. */
  attempt(args: readonly string[], call?: GitCall): Promise<GitAnswer>;
  /** For commands that are talked to in both directions; the caller ends it. */
  open(
    args: readonly string[],
    call?: GitCall,
  ): ChildProcess & { stdin: NodeJS.WritableStream; stdout: Readable };
  /** How many processes were started; the benches print it. */
  readonly started: number;
}

/** Of standard error, in characters: the end of it. */
export const STDERR_KEPT = 16 * 1024;

/** Of the door's environment git sees where programs are, and the machine's proxies and certificates. */
const PASSED_ON = [
  'PATH',
  'TMPDIR',
  'HTTPS_PROXY',
  'HTTP_PROXY',
  'NO_PROXY',
  'https_proxy',
  'http_proxy',
  'no_proxy',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'GIT_SSL_CAINFO',
];

export function openGit(environment: Readonly<Record<string, string>>): Git {
  let started = 0;
  const surroundings: Record<string, string> = {};
  for (const name of PASSED_ON) {
    const value = environment[name];
    if (value !== undefined) surroundings[name] = value;
  }

  function open(args: readonly string[], call: GitCall = {}): ReturnType<Git['open']> {
    started += 1;
    return spawn('git', [...args], {
      cwd: call.cwd ?? '/',
      env: { ...surroundings, ...environmentOf(call) },
      stdio: ['pipe', 'pipe', 'pipe'],
      ...(call.signal === undefined ? {} : { signal: call.signal, killSignal: 'SIGKILL' as const }),
    });
  }

  async function attempt(args: readonly string[], call: GitCall = {}): Promise<GitAnswer> {
    const child = open(args, call);
    const stdout: Buffer[] = [];
    let stderr = '';
    child.stdout.on('data', (bytes: Buffer) => stdout.push(bytes));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-STDERR_KEPT);
    });
    const ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
    const fed = feed(child, call.input).catch(async (error: unknown) => {
      // Its input ends there, and so does it; whoever hears of the failure may take its place away.
      await Promise.allSettled([ended]);
      throw error;
    });
    const [[status, signal]] = await Promise.all([ended, fed]);
    if (signal !== null) stderr += `\nended by ${signal}`;
    return { exitCode: status ?? 128, stdout: Buffer.concat(stdout), stderr };
  }

  async function run(args: readonly string[], call: GitCall = {}): Promise<Buffer> {
    const answer = await attempt(args, call);
    if (answer.exitCode !== 0) throw new GitFailure(args[0] ?? '', answer);
    return answer.stdout;
  }

  return {
    run,
    attempt,
    open,
    get started() {
      return started;
    },
  };
}

async function feed(child: ReturnType<Git['open']>, input: GitCall['input']): Promise<void> {
  if (input === undefined || typeof input === 'string' || input instanceof Uint8Array) {
    child.stdin.on('error', ignoreClosedPipe);
    child.stdin.end(input ?? '');
    return;
  }
  try {
    const pieces = Symbol.asyncIterator in input ? input : batchesOf(input);
    await pipeline(Readable.from(pieces, { objectMode: true }), child.stdin);
  } catch (error) {
    ignoreClosedPipe(error);
  }
}

/** Git may end before it has read everything; its status tells the rest. */
function ignoreClosedPipe(error: unknown): void {
  const code = (error as NodeJS.ErrnoException).code;
  if (code !== 'EPIPE' && code !== 'ERR_STREAM_PREMATURE_CLOSE' && code !== 'ECONNRESET') throw error;
}

const SAFE_ENVIRONMENT: Readonly<Record<string, string>> = {
  LC_ALL: 'C',
  HOME: '/nonexistent',
  XDG_CONFIG_HOME: '/nonexistent',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_ATTR_NOSYSTEM: '1',
  GIT_TERMINAL_PROMPT: '0',
  GIT_ASKPASS: '/bin/false',
  SSH_ASKPASS: '/bin/false',
  GIT_SSH_COMMAND: '/bin/false',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_NO_LAZY_FETCH: '1',
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_EDITOR: 'true',
  GIT_PAGER: 'cat',
  GIT_ADVICE: '0',
};

const SAFE_CONFIGURATION: Readonly<Record<string, string>> = {
  'core.fsmonitor': 'false',
  'core.hooksPath': '/dev/null',
  'core.attributesFile': '/dev/null',
  'core.excludesFile': '/dev/null',
  'core.untrackedCache': 'false',
  'core.protectNTFS': 'true',
  'core.protectHFS': 'true',
  'core.quotePath': 'false',
  'core.autocrlf': 'false',
  'core.eol': 'lf',
  'core.safecrlf': 'false',
  'core.symlinks': 'true',
  // Ephemeral by default; whoever writes what must outlive a power cut asks for more.
  'core.fsync': 'none',
  'submodule.recurse': 'false',
  'diff.ignoreSubmodules': 'all',
  'commit.gpgSign': 'false',
  'push.gpgSign': 'false',
  'gc.auto': '0',
  'maintenance.auto': 'false',
  'credential.helper': '',
  'http.followRedirects': 'false',
  'transfer.fsckObjects': 'true',
  'index.version': '2',
  'index.threads': '1',
  // The repository was named by its owner on the command line or made by us, whoever owns its files.
  'safe.directory': '*',
};

function environmentOf(call: GitCall): Record<string, string> {
  const environment: Record<string, string> = {
    ...SAFE_ENVIRONMENT,
    GIT_ALLOW_PROTOCOL: (call.protocols ?? []).join(':') || 'none',
  };
  if (call.gitDir !== undefined) environment['GIT_DIR'] = call.gitDir;
  if (call.workTree !== undefined) environment['GIT_WORK_TREE'] = call.workTree;
  if (call.tracesPackets === true) environment['GIT_TRACE_PACKET'] = '1';
  if (call.indexFile !== undefined) environment['GIT_INDEX_FILE'] = call.indexFile;
  const configuration = Object.entries({ ...SAFE_CONFIGURATION, ...call.config });
  environment['GIT_CONFIG_COUNT'] = String(configuration.length);
  for (const [index, [key, value]] of configuration.entries()) {
    environment[`GIT_CONFIG_KEY_${index}`] = key;
    environment[`GIT_CONFIG_VALUE_${index}`] = value;
  }
  return environment;
}
