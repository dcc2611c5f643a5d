import type { Inside } from '../sandbox/sandbox.ts';
import type { SessionId } from './session-id.ts';

/** The port of everything that can do a request's work: it is given a task and a directory, and edits files. */

/** Text of the request as its author wrote it, with the place a review comment stands at. */
export interface RequestText {
  readonly text: string;
  /** Lines of the new side (`RIGHT`) of the file under review, counted from one; what a suggestion block replaces. */
  readonly position?: { readonly path: string; readonly startLine: number | null; readonly line: number };
}

export interface TaskLimits {
  readonly wallMs: number;
  readonly outputBytes: number;
  /** Turns with its model, tokens in and out, US dollars: as far as the agent tells of them. */
  readonly turns?: number;
  readonly tokens?: number;
  readonly dollars?: number;
}

/** What a conversation has used since it began, as far as its agent told. */
export interface Used {
  readonly tokens: number;
  /** US dollars. */
  readonly dollars: number;
}

/** An earlier conversation to go on with, which the agent's home knows of. */
export interface EarlierSession {
  readonly id: SessionId;
  /** What is said in it; the task's own prompt is for an agent that knows nothing yet. */
  readonly prompt: string;
  readonly used: Used;
}

export interface Task {
  readonly prompt: string;
  /** Absolute path of the checkout, by which we reach it. */
  readonly directory: string;
  /** Where programs find it, if not there. */
  readonly inside?: Inside;
  readonly limits: TaskLimits;
  /** Complete: what the agent may see, `PATH` included. */
  readonly env: Readonly<Record<string, string>>;
  /** Texts in its private home, by their paths below it: its settings, which are none of the checkout's business. */
  readonly homeFiles?: Readonly<Record<string, string>>;
  /** What one hears that asks before it runs a command; without it `allow`. */
  readonly commands?: 'allow' | 'deny';
  /** `host` or `host:port` the agent may reach. */
  readonly hosts: readonly string[];
  /** Absolute paths below `directory` that its program shall find empty. */
  readonly hidden?: readonly string[];
  readonly signal?: AbortSignal;
  /** Its home, where what it keeps of conversations lies; a fresh one where none is given. */
  readonly home?: string;
  readonly session?: EarlierSession;
  /** Absolute path of a directory outside of `directory` that it may read: what it is given as files. */
  readonly given?: string;
  /** The issue's and comments' own texts; where there are none the prompt stands for them. */
  readonly texts?: readonly RequestText[];
}

/** What an agent lets us see while it works. Text is what it printed: neither redacted nor trusted. */
export type AgentEvent =
  /** Printed for nobody in particular. */
  | { readonly kind: 'output'; readonly stream: 'stdout' | 'stderr'; readonly text: string }
  | { readonly kind: 'say'; readonly text: string }
  | { readonly kind: 'read'; readonly path: string }
  | { readonly kind: 'edit'; readonly path: string }
  | { readonly kind: 'execute'; readonly command: string }
  | { readonly kind: 'plan'; readonly steps: readonly { readonly text: string; readonly done: boolean }[] }
  /** It wanted to do something and was not let. */
  | { readonly kind: 'denied'; readonly act: string }
  /** Under this name it can go on with the conversation later. */
  | { readonly kind: 'session'; readonly id: string }
  /** Which one of its versions it is, in its own words. */
  | { readonly kind: 'version'; readonly version: string }
  /** Totals of the run so far, without what its conversation had used before; `null` where the agent does not tell. */
  | {
      readonly kind: 'usage';
      readonly turns: number | null;
      readonly tokens: number | null;
      readonly dollars: number | null;
    };

/**
 * `missing`: its program is not installed (nothing started). `limit`: it printed or did more than it may.
 * `failed` covers everything that went wrong by itself.
 */
export type Status = 'completed' | 'failed' | 'timed-out' | 'limit' | 'cancelled' | 'missing';

/** Never a list of files: the tree is the truth. */
export interface Outcome {
  readonly status: Status;
  /** Stable, absent when `completed`. */
  readonly code?: string;
  /** One plain sentence. */
  readonly reason: string;
  /** `null` where it is not told. */
  readonly version: string | null;
  readonly sessionId: SessionId | null;
  readonly turns: number | null;
  readonly tokens: number | null;
  /** US dollars. */
  readonly dollars: number | null;
  /** Acts it was refused. */
  readonly denials: number;
  /** False where it began another conversation, since the one that it was to go on with was not there any more. */
  readonly resumed?: boolean;
  /** What it said at the end, bounded; the answer to a question. */
  readonly answer?: string;
}

export interface Agent {
  readonly name: string;
  /** True when foreign code runs, in the sandbox it was opened with; false when it runs nobody's code. */
  readonly sandboxed: boolean;
  /** Where it keeps its conversations about a directory, as a path below its home; absent where it has none. */
  sessionsOf?(directory: string): string;
  run(task: Task, onEvent: (event: AgentEvent) => void): Promise<Outcome>;
}

/** The outcome of an agent that has no sessions, turns or tokens to tell of. */
export function plainOutcome(status: Status, reason: string, code?: string): Outcome {
  return {
    status,
    ...(code !== undefined && { code }),
    reason,
    version: null,
    sessionId: null,
    turns: null,
    tokens: null,
    dollars: null,
    denials: 0,
  };
}
