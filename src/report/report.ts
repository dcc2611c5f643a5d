import type { ChangeEntry } from '../change-set/change.ts';
import type { Conclusion } from './conclusion.ts';

/** What a run tells its caller: the same object on standard output, in the action's outputs and in the comment. */
export interface Report {
  readonly runId: string;
  readonly conclusion: Conclusion;
  /** One plain sentence; `null` where there is nothing to explain. */
  readonly reason: string | null;
  /** Stable, for scripts: `EAPPLY`, `ECONFIG`, ...; `null` on success. */
  readonly code: string | null;
  /** What a person can do about it, one sentence. */
  readonly remedy: string | null;
  readonly changeSet: {
    readonly digest: string;
    readonly base: string | null;
    /** Absolute path of the sealed file, where it was kept. */
    readonly file: string | null;
    readonly changes: readonly ChangeEntry[];
  } | null;
  /** Where the change set is of several repositories: each that it changes; then `changeSet.base` is `null`. */
  readonly repositories: readonly RepositoryRow[];
  readonly guards: readonly GuardRow[];
  readonly participants: readonly { readonly name: string; readonly state: string }[];
  readonly rolledBack: readonly string[];
  readonly rollbackFailed: readonly {
    readonly name: string;
    readonly error: string;
    readonly kept: string | null;
  }[];
  /** Absolute path of a patch for people; a dry run writes one. */
  readonly patch: string | null;
  readonly branch: string | null;
  readonly commit: string | null;
  readonly tree: string | null;
  /** Whether the host calls the commit verified, as it was asked after the write; `null` where no host has it. */
  readonly verified: boolean | null;
  readonly pullRequest: {
    readonly number: number;
    readonly url: string;
    readonly operation: 'created' | 'updated' | 'none';
  } | null;
  readonly preserved: {
    readonly file: string;
    readonly digest: string;
    readonly reason: string;
    readonly remedy: string;
  } | null;
  /** How the files came to be there; `null` where none were needed. */
  readonly checkout: {
    readonly strategy: string;
    /** The directories that were laid; empty: all. */
    readonly sparse: readonly string[];
    readonly files: number;
    /** Of all files together. */
    readonly bytes: number;
    readonly durationMs: number;
  } | null;
  readonly agent: {
    readonly name: string;
    /** Of its program, `null` where it is not told. */
    readonly version: string | null;
    readonly status: string;
    readonly sandbox: string;
    readonly sessionId: string | null;
    readonly turns: number | null;
    readonly tokens: number | null;
    readonly denials: number;
  } | null;
  readonly verification: readonly Check[];
  /** The sandbox of the checks, `null` where none ran. */
  readonly checksSandbox: string | null;
  /** The hash-chained record of the run, and `sha256:<hex>` of its last entry. */
  readonly ledger: { readonly file: string; readonly head: string } | null;
  readonly warnings: readonly string[];
  readonly phases: readonly { readonly name: string; readonly durationMs: number }[];
}

export interface RepositoryRow {
  readonly repository: string;
  /** Digest of its own change set, which its commit carries. */
  readonly digest: string;
  readonly base: string | null;
  readonly branch: string | null;
  readonly commit: string | null;
  readonly tree: string | null;
  readonly patch: string | null;
  readonly pullRequest: Report['pullRequest'];
}

export interface GuardRow {
  readonly guard: string;
  readonly verdict: 'allow' | 'review' | 'refuse';
  readonly path?: string;
  readonly message: string;
}

export interface Check {
  readonly command: string;
  readonly exitCode: number | null;
  readonly durationMs: number;
  /** Of one that failed: the end of what it printed, untrusted. */
  readonly output?: string;
}

export function emptyReport(runId: string): Report {
  return {
    runId,
    conclusion: 'error',
    reason: null,
    code: null,
    remedy: null,
    changeSet: null,
    repositories: [],
    guards: [],
    participants: [],
    rolledBack: [],
    rollbackFailed: [],
    patch: null,
    branch: null,
    commit: null,
    tree: null,
    verified: null,
    pullRequest: null,
    preserved: null,
    checkout: null,
    agent: null,
    verification: [],
    checksSandbox: null,
    ledger: null,
    warnings: [],
    phases: [],
  };
}
