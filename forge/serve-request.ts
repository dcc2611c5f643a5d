import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { isBlob, serveBlob } from './actions/serve-blob.ts';
import { isResults, serveResults } from './actions/serve-results.ts';
import { answerOf, Refusal, type Answer } from './answer.ts';
import type { Control } from './control/control.ts';
import type { LoggedRequest } from './control/request-log.ts';
import { serveControl } from './control/serve-control.ts';
import type { Forge } from './forge.ts';
import { parseGitRequest, serveGit } from './git/backend.ts';
import { isMutation, serveGraphql } from './graphql/serve-graphql.ts';
import { relayEvent } from './hooks/emit.ts';
import { isJson, parseJson } from './json.ts';
import { isPage, servePage } from './pages/serve-page.ts';
import { sendAnswer } from './send-answer.ts';
import { serveApi } from './serve-api.ts';

export interface Served {
  readonly forge: Forge;
  readonly control: Control;
  /** Known to whoever started the forge, and to the emulator inside it. */
  readonly controlSecret: string;
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** One request, from its bytes to its answer: the forge's own business first, then faults, then git, API or page. */
export async function serveRequest(
  served: Served,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const body = await readBody(request);
    const target = new URL(request.url ?? '/', served.forge.url);
    // GitHub Enterprise has its API under /api/v3 and /api/graphql, which is what Probot's GHE_HOST asks for.
    const path =
      target.pathname.replace(/^\/api\/v3(?=\/|$)/, '').replace(/^\/api\/graphql$/, '/graphql') || '/';
    if (path.startsWith('/_forge/')) {
      sendAnswer(request, response, await serveOwn(served, path, request, body));
      return;
    }
    await serveLogged(served.forge, { request, response, body, path, query: target.searchParams });
  } catch (error) {
    // The client went away while it was still talking; there is nobody to answer.
    if (!request.complete) return;
    process.stderr.write(
      `forge: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    if (response.headersSent) response.destroy();
    else
      sendAnswer(request, response, {
        status: 500,
        json: { message: 'The forge failed', error: String(error) },
      });
  }
}

async function serveOwn(
  served: Served,
  path: string,
  request: IncomingMessage,
  body: Buffer,
): Promise<Answer> {
  if (path === `/_forge/events/${served.controlSecret}`) {
    const payload = parseJson(served.forge.emulator.readdress(body.toString()));
    const event = String(request.headers['x-github-event']);
    if (isJson(payload)) served.forge.relay.track(relayEvent(served.forge, event, payload));
    return { status: 202 };
  }
  const name = /^\/_forge\/control\/(\w+)$/.exec(path)?.[1];
  if (name === undefined || request.headers.authorization !== `Bearer ${served.controlSecret}`)
    return { status: 404 };
  return serveControl(served.control, name, body);
}

export interface Incoming {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: Buffer;
  readonly path: string;
  readonly query: URLSearchParams;
}

async function serveLogged(forge: Forge, incoming: Incoming): Promise<void> {
  const { request, response, path, query } = incoming;
  const method = request.method ?? 'GET';
  const whole = query.size > 0 ? `${path}?${query.toString()}` : path;
  const started = performance.now();
  const logged = begin(forge, incoming, method, whole);
  const fault = forge.faults.strike(method, whole, incoming.body);
  logged.fault = fault?.kind ?? null;
  if (fault?.kind === 'delay') await sleep(fault.milliseconds);
  if (fault?.kind === 'cut-before') {
    cut(request);
  } else {
    const answer: Answer =
      fault?.kind === 'answer'
        ? { status: fault.status, headers: { ...fault.headers }, json: fault.body ?? {} }
        : await dispatch(forge, incoming, method, logged);
    if (fault?.kind === 'cut-after') {
      cut(request);
    } else {
      if (fault?.kind === 'late') await sleep(fault.milliseconds);
      logged.bytesOut = sendAnswer(request, response, answer);
      logged.status = response.statusCode;
    }
  }
  logged.durationMs = Math.round((performance.now() - started) * 10) / 10;
}

/** Within the headers: a client that has read nothing at all might quietly try again (curl does, and so git). */
function cut(request: IncomingMessage): void {
  request.socket.end('HTTP/1.1 200 OK\r\n');
}

const BODY_KEPT = 64 * 1024;

function begin(forge: Forge, { body, path, query }: Incoming, method: string, whole: string): LoggedRequest {
  const git = parseGitRequest(path, query);
  const kind = git !== undefined ? 'git' : path === '/graphql' ? 'graphql' : isPage(path) ? 'page' : 'api';
  const isWrite =
    kind === 'git'
      ? git?.rest === 'git-receive-pack'
      : kind === 'graphql'
        ? isMutation(body)
        : kind === 'api' && method !== 'GET' && method !== 'HEAD';
  const kept = isWrite && kind !== 'git' ? body.toString('utf8', 0, BODY_KEPT) : null;
  return forge.log.begin({ kind, method, path: whole, isWrite, bytesIn: body.length, body: kept });
}

async function dispatch(
  forge: Forge,
  incoming: Incoming,
  method: string,
  logged: LoggedRequest,
): Promise<Answer> {
  const { request, body, path, query } = incoming;
  const noteActor = (actor: { identity: { login: string } } | undefined) => {
    logged.actor = actor?.identity.login ?? null;
  };
  try {
    const git = parseGitRequest(path, query);
    if (git !== undefined) return await serveGit(forge, git, { headers: request.headers, body }, noteActor);
    if (isResults(path)) return serveResults(forge, { path, headers: request.headers, body });
    if (isBlob(path)) return serveBlob(forge, { method, path, query, body });
    if (path === '/graphql') return await serveGraphql(forge, request.headers.authorization, body, noteActor);
    if (logged.kind === 'page') return await servePage(forge, { method, path, query, body });
    return await serveApi(forge, { method, path, query, headers: request.headers, body }, noteActor);
  } catch (error) {
    if (error instanceof Refusal) return answerOf(error);
    throw error;
  }
}
