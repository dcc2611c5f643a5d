import { canSee, demand, hasRole, writes } from '../access.ts';
import { emit } from '../hooks/emit.ts';
import { textAt, objectAt } from '../json.ts';
import { findPullById } from './node-by-id.ts';
import { findPull } from './talk-nodes.ts';
import { GraphqlRefusal, readRest, type Viewing } from './viewing.ts';

export interface DraftInput {
  readonly clientMutationId?: string | null;
  readonly pullRequestId: string;
}

/** Draft or not can be changed by GraphQL only. Its author may, and whoever may write. */
export async function setDraft(viewing: Viewing, input: DraftInput, isDraft: boolean) {
  const { forge, actor } = viewing;
  for (const repository of forge.repositories.values()) {
    if (!canSee(repository, actor)) continue;
    const number = await findPullById(viewing, repository, input.pullRequestId);
    if (number === undefined) continue;
    const path = `/repos/${repository.fullName}/pulls/${number}`;
    const before = await readRest(viewing, path);
    const isAuthor = textAt(objectAt(before, 'user'), 'login') === actor.identity.login;
    if (actor.installation !== undefined || (!isAuthor && !hasRole(repository, actor.identity, 'write'))) {
      demand(repository, actor, writes('write', 'pull_requests'));
      // Met in getsentry/sentry-python#5887: an App that may write pull requests only is refused.
      demand(repository, actor, writes('write', 'contents'));
    }
    await forge.emulator.ask({ method: 'PATCH', path, body: { draft: isDraft }, as: actor.identity });
    if (before?.['draft'] !== isDraft) {
      const pull = await readRest(viewing, path);
      const action = isDraft ? 'converted_to_draft' : 'ready_for_review';
      forge.relay.track(
        emit(forge, repository, actor, 'pull_request', { action, number, pull_request: pull }),
      );
    }
    return {
      clientMutationId: input.clientMutationId ?? null,
      pullRequest: () => findPull(viewing, repository, number),
    };
  }
  throw new GraphqlRefusal(
    'NOT_FOUND',
    `Could not resolve to a node with the global id of '${input.pullRequestId}'`,
  );
}
