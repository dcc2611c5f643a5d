import { isIP } from 'node:net';
import { SandboxFailed } from './sandbox.ts';

/** One host that may be reached, in lower case, an IPv6 address without its brackets. */
export interface AllowedHost {
  readonly host: string;
  readonly ports: readonly number[];
  /** It is this machine itself. */
  readonly loopback: boolean;
}

/** `host` means the ports of HTTPS and HTTP; `host:port` and `[v6]:port` only that one. */
export function parseHosts(entries: readonly string[]): AllowedHost[] {
  return entries.map((entry) => {
    const [, name = '', port] = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::(\d{1,5}))?$/i.exec(entry) ?? [];
    const host = normalHost(name);
    if (host === '' || Number(port ?? 1) < 1 || Number(port ?? 1) > 65_535) {
      throw new SandboxFailed(`"${entry}" is not a host or host:port`);
    }
    return { host, ports: port === undefined ? [443, 80] : [Number(port)], loopback: isLoopback(host) };
  });
}

/** The same host in the same letters: case, a closing dot and brackets make no difference. */
export function normalHost(name: string): string {
  return name
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}
