import { canSee } from '../access.ts';
import type { Actor } from '../actor.ts';
import { repositoryNamed, type Forge } from '../forge.ts';
import { isJson, type Json } from '../json.ts';
import type { Repository } from '../repository.ts';
import { makeTrue } from '../truth/make-true.ts';

/** Whose eyes a query is answered for. */
export interface Viewing {
  readonly forge: Forge;
  readonly actor: Actor;
  /** Nodes lead back to their repository, which leads to them: handed in here, it makes no circle of imports. */
  readonly repositoryNode: (repository: Repository) => unknown;
}

/** An error with GitHub's machine-readable `type` beside its message. */
export class GraphqlRefusal extends Error {
  override readonly name = 'GraphqlRefusal';
  readonly code = 'EGRAPHQL';
  readonly type: 'NOT_FOUND' | 'FORBIDDEN' | 'STALE_DATA' | 'UNPROCESSABLE';

  constructor(type: GraphqlRefusal['type'], message: string) {
    super(message);
    this.type = type;
  }
}

export function findVisible({ forge, actor }: Viewing, nameWithOwner: string): Repository {
  const [owner = '', name = ''] = nameWithOwner.split('/');
  const repository = repositoryNamed(forge, owner, name);
  if (repository === undefined || !canSee(repository, actor)) {
    throw new GraphqlRefusal(
      'NOT_FOUND',
      `Could not resolve to a Repository with the name '${nameWithOwner}'.`,
    );
  }
  return repository;
}

/** One object of the REST API, made true; undefined where there is none. */
export async function readRest({ forge, actor }: Viewing, path: string): Promise<Json | undefined> {
  const answer = await forge.emulator.ask({ method: 'GET', path, as: actor.identity });
  if (answer.status !== 200 || !isJson(answer.json)) return undefined;
  await makeTrue(forge, answer.json, actor);
  return answer.json;
}

export async function readRestList({ forge, actor }: Viewing, path: string): Promise<Json[]> {
  const items: Json[] = [];
  for (let page = 1; ; page += 1) {
    const answer = await forge.emulator.ask({
      method: 'GET',
      path: `${path}?per_page=100&page=${page}`,
      as: actor.identity,
    });
    await makeTrue(forge, answer.json, actor);
    const found = Array.isArray(answer.json) ? answer.json.filter(isJson) : [];
    items.push(...found);
    if (found.length < 100) return items;
  }
}

export interface Slice {
  readonly first?: number | null;
  readonly last?: number | null;
  readonly after?: string | null;
}

/** A connection; cursors are positions. */
export function connect<T>(items: readonly T[], { first, last, after }: Slice) {
  const start =
    after === undefined || after === null ? 0 : Number(Buffer.from(after, 'base64').toString()) + 1;
  const rest = items.slice(start);
  const nodes = last === undefined || last === null ? rest.slice(0, first ?? 100) : rest.slice(-last);
  const from = last === undefined || last === null ? start : Math.max(start, items.length - last);
  const cursor = (index: number) =>
    nodes.length === 0 ? null : Buffer.from(String(index)).toString('base64');
  return {
    totalCount: items.length,
    nodes,
    pageInfo: {
      hasNextPage: from + nodes.length < items.length,
      hasPreviousPage: from > 0,
      startCursor: cursor(from),
      endCursor: cursor(from + nodes.length - 1),
    },
  };
}
