import { hasRole, isGranted } from '../access.ts';
import { invalid, notFound, ok, Refusal, type Answer } from '../answer.ts';
import { numberParam, requireActor, type RepositoryCall } from '../call.ts';
import { isJson, objectAt, textAt, textsAt, type Json } from '../json.ts';
import { correctIssue } from '../truth/issue.ts';
import { pass } from './pass.ts';

/** "body is too long (maximum is 65536 characters)", as GitHub answers; emulate takes any length. */
const BODY_LIMIT = 65_536;

export function checkBody(resource: string, body: unknown): void {
  const text = textAt(body, 'body');
  if (text !== undefined && text.length > BODY_LIMIT) {
    throw invalid(resource, 'body', 'custom', `body is too long (maximum is ${BODY_LIMIT} characters)`);
  }
}

export function createIssue(call: RepositoryCall): Promise<Answer> {
  checkBody('Issue', call.body);
  // Labels, assignees and milestones of those who may not set them are silently dropped (docs of "create an issue").
  return pass(call, {
    body: mayTriage(call) ? call.body : { title: call.body['title'], body: call.body['body'] },
  });
}

function mayTriage(call: RepositoryCall): boolean {
  const { installation, identity } = requireActor(call);
  return installation !== undefined || hasRole(call.repository, identity, 'triage');
}

/**
 * Its author may change an issue or a comment, and whoever may triage or write. emulate lets any token do it.
 * (https://docs.github.com/organizations: "repository roles", "close, reopen, and edit")
 */
export async function demandAuthor(
  call: RepositoryCall,
  path: string,
  least: 'triage' | 'write',
): Promise<void> {
  const actor = requireActor(call);
  if (actor.installation !== undefined || hasRole(call.repository, actor.identity, least)) return;
  const found = await call.forge.emulator.ask({ method: 'GET', path });
  if (found.status !== 200) throw notFound();
  if (textAt(objectAt(found.json, 'user'), 'login') !== actor.identity.login) {
    throw new Refusal(403, 'Must have admin rights to Repository.');
  }
}

/** Issues and pull requests share their numbers; emulate answers 404 for the issue of a pull request. */
export async function getIssue(call: RepositoryCall): Promise<Answer> {
  if (!call.repository.pulls.has(numberParam(call, 'number'))) return pass(call);
  const pull = await pass(call, { path: pullPath(call) });
  if (!isJson(pull.json)) return pull;
  return ok(issueOfPull(call, pull.json));
}

function pullPath(call: RepositoryCall): string {
  return `/repos/${call.repository.fullName}/pulls/${numberParam(call, 'number')}`;
}

const SHARED = [
  'id',
  'node_id',
  'number',
  'title',
  'user',
  'labels',
  'state',
  'locked',
  'active_lock_reason',
  'assignee',
  'assignees',
  'milestone',
  'comments',
  'created_at',
  'updated_at',
  'closed_at',
  'body',
  'author_association',
  'draft',
  'merged_at',
];

/** The issue behind a pull request. */
export function issueOfPull(call: RepositoryCall, pull: Json): Json {
  const api = `${call.forge.url}/repos/${call.repository.fullName}`;
  const url = `${api}/issues/${String(pull['number'])}`;
  const issue: Json = {
    ...Object.fromEntries(SHARED.map((key) => [key, pull[key] ?? null])),
    url,
    repository_url: api,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    timeline_url: `${url}/timeline`,
    state_reason: null,
    closed_by: null,
    performed_via_github_app: null,
  };
  correctIssue(call.forge, issue);
  return issue;
}

export async function updateIssue(call: RepositoryCall): Promise<Answer> {
  checkBody('Issue', call.body);
  const number = numberParam(call, 'number');
  const isPull = call.repository.pulls.has(number);
  await demandAuthor(call, isPull ? pullPath(call) : call.path, 'triage');
  if (!isPull) return pass(call);
  const { labels, assignees } = call.body;
  if (Array.isArray(labels)) {
    await pass(call, { method: 'PUT', path: `${call.path}/labels`, body: { labels } });
  }
  if (Array.isArray(assignees)) setAssignees(call, () => textsAt(call.body, 'assignees'));
  const { title, body, state } = call.body;
  const change = Object.fromEntries(
    Object.entries({ title, body, state }).filter(([, value]) => value !== undefined),
  );
  if (Object.keys(change).length > 0) {
    await pass(call, { path: pullPath(call), body: change });
  }
  return getIssue({ ...call, method: 'GET' });
}

function setAssignees(call: RepositoryCall, change: (before: readonly string[]) => string[]): void {
  const pull = call.repository.pulls.get(numberParam(call, 'number'));
  if (pull === undefined) return;
  const logins = new Set(change(pull.assignees));
  pull.assignees.splice(0, Infinity, ...logins);
}

/** emulate cannot assign a pull request. Logins without access are left out, as GitHub does. */
export async function changeAssignees(call: RepositoryCall): Promise<Answer> {
  const named = textsAt(call.body, 'assignees');
  const { pulls } = call.repository;
  if (!pulls.has(numberParam(call, 'number'))) {
    const answer = await pass(call);
    return call.method === 'POST' && answer.status === 200 ? { ...answer, status: 201 } : answer;
  }
  setAssignees(call, (before) =>
    call.method === 'POST' ? [...before, ...named] : before.filter((login) => !named.includes(login)),
  );
  const answer = await getIssue({ ...call, method: 'GET' });
  return call.method === 'POST' ? { ...answer, status: 201 } : answer;
}

/** Apps need `issues` or `pull_requests`; which of them depends on what the number is. */
export function demandFor(call: RepositoryCall): void {
  const actor = requireActor(call);
  if (actor.installation === undefined) return;
  const isPull = call.repository.pulls.has(numberParam(call, 'number'));
  if (isGranted(actor, 'issues', 'write') || (isPull && isGranted(actor, 'pull_requests', 'write'))) return;
  throw new Refusal(403, 'Resource not accessible by integration');
}
