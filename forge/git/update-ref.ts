import type { Actor } from '../actor.ts';
import { isGranted } from '../access.ts';
import { Refusal } from '../answer.ts';
import type { Forge } from '../forge.ts';
import { announceMoves } from '../hooks/announce.ts';
import type { Repository } from '../repository.ts';
import { judgeMove, renderForApi } from '../rules/judge.ts';
import { rulesFor } from '../rules/ruleset.ts';
import { findUnsigned, findWorkflowChange, isAncestor } from './history.ts';
import { readRef } from './objects.ts';

const NOTHING = '0'.repeat(40);

export interface RefUpdate {
  readonly ref: string;
  /** Undefined: must not be there yet. */
  readonly before: string | undefined;
  /** Undefined: goes away. */
  readonly after: string | undefined;
  /** The merge of a pull request is what the rules ask for: they do not bind it. */
  readonly isMerge?: true;
}

/** Whether this ref's rules ask for signatures; only then are they looked for. */
export function asksForSignatures(repository: Repository, ref: string): boolean {
  return (
    repository.protections.get(ref.slice('refs/heads/'.length))?.requiresSignatures === true ||
    rulesFor(repository.rulesets, ref, repository.defaultBranch).some(
      ({ type }) => type === 'required_signatures',
    )
  );
}

/** GITHUB_TOKEN and apps need `workflows` to touch workflow files (https://docs.github.com/rest/authentication/permissions-required-for-github-apps). */
export function mayChangeWorkflows(actor: Actor): boolean {
  return actor.installation === undefined || isGranted(actor, 'workflows', 'write');
}

/**
 * Moves one ref by compare-and-swap, for every way but `git push`: the rules first, then git's own lock.
 * `moved` means somebody else was faster; what to answer then differs from endpoint to endpoint.
 */
export async function updateRef(
  forge: Forge,
  repository: Repository,
  actor: Actor,
  update: RefUpdate,
): Promise<'done' | 'moved'> {
  const { git } = forge;
  const { ref, before, after } = update;
  if (after !== undefined && update.isMerge !== true && !mayChangeWorkflows(actor)) {
    const path = await findWorkflowChange(git, repository.gitDir, after);
    // Text as in the answers quoted in peter-evans/create-pull-request's troubleshooting for git; by API it is a plain 403.
    if (path !== undefined) throw new Refusal(403, 'Resource not accessible by integration');
  }
  const violation =
    update.isMerge === true
      ? undefined
      : judgeMove(repository, actor, {
          ref,
          kind: before === undefined ? 'create' : after === undefined ? 'delete' : 'update',
          isForced:
            before !== undefined &&
            after !== undefined &&
            !(await isAncestor(git, repository.gitDir, before, after)),
          hasUnsigned:
            after !== undefined &&
            asksForSignatures(repository, ref) &&
            (await findUnsigned(git, repository.gitDir, after)),
        });
  if (violation !== undefined) {
    // Where classic protection is in the way, the answer points to its page (googleapis/repo-automation-bots#5551).
    const url =
      violation.code === 'GH006' ? 'https://docs.github.com/articles/about-protected-branches' : undefined;
    throw new Refusal(
      422,
      renderForApi(violation),
      [],
      {},
      url === undefined ? {} : { documentation_url: url },
    );
  }
  const answer = await git.attempt(
    repository.gitDir,
    after === undefined
      ? ['update-ref', '-d', ref, before ?? NOTHING]
      : ['update-ref', ref, after, before ?? NOTHING],
  );
  if (answer.code !== 0) {
    if ((await readRef(git, repository.gitDir, ref)) !== before) return 'moved';
    throw new Refusal(422, 'Reference update failed');
  }
  await announceMoves(forge, repository, actor, [update]);
  return 'done';
}
