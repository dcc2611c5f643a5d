import { once } from 'node:events';
import { lookup as lookupName } from 'node:dns';
import { createServer, request as requestHttp, type IncomingMessage, type ServerResponse } from 'node:http';
import { BlockList, connect, type LookupFunction } from 'node:net';
import type { Duplex } from 'node:stream';
import { normalHost, type AllowedHost } from './allowed-hosts.ts';
import { withoutConnection } from './connection-headers.ts';

/** This machine and its neighbours by link: where clouds serve credentials. A name must not lead there. */
const ownAddresses = new BlockList();
ownAddresses.addSubnet('0.0.0.0', 8);
ownAddresses.addSubnet('127.0.0.0', 8);
ownAddresses.addSubnet('169.254.0.0', 16);
ownAddresses.addAddress('::', 'ipv6');
ownAddresses.addAddress('::1', 'ipv6');
ownAddresses.addSubnet('fe80::', 10, 'ipv6');

/** How long a host may take to accept a connection, milliseconds. */
const connectMs = 30_000;

/** At one time; an agent that opens more waits. */
const connections = 256;

/** Where an allowed request goes. */
interface Route {
  readonly host: string;
  readonly port: number;
  readonly lookup: LookupFunction;
}

type Routes = (host: string, port: number) => Route | null;

/** The part of `dns.lookup` that is used. */
export type Lookup = (
  name: string,
  options: { all: true },
  callback: (error: Error | null, addresses: { address: string; family: number }[]) => void,
) => void;

export interface ProxyTools {
  readonly lookup?: Lookup;
  /** Told once of each address that was asked for in vain. */
  readonly onRefused?: (address: string) => void;
}

/** Told of, so that a child that asks for a million names floods nobody. */
const MOST_REFUSED = 100;
/** A name in DNS has 253 characters at most, a port 5. */
const LONGEST_ADDRESS = 260;

/**
 * An HTTP proxy on a Unix socket that reaches the allowed hosts and ports and nothing else: CONNECT for TLS, whole
 * addresses for plain HTTP. Names are looked up here, outside, and one that leads to this machine is refused unless the
 * machine itself is allowed.
 */
export async function openEgressProxy(
  allowed: readonly AllowedHost[],
  socket: string,
  { lookup = lookupName, onRefused = () => undefined }: ProxyTools = {},
): Promise<AsyncDisposable> {
  const refused = new Set<string>();
  const routes: Routes = (host, port) => {
    const entry = allowed.find((entry) => entry.host === normalHost(host) && entry.ports.includes(port));
    if (entry) return { host: entry.host, port, lookup: guardedLookup(lookup, entry.loopback) };
    const address = `${host}:${port}`.slice(0, LONGEST_ADDRESS);
    if (host !== '' && !refused.has(address) && refused.size < MOST_REFUSED) {
      refused.add(address);
      onRefused(address);
    }
    return null;
  };
  const tunnels = new Set<Duplex>();
  const server = createServer((request, response) => passOn(request, response, routes));
  server.maxConnections = connections;
  server.on('connect', (request, client: Duplex, head: Buffer) => {
    tunnels.add(client);
    client.once('close', () => tunnels.delete(client));
    openTunnel(request.url ?? '', client, head, routes);
  });
  server.listen(socket);
  await once(server, 'listening');
  return {
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      for (const tunnel of tunnels) tunnel.destroy();
      await closed;
    },
  };
}

function openTunnel(target: string, client: Duplex, head: Buffer, routes: Routes): void {
  client.on('error', () => client.destroy());
  const [, host = '', port = ''] = /^(.*):(\d+)$/.exec(target) ?? [];
  const route = routes(host, Number(port));
  const answer = (status: string) =>
    client.end(`HTTP/1.1 ${status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
  if (route === null) {
    answer('403 Forbidden');
    return;
  }
  const upstream = connect({ ...route, timeout: connectMs });
  let open = false;
  upstream.once('timeout', () => upstream.destroy(new Error('no answer')));
  upstream.once('connect', () => {
    open = true;
    upstream.setTimeout(0);
    client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    upstream.write(head);
    client.pipe(upstream).pipe(client);
  });
  upstream.on('error', () => (open ? client.destroy() : answer('502 Bad Gateway')));
  upstream.on('close', () => client.end());
  client.on('close', () => upstream.destroy());
}

function passOn(request: IncomingMessage, response: ServerResponse, routes: Routes): void {
  const url = URL.parse(request.url ?? '');
  const route =
    url?.protocol === 'http:' ? routes(url.hostname, Number(url.port === '' ? 80 : url.port)) : null;
  if (url === null || route === null) {
    response.writeHead(403).end();
    return;
  }
  const upstream = requestHttp({
    ...route,
    path: url.pathname + url.search,
    method: request.method ?? 'GET',
    headers: { ...withoutConnection(request.headers), host: url.host },
    agent: false,
  });
  upstream.on('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, withoutConnection(answer.headers));
    answer.on('error', () => response.destroy());
    answer.pipe(response);
  });
  upstream.on('error', () => {
    if (response.headersSent) response.destroy();
    else response.writeHead(502).end();
  });
  request.on('error', () => upstream.destroy());
  response.on('close', () => upstream.destroy());
  request.pipe(upstream);
}

/** Refuses an answer that leads back to this machine, whoever gave it. Addresses written out never come here. */
function guardedLookup(lookup: Lookup, loopback: boolean): LookupFunction {
  return (name, options, callback) => {
    lookup(name, { all: true }, (error, addresses) => {
      const open = loopback ? addresses : addresses?.filter((one) => !isOwn(one));
      const [first] = open ?? [];
      if (error) callback(error, '', 0);
      else if (!first) callback(new Error(`${name} leads to this machine`), '', 0);
      else if (options.all === true) callback(null, open);
      else callback(null, first.address, first.family);
    });
  };
}

/** Whether an address that a name has led to is one of this machine, or of its neighbours by link. */
export function isOwn({ address, family }: { address: string; family: number }): boolean {
  return ownAddresses.check(address, family === 6 ? 'ipv6' : 'ipv4');
}
