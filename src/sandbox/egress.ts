import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseHosts } from './allowed-hosts.ts';
import { openEgressProxy } from './egress-proxy.ts';
import { forwarder } from './forwarder.ts';
import { openRelay } from './relay.ts';
import type { Relay } from './sandbox.ts';

/** What a sandbox without a network needs to reach the hosts it may. */
export interface Egress extends AsyncDisposable {
  readonly env: Readonly<Record<string, string>>;
  /** Host paths to place inside, read-only. */
  readonly placed: readonly (readonly [from: string, to: string])[];
  /** Put before the command. */
  readonly words: readonly string[];
}

const insideNode = '/run/wholly/node';
const insideSocket = '/run/wholly/egress';
const ownNames = 'localhost,127.0.0.1,::1';

/**
 * The one way out: our proxy, outside, on a Unix socket; a forwarder, inside, on loopback. Programs find it by the usual
 * variables. Allowed loopback hosts (a model server beside us) get their own port inside as well, because clients do not
 * ask a proxy for those.
 */
export async function openEgress(
  hosts: readonly string[],
  relays: readonly Relay[],
  directory: string,
): Promise<Egress> {
  const allowed = parseHosts(hosts);
  if (allowed.length === 0 && relays.length === 0) {
    return { env: {}, placed: [], words: [], [Symbol.asyncDispose]: () => Promise.resolve() };
  }
  const outside = join(directory, 'egress');
  await mkdir(outside);
  await using opened = new AsyncDisposableStack();
  const socket = join(outside, 'proxy');
  opened.use(await openEgressProxy(allowed, socket));
  // The command may run as another user; who else could come here is kept out by the directory above.
  await chmod(outside, 0o755);
  await chmod(socket, 0o777);

  const loopback = allowed
    .filter((entry) => entry.loopback)
    .flatMap(({ host, ports }) => ports.map((port) => ({ host, port })));
  // Lower ports are not for ordinary users; clients then have to ask the proxy like for any other host.
  const direct = loopback.filter(({ port }) => port >= 1024);
  const exempt = direct.length === loopback.length ? { NO_PROXY: ownNames, no_proxy: ownNames } : {};
  const ports = freePorts(new Set(direct.map((entry) => entry.port)), relays.length + 1);
  const [port = 0, ...relayPorts] = ports;
  const url = `http://127.0.0.1:${port}`;
  const relayed = [];
  const addresses: Record<string, string> = {};
  for (const [index, relay] of relays.entries()) {
    const name = `relay-${index}`;
    opened.use(await openRelay(relay, join(outside, name)));
    await chmod(join(outside, name), 0o777);
    relayed.push({ socket: `${insideSocket}/${name}`, port: relayPorts[index] });
    addresses[relay.variable] = `http://127.0.0.1:${relayPorts[index]}`;
  }
  const settings = JSON.stringify({ socket: `${insideSocket}/proxy`, port, direct, relayed });
  const proxies = {
    HTTP_PROXY: url,
    HTTPS_PROXY: url,
    http_proxy: url,
    https_proxy: url,
    // A relay is asked by itself, however little else may be reached.
    ...(relays.length > 0 && { NO_PROXY: ownNames, no_proxy: ownNames }),
    ...exempt,
    // Without it, Node's own fetch does not look at the others.
    NODE_USE_ENV_PROXY: '1',
  };
  const ending = opened.move();
  return {
    env: { ...proxies, ...addresses },
    placed: [
      [process.execPath, insideNode],
      [outside, insideSocket],
    ],
    words: [insideNode, '--eval', forwarder, '--', settings],
    [Symbol.asyncDispose]: () => ending.disposeAsync(),
  };
}

/** So many ports that nobody inside asks for. */
function freePorts(taken: ReadonlySet<number>, count: number): number[] {
  const ports: number[] = [];
  for (let port = 3128; ports.length < count; port += 1) if (!taken.has(port)) ports.push(port);
  return ports;
}
