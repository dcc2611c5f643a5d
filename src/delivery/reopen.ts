import { z } from 'zod';
import type { Intent, Reopened } from '../commit/participant.ts';
import type { Git } from '../git/git.ts';
import type { Remote } from '../git/remote.ts';
import type { Api } from '../host/api.ts';
import { reopenPullRequest } from '../host/pull-request.ts';
import { reopenRemoteBranch } from '../host/remote-branch.ts';
import type { RepositoryName } from '../host/repository-name.ts';
import type { Report } from '../report/report.ts';
import { nameIn } from './together.ts';

/** Where the participants of one killed run were at work, in one repository. */
export interface Site {
  readonly git: Git;
  readonly api: Api;
  readonly remote: Remote;
  readonly repository: RepositoryName;
  /** A bare repository of our own; it may be empty. */
  readonly gitDir: string;
}

/** `owner/name` where the commit was of several repositories. */
const repository = z.string().optional();

const intentShape = z.discriminatedUnion('kind', [
  z.object({
    repository,
    kind: z.literal('remote-branch'),
    branch: z.string(),
    from: z.string().nullable(),
    to: z.string(),
  }),
  z.object({
    repository,
    kind: z.literal('pull-request'),
    head: z.string(),
    base: z.string(),
    commit: z.string(),
  }),
]);

export interface ReopenedPart {
  /** `null` where it was the only one. */
  readonly repository: string | null;
  readonly participant: Reopened;
  /** What the report says of it, once it was looked at and stands. */
  facts(): Partial<Pick<Report, 'branch' | 'commit' | 'pullRequest'>>;
}

/** A participant as it was journalled; `openSite` finds its repository. Throws on what this version does not know. */
export async function reopen(
  intent: Intent,
  openSite: (repository: string | null) => Promise<Site>,
): Promise<ReopenedPart> {
  const told = intentShape.parse(intent);
  const of = told.repository ?? null;
  const { git, api, remote, repository: place, gitDir } = await openSite(of);
  switch (told.kind) {
    case 'remote-branch': {
      const { branch, from: expected, to: commit } = told;
      const participant = reopenRemoteBranch(git, { remote, gitDir, branch, expected, commit });
      return { repository: of, participant: named(of, participant), facts: () => ({ branch, commit }) };
    }
    case 'pull-request': {
      const participant = reopenPullRequest(api, { ...told, repository: place });
      return {
        repository: of,
        participant: named(of, participant),
        facts: () => ({ pullRequest: participant.found }),
      };
    }
  }
}

function named(repository: string | null, participant: Reopened): Reopened {
  if (repository === null) return participant;
  return {
    name: nameIn(repository, participant.name),
    undoable: participant.undoable,
    look: () => participant.look(),
    rollback: () => participant.rollback(),
  };
}
