import type { Actor } from './actor.ts';
import { Refusal, type Answer } from './answer.ts';
import type { Forge } from './forge.ts';
import type { Json } from './json.ts';
import type { Repository } from './repository.ts';

/** One request to the API, as a handler sees it. */
export interface Call {
  readonly forge: Forge;
  readonly method: string;
  /** As it came, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly params: Readonly<Record<string, string>>;
  readonly body: Json;
  readonly actor: Actor | undefined;
  readonly jwt: string | undefined;
}

export interface RepositoryCall extends Call {
  readonly repository: Repository;
}

export type Handler = (call: Call) => Promise<Answer> | Answer;
export type RepositoryHandler = (call: RepositoryCall) => Promise<Answer> | Answer;

export function requireActor(call: Call): Actor {
  if (call.actor === undefined) throw new Refusal(401, 'Requires authentication');
  return call.actor;
}

export function param(call: Call, name: string): string {
  return call.params[name] ?? '';
}

export function numberParam(call: Call, name: string): number {
  const value = Number(param(call, name));
  if (!Number.isSafeInteger(value)) throw new Refusal(404, 'Not Found');
  return value;
}

/** One page of a list, with GitHub's Link header (https://docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api). */
export function pageOf<T>(call: Call, items: readonly T[]): { items: T[]; headers: Record<string, string> } {
  const perPage = Math.min(100, Math.max(1, Number(call.query.get('per_page')) || 30));
  const page = Math.max(1, Number(call.query.get('page')) || 1);
  const last = Math.max(1, Math.ceil(items.length / perPage));
  const link = (to: number, rel: string) => {
    const query = new URLSearchParams(call.query);
    query.set('page', String(to));
    return `<${call.forge.url}${call.path}?${query.toString()}>; rel="${rel}"`;
  };
  const links = [
    ...(page > 1 ? [link(page - 1, 'prev'), link(1, 'first')] : []),
    ...(page < last ? [link(page + 1, 'next'), link(last, 'last')] : []),
  ];
  return {
    items: items.slice((page - 1) * perPage, page * perPage),
    headers: links.length > 0 ? { link: links.join(', ') } : {},
  };
}
