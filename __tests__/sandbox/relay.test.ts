import { once } from 'node:events';
import { mkdtempDisposable } from 'node:fs/promises';
import { createServer, request, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openRelay, type Relay } from '../../src/sandbox/relay.ts';
import { requireRoot } from '../doubles/root.ts';
import { command, findRungs } from './rungs.ts';

const KEY = 'the-real-key-0123456789abcdef';
const STAND_IN = 'wholly-stand-in-0123456789abcd';

interface Heard {
  readonly url: string;
  readonly key: string | undefined;
  readonly body: string;
}

/** A service that takes one key, and quotes in its refusals whatever it was sent. */
let service: Server;
let address = '';
const heard: Heard[] = [];
beforeAll(async () => {
  service = createServer((incoming, response) => {
    let body = '';
    incoming.setEncoding('utf8').on('data', (text: string) => (body += text));
    incoming.on('end', () => {
      const url = incoming.url ?? '';
      const key = [incoming.headers['x-api-key']].flat()[0] ?? incoming.headers.authorization;
      heard.push({ url, key, body });
      if (url.includes('refuse'))
        response.writeHead(401, { 'content-type': 'text/plain' }).end(`bad key ${key}`);
      else if (url.includes('packed'))
        response.writeHead(500, { 'content-encoding': 'gzip' }).end(`bad key ${key}`);
      else if (url.includes('slow')) {
        response.once('close', () => setImmediate(() => service.emit('left')));
        response.writeHead(200).write('half');
      } else if (url.includes('cut')) response.writeHead(200).write('half', () => response.destroy());
      else response.end(`said ${body}`);
    });
  });
  service.listen(0, '127.0.0.1');
  await once(service, 'listening');
  const at = service.address();
  address = `http://127.0.0.1:${typeof at === 'object' && at !== null ? at.port : 0}`;
});
afterAll(() => {
  service.close();
});

const relayTo = (upstream: string): Relay => ({
  upstream,
  key: KEY,
  standIn: STAND_IN,
});

async function ask(path: string, headers: Record<string, string> = {}, upstream = `${address}/v1/`) {
  await using relay = await openRelay(relayTo(upstream));
  const [hostname, port] = relay.host.split(':');
  const asking = request({ hostname, port, path, method: 'POST', headers });
  asking.end('hello');
  const [response] = await once(asking, 'response');
  let body = '';
  for await (const chunk of response) body += String(chunk);
  return `${response.statusCode} ${body}`;
}

describe('a relay', () => {
  test('knows whether the last thing asked for came to nothing, and not what was looked up', async () => {
    await using relay = await openRelay(relayTo(address));
    const visit = async (method: string, path: string) => {
      await fetch(`http://${relay.host}${path}`, { method })
        .then((answer) => answer.text())
        .catch(() => '');
      return relay.failure !== null;
    };
    expect(relay.failure).toBeNull();
    expect(await visit('GET', '/refuse')).toBe(false);
    expect(await visit('POST', '/refuse')).toBe(true);
    expect(await visit('GET', '/fine')).toBe(true);
    expect(await visit('POST', '/fine')).toBe(false);
    expect(await visit('POST', '/cut')).toBe(true);
    await using nowhere = await openRelay(relayTo('http://127.0.0.1:1'));
    await fetch(`http://${nowhere.host}/`, { method: 'POST' });
    expect(nowhere.failure).not.toBeNull();
  });

  test('does not blame the service where the child hangs up', async () => {
    await using relay = await openRelay(relayTo(`${address}/`));
    const hangUp = new AbortController();
    const answer = await fetch(`http://${relay.host}/slow`, { method: 'POST', signal: hangUp.signal });
    hangUp.abort();
    await answer.text().catch(() => '');
    await once(service, 'left');
    expect(relay.failure).toBeNull();
  });

  test('puts the key where the stand-in is: in a header, behind a word, in a query', async () => {
    heard.length = 0;
    expect(await ask('/messages', { 'x-api-key': STAND_IN })).toBe('200 said hello');
    await ask('/messages', { authorization: `Bearer ${STAND_IN}` });
    await ask(`/models?key=${STAND_IN}`);
    await ask('/messages', { 'x-api-key': 'somebody-elses' });
    expect(heard.map(({ url, key }) => [url, key])).toEqual([
      ['/v1/messages', KEY],
      ['/v1/messages', `Bearer ${KEY}`],
      [`/v1/models?key=${KEY}`, undefined],
      ['/v1/messages', 'somebody-elses'],
    ]);
  });

  test('keeps the key out of a refusal that quotes it, and of one that it cannot read', async () => {
    expect(await ask('/refuse', { 'x-api-key': STAND_IN })).toBe(`401 bad key ${STAND_IN}`);
    expect(await ask('/packed', { 'x-api-key': STAND_IN })).toBe('500 ');
  });

  test('goes to its service only, whatever it is asked for', async () => {
    heard.length = 0;
    expect(await ask('http://127.0.0.1:1/elsewhere', { 'x-api-key': STAND_IN })).toBe('400 ');
    expect(heard).toEqual([]);
    await ask('//127.0.0.1:1/elsewhere', { 'x-api-key': STAND_IN });
    expect(heard.map(({ url }) => url)).toEqual(['/v1//127.0.0.1:1/elsewhere']);
  });

  test('says so when its service is not there, and ends with an answer that breaks off', async () => {
    expect(await ask('/messages', {}, 'http://127.0.0.1:1')).toBe('502 ');
    await expect(ask('/cut')).rejects.toThrow(/aborted/);
  });

  test.each(['http://example.com', 'ftp://127.0.0.1', 'nowhere', 'http://127.0.0.1.example.com'])(
    'sends no key to %s',
    async (upstream) => {
      await expect(openRelay(relayTo(upstream))).rejects.toMatchObject({ code: 'ESANDBOX' });
    },
  );
});

describe.each(await findRungs())('on the rung $name', (sandbox) => {
  test('a child uses the service under the stand-in, and can read the key nowhere', async () => {
    heard.length = 0;
    await using directory = await mkdtempDisposable(join(tmpdir(), 'wholly-test-'));
    const script = `
      import { readdirSync, readFileSync } from 'node:fs';
      const answer = await fetch(process.env.MODEL_URL + '/messages', {
        method: 'POST', headers: { 'x-api-key': process.env.MODEL_KEY }, body: 'hi' });
      console.log(answer.status, await answer.text());
      const seen = readdirSync('/proc').filter((name) => /^\\d+$/.test(name)).flatMap((name) => {
        try {
          return [readFileSync('/proc/' + name + '/environ', 'latin1') + readFileSync('/proc/' + name + '/cmdline', 'latin1')];
        } catch { return []; }
      });
      console.log(seen.length > 0, seen.join().includes(['the-real', 'key-0123456789abcdef'].join('-')));`;
    await using relay = await openRelay(relayTo(`${address}/v1`));
    const exit = await sandbox.run(
      command([process.execPath, '--input-type=module', '--eval', script], directory.path, {
        env: { MODEL_KEY: STAND_IN, MODEL_URL: `http://${relay.host}` },
        hosts: [relay.host],
      }),
    );
    expect(exit).toMatchObject({
      kind: 'exited',
      exitCode: 0,
      stdout: { text: '200 said hi\ntrue false\n' },
    });
    expect(heard).toEqual([{ url: '/v1/messages', key: KEY, body: 'hi' }]);
  });

  test('a child uses a service on a port of this machine that only root can open, beside another such', async (context) => {
    requireRoot(context, 'listen on a port below 1024');
    await using directory = await mkdtempDisposable(join(tmpdir(), 'wholly-test-'));
    const model = createServer((asked, response) =>
      response.end(`model ${asked.headers['x-api-key'] === KEY}`),
    );
    const beside = createServer((_, response) => response.end('beside'));
    try {
      const [port, low] = [await listenBelow1024(model), await listenBelow1024(beside)];
      const script = `
        const headers = { 'x-api-key': '${STAND_IN}' };
        for (const url of process.argv.slice(1)) console.log(await (await fetch(url, { headers })).text());`;
      for (const hosts of [[], [`127.0.0.1:${low}`]]) {
        await using relay = await openRelay(relayTo(`http://127.0.0.1:${port}`));
        const urls = [relay.host, ...hosts].map((host) => `http://${host}/`);
        const words = [process.execPath, '--input-type=module', '--eval', script, '--', ...urls] as const;
        const exit = await sandbox.run(command(words, directory.path, { hosts: [relay.host, ...hosts] }));
        const said = ['model true', 'beside'].slice(0, urls.length);
        expect(exit).toMatchObject({ kind: 'exited', stdout: { text: `${said.join('\n')}\n` } });
      }
    } finally {
      model.close();
      beside.close();
    }
  });
});

/** Whichever of the upper ones is free. */
async function listenBelow1024(server: Server): Promise<number> {
  for (let port = 1023; port > 900; port -= 1) {
    server.listen(port, '127.0.0.1');
    const isOpen = await Promise.race([
      once(server, 'listening').then(() => true),
      once(server, 'error').then(() => false),
    ]).catch(() => false);
    if (isOpen) return port;
  }
  throw new Error('no port below 1024 is free');
}
