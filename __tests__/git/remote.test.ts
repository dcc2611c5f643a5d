import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openGit } from '../../src/git/git.ts';
import { fetchCommit, readRemoteRef } from '../../src/git/remote.ts';
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
