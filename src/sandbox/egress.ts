import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseHosts } from './allowed-hosts.ts';
import { openEgressProxy } from './egress-proxy.ts';
import { forwarder } from './forwarder.ts';

/** What a sandbox without a network needs to reach the hosts it may. */
export interface Egress extends AsyncDisposable {
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
  directory: string,
  onRefused: (address: string) => void = () => undefined,
): Promise<Egress> {
  const allowed = parseHosts(hosts);
  if (allowed.length === 0) {
    return { placed: [], words: [], [Symbol.asyncDispose]: () => Promise.resolve() };
  }
  const outside = join(directory, 'egress');
  await mkdir(outside);
  const socket = join(outside, 'proxy');
  const proxy = await openEgressProxy(allowed, socket, { onRefused });
  // The command may run as another user; who else could come here is kept out by the directory above.
  await chmod(outside, 0o755);
  await chmod(socket, 0o777);

  const loopback = allowed
    .filter((entry) => entry.loopback)
    .flatMap(({ host, ports }) => ports.map((port) => ({ host, port })));
  // Lower ports are not for ordinary users; clients then have to ask the proxy like for any other host.
  const direct = loopback.filter(({ port }) => port >= 1024);
  const exempt = direct.length === loopback.length ? { NO_PROXY: ownNames, no_proxy: ownNames } : {};
  let port = 3128;
  while (direct.some((entry) => entry.port === port)) port += 1;
  const url = `http://127.0.0.1:${port}`;
  const env = {
    HTTP_PROXY: url,
    HTTPS_PROXY: url,
    http_proxy: url,
    https_proxy: url,
    ...exempt,
    // Without it, Node's own fetch does not look at the others.
    NODE_USE_ENV_PROXY: '1',
  };
  const settings = JSON.stringify({ socket: `${insideSocket}/proxy`, port, direct, env });
  return {
    placed: [
      [process.execPath, insideNode],
      [outside, insideSocket],
    ],
    words: [insideNode, '--input-type=commonjs', '--eval', forwarder, '--', settings],
    [Symbol.asyncDispose]: async () => await proxy[Symbol.asyncDispose](),
  };
}
