import { demand, type Need } from './access.ts';
import { notFound, Refusal, type Answer } from './answer.ts';
import { param, type Call, type Handler, type RepositoryHandler } from './call.ts';
import { repositoryNamed } from './forge.ts';

/** One endpoint: its pattern as in GitHub's documentation, what it asks of its caller, and what answers. */
export interface Route {
  readonly method: string;
  readonly pattern: string;
  readonly expression: RegExp;
  readonly answer: Handler;
}

/** `:name` is one segment, `*name` everything that is left. */
function compile(pattern: string): RegExp {
  const source = pattern
    .replaceAll('.', '\\.')
    .replace(/:(\w+)/g, '(?<$1>[^/]+)')
    .replace(/\*(\w+)/g, '(?<$1>.+)');
  return new RegExp(`^${source}/?$`);
}

function route(method: string, pattern: string, answer: Handler): Route {
  return { method, pattern, expression: compile(pattern), answer };
}

/** An endpoint that belongs to no repository. */
export function plain(method: string, pattern: string, handler: Handler): Route {
  return route(method, pattern, handler);
}

/** An endpoint below `/repos/:owner/:repo`, reached only by those whom `need` lets in. */
export function inRepository(method: string, rest: string, need: Need, handler: RepositoryHandler): Route {
  return route(method, `/repos/:owner/:repo${rest}`, (call) => {
    const repository = repositoryNamed(call.forge, param(call, 'owner'), param(call, 'repo'));
    if (repository === undefined) throw notFound();
    demand(repository, call.actor, need);
    return handler({ ...call, repository });
  });
}

function decodeParams(groups: Readonly<Record<string, string>>): Record<string, string> {
  try {
    return Object.fromEntries(Object.entries(groups).map(([key, value]) => [key, decodeURIComponent(value)]));
  } catch (error) {
    if (error instanceof URIError) throw new Refusal(400, 'Bad Request');
    throw error;
  }
}

export async function answerCall(routes: readonly Route[], call: Omit<Call, 'params'>): Promise<Answer> {
  for (const { method, expression, answer } of routes) {
    if (method !== call.method) continue;
    const found = expression.exec(call.path);
    if (found !== null) return answer({ ...call, params: decodeParams(found.groups ?? {}) });
  }
  // Fails closed, and says that it is the forge that lacks something.
  throw new Refusal(404, 'Not Found', [], { 'x-forge': `no row for ${call.method} in forge/table.ts` });
}
