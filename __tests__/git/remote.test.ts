import { once } from 'node:events';
import { createServer as createHost, type RequestListener } from 'node:http';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openGit } from '../../src/git/git.ts';
import { fetchCommit, isOnHost, pushRef, readRemoteRef, type Remote } from '../../src/git/remote.ts';
import { openWorkshop } from '../../src/git/workshop.ts';
import { openGitHost } from '../checkout/git-host.ts';
import { openRepository } from '../doubles/repository.ts';

const git = openGit({ PATH: process.env['PATH'] ?? '' });

/** The first answers break off in their headers; whoever asks later gets through. */
async function openBadLine(url: string, broken: number) {
  let asked = 0;
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    const end = (): void => void socket.destroy();
    open.add(socket.on('error', end).on('close', () => open.delete(socket)));
    asked += 1;
    if (asked <= broken) {
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Ty'));
      return;
    }
    const { hostname, port } = new URL(url);
    const onward = connect(Number(port), hostname).on('error', end);
    socket.pipe(onward).pipe(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: url.replace(/:\d+\//, `:${port}/`),
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

async function openSite(broken: number, files: Readonly<Record<string, string>> = { a: 'a\n' }) {
  await using opened = new AsyncDisposableStack();
  const repository = opened.use(await openRepository({ files }));
  const host = opened.use(await openGitHost(join(repository.directory, '.git')));
  const line = opened.use(await openBadLine(host.url, broken));
  const { gitDir: workshop } = await openWorkshop(repository.scratch.path, 'sha1');
  const kept = opened.move();
  return {
    repository,
    remote: { url: line.url, token: host.token },
    workshop,
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

test('a fetch whose answer broke off is a fault, and no missing branch', async () => {
  // Git asks twice for what it cannot read: as a host of git, and as one of files.
  await using site = await openSite(2);
  const { remote, workshop, repository } = site;
  await expect(fetchCommit(git, workshop, remote, 'main')).rejects.toMatchObject({ code: 'EGIT' });
  expect(await fetchCommit(git, workshop, remote, 'main')).toBe(await repository.git('rev-parse', 'HEAD'));
});

test('a fetch whose answers all break off is a fault, and no missing branch', async () => {
  await using site = await openSite(1000);
  const { remote, workshop } = site;
  await expect(fetchCommit(git, workshop, remote, 'main')).rejects.toMatchObject({ code: 'EGIT' });
});

test('a look at a ref whose answer broke off is a fault, and not the news that it is gone', async () => {
  await using site = await openSite(1000);
  await expect(readRemoteRef(git, site.remote, 'refs/heads/main')).rejects.toMatchObject({ code: 'EGIT' });
});

test('a branch that a host does not have is missing, also where the host has none at all', async () => {
  for (const files of [{ a: 'a\n' }, {}]) {
    await using site = await openSite(0, files);
    const { remote, workshop } = site;
    await expect(fetchCommit(git, workshop, remote, 'gone')).rejects.toMatchObject({ code: 'EBASE' });
    expect(await readRemoteRef(git, remote, 'refs/heads/gone')).toBeNull();
  }
});

async function openHost(answer: RequestListener) {
  const server = createHost(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/a/b.git`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const COMMIT = '1'.repeat(40);
const ACTS: readonly (readonly [string, (remote: Remote, gitDir: string) => Promise<unknown>])[] = [
  ['a fetch', (remote, gitDir) => fetchCommit(git, gitDir, remote, 'main')],
  ['a look at a ref', (remote) => readRemoteRef(git, remote, 'refs/heads/main')],
  [
    'a push',
    (remote, gitDir) => pushRef(git, gitDir, remote, { ref: 'refs/heads/x', commit: null, expected: COMMIT }),
  ],
];

test.each(ACTS)('%s follows no host to another one', async (_name, act) => {
  const asked: (string | undefined)[] = [];
  await using elsewhere = await openHost(({ url }, response) => {
    asked.push(url);
    response.writeHead(404).end();
  });
  let sentAway = 0;
  await using host = await openHost(({ url }, response) => {
    sentAway += 1;
    response.writeHead(302, { location: `${new URL(elsewhere.url).origin}${url ?? ''}` }).end();
  });
  await using site = await openSite(0);
  await act({ url: host.url, token: 'ghs_secretOfThisTest' }, site.workshop).catch(() => null);
  expect([sentAway > 0, asked]).toEqual([true, []]);
});

const WEAKER = [
  'http://127.0.0.2:1/a/b',
  'http://127.0.0.1.invalid:1/a/b',
  'http://localhost.invalid:1/a/b',
  'http://notlocalhost:1/a/b',
  'git://127.0.0.1:1/a/b',
  'ssh://127.0.0.1:1/a/b',
  'file:///a/b',
  'ext::sh -c true',
];

const QUESTION = [
  'a question for a commit',
  (remote: Remote, gitDir: string) => isOnHost(git, gitDir, remote, COMMIT),
] as const;

test.each([...ACTS, QUESTION])(
  '%s goes by https, or plainly to this very machine, and else no git is started',
  async (_name, act) => {
    await using site = await openSite(0);
    const before = git.started;
    for (const url of WEAKER) await expect(act({ url }, site.workshop)).rejects.toBeInstanceOf(TypeError);
    expect(git.started).toBe(before);
  },
);
