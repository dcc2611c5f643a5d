import type { Agent } from './agent.ts';

export interface Host {
  /** A name or IPv4 address, in lower case. */
  readonly name: string;
  /** `null` where none is given. */
  readonly port: number | null;
}

export interface Protection {
  /** picomatch globs over paths from the root of the repository, at least one. */
  readonly paths: readonly string[];
  readonly policy: 'refuse' | 'review' | 'allow';
}

/** What a repository says about the bot in `.github/bot.yml`; complete, with the default where it says nothing. */
export interface Configuration {
  readonly agent: Agent;
  /** Of that agent, and of no other. */
  readonly model?: string | undefined;
  /** Shell commands, run in order before `verify`. */
  readonly setup: readonly string[];
  /** Shell commands that must succeed. */
  readonly verify: readonly string[];
  /** Names of further variables that the agent may see. */
  readonly env: readonly string[];
  /** What an agent hears that asks before it runs a command. */
  readonly commands: 'allow' | 'deny';
  /** Further hosts that the agent may reach. */
  readonly hosts: readonly Host[];
  readonly protected: readonly Protection[];
  readonly limits: {
    readonly files: number;
    readonly bytes: number;
    readonly minutes: number;
    readonly turns: number;
    /** Once more than a failed check is handed back to the agent. */
    readonly attempts: number;
    readonly tokens?: number | undefined;
    readonly dollars?: number | undefined;
  };
  /** At most `runs` requests of one user within `minutes`. */
  readonly rate: { readonly runs: number; readonly minutes: number };
  readonly pullRequest: {
    readonly draft: boolean;
    readonly labels: readonly string[];
    /** Logins. */
    readonly reviewers: readonly string[];
  };
  readonly repositories: readonly { readonly owner: string; readonly name: string }[];
  /** The directories that an agent gets, with the files on the way to them; empty: everything. */
  readonly sparse: readonly string[];
  readonly signing: 'off' | 'prefer' | 'require';
}
