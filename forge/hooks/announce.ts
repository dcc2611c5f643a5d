import type { Actor } from '../actor.ts';
import type { Forge } from '../forge.ts';
import { parseCommit, isoOf, type Commit } from '../git/commit.ts';
import { diffTrees, EMPTY_TREE } from '../git/diff.ts';
import { isAncestor, readHistory } from '../git/history.ts';
import { readObject } from '../git/objects.ts';
import { emailOf, identityByEmail } from '../identities.ts';
import { isJson, type Json } from '../json.ts';
import type { Repository } from '../repository.ts';
import { emit } from './emit.ts';

export interface Moved {
  readonly ref: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

const ZERO = '0'.repeat(40);

/**
 * What follows when refs have moved, by push or by API: pull requests follow their heads before the answer goes out
 * (emulate leaves them behind), the webhooks go in the background.
 */
export async function announceMoves(
  forge: Forge,
  repository: Repository,
  actor: Actor,
  moves: readonly Moved[],
): Promise<void> {
  for (const moved of moves) {
    const followers = await followHead(forge, repository, actor, moved);
    forge.relay.track(tell(forge, repository, actor, moved, followers));
  }
}

interface Follower {
  readonly target: Repository;
  readonly number: number;
}

/** Open pull requests from this branch: their head moves with it; when it goes, they close. */
async function followHead(
  forge: Forge,
  repository: Repository,
  actor: Actor,
  { ref, after }: Moved,
): Promise<Follower[]> {
  const followers: Follower[] = [];
  for (const target of forge.repositories.values()) {
    for (const pull of target.pulls.values()) {
      if (!pull.isOpen || pull.head !== repository || `refs/heads/${pull.headRef}` !== ref) continue;
      if (after === undefined) {
        pull.isOpen = false;
        await forge.emulator.ask({
          method: 'PATCH',
          path: `/repos/${target.fullName}/pulls/${pull.number}`,
          body: { state: 'closed' },
          as: actor.identity,
        });
        continue;
      }
      pull.headSha = after;
      await keepPullRef(forge, target, pull.number, repository, after);
      followers.push({ target, number: pull.number });
    }
  }
  return followers;
}

/** refs/pull/N/head, which GitHub keeps for every pull request, also from forks. */
export async function keepPullRef(
  forge: Forge,
  target: Repository,
  number: number,
  head: Repository,
  oid: string,
): Promise<void> {
  if (head !== target)
    await forge.git.run(target.gitDir, ['fetch', '--quiet', '--no-tags', head.gitDir, oid]);
  await forge.git.run(target.gitDir, ['update-ref', `refs/pull/${number}/head`, oid]);
}

async function tell(
  forge: Forge,
  repository: Repository,
  actor: Actor,
  moved: Moved,
  followers: readonly Follower[],
): Promise<void> {
  const { ref, before, after } = moved;
  const shortRef = ref.replace(/^refs\/(heads|tags)\//, '');
  const named = {
    ref: shortRef,
    ref_type: ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    pusher_type: 'user',
  };
  if (before === undefined) {
    await emit(forge, repository, actor, 'create', {
      ...named,
      master_branch: repository.defaultBranch,
      description: null,
    });
  }
  // GitHub sends `push` for new and deleted branches too; emulate only `create`.
  await emit(forge, repository, actor, 'push', await renderPush(forge, repository, actor, moved));
  if (after === undefined) await emit(forge, repository, actor, 'delete', named);
  for (const { target, number } of followers) {
    const found = await forge.emulator.ask({
      method: 'GET',
      path: `/repos/${target.fullName}/pulls/${number}`,
    });
    if (!isJson(found.json)) continue;
    await emit(forge, target, actor, 'pull_request', {
      action: 'synchronize',
      number,
      before: before ?? ZERO,
      after: after ?? ZERO,
      pull_request: found.json,
    });
  }
}

/** https://docs.github.com/webhooks/webhook-events-and-payloads#push; at most 2048 commits there, 20 here. */
async function renderPush(
  forge: Forge,
  repository: Repository,
  actor: Actor,
  { ref, before, after }: Moved,
): Promise<Json> {
  const { git, url } = forge;
  const from = before ?? (await forkPoint(forge, repository, ref, after));
  const range = after === undefined ? [] : from === undefined ? [after] : [after, `^${from}`];
  const commits =
    range.length === 0
      ? []
      : await readHistory(git, repository.gitDir, range, ['--max-count=20', '--reverse']);
  const head = after === undefined ? undefined : await readObject(git, repository.gitDir, after);
  const headCommit = head?.type === 'commit' ? parseCommit(head.oid, head.bytes) : undefined;
  const pushed = await Promise.all(commits.map((commit) => renderPushed(forge, repository, commit)));
  const forced =
    before !== undefined && after !== undefined && !(await isAncestor(git, repository.gitDir, before, after));
  return {
    ref,
    before: before ?? ZERO,
    after: after ?? ZERO,
    base_ref: null,
    created: before === undefined,
    deleted: after === undefined,
    forced,
    compare: `${url}/${repository.fullName}/compare/${(before ?? ZERO).slice(0, 12)}...${(after ?? ZERO).slice(0, 12)}`,
    commits: pushed,
    head_commit:
      headCommit === undefined
        ? null
        : (pushed.find(({ id }) => id === headCommit.oid) ??
          (await renderPushed(forge, repository, headCommit))),
    pusher: { name: actor.identity.login, email: emailOf(actor.identity) },
  };
}

/** A new branch brings the commits that the default branch does not have. */
async function forkPoint(
  forge: Forge,
  repository: Repository,
  ref: string,
  after: string | undefined,
): Promise<string | undefined> {
  const main = `refs/heads/${repository.defaultBranch}`;
  if (after === undefined || ref === main) return undefined;
  const answer = await forge.git.attempt(repository.gitDir, ['merge-base', main, after]);
  return answer.code === 0 ? answer.stdout.toString().trim() : undefined;
}

async function renderPushed(forge: Forge, repository: Repository, commit: Commit): Promise<Json> {
  const files = await diffTrees(
    forge.git,
    repository.gitDir,
    [commit.parents[0] ?? EMPTY_TREE, commit.oid],
    false,
  );
  const person = (stamp: Commit['author']) => {
    const username = identityByEmail(stamp.email)?.login;
    return { name: stamp.name, email: stamp.email, ...(username === undefined ? {} : { username }) };
  };
  const paths = (...wanted: string[]) =>
    files.filter(({ status }) => wanted.includes(status)).map(({ path }) => path);
  const renamedFrom = files.flatMap(({ status, previousPath }) =>
    status === 'renamed' && previousPath !== undefined ? [previousPath] : [],
  );
  return {
    id: commit.oid,
    tree_id: commit.tree,
    distinct: true,
    message: commit.message.trimEnd(),
    timestamp: isoOf(commit.author),
    url: `${forge.url}/${repository.fullName}/commit/${commit.oid}`,
    author: person(commit.author),
    committer: person(commit.committer),
    added: paths('added', 'copied', 'renamed'),
    removed: [...paths('removed'), ...renamedFrom],
    modified: paths('modified', 'changed'),
  };
}
