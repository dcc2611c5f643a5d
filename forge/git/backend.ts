import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import type { IncomingHttpHeaders } from 'node:http';
import { canSee, hasRole, isGranted } from '../access.ts';
import type { Actor } from '../actor.ts';
import { readCaller } from '../actors.ts';
import { Refusal, type Answer } from '../answer.ts';
import { repositoryNamed, type Forge } from '../forge.ts';
import type { Repository } from '../repository.ts';
import { FLUSH, packet } from './pkt-line.ts';
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
  if (repository.isPrivate && caller?.installation !== undefined && !isGranted(caller, 'contents', 'read'))
    throw new Refusal(403, 'Write access to repository not granted.');
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
  http: { headers: IncomingHttpHeaders; body: Buffer },
  noteActor: (actor: Actor | undefined) => void,
): Promise<Answer> {
  try {
    const caller = readGitCaller(forge, http.headers.authorization);
    noteActor(caller);
    const repository = admit(forge, request, caller);
    const body = http.headers['content-encoding'] === 'gzip' ? gunzipSync(http.body) : http.body;
    const isPush = request.rest === 'git-receive-pack' && caller !== undefined;
    const reception = isPush ? receive(forge, repository, caller, body) : undefined;
    const protocol = http.headers['git-protocol'];
    const answer = await runService(
      forge,
      repository,
      request,
      typeof protocol === 'string' ? protocol : undefined,
      body,
      reception?.env ?? {},
    );
    if (reception === undefined) return answer;
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

/**
 * What `git http-backend` would do, without it between us and the service: two processes fewer for each request. Gathered
 * whole, for pushes are rewritten and fetches here are small. https://git-scm.com/docs/http-protocol
 */
async function runService(
  forge: Forge,
  { gitDir }: Repository,
  { service, rest }: GitRequest,
  protocol: string | undefined,
  body: Buffer,
  more: Readonly<Record<string, string>>,
): Promise<Answer> {
  const isAdvertised = rest === 'info/refs';
  // Only what is asked for by version 2 comes without the refs, and so is the same for every repository.
  const isCapabilities =
    isAdvertised && service === 'git-upload-pack' && protocol?.includes('version=2') === true;
  const run = () => {
    const words = [service.slice('git-'.length), '--stateless-rpc'];
    if (isAdvertised) words.push('--http-backend-info-refs');
    const env = { ...(protocol !== undefined && { GIT_PROTOCOL: protocol }), ...more };
    return answerOf(forge.git.start([...words, gitDir], env), body);
  };
  const said = isCapabilities ? (forge.capabilities ??= await run()) : await run();
  const head = isAdvertised && !isCapabilities ? [packet(`# service=${service}\n`), FLUSH] : [];
  return {
    status: 200,
    headers: {
      'content-type': `application/x-${service}-${isAdvertised ? 'advertisement' : 'result'}`,
      'cache-control': 'no-cache, max-age=0, must-revalidate',
    },
    bytes: Buffer.concat([...head, said]),
  };
}

async function answerOf(child: ReturnType<Forge['git']['start']>, body: Buffer): Promise<Buffer> {
  child.stderr.resume();
  // Who refuses early closes its input; what it said tells the story.
  child.stdin.on('error', () => child.stdin.destroy());
  child.stdin.end(body);
  const [said] = await Promise.all([buffer(child.stdout), once(child, 'close')]);
  return said;
}
