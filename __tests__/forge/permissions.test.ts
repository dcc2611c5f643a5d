import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openForge, type OpenForge } from '../../forge/open-forge.ts';
import { clientFor, statusOf } from './client.ts';

let forge: OpenForge;
const target = { owner: 'acme', repo: 'app' };
beforeAll(async () => {
  forge = await openForge();
});
afterAll(() => forge[Symbol.asyncDispose]());

test.each([
  ['alice', 'admin', 'admin'],
  ['walter', 'write', 'write'],
  ['rita', 'read', 'read'],
  ['mallory', 'read', 'read'],
])('on a public repository %s has permission %s by role %s', async (username, permission, role) => {
  const { data } = await clientFor(forge, forge.tokens.app).repos.getCollaboratorPermissionLevel({
    ...target,
    username,
  });
  expect(data).toMatchObject({ permission, role_name: role, user: { login: username, type: 'User' } });
});

test('on a private repository a stranger has none, and maintain and triage are told apart by role_name only', async () => {
  await forge.control.createRepository({
    owner: 'acme',
    name: 'hidden',
    private: true,
    files: { a: '' },
    roles: { walter: 'maintain', rita: 'triage' },
  });
  const api = clientFor(forge, forge.tokens.alice);
  const ask = async (username: string) => {
    const { data } = await api.repos.getCollaboratorPermissionLevel({
      owner: 'acme',
      repo: 'hidden',
      username,
    });
    return [data.permission, data.role_name];
  };
  expect(await ask('mallory')).toEqual(['none', 'none']);
  expect(await ask('walter')).toEqual(['write', 'maintain']);
  expect(await ask('rita')).toEqual(['read', 'triage']);
  expect(
    await statusOf(
      api.repos.getCollaboratorPermissionLevel({ owner: 'acme', repo: 'hidden', username: 'nobody' }),
    ),
  ).toBe(404);
});

test('an unknown, expired or revoked token is refused everywhere, also for reading', async () => {
  const expired = await forge.control.createToken({ login: 'walter', expiresAt: Date.now() - 1 });
  const revoked = await forge.control.createToken({ login: 'walter' });
  expect((await clientFor(forge, revoked).users.getAuthenticated()).data.login).toBe('walter');
  await forge.control.revokeToken(revoked);
  for (const token of ['ghp_nope', expired, revoked]) {
    expect(await statusOf(clientFor(forge, token).issues.listForRepo(target))).toBe(401);
  }
  expect((await clientFor(forge).issues.listForRepo(target)).status).toBe(200);
});

type Write = (
  api: ReturnType<typeof clientFor>,
  on: { issue_number: number; comment_id: number; sha: string },
) => Promise<unknown>;

/** Each write, and who of reader, stranger, GITHUB_TOKEN without rights and a foreign App may do it to what walter made. */
const WRITES: readonly [string, Write, { rita: boolean; mallory: boolean; evilApp: boolean }][] = [
  [
    'comment',
    (api, { issue_number }) => api.issues.createComment({ ...target, issue_number, body: 'x' }),
    { rita: true, mallory: true, evilApp: true },
  ],
  [
    'react',
    (api, { comment_id }) => api.reactions.createForIssueComment({ ...target, comment_id, content: 'eyes' }),
    { rita: true, mallory: true, evilApp: true },
  ],
  [
    'edit another’s comment',
    (api, { comment_id }) => api.issues.updateComment({ ...target, comment_id, body: 'hacked' }),
    { rita: false, mallory: false, evilApp: true },
  ],
  [
    'delete another’s comment',
    (api, { comment_id }) => api.issues.deleteComment({ ...target, comment_id }),
    { rita: false, mallory: false, evilApp: true },
  ],
  [
    'close another’s issue',
    (api, { issue_number }) => api.issues.update({ ...target, issue_number, state: 'closed' }),
    { rita: false, mallory: false, evilApp: true },
  ],
  [
    'label',
    (api, { issue_number }) => api.issues.addLabels({ ...target, issue_number, labels: ['bug'] }),
    { rita: false, mallory: false, evilApp: true },
  ],
  [
    'assign',
    (api, { issue_number }) => api.issues.addAssignees({ ...target, issue_number, assignees: ['rita'] }),
    { rita: false, mallory: false, evilApp: true },
  ],
  [
    'create a blob',
    (api) => api.git.createBlob({ ...target, content: 'x' }),
    { rita: false, mallory: false, evilApp: false },
  ],
  [
    'create a ref',
    (api, { sha }) => api.git.createRef({ ...target, ref: `refs/heads/x${Math.random()}`, sha }),
    { rita: false, mallory: false, evilApp: false },
  ],
  [
    'set a status',
    (api, { sha }) => api.repos.createCommitStatus({ ...target, sha, state: 'success' }),
    { rita: false, mallory: false, evilApp: false },
  ],
  [
    'change a file',
    (api) =>
      api.repos.createOrUpdateFileContents({
        ...target,
        path: `f${Math.random()}`,
        message: 'm',
        content: 'eA==',
      }),
    { rita: false, mallory: false, evilApp: false },
  ],
  [
    'create a check run',
    (api, { sha }) => api.checks.create({ ...target, name: 'c', head_sha: sha }),
    { rita: false, mallory: false, evilApp: false },
  ],
  [
    'protect a branch',
    (api) =>
      api.repos.updateBranchProtection({
        ...target,
        branch: 'main',
        required_status_checks: null,
        enforce_admins: true,
        required_pull_request_reviews: null,
        restrictions: null,
      }),
    { rita: false, mallory: false, evilApp: false },
  ],
  [
    'add a collaborator',
    (api) => api.repos.addCollaborator({ ...target, username: 'mallory', permission: 'admin' }),
    { rita: false, mallory: false, evilApp: false },
  ],
  [
    'make it private',
    (api) => api.repos.update({ ...target, private: true }),
    { rita: false, mallory: false, evilApp: false },
  ],
];

describe.each(WRITES)('%s', (_, write, may) => {
  test.each(['rita', 'mallory', 'evilApp'] as const)('by %s', async (who) => {
    const walter = clientFor(forge, forge.tokens.walter);
    const issue = await walter.issues.create({ ...target, title: 't' });
    const comment = await walter.issues.createComment({
      ...target,
      issue_number: issue.data.number,
      body: 'mine',
    });
    const sha = (await walter.repos.getBranch({ ...target, branch: 'main' })).data.commit.sha;
    const on = { issue_number: issue.data.number, comment_id: comment.data.id, sha };
    if (may[who]) {
      await write(clientFor(forge, forge.tokens[who]), on);
      return;
    }
    expect(await statusOf(write(clientFor(forge, forge.tokens[who]), on))).toBe(403);
    const after = await walter.issues.get({ ...target, issue_number: on.issue_number });
    expect(after.data).toMatchObject({ state: 'open', labels: [], assignees: [] });
    const kept = await walter.issues.getComment({ ...target, comment_id: on.comment_id });
    expect(kept.data.body).toBe('mine');
  });

  test('by nobody', async () => {
    const on = { issue_number: 1, comment_id: 1, sha: '0'.repeat(40) };
    expect(await statusOf(write(clientFor(forge), on))).toBe(401);
  });
});

test('GITHUB_TOKEN does what its permissions say, in its own repository only', async () => {
  await forge.control.createRepository({ owner: 'acme', name: 'other', files: { a: '' } });
  const api = clientFor(forge, forge.tokens.workflow);
  expect((await api.issues.create({ ...target, title: 'x' })).data.user).toMatchObject({
    login: 'github-actions[bot]',
    id: 41_898_282,
    type: 'Bot',
  });
  expect(await statusOf(api.issues.create({ owner: 'acme', repo: 'other', title: 'x' }))).toBe(403);
  await forge.control.setWorkflowPermissions({ contents: 'read', issues: 'read' });
  expect(await statusOf(api.issues.create({ ...target, title: 'x' }))).toBe(403);
  expect(await statusOf(api.git.createBlob({ ...target, content: 'x' }))).toBe(403);
  await forge.control.setWorkflowPermissions({ contents: 'write', issues: 'write', pull_requests: 'write' });
  expect((await api.git.createBlob({ ...target, content: 'x' })).status).toBe(201);
});

test('an author may edit their own, and labels a stranger wishes for are left out', async () => {
  const mallory = clientFor(forge, forge.tokens.mallory);
  const issue = await mallory.issues.create({ ...target, title: 't', labels: ['bug'], assignees: ['alice'] });
  expect(issue.data).toMatchObject({ labels: [], assignees: [], author_association: 'NONE' });
  const edited = await mallory.issues.update({
    ...target,
    issue_number: issue.data.number,
    title: 'better',
    state: 'closed',
  });
  expect(edited.data).toMatchObject({ title: 'better', state: 'closed' });
});

test('bodies end at 65,536 characters', async () => {
  const api = clientFor(forge, forge.tokens.walter);
  const { data } = await api.issues.create({ ...target, title: 't', body: 'x'.repeat(65_536) });
  const call = api.issues.createComment({ ...target, issue_number: data.number, body: 'x'.repeat(65_537) });
  expect(await statusOf(call)).toBe(422);
});

test('who is who by numeric id', async () => {
  const api = clientFor(forge, forge.tokens.walter);
  const byId = await api.request('GET /user/{account_id}', { account_id: 41_898_282 });
  expect(byId.data).toMatchObject({ login: 'github-actions[bot]', type: 'Bot' });
  const bot = await api.users.getByUsername({ username: 'wholly[bot]' });
  expect(bot.data).toMatchObject({ id: forge.appBotId, type: 'Bot' });
});
