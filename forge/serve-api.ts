import type { IncomingHttpHeaders } from 'node:http';
import type { Actor } from './actor.ts';
import { readCaller } from './actors.ts';
import { Refusal, type Answer } from './answer.ts';
import type { Forge } from './forge.ts';
import { isJson, parseJson, type Json } from './json.ts';
import { answerCall } from './router.ts';
import { TABLE } from './table.ts';

export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

function parseBody(body: Buffer): Json {
  try {
    const value = parseJson(body.toString());
    if (value === undefined) return {};
    // `["bug"]` is how labels may come; it is what `{labels: [...]}` says.
    return isJson(value) ? value : { labels: value };
  } catch (error) {
    throw new Refusal(400, 'Problems parsing JSON', [], { 'x-forge': String(error) });
  }
}

export async function serveApi(
  forge: Forge,
  { method, path, query, headers, body }: ApiRequest,
  noteActor: (actor: Actor | undefined) => void,
): Promise<Answer> {
  const caller = readCaller(forge, headers.authorization);
  const actor = caller.kind === 'actor' ? caller.actor : undefined;
  noteActor(actor);
  const jwt = caller.kind === 'app' ? caller.jwt : undefined;
  return answerCall(TABLE, {
    forge,
    method: method === 'HEAD' ? 'GET' : method,
    path,
    query,
    headers,
    body: parseBody(body),
    actor,
    jwt,
  });
}
