import { created, invalid, ok, Refusal, type Answer } from '../answer.ts';
import { pageOf, param, requireActor, type RepositoryCall } from '../call.ts';
import type { Forge } from '../forge.ts';
import { resolveCommit } from '../git/objects.ts';
import { nodeIdOf } from '../identities.ts';
import { textAt, type Json } from '../json.ts';
import type { Repository, Status } from '../repository.ts';
import { renderUser } from '../truth/user.ts';
import { pass } from './pass.ts';
import { now } from '../now.ts';

/** emulate has no commit statuses (https://docs.github.com/rest/commits/statuses). */
const STATES = ['error', 'failure', 'pending', 'success'];

function renderBrief(forge: Forge, repository: Repository, status: Status): Json {
  return {
    url: `${forge.url}/repos/${repository.fullName}/statuses/${status.sha}`,
    avatar_url: renderUser(forge, status.by)['avatar_url'],
    id: status.id,
    node_id: nodeIdOf('StatusContext', status.id),
    state: status.state,
    description: status.description,
    target_url: status.targetUrl,
    context: status.context,
    created_at: status.at,
    updated_at: status.at,
  };
}

function render(forge: Forge, repository: Repository, status: Status): Json {
  return { ...renderBrief(forge, repository, status), creator: renderUser(forge, status.by) };
}

async function commitOf(call: RepositoryCall): Promise<string> {
  const ref = param(call, 'ref');
  const oid = await resolveCommit(call.forge.git, call.repository.gitDir, ref);
  if (oid === undefined) throw new Refusal(422, `No commit found for SHA: ${ref}`);
  return oid;
}

export async function createStatus(call: RepositoryCall): Promise<Answer> {
  const state = textAt(call.body, 'state') ?? '';
  if (!STATES.includes(state)) throw invalid('Status', 'state', 'invalid');
  const status: Status = {
    id: call.forge.nextId(),
    sha: await commitOf(call),
    state,
    context: textAt(call.body, 'context') ?? 'default',
    description: textAt(call.body, 'description') ?? null,
    targetUrl: textAt(call.body, 'target_url') ?? null,
    by: requireActor(call).identity,
    at: now(),
  };
  call.repository.statuses.unshift(status);
  return created(render(call.forge, call.repository, status));
}

export async function listStatuses(call: RepositoryCall): Promise<Answer> {
  const sha = await commitOf(call);
  const page = pageOf(
    call,
    call.repository.statuses.filter((status) => status.sha === sha),
  );
  return ok(
    page.items.map((status) => render(call.forge, call.repository, status)),
    page.headers,
  );
}

/** The latest of each context counts. */
export async function combineStatuses(call: RepositoryCall): Promise<Answer> {
  const sha = await commitOf(call);
  const latest = new Map<string, Status>();
  for (const status of call.repository.statuses) {
    if (status.sha === sha && !latest.has(status.context)) latest.set(status.context, status);
  }
  const states = [...latest.values()].map(({ state }) => state);
  const hasFailed = states.some((state) => state === 'failure' || state === 'error');
  const isPending = states.length === 0 || states.includes('pending');
  const { json: repository } = await pass(call, { path: `/repos/${call.repository.fullName}` });
  const api = `${call.forge.url}/repos/${call.repository.fullName}/commits/${sha}`;
  return ok({
    state: hasFailed ? 'failure' : isPending ? 'pending' : 'success',
    statuses: [...latest.values()].map((status) => renderBrief(call.forge, call.repository, status)),
    sha,
    total_count: latest.size,
    repository,
    commit_url: api,
    url: `${api}/status`,
  });
}
