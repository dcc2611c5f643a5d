import type { Readable, Writable } from 'node:stream';

/**
 * The port every child process of ours goes through: where it runs, what it can see, and how all of it is ended.
 * An adapter per rung of the ladder stands beside it; a remote one fits the same shape.
 */

export interface Limits {
  /** Wall clock, milliseconds. */
  readonly wallMs: number;
  /** Standard output and standard error together, bytes; one byte more ends the run as `flooded`. */
  readonly outputBytes: number;
  /**
   * Processes at one time, each thread counting as one. One more cannot be started (some rungs let 300 more be); where the
   * kernel does not hold that, as with `none`, it ends the run as `exhausted`.
   */
  readonly processes?: number | undefined;
  /** Writable memory of each process, reserved or used, bytes. */
  readonly memoryBytes?: number;
  /** Memory that all of its processes hold together, bytes; more ends the run as `exhausted`, in a container a process. */
  readonly totalMemoryBytes?: number;
  /** The largest file a process may write, bytes. */
  readonly fileBytes?: number;
}

/** Of which a run can have too much. */
export type Resource = 'memory' | 'processes';

export type Stream = 'stdout' | 'stderr';

/** Where a directory is found that is mounted for this user alone, in namespaces that one has to enter. */
export interface Inside {
  /** Its absolute path in there. */
  readonly directory: string;
  /** Paths of the namespaces: that of the mounts, and that of the user whose they are. */
  readonly mounts: string;
  readonly user: string;
}

export interface Command {
  /** Program and arguments; there is no shell in between. The program is looked up in `env.PATH`. */
  readonly argv: readonly [string, ...string[]];
  /** Absolute. The only place the child may write besides its private home and temporary directory. */
  readonly cwd: string;
  /** Where the child finds `cwd`, which is then our own way there; only for what `seesOwnMounts`. */
  readonly inside?: Inside;
  /**
   * Absolute path at which the child finds `cwd` as well and is started, for one that knows a directory by its path.
   * `none` starts it in `cwd` itself.
   */
  readonly workAt?: string;
  /** Further absolute paths the child may read, seen at the same place. `none` shows everything anyway. */
  readonly readOnly?: readonly string[];
  /** Absolute paths below `cwd` that the child finds empty and cannot change. `none` cannot hold it. */
  readonly hidden?: readonly string[];
  /**
   * Complete: nothing of our own environment is added. `HOME`, `TMPDIR` and, where it is missing, `PATH` are set by
   * the sandbox, and the proxy's variables where `hosts` are given.
   */
  readonly env: Readonly<Record<string, string>>;
  /** Absolute path of an existing directory that is its home, in the place of one that is gone afterwards. */
  readonly home?: string;
  /** Texts that lie in its private home when it starts, by their paths below it. */
  readonly homeFiles?: Readonly<Record<string, string>>;
  /** Standard input; nothing to read when absent. */
  readonly input?: string | Uint8Array;
  /**
   * Talks with the child over its standard input and output instead; when the promise settles, the input ends, and a
   * child that does not end soon is ended. Never rejects: what became of the talk is for whoever talked to keep.
   */
  converse?(channel: Channel): Promise<void>;
  /** `host` (ports 443 and 80) or `host:port`; empty means no network at all. `none` cannot hold it. */
  readonly hosts: readonly string[];
  readonly limits: Limits;
  readonly signal?: AbortSignal;
  /** Told every piece of output as it comes; the bytes are only good during the call. */
  onOutput?(stream: Stream, bytes: Uint8Array): void;
  /** Told once of each address that was asked for and is not among `hosts`, as the child wrote it. */
  onRefusedHost?(address: string): void;
}

export interface Channel {
  /** The child's standard input. */
  readonly input: Writable;
  /** Its standard output; one that is not read makes the child wait. */
  readonly output: Readable;
}

/** What was printed: all of it while it is short, else its beginning and end with a line that counts what is left out. */
export interface Captured {
  readonly text: string;
  readonly bytes: number;
  readonly omitted: number;
}

export interface Output {
  readonly stdout: Captured;
  readonly stderr: Captured;
  readonly durationMs: number;
}

export type Exit =
  | ({ readonly kind: 'exited'; readonly exitCode: number } & Output)
  | ({ readonly kind: 'killed'; readonly signal: string } & Output)
  | ({ readonly kind: 'timed-out' } & Output)
  | ({ readonly kind: 'flooded' } & Output)
  | ({ readonly kind: 'exhausted'; readonly resource: Resource } & Output)
  | ({ readonly kind: 'cancelled' } & Output)
  | { readonly kind: 'not-found'; readonly program: string };

export type SandboxName = 'bwrap' | 'bwrap-root' | 'bwrap-sudo' | 'podman' | 'docker' | 'none';

export interface Sandbox {
  /** The rung, as reports name it. */
  readonly name: SandboxName;
  /** True where every file of a command's directory is given to another user for as long as the command runs. */
  readonly changesOwners: boolean;
  /** True where a command's directory may be mounted for this user alone, also where one has to enter: see `Inside`. */
  readonly seesOwnMounts: boolean;
  /**
   * Runs one command to its end. When the promise settles every process it started is gone, and so are its private
   * directories. Throws {@link SandboxFailed} when the sandbox itself broke; what the command did is in the `Exit`.
   */
  run(command: Command): Promise<Exit>;
}

/** No rung that was asked for works here. The message ends with what to do about it. */
export class SandboxUnavailable extends Error {
  override readonly name = 'SandboxUnavailable';
  readonly code = 'ENOSANDBOX';
}

/** The sandbox could not be set up for this one command, or lost it. */
export class SandboxFailed extends Error {
  override readonly name = 'SandboxFailed';
  readonly code = 'ESANDBOX';
}
