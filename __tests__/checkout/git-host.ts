import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { plainEnvironment } from '../doubles/git.ts';

/** One repository behind `git http-backend` on this machine, for who shows the token. */
export interface GitHost extends AsyncDisposable {
  readonly url: string;
  /** Who shows it may read and write. */
  token: string;
  /** Bytes of each answer that carried objects. */
  readonly sent: number[];
  /** Answers of this kind are begun and never finished. */
  stall: boolean;
  readonly stalled: Promise<void>;
}

export async function openGitHost(gitDir: string, token = 'ghs_secretOfThisTest'): Promise<GitHost> {
  const sent: number[] = [];
  let tellStalled = (): void => {};
  const stalled = new Promise<void>((resolve) => {
    tellStalled = resolve;
  });
  const server = createServer((request, response) => {
    const expected = `Basic ${Buffer.from(`x-access-token:${host.token}`).toString('base64')}`;
    if (request.headers.authorization !== expected) {
      response.writeHead(401).end();
      return;
    }
    void answer(request, response);
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const child = spawn('git', ['http-backend'], {
      env: {
        ...plainEnvironment,
        GIT_PROJECT_ROOT: gitDir,
        GIT_HTTP_EXPORT_ALL: '1',
        PATH_INFO: url.pathname.replace(/^\/repository/, ''),
        QUERY_STRING: url.search.slice(1),
        REQUEST_METHOD: request.method ?? 'GET',
        CONTENT_TYPE: request.headers['content-type'] ?? '',
        HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
        GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
        REMOTE_ADDR: '127.0.0.1',
        REMOTE_USER: 'somebody',
      },
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    request.pipe(child.stdin);
    child.stdin.on('error', () => child.stdin.destroy());
    const pieces: Buffer[] = [];
    child.stdout.on('data', (bytes: Buffer) => pieces.push(bytes));
    await once(child, 'close');
    const output = Buffer.concat(pieces);
    const end = output.indexOf('\r\n\r\n');
    const headers = output.toString('latin1', 0, end).split('\r\n');
    const status = headers.find((line) => line.startsWith('Status: '))?.slice(8, 11) ?? '200';
    const type = headers.find((line) => line.startsWith('Content-Type: '))?.slice(14) ?? '';
    response.writeHead(Number(status), { 'content-type': type });
    const body = output.subarray(end + 4);
    if (body.includes('PACK')) {
      sent.push(body.length);
      if (host.stall) {
        response.write(body.subarray(0, body.length / 2));
        tellStalled();
        return;
      }
    }
    response.end(body);
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const host: GitHost = {
    url: `http://127.0.0.1:${port}/repository`,
    token,
    sent,
    stall: false,
    stalled,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return host;
}

/** The git directory of a test's repository, open to fetches by id and to pushes. */
export async function servable(repository: {
  readonly directory: string;
  git(...args: string[]): Promise<string>;
}): Promise<string> {
  await repository.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
  await repository.git('config', 'http.receivepack', 'true');
  return join(repository.directory, '.git');
}
