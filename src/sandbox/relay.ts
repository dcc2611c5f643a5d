import { once } from 'node:events';
import {
  createServer,
  request as requestHttp,
  type ClientRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestOptions,
  type ServerResponse,
} from 'node:http';
import { request as requestHttps } from 'node:https';
import type { AddressInfo } from 'node:net';
import { withoutConnection } from './connection-headers.ts';
import { SandboxFailed } from './sandbox.ts';

/** Of an answer that tells of a failure; such answers quote what they were sent. */
const LONGEST_FAILURE = 64 * 1024;

/** A service with a key, such as a model. */
export interface Relay {
  /** Where requests go: `https:`, or plain `http:` to this very machine. Its path is put before theirs. */
  readonly upstream: string;
  /** At least 16 characters, and nothing that stands in ordinary text. */
  readonly key: string;
  /** What a child holds in place of the key: as unmistakable, and known to nobody else. */
  readonly standIn: string;
}

export interface OpenRelay extends AsyncDisposable {
  /** `127.0.0.1:<port>`, as a sandbox takes it among its hosts. */
  readonly host: string;
  /** What became of the last thing that the service was asked to do (by POST), where it came to nothing; else `null`. */
  readonly failure: string | null;
}

/**
 * Serves one service to a child that does not hold its key: wherever the child's headers or query show the stand-in, the
 * key is put, and wherever a failure quotes the key, the stand-in. It listens on loopback, where every process of the
 * machine may come; but without the stand-in there is no key.
 */
export async function openRelay(relay: Relay): Promise<OpenRelay> {
  const upstream = parseUpstream(relay.upstream);
  let failure: string | null = null;
  const server = createServer((request, response) =>
    passOn(request, response, {
      relay,
      upstream,
      tell(what) {
        // What is only looked up may well be missing.
        if (request.method === 'POST') failure = what;
      },
    }),
  );
  // What cannot be looked into cannot be passed on either.
  server.on('upgrade', (_request, connection) => connection.destroy());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    get failure() {
      return failure;
    },
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** A key must not travel in the clear, except to this very machine. */
function parseUpstream(text: string): URL {
  const url = URL.parse(text);
  const loopback = url !== null && ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname);
  if (url === null || !(url.protocol === 'https:' || (url.protocol === 'http:' && loopback)))
    throw new SandboxFailed(`${text} is not an address that a key may be sent to`);
  return url;
}

interface Passage {
  readonly relay: Relay;
  readonly upstream: URL;
  readonly tell: (failure: string | null) => void;
}

function passOn(
  request: IncomingMessage,
  response: ServerResponse,
  { relay, upstream, tell }: Passage,
): void {
  const { url = '' } = request;
  if (!url.startsWith('/')) {
    response.writeHead(400).end();
    return;
  }
  const toKey = (text: string): string => text.replaceAll(relay.standIn, relay.key);
  const onward = start(upstream, {
    path: `${upstream.pathname.replace(/\/$/, '')}${toKey(url)}`,
    method: request.method ?? 'GET',
    headers: { ...mapped(withoutConnection(request.headers), toKey), host: upstream.host },
  });
  onward.on('response', (answer) => {
    // A failure is read whole, so it must not come packed.
    if ((answer.statusCode ?? 500) >= 400) {
      tell(`it answered ${answer.statusCode}`);
      void answerFailure(answer, response, relay);
    } else {
      response.writeHead(answer.statusCode ?? 502, withoutConnection(answer.headers));
      answer.once('end', () => tell(null));
      answer.on('error', () => {
        // A child that hangs up has its reasons.
        if (!response.destroyed) tell('its answer broke off');
        response.destroy();
      });
      answer.pipe(response);
    }
  });
  onward.on('error', () => {
    if (!response.destroyed) tell('it could not be reached');
    if (response.headersSent) response.destroy();
    else response.writeHead(502).end();
  });
  request.on('error', () => onward.destroy());
  response.on('close', () => onward.destroy());
  request.pipe(onward);
}

function start(upstream: URL, options: RequestOptions): ClientRequest {
  const { protocol, hostname, port } = upstream;
  const host = hostname.replace(/^\[|\]$/g, '');
  const whole = { ...options, host, ...(port !== '' && { port }), agent: false as const };
  return protocol === 'https:' ? requestHttps({ ...whole, servername: host }) : requestHttp(whole);
}

async function answerFailure(
  answer: IncomingMessage,
  response: ServerResponse,
  { key, standIn }: Relay,
): Promise<void> {
  const pieces: Buffer[] = [];
  let length = 0;
  try {
    for await (const piece of answer) {
      pieces.push(piece);
      length += piece.length;
      if (length > LONGEST_FAILURE) break;
    }
  } catch {
    response.destroy();
    return;
  }
  const { 'content-length': _length, ...headers } = withoutConnection(answer.headers);
  // Packed, it cannot be read here; then only what it was about is passed on.
  const packed = headers['content-encoding'] !== undefined && headers['content-encoding'] !== 'identity';
  const text = packed ? '' : Buffer.concat(pieces).toString('latin1').replaceAll(key, standIn);
  response.writeHead(answer.statusCode ?? 502, packed ? {} : headers);
  response.end(text, 'latin1');
}

function mapped(headers: IncomingHttpHeaders, map: (text: string) => string): IncomingHttpHeaders {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      typeof value === 'string' ? map(value) : value?.map(map),
    ]),
  );
}
