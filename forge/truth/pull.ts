import type { Forge } from '../forge.ts';
import { repositoryNamed } from '../forge.ts';
import { diffTrees } from '../git/diff.ts';
import { countCommits, mergeBase } from '../git/history.ts';
import { readRef } from '../git/objects.ts';
import { identityOf } from '../identities.ts';
import { isJson, numberAt, objectAt, textAt, type Json } from '../json.ts';
import type { Pull, Repository } from '../repository.ts';
import { associationOf } from './association.ts';
import { renderUser } from './user.ts';

/** The repository an API address points into. */
export function repositoryOfUrl(forge: Forge, url: string | undefined): Repository | undefined {
  const [, owner, name] = /\/repos\/([^/]+)\/([^/]+)/.exec(url ?? '') ?? [];
  return owner === undefined || name === undefined ? undefined : repositoryNamed(forge, owner, name);
}

/**
 * The forge's own record of a pull request, made at first sight: by the answer to its creation or by the webhook that
 * emulate sends at the same moment, whichever comes first.
 */
export async function recordPull(forge: Forge, target: Repository, value: Json): Promise<Pull | undefined> {
  const number = numberAt(value, 'number');
  if (number === undefined) return undefined;
  const known = target.pulls.get(number);
  if (known !== undefined) return known;
  const headRef = textAt(objectAt(value, 'head'), 'ref') ?? '';
  const baseRef = textAt(objectAt(value, 'base'), 'ref') ?? '';
  const [headOwner = '', headName = ''] = (
    textAt(objectAt(objectAt(value, 'head'), 'repo'), 'full_name') ?? ''
  ).split('/');
  const head = repositoryNamed(forge, headOwner, headName) ?? target;
  const [headSha, baseSha] = await Promise.all([
    readRef(forge.git, head.gitDir, `refs/heads/${headRef}`),
    readRef(forge.git, target.gitDir, `refs/heads/${baseRef}`),
  ]);
  const raced = target.pulls.get(number);
  if (raced !== undefined || headSha === undefined || baseSha === undefined) return raced;
  const pull: Pull = {
    number,
    head,
    headRef,
    baseRef,
    headSha,
    baseSha,
    isOpen: true,
    comments: 0,
    mergeCommit: undefined,
    assignees: [],
  };
  target.pulls.set(number, pull);
  return pull;
}

interface Numbers {
  readonly commits: number;
  readonly additions: number;
  readonly deletions: number;
  readonly changed_files: number;
}

/** Immutable for a pair of commits, so counted once. */
const counted = new WeakMap<Repository, Map<string, Promise<Numbers>>>();

export function countPull(forge: Forge, target: Repository, pull: Edges): Promise<Numbers> {
  return once(counted, target, pull, () => count(forge, target, pull));
}

type Edges = Pick<Pull, 'baseSha' | 'headSha'>;

const tried = new WeakMap<Repository, Map<string, Promise<boolean>>>();

/** By trying it. */
export function isMergeable(forge: Forge, target: Repository, pull: Edges): Promise<boolean> {
  return once(tried, target, pull, async () => {
    const args = ['merge-tree', '--write-tree', pull.baseSha, pull.headSha];
    return (await forge.git.attempt(target.gitDir, args)).code === 0;
  });
}

function once<T>(
  known: WeakMap<Repository, Map<string, Promise<T>>>,
  target: Repository,
  { baseSha, headSha }: Edges,
  find: () => Promise<T>,
): Promise<T> {
  const cache = known.get(target) ?? new Map<string, Promise<T>>();
  known.set(target, cache);
  const key = `${baseSha} ${headSha}`;
  const found = cache.get(key) ?? find();
  cache.set(key, found);
  return found;
}

async function count(forge: Forge, target: Repository, { baseSha, headSha }: Edges): Promise<Numbers> {
  const { git } = forge;
  const start = (await mergeBase(git, target.gitDir, baseSha, headSha)) ?? baseSha;
  const [commits, files] = await Promise.all([
    countCommits(git, target.gitDir, baseSha, headSha),
    diffTrees(git, target.gitDir, [start, headSha], false),
  ]);
  const sum = (key: 'additions' | 'deletions') => files.reduce((total, file) => total + file[key], 0);
  return {
    commits,
    additions: sum('additions'),
    deletions: sum('deletions'),
    changed_files: files.length,
  };
}

/**
 * emulate knows neither the commits nor the files of a pull request, and its head stays where it was.
 * Whether it can be merged GitHub finds out in the background; only the answer to `GET /pulls/{number}` tells (getPull).
 */
export async function correctPull(forge: Forge, value: Json): Promise<void> {
  const target = repositoryOfUrl(forge, textAt(value, 'url'));
  if (target === undefined) return;
  const pull = await recordPull(forge, target, value);
  if (pull === undefined) return;
  pull.isOpen = value['state'] === 'open';
  const numbers = await countPull(forge, target, pull);
  const { head, base } = value;
  if (isJson(head)) Object.assign(head, { ref: pull.headRef, sha: pull.headSha });
  if (isJson(base)) Object.assign(base, { ref: pull.baseRef, sha: pull.baseSha });
  const assignees = pull.assignees.flatMap((login) => {
    const identity = identityOf(login);
    return identity === undefined ? [] : [renderUser(forge, identity)];
  });
  const statuses = `${forge.url}/repos/${target.fullName}/statuses/${pull.headSha}`;
  const links = value['_links'];
  if (isJson(links)) links['statuses'] = { href: statuses };
  Object.assign(value, {
    ...numbers,
    author_association: associationOf(target, value['user']),
    statuses_url: statuses,
    comments: pull.comments,
    mergeable: null,
    mergeable_state: 'unknown',
    rebaseable: false,
    merge_commit_sha: pull.mergeCommit ?? null,
    assignee: assignees[0] ?? null,
    assignees,
  });
}
