import type { Git } from '../git/git.ts';
import type { LocalRepository } from '../git/local-repository.ts';
import type { Remote } from '../git/remote.ts';
import type { Api } from '../host/api.ts';
import type { Decoration } from '../host/decorate.ts';
import type { RepositoryName } from '../host/repository-name.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Store } from '../state/store.ts';
import type { Identity } from '../writer/git-commit.ts';
import type { Guests } from './gate.ts';

/** On what terms a request's work is published: what the door was told, and with what it acts. */
export interface Terms {
  readonly git: Git;
  readonly api: Api;
  readonly remote: Remote;
  /** Reaches a further repository of the same host; `null` where there is no way to it. */
  reach(repository: RepositoryName): Promise<Pick<Terms, 'api' | 'remote' | 'permissions'> | null>;
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
  /** Numeric id of the account we write as; `null` where it is not known. */
  readonly self: number | null;
  /** What an App's token was given, by name; `null` where the host does not tell. */
  readonly permissions: Readonly<Record<string, string>> | null;
  readonly ledger: Ledger;
  readonly afterReport: AsyncDisposableStack;
}
