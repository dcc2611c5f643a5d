import { invalid, NO_CONTENT, notFound, ok, Refusal, type Answer } from '../answer.ts';
import { numberParam, pageOf, requireActor, type RepositoryCall } from '../call.ts';
import type { Forge } from '../forge.ts';
import { nodeIdOf } from '../identities.ts';
import type { Json } from '../json.ts';
import { hasRole } from '../access.ts';
import type { Reaction } from '../repository.ts';
import { REACTIONS } from '../truth/reactions.ts';
import { renderUser } from '../truth/user.ts';
import { now } from '../now.ts';

/** emulate has no reactions. `issues/1`, `issues/comments/2` or `pulls/comments/3`. */
function subjectOf(call: RepositoryCall): string {
  const rest = call.path.replace(/^\/repos\/[^/]+\/[^/]+\//, '').replace(/\/reactions(\/\d+)?$/, '');
  return rest;
}

async function demandSubject(call: RepositoryCall, subject: string): Promise<void> {
  const number = Number(/^issues\/(\d+)$/.exec(subject)?.[1]);
  if (call.repository.pulls.has(number)) return;
  const found = await call.forge.emulator.ask({
    method: 'GET',
    path: `/repos/${call.repository.fullName}/${subject}`,
  });
  if (found.status !== 200) throw notFound();
}

function render(forge: Forge, reaction: Reaction): Json {
  return {
    id: reaction.id,
    node_id: nodeIdOf('Reaction', reaction.id),
    user: renderUser(forge, reaction.by),
    content: reaction.content,
    created_at: reaction.createdAt,
  };
}

/** 201 the first time, 200 when the same user has it already (https://docs.github.com/rest/reactions/reactions). */
export async function createReaction(call: RepositoryCall): Promise<Answer> {
  const { identity } = requireActor(call);
  const subject = subjectOf(call);
  await demandSubject(call, subject);
  const content = REACTIONS.find((one) => one === call.body['content']);
  if (content === undefined) throw invalid('Reaction', 'content', 'invalid');
  const given = call.repository.reactions.get(subject) ?? [];
  const had = given.find((reaction) => reaction.by === identity && reaction.content === content);
  if (had !== undefined) return ok(render(call.forge, had));
  const createdAt = now();
  const reaction: Reaction = { id: call.forge.nextId(), by: identity, content, createdAt };
  call.repository.reactions.set(subject, [...given, reaction]);
  return { status: 201, json: render(call.forge, reaction) };
}

export async function listReactions(call: RepositoryCall): Promise<Answer> {
  const subject = subjectOf(call);
  await demandSubject(call, subject);
  const wanted = call.query.get('content');
  const given = (call.repository.reactions.get(subject) ?? []).filter(
    ({ content }) => wanted === null || content === wanted,
  );
  const page = pageOf(call, given);
  return ok(
    page.items.map((reaction) => render(call.forge, reaction)),
    page.headers,
  );
}

export function deleteReaction(call: RepositoryCall): Answer {
  const { identity } = requireActor(call);
  const subject = subjectOf(call);
  const id = numberParam(call, 'reaction');
  const given = call.repository.reactions.get(subject) ?? [];
  const reaction = given.find((one) => one.id === id);
  if (reaction === undefined) throw notFound();
  if (reaction.by !== identity && !hasRole(call.repository, identity, 'admin'))
    throw new Refusal(403, 'Forbidden');
  call.repository.reactions.set(
    subject,
    given.filter((one) => one !== reaction),
  );
  return NO_CONTENT;
}
