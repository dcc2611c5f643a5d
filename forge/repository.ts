import type { Identity } from './identities.ts';
import type { Protection } from './rules/protection.ts';
import type { Ruleset } from './rules/ruleset.ts';

/** https://docs.github.com/organizations/managing-user-access-to-your-organizations-repositories: repository roles */
export const ROLES = ['none', 'read', 'triage', 'write', 'maintain', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** What git knows of a pull request; the rest of it lives in the emulator. */
export interface Pull {
  readonly number: number;
  readonly head: Repository;
  readonly headRef: string;
  baseRef: string;
  headSha: string;
  baseSha: string;
  isOpen: boolean;
  /** On its issue; emulate counts them for issues only. */
  comments: number;
  mergeCommit: string | undefined;
  readonly assignees: string[];
}

/** A bare git directory with one commit, which nobody writes to: repositories are copies of it. */
export interface FirstCommit {
  readonly gitDir: string;
  readonly head: string;
}

export interface Reaction {
  readonly id: number;
  readonly by: Identity;
  readonly content: string;
  readonly createdAt: string;
}

export interface Status {
  readonly id: number;
  readonly sha: string;
  readonly state: string;
  readonly context: string;
  readonly description: string | null;
  readonly targetUrl: string | null;
  readonly by: Identity;
  readonly at: string;
}

export interface Repository {
  readonly owner: string;
  readonly name: string;
  readonly fullName: string;
  readonly gitDir: string;
  isPrivate: boolean;
  /** Read-only for everybody. */
  isArchived: boolean;
  defaultBranch: string;
  readonly forkOf: Repository | undefined;
  readonly roles: Map<string, Role>;
  readonly protections: Map<string, Protection>;
  rulesets: readonly Ruleset[];
  readonly pulls: Map<number, Pull>;
  /** By subject: `issues/1`, `issues/comments/2`, `pulls/comments/3`. */
  readonly reactions: Map<string, Reaction[]>;
  /** When a comment was last edited, by the same subjects; GraphQL's `lastEditedAt`, which REST does not tell. */
  readonly edits: Map<string, string>;
  readonly statuses: Status[];
  /** Check run ids by commit: emulate lists them only for commits of its own. */
  readonly checkRuns: Map<string, number[]>;
  /** Bytes; a push with a larger file is refused. GitHub's own is 100 MiB, which no test can wait for. */
  fileLimit: number | undefined;
  /** Push protection: an extended regular expression of what counts as a secret. */
  secrets: string | undefined;
  /** `can_approve_pull_request_reviews` of `/actions/permissions/workflow`. */
  actionsMayOpenPulls: boolean;
}
