import type { Used } from '../agent.ts';
import type { LineReader } from '../json-lines.ts';
import type { SessionId } from '../session-id.ts';

/** What one run asks of an agent that people know by its name. */
export interface Order {
  /** The model by the agent's own name for it; `null` is the agent's default. */
  readonly model: string | null;
  readonly turns?: number;
  readonly dollars?: number;
  /** An earlier conversation to go on with. */
  readonly session?: SessionId;
  /** Absolute path of a directory beside the checkout that it may read. */
  readonly given?: string;
  /** Address of the model's server, as the agent wants to be told it. */
  readonly baseUrl: string;
}

/** An agent that people know by its name, as data. */
export interface Preset {
  readonly name: string;
  /** Looked up in PATH. */
  readonly program: string;
  /** The line that installs it. */
  readonly install: string;
  /** Where its model is, and what opens it. */
  readonly model: {
    /** The variable of the key. */
    readonly key: string;
    /** The variable with another address than `url`. */
    readonly base: string;
    readonly url: string;
  };
  /** It has none that it would take by itself. */
  readonly needsModel?: true;
  /** Set for it, so that it keeps quiet: no updates, no telemetry, no questions. */
  environment(order: Order): Readonly<Record<string, string>>;
  /** Its settings files, for what cannot be said otherwise, by their paths below its home. */
  homeFiles?(order: Order): Readonly<Record<string, string>>;
  /** What makes it print its version and end, for one that does not tell it while it works. */
  readonly version?: readonly string[];
  /** Its arguments; the prompt comes on standard input, or over the protocol. */
  words(order: Order): readonly string[];
  /** See `Agent`. */
  sessionsOf?(directory: string): string;
  /** It keeps a conversation together with the path of the directory that it is about; over the protocol only. */
  readonly knowsPlaces?: true;
  /** `acp`, or a reader of the lines that it prints, told what its conversation had used before. */
  readonly speaks: 'acp' | ((before: Used) => LineReader);
}
