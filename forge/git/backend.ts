import { gunzipSync } from 'node:zlib';
import type { IncomingHttpHeaders } from 'node:http';
import { canSee, hasRole, isGranted } from '../access.ts';
import { readCaller, type Actor } from '../actors.ts';
import { Refusal, type Answer } from '../answer.ts';
import { repositoryNamed, type Forge } from '../forge.ts';
import type { Repository } from '../repository.ts';
import { receive } from './receive.ts';

export interface GitRequest {
  readonly owner: string;
  readonly name: string;
  readonly service: 'git-upload-pack' | 'git-receive-pack';
  /** `info/refs` or the service itself. */
  readonly rest: string;
}

/** https://git-scm.com/docs/http-protocol; GitHub serves the same with and without `.git`. */
export function parseGitRequest(path: string, query: URLSearchParams): GitRequest | undefined {
  const [, owner, name, rest] =
    /^\/([\w.-]+)\/([\w.-]+?)(?:\.git)?\/(info\/refs|git-upload-pack|git-receive-pack)$/.exec(path) ?? [];
  if (owner === undefined || name === undefined || rest === undefined) return undefined;
  const service = rest === 'info/refs' ? query.get('service') : rest;
  if (service !== 'git-upload-pack' && service !== 'git-receive-pack') return undefined;
  return { owner, name, service, rest };
}

const REALM = { 'www-authenticate': 'Basic realm="GitHub"', 'content-type': 'text/plain' };

/** Statuses and texts as git shows them against github.com (repository not found, permission denied, bad token). */
function admit(forge: Forge, { owner, name, service }: GitRequest, caller: Actor | undefined): Repository {
  const repository = repositoryNamed(forge, owner, name);
  const isSeen = repository !== undefined && canSee(repository, caller);
  if (caller === undefined && (!isSeen || service === 'git-receive-pack')) {
    throw new Refusal(401, 'Repository not found.', [], REALM);
  }
  if (!isSeen) throw new Refusal(404, 'Repository not found.');
  if (service === 'git-upload-pack' || caller === undefined) return repository;
  const mayPush =
    caller.installation === undefined
      ? hasRole(repository, caller.identity, 'write')
      : caller.installation.account === repository.owner &&
        (caller.installation.repositories?.has(repository.fullName.toLowerCase()) ?? true) &&
        isGranted(caller, 'contents', 'write');
  if (repository.isArchived) throw new Refusal(403, 'This repository was archived so it is read-only.');
  if (!mayPush) {
    throw new Refusal(403, `Permission to ${repository.fullName}.git denied to ${caller.identity.login}.`);
  }
  return repository;
}

export async function serveGit(
  forge: Forge,
  request: GitRequest,
  http: { method: string; query: URLSearchParams; headers: IncomingHttpHeaders; body: Buffer },
  noteActor: (actor: Actor | undefined) => void,
): Promise<Answer> {
  try {
    const caller = readGitCaller(forge, http.headers.authorization);
    noteActor(caller);
    const repository = admit(forge, request, caller);
    const body = http.headers['content-encoding'] === 'gzip' ? gunzipSync(http.body) : http.body;
    const isPush = request.rest === 'git-receive-pack' && caller !== undefined;
    const reception = isPush ? receive(forge, repository, caller, body) : undefined;
    const answer = await runBackend(forge, repository, request, http, body, {
      REMOTE_USER: caller?.identity.login ?? '',
      ...reception?.env,
    });
    if (reception === undefined || answer.status !== 200) return answer;
    return { ...answer, bytes: await reception.finish(Buffer.from(answer.bytes ?? [])) };
  } catch (error) {
    // git shows a plain text body behind `remote:`.
    if (!(error instanceof Refusal)) throw error;
    return {
      status: error.status,
      headers: { 'content-type': 'text/plain; charset=utf-8', ...error.headers },
      bytes: Buffer.from(`${error.message}\n`),
    };
  }
}

function readGitCaller(forge: Forge, authorization: string | undefined): Actor | undefined {
  try {
    const caller = readCaller(forge, authorization);
    return caller.kind === 'actor' ? caller.actor : undefined;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Refusal(
      401,
      'Invalid username or token. Password authentication is not supported for Git operations.',
      [],
      REALM,
    );
  }
}

/** One CGI run of `git http-backend`, its output gathered: pushes are rewritten and fetches here are small. */
function runBackend(
  forge: Forge,
  repository: Repository,
  request: GitRequest,
  http: { method: string; query: URLSearchParams; headers: IncomingHttpHeaders },
  body: Buffer,
  more: Readonly<Record<string, string>>,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const protocol = http.headers['git-protocol'];
    const child = forge.git.start(['http-backend'], {
      GIT_PROJECT_ROOT: repository.gitDir,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: `/${request.rest}`,
      REQUEST_METHOD: http.method,
      QUERY_STRING: http.query.toString(),
      CONTENT_TYPE: http.headers['content-type'] ?? '',
      CONTENT_LENGTH: String(body.length),
      REMOTE_ADDR: '127.0.0.1',
      ...(typeof protocol === 'string' ? { GIT_PROTOCOL: protocol } : {}),
      ...more,
    });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.resume();
    child.once('error', reject);
    child.once('close', () => resolve(parseCgi(Buffer.concat(chunks))));
    child.stdin.on('error', () => child.stdin.destroy());
    child.stdin.end(body);
  });
}

/** https://www.rfc-editor.org/rfc/rfc3875#section-6 */
function parseCgi(out: Buffer): Answer {
  const end = out.indexOf('\r\n\r\n');
  if (end === -1) return { status: 500, json: { message: 'git http-backend gave no answer' } };
  const headers: Record<string, string> = {};
  let status = 200;
  for (const line of out.toString('latin1', 0, end).split('\r\n')) {
    const colon = line.indexOf(':');
    const key = line.slice(0, colon).toLowerCase();
    const value = line.slice(colon + 1).trim();
    if (key === 'status') status = Number.parseInt(value, 10);
    else headers[key] = value;
  }
  return { status, headers, bytes: out.subarray(end + 4) };
}
