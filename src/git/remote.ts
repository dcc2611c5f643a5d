import { setTimeout as sleep } from 'node:timers/promises';
import { GitFailure, type Git, type GitAnswer } from './git.ts';

/** A repository on a host, and what may be shown to it. */
export interface Remote {
  readonly url: string;
  /** Sent as basic authorisation by environment only: never in argv, a file or the URL. */
  readonly token?: string;
  /** How long the host may be silent, milliseconds. */
  readonly patienceMs?: number;
}

/** While it works a host sends a sign of life every five seconds (`receive.keepAlive`, git-config(1)). */
const PATIENCE_MS = 60_000;

/** The host said nothing for longer than it may. What it was asked to write may be done or not. */
export class HostSilent extends Error {
  override readonly name = 'HostSilent';
  readonly code = 'ESILENT';

  constructor(options: ErrorOptions) {
    super('the host did not answer in time', options);
  }
}

/** What a git command that talked to a host failed of, in the words of its own transport (curl's error 28 is a timeout). */
export function failureOf(command: string, answer: GitAnswer): GitFailure | HostSilent {
  const failure = new GitFailure(command, answer);
  return SILENCE.test(answer.stderr) ? new HostSilent({ cause: failure }) : failure;
}

const SILENCE =
  /^(?:error: RPC failed; curl 28 |fatal: unable to access .*: (?:Operation too slow|.*timed out))/m;

/** The host has no such branch or commit. */
export class RefNotFound extends Error {
  override readonly name = 'RefNotFound';
  readonly code = 'EBASE';
  readonly ref: string;

  constructor(ref: string, options?: ErrorOptions) {
    super(`there is no ${ref} on the host`, options);
    this.ref = ref;
  }
}

/** However small, what is fetched stays the one pack that it came as. */
const KEEP_PACK = { 'fetch.unpackLimit': '1' };

/** Fetches one commit, by id or by the name of its branch, with so many commits of its history, and answers its id. */
export async function fetchCommit(
  git: Git,
  gitDir: string,
  remote: Remote,
  commitOrBranch: string,
  depth = 1,
): Promise<string> {
  const isCommit = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(commitOrBranch);
  const source = isCommit ? commitOrBranch : `refs/heads/${commitOrBranch}`;
  const { protocols, config } = access(remote);
  const answer = await git.attempt(
    [
      'fetch',
      '--quiet',
      `--depth=${depth}`,
      '--no-tags',
      '--no-write-fetch-head',
      '--no-recurse-submodules',
      '--end-of-options',
      remote.url,
      `+${source}:refs/wholly/base`,
    ],
    { gitDir, protocols, config: { ...config, ...KEEP_PACK } },
  );
  if (answer.exitCode !== 0) {
    const failure = failureOf('fetch', answer);
    const isMissing =
      answer.stderr.includes('not our ref') ||
      // Git says so of an answer that broke off, too.
      (answer.stderr.includes("couldn't find remote ref") &&
        (await readRemoteRef(git, remote, source)) === null);
    throw isMissing ? new RefNotFound(commitOrBranch, { cause: failure }) : failure;
  }
  if (isCommit) return commitOrBranch;
  return (await git.run(['rev-parse', '--verify', 'refs/wholly/base'], { gitDir })).toString('latin1').trim();
}

/**
 * Whether the host says that it has a commit which can be read here, as for a fetch of it (git-fetch(1), `--negotiate-only`): it
 * is told the id and sends nothing, and neither side looks at what the commit holds. `false` where it does not say so, for
 * whatever reason; a fetch tells which.
 */
export async function isOnHost(git: Git, gitDir: string, remote: Remote, commit: string): Promise<boolean> {
  const answer = await git.attempt(
    ['fetch', '--negotiate-only', `--negotiation-tip=${commit}`, '--end-of-options', remote.url],
    { gitDir, ...access(remote) },
  );
  if (answer.exitCode === 0) return answer.stdout.toString('latin1').split('\n').includes(commit);
  const failure = failureOf('fetch', answer);
  // It would only be waited for once more.
  if (failure instanceof HostSilent) throw failure;
  return false;
}

export interface Push {
  /** Full name, such as `refs/heads/bot/issue-7`. */
  readonly ref: string;
  /** `null` deletes the ref. */
  readonly commit: string | null;
  /** What the ref must be on the host right before: an id, or `null` where it must not exist. */
  readonly expected: string | null;
}

/**
 * One compare-and-swap of one ref on the host (`--force-with-lease`, git-push(1)). The answer is left to the caller,
 * who knows what a refusal means; its porcelain lines are on standard output.
 */
export async function pushRef(git: Git, gitDir: string, remote: Remote, push: Push): Promise<GitAnswer> {
  const { patienceMs = PATIENCE_MS } = remote;
  const startedAt = performance.now();
  const answer = await git.attempt(
    [
      'push',
      '--porcelain',
      '--no-verify',
      '--no-follow-tags',
      '--recurse-submodules=no',
      `--force-with-lease=${push.ref}:${push.expected ?? ''}`,
      '--end-of-options',
      remote.url,
      `${push.commit ?? ''}:${push.ref}`,
    ],
    { gitDir, ...access(remote) },
  );
  // A host that is late may do it all the same: whoever looks now should not look too early.
  if (answer.exitCode !== 0 && performance.now() - startedAt >= patienceMs) await sleep(patienceMs / 3);
  return answer;
}

/** What a ref of the host is now; `null` where it is not there. */
export async function readRemoteRef(git: Git, remote: Remote, ref: string): Promise<string | null> {
  // HEAD too, which only a repository without commits lacks.
  const answer = await git.attempt(
    ['ls-remote', '--end-of-options', remote.url, ref, 'HEAD'],
    access(remote),
  );
  const output = answer.stdout;
  if (answer.exitCode !== 0) throw failureOf('ls-remote', answer);
  if (output.length === 0 && !(await hasNoCommits(git, remote))) throw failureOf('ls-remote', answer);
  for (const line of output.toString('utf8').split('\n')) {
    const [oid, name] = line.split('\t');
    if (name === ref && oid !== undefined) return oid;
  }
  return null;
}

/**
 * Git takes an answer that broke off in its headers for that of a file server without any ref, and calls it success. A
 * host that means it says so in packets.
 */
async function hasNoCommits(git: Git, remote: Remote): Promise<boolean> {
  const args = ['ls-remote', '--end-of-options', remote.url];
  const { exitCode, stdout, stderr } = await git.attempt(args, { ...access(remote), tracesPackets: true });
  return exitCode === 0 && stdout.length === 0 && stderr.includes(' packet: ');
}

/** Only https, and plain http to this very machine. */
function access(remote: Remote): { config: Record<string, string>; protocols: string[] } {
  const url = new URL(remote.url);
  // Names below `localhost` are this machine's as well (RFC 6761, 6.3), and curl asks nobody for them.
  const loopback = /^(?:127\.0\.0\.1|\[::1\]|(?:.+\.)?localhost)$/.test(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback)) {
    throw new TypeError(`${url.protocol}//${url.host} is not https`);
  }
  const seconds = Math.ceil((remote.patienceMs ?? PATIENCE_MS) / 1000);
  const config: Record<string, string> = {
    'protocol.version': '2',
    'http.lowSpeedLimit': '1',
    'http.lowSpeedTime': String(seconds),
  };
  if (remote.token !== undefined) {
    const basic = Buffer.from(`x-access-token:${remote.token}`).toString('base64');
    config[`http.${url.origin}/.extraHeader`] = `Authorization: Basic ${basic}`;
  }
  return { config, protocols: [url.protocol.slice(0, -1)] };
}
