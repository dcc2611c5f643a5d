import { demand, writes } from '../access.ts';
import { decodeContent } from '../api/blobs.ts';
import { stampOf, webFlow } from '../api/commits.ts';
import { Refusal } from '../answer.ts';
import { renderCommit, parseCommit } from '../git/commit.ts';
import { readRef, writeObject } from '../git/objects.ts';
import { updateRef } from '../git/update-ref.ts';
import { writeBlobs, writeTree } from '../git/write-tree.ts';
import { commitNode, refNode } from './git-nodes.ts';
import { findVisible, GraphqlRefusal, type Viewing } from './viewing.ts';

export interface CreateCommitInput {
  readonly branch: { readonly branchName?: string | null; readonly repositoryNameWithOwner?: string | null };
  readonly clientMutationId?: string | null;
  readonly expectedHeadOid: string;
  readonly fileChanges?: {
    readonly additions: readonly { readonly path: string; readonly contents: string }[];
    readonly deletions: readonly { readonly path: string }[];
  } | null;
  readonly message: { readonly headline: string; readonly body?: string | null };
}

/**
 * One verified commit on an existing branch, only if it is still where the caller thinks: text as met in
 * ministryofjustice/modernisation-platform#11985. Plain files only, one parent, no new branches
 * (https://docs.github.com/graphql/reference/mutations#createcommitonbranch).
 */
export async function createCommitOnBranch(viewing: Viewing, input: CreateCommitInput) {
  const { forge, actor } = viewing;
  const repository = findVisible(viewing, input.branch.repositoryNameWithOwner ?? '');
  demand(repository, actor, writes('write', 'contents'));
  const branch = (input.branch.branchName ?? '').replace(/^refs\/heads\//, '');
  const ref = `refs/heads/${branch}`;
  const head = await readRef(forge.git, repository.gitDir, ref);
  if (head === undefined) {
    throw new GraphqlRefusal('NOT_FOUND', `No branch '${branch}' was found on the repository.`);
  }
  const stale = new GraphqlRefusal(
    'STALE_DATA',
    `Expected branch to point to "${input.expectedHeadOid}" but it did not.  Pull and try again.`,
  );
  if (head !== input.expectedHeadOid) throw stale;
  const { additions = [], deletions = [] } = input.fileChanges ?? {};
  const oids = await writeBlobs(
    forge.git,
    repository.gitDir,
    additions.map(({ contents }) => decodeContent(contents, 'base64')),
  );
  const tree = await writeTree(forge.git, repository.gitDir, head, [
    ...deletions.map(({ path }) => ({ path, mode: '100644', oid: null })),
    ...additions.map(({ path }, index) => ({ path, mode: '100644', oid: oids[index] ?? null })),
  ]);
  if (tree === undefined) throw new GraphqlRefusal('UNPROCESSABLE', 'A path was requested that is malformed');
  const { headline, body } = input.message;
  const bytes = renderCommit({
    tree,
    parents: [head],
    author: stampOf(actor.identity),
    committer: webFlow(),
    message: body === undefined || body === null || body === '' ? headline : `${headline}\n\n${body}`,
    signingKey: forge.signingKey,
  });
  const oid = await writeObject(forge.git, repository.gitDir, 'commit', bytes);
  if ((await move(viewing, repository, { ref, before: head, after: oid })) === 'moved') throw stale;
  return {
    clientMutationId: input.clientMutationId ?? null,
    commit: commitNode(viewing, repository, parseCommit(oid, bytes)),
    ref: () => refNode(viewing, repository, ref),
  };
}

async function move(
  { forge, actor }: Viewing,
  repository: Parameters<typeof updateRef>[1],
  update: Parameters<typeof updateRef>[3],
) {
  try {
    return await updateRef(forge, repository, actor, update);
  } catch (error) {
    if (error instanceof Refusal) {
      throw new GraphqlRefusal(error.status === 403 ? 'FORBIDDEN' : 'UNPROCESSABLE', error.message);
    }
    throw error;
  }
}
