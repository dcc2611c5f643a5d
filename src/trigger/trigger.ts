import type { BranchName } from './branch-name.ts';
import type { Command, MalformedCommand } from './command.ts';
import type { OwnerName, RepositoryName } from './repository-name.ts';
import type { Origin } from './wish.ts';

/** Somebody on GitHub. Only the `id` is theirs for good: a login can be given up and taken by somebody else. */
export interface Account {
  readonly id: number;
  readonly login: string;
  /** `User`, `Bot`, `Organization`, `Mannequin`, ... as GitHub says it. */
  readonly type: string;
}

export interface Repository {
  readonly id: number;
  readonly owner: OwnerName;
  readonly name: RepositoryName;
  readonly defaultBranch: BranchName;
  readonly private: boolean;
  readonly htmlUrl: string;
  readonly cloneUrl: string | null;
}

export interface Issue {
  readonly kind: 'issue';
  readonly number: number;
  readonly title: string;
  /** Empty where there is none. */
  readonly body: string;
  readonly htmlUrl: string;
}

export interface PullRequestEnd {
  readonly branch: BranchName;
  readonly oid: string;
  /** `null` where the fork is gone. */
  readonly repositoryId: number | null;
}

export interface PullRequest {
  readonly kind: 'pull-request';
  readonly number: number;
  readonly title: string;
  /** Empty where there is none. */
  readonly body: string;
  readonly htmlUrl: string;
  /** `null` where the event does not tell, as with comments in the conversation. */
  readonly head: PullRequestEnd | null;
  readonly base: PullRequestEnd | null;
}

/** The text that asked, as it was when it asked. */
export interface Pinned {
  readonly id: number;
  readonly nodeId: string | null;
  /** Empty where there is none. */
  readonly body: string;
  /** Of the body's UTF-8 bytes, 64 hexadecimal digits: an edited text has another one. */
  readonly bodySha256: string;
  /** ISO 8601, as GitHub gives it. */
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly htmlUrl: string;
}

export interface IssueText extends Pinned {
  /** For `issue-body`, `id` is the issue's own id, not its number. */
  readonly kind: 'issue-comment' | 'review' | 'issue-body';
}

export interface ReviewComment extends Pinned {
  readonly kind: 'review-comment';
  /** Where a suggestion block of this comment belongs: lines `startLine` to `line` of `path` as of `commitId`. */
  readonly place: {
    /** As the event says; not yet proven to stay inside the tree. */
    readonly path: string;
    readonly side: 'LEFT' | 'RIGHT';
    /** `null` for a comment on one line. */
    readonly startLine: number | null;
    /** `null` for a comment on the whole file and for one whose line is gone. */
    readonly line: number | null;
    readonly diffHunk: string;
    readonly commitId: string;
  };
}

/** A request as far as its event tells it: parsed, pinned, and not yet known to be allowed. */
export interface Trigger {
  readonly event: { readonly name: string; readonly action: string | null };
  /** GitHub's id of the delivery, or whatever the door names this run of an event by. */
  readonly deliveryId: string | null;
  readonly installationId: number | null;
  readonly repository: Repository;
  readonly target: Issue | PullRequest | null;
  /** `null` where the request stands in no text of the event but in a prompt. */
  readonly comment: IssueText | ReviewComment | null;
  readonly origin: Origin;
  /** Who wrote the text that asks; whoever labelled or assigned; for a prompt without a text, who caused the event. */
  readonly actor: Account;
  /** Who caused the event. Both must be allowed to ask. */
  readonly sender: Account;
  readonly command: Command | MalformedCommand;
}
