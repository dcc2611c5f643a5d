import { readFile } from 'node:fs/promises';
import type { GraphQLSchema } from 'graphql';
import type { Actor } from '../actor.ts';
import { readCaller } from '../actors.ts';
import { ok, Refusal, type Answer } from '../answer.ts';
import type { Forge } from '../forge.ts';
import { identityOf } from '../identities.ts';
import { objectAt, parseJson, textAt } from '../json.ts';
import { renderActor } from './actor-node.ts';
import { createCommitOnBranch, type CreateCommitInput } from './create-commit.ts';
import { setDraft, type DraftInput } from './draft.ts';
import { nodeById } from './node-by-id.ts';
import { repositoryNode } from './repository-node.ts';
import { findVisible, GraphqlRefusal, type Viewing } from './viewing.ts';

/** For the request log: whether the document is a mutation. */
export function isMutation(body: Buffer): boolean {
  return /"query"\s*:\s*"(?:\s|\\n|#[^\\]*\\n)*mutation\b/.test(body.toString());
}

let loading: Promise<GraphQLSchema> | undefined;

/** The library and the schema cost more than the rest of the start, so they wait for the first query. */
function loadSchema(): Promise<GraphQLSchema> {
  loading ??= Promise.all([
    import('graphql'),
    readFile(new URL('schema.graphql', import.meta.url), 'utf8'),
  ]).then(([{ buildSchema }, text]) => buildSchema(text));
  return loading;
}

function rootOf(viewing: Viewing) {
  const { forge, actor } = viewing;
  const resetAt = new Date(Date.now() + 3_600_000).toISOString();
  return {
    viewer: () => renderActor(forge, actor.identity),
    rateLimit: () => ({ limit: 5000, cost: 1, remaining: 4999, used: 1, resetAt }),
    node: ({ id }: { id: string }) => nodeById(viewing, id),
    nodes: ({ ids }: { ids: readonly string[] }) => ids.map((id) => nodeById(viewing, id)),
    user: ({ login }: { login: string }) => {
      const identity = identityOf(login);
      if (identity?.type === 'User') return renderActor(forge, identity);
      throw new GraphqlRefusal('NOT_FOUND', `Could not resolve to a User with the login of '${login}'.`);
    },
    repository: ({ owner, name }: { owner: string; name: string }) =>
      repositoryNode(viewing, findVisible(viewing, `${owner}/${name}`)),
    createCommitOnBranch: ({ input }: { input: CreateCommitInput }) => createCommitOnBranch(viewing, input),
    markPullRequestReadyForReview: ({ input }: { input: DraftInput }) => setDraft(viewing, input, false),
    convertPullRequestToDraft: ({ input }: { input: DraftInput }) => setDraft(viewing, input, true),
  };
}

/** emulate has no GraphQL. Errors come with status 200, in GitHub's shape: `type` and `path` beside the message. */
export async function serveGraphql(
  forge: Forge,
  authorization: string | undefined,
  body: Buffer,
  noteActor: (actor: Actor | undefined) => void,
): Promise<Answer> {
  const caller = readCaller(forge, authorization);
  if (caller.kind !== 'actor') throw new Refusal(401, 'This endpoint requires you to be authenticated.');
  noteActor(caller.actor);
  const request = parseJson(body.toString());
  const viewing: Viewing = {
    forge,
    actor: caller.actor,
    repositoryNode: (repository) => repositoryNode(viewing, repository),
  };
  const [{ graphql }, schema] = await Promise.all([import('graphql'), loadSchema()]);
  const { data, errors } = await graphql({
    schema,
    source: textAt(request, 'query') ?? '',
    rootValue: rootOf(viewing),
    variableValues: objectAt(request, 'variables'),
    operationName: textAt(request, 'operationName') ?? null,
  });
  if (errors === undefined) return ok({ data });
  return ok({
    ...(data === undefined ? {} : { data }),
    errors: errors.map((error) => ({ ...typeOf(error.originalError), ...error.toJSON() })),
  });
}

function typeOf(cause: unknown): { type?: string } {
  if (cause instanceof GraphqlRefusal) return { type: cause.type };
  return cause instanceof Refusal ? { type: 'FORBIDDEN' } : {};
}
