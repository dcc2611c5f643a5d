import { z } from 'zod';
import type { Intent, Reopened } from '../commit/participant.ts';
import type { Git } from '../git/git.ts';
import type { Remote } from '../git/remote.ts';
import type { Api } from '../host/api.ts';
import { reopenPullRequest } from '../host/pull-request.ts';
import { reopenRemoteBranch } from '../host/remote-branch.ts';
import type { RepositoryName } from '../host/repository-name.ts';
import type { Report } from '../report/report.ts';

/** Where the participants of one killed run were at work. */
export interface Site {
  readonly git: Git;
  readonly api: Api;
  readonly remote: Remote;
  readonly repository: RepositoryName;
  /** A bare repository of our own; it may be empty. */
  readonly gitDir: string;
}

const intentShape = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('remote-branch'),
    branch: z.string(),
    from: z.string().nullable(),
    to: z.string(),
  }),
  z.object({ kind: z.literal('pull-request'), head: z.string(), base: z.string(), commit: z.string() }),
]);

export interface ReopenedPart {
  readonly participant: Reopened;
  /** What the report says of it, once it was looked at and stands. */
  facts(): Partial<Pick<Report, 'branch' | 'commit' | 'pullRequest'>>;
}

/** A participant as it was journalled. Throws on what this version does not know. */
export function reopen(intent: Intent, { git, api, remote, repository, gitDir }: Site): ReopenedPart {
  const told = intentShape.parse(intent);
  switch (told.kind) {
    case 'remote-branch': {
      const { branch, from: expected, to: commit } = told;
      const participant = reopenRemoteBranch(git, { remote, gitDir, branch, expected, commit });
      return { participant, facts: () => ({ branch, commit }) };
    }
    case 'pull-request': {
      const participant = reopenPullRequest(api, { ...told, repository });
      return { participant, facts: () => ({ pullRequest: participant.found }) };
    }
  }
}
