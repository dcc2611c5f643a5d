import { created, notFound, ok, Refusal, type Answer } from '../answer.ts';
import { param, requireActor, type RepositoryCall } from '../call.ts';
import { isoOf, parseWhen, whenNow, type Stamp } from '../git/commit.ts';
import { readObject, writeObject } from '../git/objects.ts';
import { nodeIdOf } from '../identities.ts';
import { objectAt, textAt, type Json } from '../json.ts';
import { stampOf } from './commits.ts';

/** Annotated tags as real tag objects; emulate makes up their ids. */
function render(call: RepositoryCall, oid: string, bytes: Buffer): Json {
  const text = bytes.toString();
  const field = (key: string) => new RegExp(`^${key} (.*)$`, 'm').exec(text)?.[1] ?? '';
  const [, name = '', email = '', when = '0 +0000'] =
    /^(.*) <(.*)> (\d+ [+-]\d{4})$/.exec(field('tagger')) ?? [];
  const stamp: Stamp = { name, email, when };
  const api = `${call.forge.url}/repos/${call.repository.fullName}/git`;
  return {
    node_id: nodeIdOf(`Tag${oid.slice(0, 8)}`, 0),
    tag: field('tag'),
    sha: oid,
    url: `${api}/tags/${oid}`,
    message: text.slice(text.indexOf('\n\n') + 2),
    tagger: { name, email, date: isoOf(stamp) },
    object: { type: field('type'), sha: field('object'), url: `${api}/${field('type')}s/${field('object')}` },
    verification: { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null },
  };
}

export async function createTag(call: RepositoryCall): Promise<Answer> {
  const { git } = call.forge;
  const target = await readObject(git, call.repository.gitDir, textAt(call.body, 'object') ?? '');
  if (target === undefined) throw new Refusal(422, 'Object does not exist');
  const own = stampOf(requireActor(call).identity);
  const tagger = objectAt(call.body, 'tagger');
  const date = textAt(tagger, 'date');
  const when = date === undefined ? whenNow() : (parseWhen(date) ?? whenNow());
  const bytes = Buffer.from(
    `object ${target.oid}\ntype ${target.type}\ntag ${textAt(call.body, 'tag') ?? ''}\n` +
      `tagger ${textAt(tagger, 'name') ?? own.name} <${textAt(tagger, 'email') ?? own.email}> ${when}\n\n` +
      `${textAt(call.body, 'message') ?? ''}\n`,
  );
  return created(render(call, await writeObject(git, call.repository.gitDir, 'tag', bytes), bytes));
}

export async function getTag(call: RepositoryCall): Promise<Answer> {
  const object = await readObject(call.forge.git, call.repository.gitDir, param(call, 'sha'));
  if (object?.type !== 'tag') throw notFound();
  return ok(render(call, object.oid, object.bytes));
}
