import { once } from 'node:events';
import { constants } from 'node:fs';
import { mkdtempDisposable } from 'node:fs/promises';
import { createServer, request, type Server } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { parseHosts } from '../../src/sandbox/allowed-hosts.ts';
import { isOwn, openEgressProxy, type Lookup } from '../../src/sandbox/egress-proxy.ts';
import { command, findRungs, isConfined, isContainer } from './rungs.ts';

const confined = (await findRungs()).filter(isConfined);

/** A server on this machine that says what it was asked. */
async function openModel(): Promise<{ server: Server; port: number; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((incoming, response) => {
    let body = '';
    incoming.setEncoding('utf8').on('data', (text: string) => (body += text));
    incoming.on('end', () => {
      asked.push(`${incoming.method} ${incoming.url} ${body}`);
      response.end(`answer to ${body}`);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return { server, port: typeof address === 'object' && address ? address.port : 0, asked };
}

let model: Awaited<ReturnType<typeof openModel>>;
let other: typeof model;
beforeAll(async () => {
  model = await openModel();
  other = await openModel();
});
afterAll(() => {
  model.server.close();
  other.server.close();
});

describe('hosts that may be reached', () => {
  test('are a name with the ports of HTTPS and HTTP, or a name with its own port', () => {
    expect(
      parseHosts(['API.example.com.', 'r.example.com:8443', '[::1]:80', '127.0.0.1:4000', 'localhost']),
    ).toEqual([
      { host: 'api.example.com', ports: [443, 80], loopback: false },
      { host: 'r.example.com', ports: [8443], loopback: false },
      { host: '::1', ports: [80], loopback: true },
      { host: '127.0.0.1', ports: [4000], loopback: true },
      { host: 'localhost', ports: [443, 80], loopback: true },
    ]);
  });

  test.each(['', 'https://x', 'x:', 'x:0', 'x:70000', 'x y', '*.x', 'x/y', 'x:80:80'])(
    'are never "%s"',
    (entry) => {
      expect(() => parseHosts([entry])).toThrow(expect.objectContaining({ code: 'ESANDBOX' }));
    },
  );
});

describe('the proxy', () => {
  let refused: string[] = [];
  beforeEach(() => {
    refused = [];
  });
  const proxied = async <T>(
    hosts: string[],
    lookup: Lookup | undefined,
    use: (socket: string) => Promise<T>,
  ) => {
    await using directory = await mkdtempDisposable(join(tmpdir(), 'wholly-test-'));
    const socket = join(directory.path, 'proxy');
    await using _proxy = await openEgressProxy(parseHosts(hosts), socket, {
      ...(lookup && { lookup }),
      onRefused: (address) => refused.push(address),
    });
    return await use(socket);
  };
  /** The status line that CONNECT gets. */
  const tunnel = (target: string) => async (socket: string) => {
    const client = connect(socket);
    client.write(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n\r\n`);
    const [answer] = await once(client.setEncoding('latin1'), 'data');
    client.destroy();
    return String(answer).split('\r\n')[0];
  };
  const get = (path: string) => async (socketPath: string) => {
    const asking = request({ socketPath, path, method: 'POST', headers: { 'Proxy-Authorization': 'x' } });
    asking.end('hello');
    const [response] = await once(asking, 'response');
    let body = '';
    for await (const chunk of response) body += String(chunk);
    return `${response.statusCode} ${body}`;
  };
  const leadingTo =
    (address: string): Lookup =>
    (_name, _options, callback) =>
      callback(null, [{ address, family: address.includes(':') ? 6 : 4 }]);

  test('opens a tunnel to an allowed host and port only', async () => {
    const hosts = [`127.0.0.1:${model.port}`];
    expect(await proxied(hosts, undefined, tunnel(`127.0.0.1:${model.port}`))).toMatch(/ 200 /);
    for (const target of [
      `127.0.0.1:${other.port}`,
      `localhost:${model.port}`,
      `127.1:${model.port}`,
      'example.com:443',
      'x',
    ]) {
      expect(await proxied(hosts, undefined, tunnel(target))).toMatch(/ 403 /);
    }
    expect(refused).toEqual([
      `127.0.0.1:${other.port}`,
      `localhost:${model.port}`,
      `127.1:${model.port}`,
      'example.com:443',
    ]);
  });

  test('tells of what it refused, each once, and not without end', async () => {
    await proxied([`127.0.0.1:${model.port}`], undefined, async (socket) => {
      for (let round = 0; round < 2; round += 1) await tunnel('example.com:443')(socket);
      await get('http://example.com/')(socket);
      await get(`http://127.0.0.1:${model.port}/`)(socket);
      await tunnel(`${'x'.repeat(1000)}:443`)(socket);
      expect(refused.map(({ length }) => length)).toEqual([15, 14, 260]);
      for (let index = 0; index < 120; index += 1) await tunnel(`h${index}:1`)(socket);
    });
    expect(refused).toHaveLength(100);
  });

  test('passes plain HTTP on to an allowed host and port only', async () => {
    const hosts = [`127.0.0.1:${model.port}`];
    expect(await proxied(hosts, undefined, get(`http://127.0.0.1:${model.port}/v1?a=b`))).toBe(
      '200 answer to hello',
    );
    expect(model.asked.at(-1)).toBe('POST /v1?a=b hello');
    for (const path of [
      `http://127.0.0.1:${other.port}/`,
      'http://example.com/',
      'ftp://127.0.0.1/',
      '/v1',
    ]) {
      expect(await proxied(hosts, undefined, get(path))).toBe('403 ');
    }
    expect(other.asked).toEqual([]);
  });

  // Those at which the model would answer.
  test.each(['127.0.0.1', '0.0.0.0', '::ffff:127.0.0.1'])(
    'does not follow a name to this machine (%s)',
    async (address) => {
      const hosts = [`example.com:${model.port}`];
      expect(await proxied(hosts, leadingTo(address), tunnel(`example.com:${model.port}`))).toMatch(/ 502 /);
    },
  );

  // Most of them answer nobody here, so that a tunnel to them would fail in any case.
  test.each([
    ['127.255.255.254', true],
    ['0.0.0.1', true],
    ['169.254.169.254', true],
    ['::', true],
    ['::1', true],
    ['::ffff:169.254.169.254', true],
    ['fe80::1', true],
    ['febf::1', true],
    ['128.0.0.1', false],
    ['169.253.255.255', false],
    ['10.0.0.1', false],
    ['2001:db8::1', false],
    ['::ffff:93.184.215.14', false],
  ])('takes the address %s for one of this machine: %j', (address, own) => {
    expect(isOwn({ address, family: address.includes(':') ? 6 : 4 })).toBe(own);
  });

  test('follows the name of this machine where that is what is allowed', async () => {
    const hosts = [`localhost:${model.port}`];
    expect(await proxied(hosts, leadingTo('127.0.0.1'), tunnel(`LOCALHOST:${model.port}`))).toMatch(/ 200 /);
  });
});

describe.each(confined)('$name', (sandbox) => {
  const ask = async (hosts: readonly string[], script: string) => {
    await using directory = await mkdtempDisposable(join(tmpdir(), 'wholly-test-'));
    const words = [process.execPath, '--input-type=module', '--eval', script] as const;
    const exit = await sandbox.run(command(words, directory.path, { hosts, input: 'prompt' }));
    if (exit.kind !== 'exited') throw new Error(`ended as ${exit.kind}`);
    return `${exit.exitCode} ${exit.stdout.text}${exit.stderr.text}`;
  };
  const get = (url: string) =>
    `console.log(await fetch('${url}', { method: 'POST', body: 'hi' }).then(async (r) => r.status + ' ' + await r.text(), (e) => 'failed'))`;

  // A container takes long to start: what its engine has no part in is not tried again.
  const slow = isContainer(sandbox);

  test.skipIf(slow)('reaches nothing without hosts', async () => {
    expect(await ask([], get(`http://127.0.0.1:${model.port}/`))).toBe('0 failed\n');
    expect(await ask([], `console.log(Object.keys((await import('node:os')).networkInterfaces()))`)).toMatch(
      /\[ 'lo' \]/,
    );
  });

  test('reaches a model on this machine, at its own address', async () => {
    expect(await ask([`127.0.0.1:${model.port}`], get(`http://127.0.0.1:${model.port}/v1`))).toBe(
      '0 200 answer to hi\n',
    );
    expect(await ask([`localhost:${model.port}`], get(`http://localhost:${model.port}/v1`))).toBe(
      '0 200 answer to hi\n',
    );
  });

  test('reaches nothing else: not beside it, not by name, not without the proxy', async () => {
    const before = other.asked.length;
    const hosts = [`127.0.0.1:${model.port}`];
    expect(await ask(hosts, get(`http://127.0.0.1:${other.port}/`))).toBe('0 failed\n');
    expect(await ask(hosts, get('http://example.com/'))).toBe('0 failed\n');
    // Plain HTTP asks the proxy by the whole address, so its answer can be seen.
    const plain = `import { get } from 'node:http'; get('http://example.com/', (answer) => console.log(answer.resume().statusCode));`;
    expect(await ask(hosts, plain)).toBe('0 403\n');
    const direct = `
      import { connect } from 'node:net';
      import { lookup } from 'node:dns/promises';
      console.log(await lookup('example.com').then(() => 'name', () => 'no name'));
      const socket = connect(443, '93.184.215.14');
      console.log(await new Promise((done) => socket.on('connect', () => done('out')).on('error', () => done('no way'))));`;
    expect(await ask(hosts, direct)).toBe('0 no name\nno way\n');
    expect(other.asked.length).toBe(before);
  });

  test.skipIf(slow)(
    'leaves the output of the command as it is, which must block where nobody reads',
    async () => {
      await using directory = await mkdtempDisposable(join(tmpdir(), 'wholly-test-'));
      const address = `127.0.0.1:${model.port}`;
      const before = model.asked.length;
      // The forwarder's own Node, which is there whatever else is.
      const visit = `/run/wholly/node -e "fetch('http://${address}/')" </dev/null >/dev/null 2>&1`;
      const script = `${visit}; grep -h flags /proc/self/fdinfo/1 /proc/self/fdinfo/2`;
      const exit = await sandbox.run(command(['sh', '-c', script], directory.path, { hosts: [address] }));
      expect(model.asked.length).toBe(before + 1);
      const flags = exit.kind === 'exited' ? exit.stdout.text.match(/\d+/g) : null;
      expect(flags?.map((octal) => parseInt(octal, 8) & constants.O_NONBLOCK)).toEqual([0, 0]);
    },
  );

  test.skipIf(slow)('starts where a port cannot be opened inside', async () => {
    expect(await ask(['127.0.0.1', 'localhost:80'], 'console.log(process.env.NO_PROXY)')).toBe(
      '0 undefined\n',
    );
  });

  test('ends as its command does, with its input, also behind the forwarder', async () => {
    const hosts = [`127.0.0.1:${model.port}`];
    expect(await ask(hosts, 'process.stdin.pipe(process.stdout); process.exitCode = 9')).toBe('9 prompt');
    await using directory = await mkdtempDisposable(join(tmpdir(), 'wholly-test-'));
    const killed = await sandbox.run(command(['sh', '-c', 'kill -KILL $$'], directory.path, { hosts }));
    expect(killed).toMatchObject({ kind: 'killed', signal: 'SIGKILL' });
    const stopped = await sandbox.run(
      command(['sleep', '60'], directory.path, { hosts, limits: { wallMs: 500, outputBytes: 1000 } }),
    );
    expect(stopped.kind).toBe('timed-out');
  });
});
