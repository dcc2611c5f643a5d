import { afterAll, beforeAll, expect, test } from 'vitest';
import { openForge, type OpenForge } from '../../forge/open-forge.ts';
import { clientFor, statusOf } from './client.ts';

let forge: OpenForge;
const target = { owner: 'acme', repo: 'app' };
beforeAll(async () => {
  forge = await openForge();
});
afterAll(() => forge[Symbol.asyncDispose]());

async function typesOf(call: Promise<unknown>): Promise<string[]> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Error && 'errors' in error && Array.isArray(error.errors))
      return error.errors.map((one) => one.type ?? 'unknown');
    throw error;
  }
  throw new Error('The query was not refused');
}

const COMMENT = `query($id: ID!) { node(id: $id) { __typename ... on IssueComment {
  databaseId body lastEditedAt includesCreatedEdit author { login __typename } issue { number } } } }`;

test('a comment can be looked up again, and an edit within its second shows', async () => {
  const walter = clientFor(forge, forge.tokens.walter);
  const issue = await walter.issues.create({ ...target, title: 't', body: 'why' });
  const { data: comment } = await walter.issues.createComment({
    ...target,
    issue_number: issue.data.number,
    body: 'one',
  });
  const before = await walter.graphql(COMMENT, { id: comment.node_id });
  expect(before).toEqual({
    node: {
      __typename: 'IssueComment',
      databaseId: comment.id,
      body: 'one',
      lastEditedAt: null,
      includesCreatedEdit: false,
      author: { login: 'walter', __typename: 'User' },
      issue: { number: issue.data.number },
    },
  });
  await walter.issues.updateComment({ ...target, comment_id: comment.id, body: 'two' });
  expect(await walter.graphql(COMMENT, { id: comment.node_id })).toMatchObject({
    node: { body: 'two', includesCreatedEdit: true },
  });
  await walter.issues.deleteComment({ ...target, comment_id: comment.id });
  expect(await typesOf(walter.graphql(COMMENT, { id: comment.node_id }))).toEqual(['NOT_FOUND']);
});

test('issues, comments, refs and commits by repository', async () => {
  const api = clientFor(forge, forge.tokens.app);
  const issue = await api.issues.create({ ...target, title: 'q', labels: ['bug'] });
  for (let index = 0; index < 3; index += 1)
    await api.issues.createComment({ ...target, issue_number: issue.data.number, body: `c${index}` });
  const data = await api.graphql(
    `query($number: Int!) { viewer { login } repository(owner: "acme", name: "app") {
      nameWithOwner defaultBranchRef { name target { oid ... on Commit { messageHeadline tree { oid } } } }
      issue(number: $number) { title state author { login } labels(first: 5) { nodes { name } }
        comments(last: 2) { totalCount nodes { body } pageInfo { hasPreviousPage hasNextPage } } } } }`,
    { number: issue.data.number },
  );
  const head = (await api.repos.getBranch({ ...target, branch: 'main' })).data.commit;
  expect(data).toEqual({
    viewer: { login: 'wholly' },
    repository: {
      nameWithOwner: 'acme/app',
      defaultBranchRef: {
        name: 'main',
        target: { oid: head.sha, messageHeadline: 'Initial commit', tree: { oid: head.commit.tree.sha } },
      },
      issue: {
        title: 'q',
        state: 'OPEN',
        author: { login: 'wholly' },
        labels: { nodes: [{ name: 'bug' }] },
        comments: {
          totalCount: 3,
          nodes: [{ body: 'c1' }, { body: 'c2' }],
          pageInfo: { hasPreviousPage: true, hasNextPage: false },
        },
      },
    },
  });
});

const COMMIT =
  'mutation($input: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $input) { commit { oid signature { isValid } } ref { target { oid } } } }';

function commitInput(expectedHeadOid: string, contents: string, branchName = 'main') {
  return {
    input: {
      branch: { repositoryNameWithOwner: 'acme/app', branchName },
      expectedHeadOid,
      message: { headline: 'By GraphQL', body: 'body' },
      fileChanges: {
        additions: [{ path: 'g/new.txt', contents: Buffer.from(contents).toString('base64') }],
        deletions: [],
      },
    },
  };
}

test('createCommitOnBranch commits on the expected head, verified, and refuses a moved one', async () => {
  const api = clientFor(forge, forge.tokens.app);
  const { data: before } = await api.repos.getBranch({ ...target, branch: 'main' });
  const old = before.commit.sha;
  const ended = await Promise.allSettled(
    Array.from({ length: 6 }, (_, index) => api.graphql(COMMIT, commitInput(old, `${index}`))),
  );
  expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const { data: after } = await api.repos.getBranch({ ...target, branch: 'main' });
  expect(after.commit.parents.map(({ sha }) => sha)).toEqual([old]);
  expect(after.commit.commit).toMatchObject({
    message: 'By GraphQL\n\nbody',
    author: { name: 'wholly[bot]' },
    committer: { name: 'GitHub' },
    verification: { verified: true },
  });
  expect(await typesOf(api.graphql(COMMIT, commitInput(old, 'late')))).toEqual(['STALE_DATA']);
  expect(await typesOf(api.graphql(COMMIT, commitInput(old, 'x', 'nowhere')))).toEqual(['NOT_FOUND']);
  expect(
    await typesOf(clientFor(forge, forge.tokens.rita).graphql(COMMIT, commitInput(after.commit.sha, 'x'))),
  ).toEqual(['FORBIDDEN']);
  expect((await api.repos.getBranch({ ...target, branch: 'main' })).data.commit.sha).toBe(after.commit.sha);
});

test('unknown fields, private repositories of others and callers without a token are refused', async () => {
  await forge.control.createRepository({ owner: 'acme', name: 'secret', private: true, files: { a: '' } });
  const mallory = clientFor(forge, forge.tokens.mallory);
  expect(await typesOf(mallory.graphql('{ viewer { shoeSize } }'))).toEqual(['unknown']);
  expect(await typesOf(mallory.graphql('{ repository(owner: "acme", name: "secret") { id } }'))).toEqual([
    'NOT_FOUND',
  ]);
  expect(await statusOf(clientFor(forge).graphql('{ viewer { login } }'))).toBe(401);
  expect(await statusOf(clientFor(forge, 'ghp_nope').graphql('{ viewer { login } }'))).toBe(401);
});

test('the Enterprise addresses lead to the same API', async () => {
  const headers = { authorization: `token ${forge.tokens.walter}` };
  const user = await fetch(`${forge.url}/api/v3/user`, { headers });
  expect(await user.json()).toMatchObject({ login: 'walter' });
  const answer = await fetch(`${forge.url}/api/graphql`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ query: '{ viewer { login } }' }),
  });
  expect(await answer.json()).toEqual({ data: { viewer: { login: 'walter' } } });
});
