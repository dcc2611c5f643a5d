import type { Git } from '../git/git.ts';
import type { LocalRepository } from '../git/local-repository.ts';
import type { Remote } from '../git/remote.ts';
import type { Api } from '../host/api.ts';
import type { Decoration } from '../host/decorate.ts';
import type { Store } from '../state/store.ts';
import type { Identity } from '../writer/git-commit.ts';
import type { Guests } from './gate.ts';

/** On what terms a request's work is published: what the door was told, and with what it acts. */
export interface Terms {
  readonly git: Git;
  readonly api: Api;
  readonly remote: Remote;
  readonly store: Store;
  readonly guests: Guests;
  readonly mode: 'pull-request' | 'branch' | 'commit' | 'workspace' | 'dry-run';
  /** The repository whose working tree gets the bytes; for `workspace` only. */
  readonly workspace: LocalRepository | null;
  /** `null`: the repository's default branch. */
  readonly baseBranch: string | null;
  readonly branchPrefix: string;
  /** Texts of the caller's own; empty where ours will do. */
  readonly title: string;
  readonly body: string;
  readonly commitMessage: string;
  /** How the bot is called. */
  readonly mention: string;
  readonly decoration: Pick<Decoration, 'teamReviewers' | 'assignees'>;
  /** Who commits. */
  readonly identity: Identity;
  readonly afterReport: AsyncDisposableStack;
}
