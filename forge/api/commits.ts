import type { Actor } from '../actor.ts';
import { created, notFound, ok, Refusal, type Answer } from '../answer.ts';
import { pageOf, param, requireActor, type RepositoryCall } from '../call.ts';
import { parseCommit, parseWhen, renderCommit, whenNow, type Stamp } from '../git/commit.ts';
import { diffTrees, EMPTY_TREE } from '../git/diff.ts';
import { readHistory } from '../git/history.ts';
import { readObject, readObjects, resolveCommit, writeObject } from '../git/objects.ts';
import { emailOf, type Identity } from '../identities.ts';
import { isJson, textAt, textsAt } from '../json.ts';
import { renderCommitItem, renderGitCommit } from './render-commit.ts';
import { renderFile } from './render-file.ts';

export function stampOf(identity: Identity): Stamp {
  return { name: identity.name, email: emailOf(identity), when: whenNow() };
}

/** Who committed when GitHub wrote the commit itself. */
export function webFlow(): Stamp {
  return { name: 'GitHub', email: 'noreply@github.com', when: whenNow() };
}

function parsePerson(value: unknown): Stamp | undefined {
  const name = textAt(value, 'name');
  const email = textAt(value, 'email');
  if (!isJson(value) || name === undefined || email === undefined) return undefined;
  const date = textAt(value, 'date');
  const when = date === undefined ? whenNow() : parseWhen(date);
  if (when === undefined) throw new Refusal(422, 'Invalid date');
  return { name, email, when };
}

/**
 * Bots' commits are signed by GitHub when they name no author of their own (docs: "commit signature verification for
 * bots"); GitHub is their committer then, as seen in renovatebot/renovate#43192.
 */
function signsFor(actor: Actor, author: Stamp | undefined, committer: Stamp | undefined): boolean {
  return actor.installation !== undefined && author === undefined && committer === undefined;
}

export async function createCommit(call: RepositoryCall): Promise<Answer> {
  const { forge, repository } = call;
  const actor = requireActor(call);
  const tree = textAt(call.body, 'tree') ?? '';
  const parents = textsAt(call.body, 'parents');
  const message = textAt(call.body, 'message');
  if (message === undefined) throw new Refusal(422, 'Invalid request.\n\n"message" wasn\'t supplied.');
  if ([tree, ...parents].some((oid) => !/^[0-9a-f]{40}$/.test(oid)))
    throw new Refusal(422, 'Tree SHA does not exist');
  const objects = await readObjects(forge.git, repository.gitDir, [tree, ...parents]);
  const typeOf = new Map(objects.map(({ oid, type }) => [oid, type]));
  if (typeOf.get(tree) !== 'tree') throw new Refusal(422, 'Tree SHA does not exist');
  if (parents.some((oid) => typeOf.get(oid) !== 'commit'))
    throw new Refusal(422, 'Parent SHA does not exist or is not a commit object');
  const author = parsePerson(call.body['author']);
  const committer = parsePerson(call.body['committer']) ?? author;
  const signature = textAt(call.body, 'signature');
  const isSigned = signature === undefined && signsFor(actor, author, committer);
  const bytes = renderCommit({
    tree,
    parents,
    message,
    author: author ?? stampOf(actor.identity),
    committer: committer ?? (isSigned ? webFlow() : stampOf(actor.identity)),
    ...(signature === undefined ? {} : { signature }),
    ...(isSigned ? { signingKey: forge.signingKey } : {}),
  });
  const oid = await writeObject(forge.git, repository.gitDir, 'commit', bytes);
  return created(renderGitCommit(forge, repository, parseCommit(oid, bytes)));
}

export async function getGitCommit(call: RepositoryCall): Promise<Answer> {
  const object = await readObject(call.forge.git, call.repository.gitDir, param(call, 'sha'));
  if (object?.type !== 'commit') throw notFound();
  return ok(renderGitCommit(call.forge, call.repository, parseCommit(object.oid, object.bytes)));
}

export async function getCommit(call: RepositoryCall): Promise<Answer> {
  const { forge, repository } = call;
  const oid = await resolveCommit(forge.git, repository.gitDir, param(call, 'ref'));
  // GitHub says 422 for a sha it does not have.
  if (oid === undefined) throw new Refusal(422, `No commit found for SHA: ${param(call, 'ref')}`);
  if (String(call.headers['accept']).includes('application/vnd.github.sha')) {
    return { status: 200, headers: { 'content-type': 'text/plain' }, bytes: Buffer.from(oid) };
  }
  const object = await readObject(forge.git, repository.gitDir, oid);
  if (object === undefined) throw notFound();
  const commit = parseCommit(oid, object.bytes);
  const files = await diffTrees(forge.git, repository.gitDir, [commit.parents[0] ?? EMPTY_TREE, oid]);
  const sum = (key: 'additions' | 'deletions') => files.reduce((total, file) => total + file[key], 0);
  return ok({
    ...renderCommitItem(forge, repository, commit),
    stats: {
      total: sum('additions') + sum('deletions'),
      additions: sum('additions'),
      deletions: sum('deletions'),
    },
    files: files.map((file) => renderFile(forge, repository, oid, file)),
  });
}

export async function listCommits(call: RepositoryCall): Promise<Answer> {
  const { forge, repository } = call;
  const from = await resolveCommit(
    forge.git,
    repository.gitDir,
    call.query.get('sha') ?? repository.defaultBranch,
  );
  if (from === undefined) throw new Refusal(409, 'Git Repository is empty.');
  const path = call.query.get('path');
  const out = await forge.git.run(repository.gitDir, [
    'rev-list',
    from,
    '--',
    ...(path === null ? [] : [path]),
  ]);
  const page = pageOf(
    call,
    out
      .toString()
      .split('\n')
      .filter((line) => line !== ''),
  );
  const commits = await readHistory(forge.git, repository.gitDir, page.items, ['--no-walk=unsorted']);
  return ok(
    commits.map((commit) => renderCommitItem(forge, repository, commit)),
    page.headers,
  );
}
