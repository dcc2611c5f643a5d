import { diffTrees, type FileDiff } from '../git/diff.ts';
import { mergeBase, readHistory } from '../git/history.ts';
import { isJson, listAt, numberAt, textAt, type Json } from '../json.ts';
import type { Pull, Repository } from '../repository.ts';
import { isMergeable } from '../truth/pull.ts';
import { authorNode } from './actor-node.ts';
import { commitNode } from './git-nodes.ts';
import { connect, GraphqlRefusal, readRest, readRestList, type Slice, type Viewing } from './viewing.ts';

/** What issues, pull requests and comments have in common. */
function renderCommon(viewing: Viewing, repository: Repository, value: Json, subject: string) {
  const editedAt = repository.edits.get(subject) ?? null;
  return {
    id: value['node_id'],
    fullDatabaseId: String(value['id']),
    body: textAt(value, 'body') ?? '',
    url: value['html_url'],
    author: authorNode(viewing.forge, value['user']),
    authorAssociation: value['author_association'],
    createdAt: value['created_at'],
    updatedAt: value['updated_at'],
    lastEditedAt: editedAt,
    includesCreatedEdit: editedAt !== null,
    repository: () => viewing.repositoryNode(repository),
  };
}

function renderThread(viewing: Viewing, repository: Repository, value: Json) {
  const number = numberAt(value, 'number') ?? 0;
  const labels = listAt(value, 'labels')
    .filter(isJson)
    .map(({ node_id: id, name, color, description }) => ({
      __typename: 'Label',
      id,
      name,
      color,
      description,
    }));
  return {
    number,
    title: value['title'],
    locked: value['locked'] === true,
    labels: (slice: Slice) => connect(labels, slice),
    comments: async (slice: Slice) => {
      const path = `/repos/${repository.fullName}/issues/${number}/comments`;
      const found = await readRestList(viewing, path);
      return connect(
        found.map((comment) => commentNode(viewing, repository, comment)),
        slice,
      );
    },
  };
}

export function commentNode(viewing: Viewing, repository: Repository, value: Json) {
  const id = numberAt(value, 'id') ?? 0;
  const number = Number(/\/issues\/(\d+)$/.exec(textAt(value, 'issue_url') ?? '')?.[1]);
  return {
    __typename: 'IssueComment',
    ...renderCommon(viewing, repository, value, `issues/comments/${id}`),
    databaseId: id,
    isMinimized: false,
    issue: () => findIssue(viewing, repository, number),
  };
}

function missing(kind: string, number: number): GraphqlRefusal {
  return new GraphqlRefusal('NOT_FOUND', `Could not resolve to ${kind} with the number of ${number}.`);
}

export async function findIssue(viewing: Viewing, repository: Repository, number: number) {
  const value = await readRest(viewing, `/repos/${repository.fullName}/issues/${number}`);
  if (value === undefined) throw missing('an Issue', number);
  return {
    __typename: 'Issue',
    ...renderCommon(viewing, repository, value, `issues/${number}`),
    ...renderThread(viewing, repository, value),
    state: value['state'] === 'open' ? 'OPEN' : 'CLOSED',
  };
}

const CHANGE: Readonly<Record<FileDiff['status'], string>> = {
  added: 'ADDED',
  removed: 'DELETED',
  modified: 'MODIFIED',
  renamed: 'RENAMED',
  changed: 'CHANGED',
  copied: 'COPIED',
};

export async function findPull(viewing: Viewing, repository: Repository, number: number) {
  const pull = repository.pulls.get(number);
  const value = await readRest(viewing, `/repos/${repository.fullName}/pulls/${number}`);
  if (pull === undefined || value === undefined) throw missing('a PullRequest', number);
  return {
    __typename: 'PullRequest',
    ...renderCommon(viewing, repository, value, `issues/${number}`),
    ...renderThread(viewing, repository, value),
    state: value['merged'] === true ? 'MERGED' : value['state'] === 'open' ? 'OPEN' : 'CLOSED',
    isDraft: value['draft'] === true,
    merged: value['merged'] === true,
    closed: value['state'] === 'closed',
    mergeable: async () => {
      if (!pull.isOpen) return 'UNKNOWN';
      return (await isMergeable(viewing.forge, repository, pull)) ? 'MERGEABLE' : 'CONFLICTING';
    },
    headRefName: pull.headRef,
    headRefOid: pull.headSha,
    headRepository: () => viewing.repositoryNode(pull.head),
    baseRefName: pull.baseRef,
    baseRefOid: pull.baseSha,
    isCrossRepository: pull.head !== repository,
    additions: value['additions'],
    deletions: value['deletions'],
    changedFiles: value['changed_files'],
    commits: (slice: Slice) => pullCommits(viewing, repository, pull, slice),
    files: (slice: Slice) => pullFiles(viewing, repository, pull, slice),
  };
}

async function pullCommits(viewing: Viewing, repository: Repository, pull: Pull, slice: Slice) {
  const range = [pull.headSha, `^${pull.baseSha}`];
  const commits = await readHistory(viewing.forge.git, repository.gitDir, range, [
    '--reverse',
    '--topo-order',
  ]);
  return connect(
    commits.map((commit) => ({ commit: commitNode(viewing, repository, commit) })),
    slice,
  );
}

async function pullFiles(viewing: Viewing, repository: Repository, pull: Pull, slice: Slice) {
  const { git } = viewing.forge;
  const start = (await mergeBase(git, repository.gitDir, pull.baseSha, pull.headSha)) ?? pull.baseSha;
  const files = await diffTrees(git, repository.gitDir, [start, pull.headSha], false);
  return connect(
    files.map(({ path, additions, deletions, status }) => ({
      path,
      additions,
      deletions,
      changeType: CHANGE[status],
    })),
    slice,
  );
}
