import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openForge, type OpenForge } from '../../forge/open-forge.ts';
import { GitFailure, openGit } from '../../src/git/git.ts';
import { openApi, isFault, statusOf, type Api } from '../../src/host/api.ts';
import { decorate } from '../../src/host/decorate.ts';
import { denialOf } from '../../src/host/denial.ts';
import { holdBack } from '../../src/host/hold-back.ts';
import { readPush } from '../../src/host/push-result.ts';
import { readPermission, readUserId } from '../../src/host/permission.ts';
import { openPullRequest, type PullRequestPlan } from '../../src/host/pull-request.ts';
import { openRemoteBranch, type RemoteBranchTarget } from '../../src/host/remote-branch.ts';
import { accept, openTrackingComment, readSaid, updateComment, type Thread } from '../../src/host/thread.ts';
import { git as plainGit } from '../doubles/git.ts';
import { openRepository } from '../doubles/repository.ts';
import { clientOf, moveBranch, openStage, type Stage } from '../doubles/stage.ts';

let forge: OpenForge;
beforeAll(async () => {
  forge = await openForge();
});
afterAll(() => forge[Symbol.asyncDispose]());

const git = openGit({ PATH: process.env['PATH'] ?? '' });

interface Case {
  readonly stage: Stage;
  readonly api: Api;
  readonly repository: { readonly owner: string; readonly name: string };
}

async function openCase(spec: Parameters<typeof openStage>[1] = {}): Promise<Case> {
  const stage = await openStage(forge, spec);
  return {
    stage,
    api: openApi({ baseUrl: forge.url, token: stage.token }),
    repository: { owner: stage.place.owner, name: stage.place.repo },
  };
}

/** Only what is asked about this repository, so that these tests can run beside each other. */
function at<T extends { readonly path: string }>(stage: Stage, match: T): T {
  return { ...match, path: `/${stage.place.repo}.*${match.path}` };
}

test.concurrent('a read is repeated after a fault, a write never', async () => {
  const { stage, api } = await openCase();
  const route = { owner: stage.place.owner, repo: stage.place.repo };
  await forge.control.addFault({
    match: at(stage, { method: 'GET', path: '/issues\\?', times: 1 }),
    fault: { kind: 'cut-before' },
  });
  await forge.control.addFault({
    match: at(stage, { method: 'GET', path: '/issues\\?', nth: 2 }),
    fault: { kind: 'answer', status: 502 },
  });
  expect((await api.request('GET /repos/{owner}/{repo}/issues', { ...route, per_page: 1 })).status).toBe(200);
  await forge.control.addFault({
    match: at(stage, { method: 'POST', path: '/issues$' }),
    fault: { kind: 'cut-after' },
  });
  const failure = await api
    .request('POST /repos/{owner}/{repo}/issues', { ...route, title: 'Once' })
    .catch((error: unknown) => error);
  expect(isFault(failure)).toBe(true);
  const writes = (await stage.requests()).filter(({ isWrite }) => isWrite);
  expect(writes).toHaveLength(1);
  expect((await stage.walter.issues.listForRepo(stage.place)).data.map(({ title }) => title)).toEqual([
    'Once',
  ]);
});

/** What a secondary limit answers; with 403 as often as with 429. */
const limited = (seconds: string, status = 403) =>
  ({
    kind: 'answer',
    status,
    headers: { 'retry-after': seconds },
    body: { message: 'secondary rate limit' },
  }) as const;

test.concurrent('a named time to wait is waited for, by every request, and told', async () => {
  const { stage } = await openCase();
  const told: number[] = [];
  const api = openApi({
    baseUrl: forge.url,
    token: stage.token,
    onWait: (seconds) => void told.push(seconds),
  });
  const route = { owner: stage.place.owner, repo: stage.place.repo };
  const match = at(stage, { method: 'POST', path: '/issues$', times: 2 });
  await forge.control.addFault({ match, fault: limited('1', 429) });
  const startedAt = performance.now();
  const limitedWrite = api.request('POST /repos/{owner}/{repo}/issues', { ...route, title: 'x' });
  while (told.length === 0) await sleep(20);
  await api.request('GET /repos/{owner}/{repo}/issues', route);
  expect(performance.now() - startedAt).toBeGreaterThan(990);
  expect((await limitedWrite).status).toBe(201);
  expect(told).toEqual([1, 1]);
  expect((await stage.walter.issues.listForRepo(stage.place)).data).toHaveLength(1);
});

test.concurrent.each([
  ['too long', '900', 1],
  ['repeated without end', '0', 4],
])('a wait that is %s is a refusal that says how long it lasts', async (_, seconds, attempts) => {
  const { stage, api } = await openCase();
  const match = at(stage, { method: 'POST', path: '/issues$', times: 9 });
  await forge.control.addFault({ match, fault: limited(seconds) });
  const failure = await api
    .request('POST /repos/{owner}/{repo}/issues', {
      owner: stage.place.owner,
      repo: stage.place.repo,
      title: 'x',
    })
    .catch((error: unknown) => error);
  expect(statusOf(failure)).toBe(403);
  expect(api.sent).toBe(attempts);
  const denial = denialOf(failure, 'the issue');
  expect([denial?.kind, denial?.code]).toEqual(['denied', 'ERATELIMIT']);
  expect(denial?.remedy).toContain(seconds === '900' ? '15 minutes' : 'a minute');
});

test.concurrent('knows what the host says of people, and that some are nobody', async () => {
  const { api, repository } = await openCase();
  expect(await readPermission(api, repository, 'walter')).toMatchObject({ permission: 'write' });
  expect(await readPermission(api, repository, 'no-such-person')).toBeNull();
  expect(await readUserId(api, 'rita')).toBe(1_000_003);
  expect(await readUserId(api, 'no-such-person')).toBeNull();
});

async function openThread(
  { stage, repository }: Case,
  kind: 'issue-comment' | 'issue-body' = 'issue-comment',
): Promise<Thread> {
  const number = await stage.issue('Title', 'Body');
  if (kind === 'issue-body') return { repository, number, said: { kind } };
  return { repository, number, said: { kind, id: await stage.comment(number, '@bot implement') } };
}

const MARK = '<!-- a marker -->';
const isOurs = (body: string): boolean => body.includes(MARK);

test.concurrent('the first acceptance is told from a repeat, and says whom we act as', async () => {
  const one = await openCase();
  const thread = await openThread(one);
  const first = await accept(one.api, thread);
  expect(first).toEqual({ first: true, self: { id: 41_898_282, login: 'github-actions[bot]' } });
  expect((await accept(one.api, thread)).first).toBe(false);
  expect((await accept(one.api, await openThread(one, 'issue-body'))).first).toBe(false);
});

test.concurrent('one tracking comment, also when the answer to its creation is lost', async () => {
  const one = await openCase();
  const thread = await openThread(one);
  const accepted = await accept(one.api, thread);
  await forge.control.addFault({
    match: at(one.stage, { method: 'POST', path: '/comments$' }),
    fault: { kind: 'cut-after' },
  });
  const comment = await openTrackingComment(one.api, thread, accepted, isOurs, `begun ${MARK}`);
  await updateComment(one.api, thread, comment, `done ${MARK}`);
  expect((await one.stage.answers(thread.number)).map(({ id, body }) => [id, body])).toEqual([
    [comment.id, `done ${MARK}`],
  ]);
});

test.concurrent('a tracking comment that was never created is an error, not silence', async () => {
  const one = await openCase();
  const thread = await openThread(one);
  const accepted = await accept(one.api, thread);
  await forge.control.addFault({
    match: at(one.stage, { method: 'POST', path: '/comments$' }),
    fault: { kind: 'cut-before' },
  });
  await expect(openTrackingComment(one.api, thread, accepted, isOurs, MARK)).rejects.toThrow(Error);
  expect(await one.stage.answers(thread.number)).toEqual([]);
});

test.concurrent('a marker that somebody else has pasted is not ours', async () => {
  const one = await openCase();
  const thread = await openThread(one);
  await one.stage.comment(thread.number, `pasted ${MARK}`);
  await one.stage.comment(thread.number, `pasted ${MARK}`, clientOf(forge, forge.tokens.app));
  await accept(one.api, thread);
  const comment = await openTrackingComment(
    one.api,
    thread,
    await accept(one.api, thread),
    isOurs,
    `ours ${MARK}`,
  );
  const answers = await one.stage.answers(thread.number);
  expect(answers.find(({ id }) => id === comment.id)).toMatchObject({
    login: 'github-actions[bot]',
    body: `ours ${MARK}`,
  });
  expect(answers.filter(({ body }) => body.startsWith('pasted'))).toHaveLength(1);
});

test.concurrent('our comment is found again behind a hundred others', async () => {
  const one = await openCase();
  const thread = await openThread(one);
  const accepted = await accept(one.api, thread);
  await Promise.all(
    Array.from({ length: 101 }, (_, index) => one.stage.comment(thread.number, `talk ${index}`)),
  );
  const first = await openTrackingComment(one.api, thread, accepted, isOurs, `first ${MARK}`);
  const again = await openTrackingComment(
    one.api,
    thread,
    await accept(one.api, thread),
    isOurs,
    `again ${MARK}`,
  );
  expect(again.id).toBe(first.id);
});

test.concurrent('reads what was said as it stands now', async () => {
  const one = await openCase();
  const thread = await openThread(one);
  expect(await readSaid(one.api, thread)).toBe('@bot implement');
  const id = 'id' in thread.said ? thread.said.id : 0;
  await one.stage.walter.issues.updateComment({ ...one.stage.place, comment_id: id, body: 'edited' });
  expect(await readSaid(one.api, thread)).toBe('edited');
  await one.stage.walter.issues.deleteComment({ ...one.stage.place, comment_id: id });
  expect(await readSaid(one.api, thread)).toBeNull();
  expect(await readSaid(one.api, await openThread(one, 'issue-body'))).toBe('Body');
});

/** A branch `work` on the host, one commit ahead of main. */
async function pushWork({ stage }: Case, branch = 'work'): Promise<string> {
  await stage.walter.git.createRef({ ...stage.place, ref: `refs/heads/${branch}`, sha: stage.head });
  return await moveBranch(stage, branch, 'new.txt', 'new\n');
}

const planOf = (
  { repository }: Case,
  commit: string,
  more: Partial<PullRequestPlan> = {},
): PullRequestPlan => ({
  repository,
  head: 'work',
  base: 'main',
  title: 'Title',
  body: 'Body',
  draft: true,
  commit,
  ...more,
});

test.concurrent('opens one pull request and closes it when it is rolled back', async () => {
  const one = await openCase();
  const pull = openPullRequest(one.api, planOf(one, await pushWork(one)));
  await pull.prepare();
  await pull.commit();
  expect(pull.published).toMatchObject({ operation: 'created' });
  expect(await one.stage.pulls()).toMatchObject([{ state: 'open', draft: true, title: 'Title' }]);
  await pull.rollback();
  // For whoever has its address: what became of it.
  const body = expect.stringMatching(/^> .*retry[^]*\n\nBody$/);
  expect(await one.stage.pulls()).toMatchObject([{ state: 'closed', body }]);
});

test.concurrent('updates the pull request that is open already, and a rollback leaves it open as it was', async () => {
  const one = await openCase();
  const commit = await pushWork(one);
  await openPullRequest(one.api, planOf(one, commit)).commit();
  const again = openPullRequest(one.api, planOf(one, commit, { title: 'Other title' }));
  await again.commit();
  expect(again.published).toMatchObject({ operation: 'updated' });
  expect(await one.stage.pulls()).toMatchObject([{ state: 'open', title: 'Other title' }]);
  await again.rollback();
  expect(await one.stage.pulls()).toMatchObject([{ state: 'open', title: 'Title', body: 'Body' }]);
});

test.concurrent('a pull request that is open already and has another head keeps its text', async () => {
  const one = await openCase();
  const commit = await pushWork(one);
  await openPullRequest(one.api, planOf(one, commit)).commit();
  const other = openPullRequest(one.api, planOf(one, one.stage.head, { title: 'Other title' }));
  await expect(other.commit()).rejects.toMatchObject({ code: 'EMISMATCH' });
  expect(await one.stage.pulls()).toMatchObject([{ state: 'open', title: 'Title' }]);
});

test.concurrent('a lost answer to the creation makes no second pull request', async () => {
  const one = await openCase();
  const pull = openPullRequest(one.api, planOf(one, await pushWork(one)));
  await forge.control.addFault({
    match: at(one.stage, { method: 'POST', path: '/pulls$' }),
    fault: { kind: 'cut-after' },
  });
  await pull.commit();
  expect(await one.stage.pulls()).toHaveLength(1);
  expect(pull.published).toMatchObject({
    operation: 'created',
    number: (await one.stage.pulls())[0]?.number,
  });
});

test.concurrent('a page in the place of an answer is none: what was created is found, and not created again', async () => {
  const one = await openCase();
  const thread = await openThread(one);
  const accepted = await accept(one.api, thread);
  const commit = await pushWork(one);
  const api: Api = {
    ...one.api,
    async request(route, parameters) {
      const answer = await one.api.request(route, parameters);
      return route.startsWith('POST ') ? { ...answer, data: '<html>' } : answer;
    },
  };
  const pull = openPullRequest(api, planOf(one, commit));
  await pull.commit();
  const [made, ...more] = await one.stage.pulls();
  expect([pull.published?.operation, pull.published?.number, more]).toEqual(['created', made?.number, []]);
  const comment = await openTrackingComment(api, thread, accepted, isOurs, MARK);
  expect((await one.stage.answers(thread.number)).map(({ id }) => id)).toEqual([comment.id]);
});

test.concurrent('a repository that has another name now is found by the API, and a push to the old one is a denial', async () => {
  const one = await openCase();
  const issue = await one.stage.issue('Title');
  const old = `old-${one.stage.place.repo}`;
  const sentOn = (method: string, path: string, status: number, base = ''): Promise<void> =>
    forge.control.addFault({
      match: { method, path: `/${old}${path}` },
      fault: {
        kind: 'answer',
        status,
        headers: { location: `${forge.url}${base}/acme/${one.stage.place.repo}${path}` },
      },
    });
  await sentOn('GET', `/issues/${issue}`, 301, '/repos');
  await sentOn('POST', `/issues/${issue}/comments`, 307, '/repos');
  const place = { owner: 'acme', repo: old, issue_number: issue };
  const { data } = await one.api.request('GET /repos/{owner}/{repo}/issues/{issue_number}', place);
  expect(data).toMatchObject({ title: 'Title' });
  await one.api.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
    ...place,
    body: MARK,
  });
  expect((await one.stage.answers(issue)).map(({ body }) => body)).toEqual([MARK]);

  await sentOn('GET', '.git/info/refs', 301);
  const remote = { url: one.stage.cloneUrl.replace(one.stage.place.repo, old), token: one.stage.token };
  const { local, participant } = await openPush(one, { remote });
  await using _ = local;
  await expect(participant.commit()).rejects.toMatchObject({ kind: 'denied', code: 'ERENAMED' });
});

test.concurrent('a request that never arrived is a fault, and there is no pull request', async () => {
  const one = await openCase();
  const pull = openPullRequest(one.api, planOf(one, await pushWork(one)));
  await forge.control.addFault({
    match: at(one.stage, { method: 'POST', path: '/pulls$' }),
    fault: { kind: 'cut-before' },
  });
  const failure = await pull.commit().catch((error: unknown) => error);
  expect([isFault(failure), denialOf(failure, 'x')]).toEqual([true, null]);
  expect(await one.stage.pulls()).toEqual([]);
});

test.concurrent('a setting that forbids pull requests is a denial', async () => {
  const one = await openCase();
  const commit = await pushWork(one);
  await forge.control.allowActionsPulls(one.stage.fullName, false);
  await expect(openPullRequest(one.api, planOf(one, commit)).commit()).rejects.toMatchObject({
    kind: 'denied',
    code: 'EPERMISSION',
  });
  expect(await one.stage.pulls()).toEqual([]);
});

test.concurrent('a pull request whose head is another commit is closed again', async () => {
  const one = await openCase();
  await pushWork(one);
  await expect(openPullRequest(one.api, planOf(one, one.stage.head)).commit()).rejects.toMatchObject({
    code: 'EMISMATCH',
  });
  expect(await one.stage.pulls()).toMatchObject([{ state: 'closed' }]);
});

test.concurrent('what cannot be set on a pull request is a warning, and the rest is set', async () => {
  const one = await openCase();
  const pull = openPullRequest(one.api, planOf(one, await pushWork(one)));
  await pull.commit();
  const number = pull.published?.number ?? 0;
  const warnings = await decorate(one.api, one.repository, number, {
    labels: ['bug'],
    reviewers: ['no-such-person'],
    teamReviewers: [],
    assignees: ['alice'],
  });
  expect(warnings).toHaveLength(1);
  const { data } = await one.stage.walter.issues.get({ ...one.stage.place, issue_number: number });
  expect(data.labels.map((label) => (typeof label === 'string' ? label : label.name))).toEqual(['bug']);
  expect(data.assignees?.map(({ login }) => login)).toEqual(['alice']);
  expect(
    await decorate(one.api, one.repository, number, {
      labels: [],
      reviewers: [],
      teamReviewers: [],
      assignees: [],
    }),
  ).toEqual([]);
});

/** A clone with one commit on top of main, and what pushes it. */
async function openPush(one: Case, more: Partial<RemoteBranchTarget> = {}) {
  const local = await openRepository();
  await local.git('fetch', '--quiet', one.stage.gitDir, 'main');
  await local.git('reset', '--quiet', '--hard', 'FETCH_HEAD');
  const commit = await local.commit({ 'mine.txt': 'mine\n' });
  const remote = { url: one.stage.cloneUrl, token: one.stage.token };
  const gitDir = join(local.directory, '.git');
  const target = {
    remote,
    gitDir,
    branch: 'mine',
    commit,
    expected: null,
    isOwn: null,
    madeBy: null,
    ...more,
  };
  return { local, commit, participant: openRemoteBranch(git, target) };
}

const tipOf = async ({ stage }: Case, branch: string): Promise<string> =>
  await plainGit(stage.gitDir, ['rev-parse', '--verify', `refs/heads/${branch}`]).catch(() => 'none');

test.concurrent('pushes a new branch, and takes it away again', async () => {
  const one = await openCase();
  const { local, commit, participant } = await openPush(one);
  await using _ = local;
  await participant.prepare();
  expect(await tipOf(one, 'mine')).toBe('none');
  await participant.commit();
  expect(await tipOf(one, 'mine')).toBe(commit);
  await participant.rollback();
  expect(await tipOf(one, 'mine')).toBe('none');
});

test.concurrent.each(['cut-after', 'cut-before'] as const)(
  'a push that ends in %s has happened or has not, and we know which',
  async (kind) => {
    const one = await openCase();
    const { local, commit, participant } = await openPush(one);
    await using _ = local;
    await forge.control.addFault({
      match: at(one.stage, { method: 'POST', path: 'git-receive-pack' }),
      fault: { kind },
    });
    const said = await participant.commit().then(
      () => 'done',
      (error: unknown) => (error instanceof GitFailure ? 'failed' : error),
    );
    expect(said).toBe(kind === 'cut-after' ? 'done' : 'failed');
    expect(await tipOf(one, 'mine')).toBe(kind === 'cut-after' ? commit : 'none');
  },
);

test.concurrent('G05 a branch that moved meanwhile is left as it is', async () => {
  const one = await openCase();
  const { local, participant } = await openPush(one, { branch: 'main', expected: one.stage.head });
  await using _ = local;
  const theirs = await moveBranch(one.stage, 'main', 'theirs.txt', 'theirs\n');
  await expect(participant.commit()).rejects.toMatchObject({ kind: 'conflict', code: 'EMOVED' });
  expect(await tipOf(one, 'main')).toBe(theirs);
});

test.concurrent('G05 a rollback leaves a branch alone that somebody else has moved since', async () => {
  const one = await openCase();
  const { local, participant } = await openPush(one);
  await using _ = local;
  await participant.commit();
  const theirs = await moveBranch(one.stage, 'mine', 'theirs.txt', 'theirs\n');
  await expect(participant.rollback()).rejects.toMatchObject({ code: 'EMOVED' });
  expect(await tipOf(one, 'mine')).toBe(theirs);
});

test.concurrent('what an earlier try left under a name of our own is replaced, and comes back when it is rolled back', async () => {
  const one = await openCase();
  const first = await openPush(one, { isOwn: () => true });
  await using _ = first.local;
  await first.participant.commit();
  const commit = await first.local.commit({ 'mine.txt': 'second try\n' });
  const remote = { url: one.stage.cloneUrl, token: one.stage.token };
  const second = openRemoteBranch(git, {
    remote,
    gitDir: join(first.local.directory, '.git'),
    branch: 'mine',
    commit,
    expected: null,
    isOwn: (text) => text.includes(`\nparent ${one.stage.head}\n`),
    madeBy: null,
  });
  await second.commit();
  expect(await tipOf(one, 'mine')).toBe(commit);
  await second.rollback();
  expect(await tipOf(one, 'mine')).toBe(first.commit);
});

test.concurrent('what is under a name of our own and not ours is left as it is', async () => {
  const one = await openCase();
  const first = await openPush(one);
  await using _ = first.local;
  await first.participant.commit();
  const theirs = await moveBranch(one.stage, 'mine', 'theirs.txt', 'theirs\n');
  const seen: string[] = [];
  const remote = { url: one.stage.cloneUrl, token: one.stage.token };
  const second = openRemoteBranch(git, {
    remote,
    gitDir: join(first.local.directory, '.git'),
    branch: 'mine',
    commit: await first.local.commit({ 'mine.txt': 'second try\n' }),
    expected: null,
    isOwn: (text) => seen.push(text) === 0,
    madeBy: null,
  });
  await expect(second.commit()).rejects.toMatchObject({ kind: 'conflict', code: 'EMOVED' });
  expect(await tipOf(one, 'mine')).toBe(theirs);
  expect(seen).toEqual([expect.stringContaining('Somebody else was here')]);
});

/** A commit on top of main that the host has made, and what puts a branch on it; `gitDir` knows nothing of it. */
async function openPoint(one: Case, more: Partial<RemoteBranchTarget> = {}) {
  const { stage, repository } = one;
  const { data: tree } = await stage.walter.git.createTree({
    ...stage.place,
    base_tree: stage.head,
    tree: [{ path: 'mine.txt', mode: '100644', type: 'blob', content: 'mine\n' }],
  });
  const { data: made } = await stage.walter.git.createCommit({
    ...stage.place,
    message: 'Mine',
    tree: tree.sha,
    parents: [stage.head],
  });
  const local = await openRepository();
  await local.git('fetch', '--quiet', stage.gitDir, 'main');
  const participant = openRemoteBranch(git, {
    remote: { url: stage.cloneUrl, token: stage.token },
    gitDir: join(local.directory, '.git'),
    branch: 'mine',
    commit: made.sha,
    expected: null,
    isOwn: null,
    madeBy: { api: one.api, repository },
    ...more,
  });
  return { local, commit: made.sha, participant };
}

test.concurrent.each([
  ['mine', null],
  ['main', 'head'],
] as const)('puts the branch %s on a commit of the host, and back again', async (branch, expected) => {
  const one = await openCase();
  const before = expected === null ? 'none' : one.stage.head;
  const { local, commit, participant } = await openPoint(one, {
    branch,
    expected: expected === null ? null : one.stage.head,
  });
  await using _cleanUp = local;
  expect(await tipOf(one, branch)).toBe(before);
  await participant.commit();
  expect(await tipOf(one, branch)).toBe(commit);
  await participant.rollback();
  expect(await tipOf(one, branch)).toBe(before);
});

test.concurrent.each([
  ['mine', null],
  ['main', 'head'],
] as const)(
  'G05 the branch %s that moved meanwhile is not put on a commit of the host',
  async (branch, expected) => {
    const one = await openCase();
    if (expected === null) await pushWork(one, branch);
    const theirs = await moveBranch(one.stage, branch, 'theirs.txt', 'theirs\n');
    const { local, participant } = await openPoint(one, {
      branch,
      expected: expected === null ? null : one.stage.head,
    });
    await using _cleanUp = local;
    await expect(participant.commit()).rejects.toMatchObject({ kind: 'conflict', code: 'EMOVED' });
    expect(await tipOf(one, branch)).toBe(theirs);
  },
);

test.concurrent.each(['cut-after', 'cut-before'] as const)(
  'a branch on a commit of the host whose request ends in %s is there or is not, and we know which',
  async (kind) => {
    const one = await openCase();
    const { local, commit, participant } = await openPoint(one);
    await using _cleanUp = local;
    const match = at(one.stage, { method: 'POST', path: '/git/refs$' });
    await forge.control.addFault({ match, fault: { kind } });
    const said = await participant.commit().then(
      () => 'done',
      () => 'failed',
    );
    const expected = kind === 'cut-after' ? ['done', commit] : ['failed', 'none'];
    expect([said, await tipOf(one, 'mine')]).toEqual(expected);
  },
);

test.concurrent('a rollback leaves a branch on a commit of the host alone that somebody else has moved since', async () => {
  const one = await openCase();
  const { local, participant } = await openPoint(one);
  await using _cleanUp = local;
  await participant.commit();
  const theirs = await moveBranch(one.stage, 'mine', 'theirs.txt', 'theirs\n');
  await expect(participant.rollback()).rejects.toMatchObject({ code: 'EMOVED' });
  expect(await tipOf(one, 'mine')).toBe(theirs);
});

test.concurrent('a protected branch is a denial', async () => {
  const one = await openCase();
  await forge.control.protectBranch(one.stage.fullName, 'main', {
    required_pull_request_reviews: { required_approving_review_count: 1 },
    enforce_admins: true,
  });
  const { local, participant } = await openPush(one, { branch: 'main', expected: one.stage.head });
  await using _ = local;
  await expect(participant.commit()).rejects.toMatchObject({ kind: 'denied', code: 'EPROTECTED' });
  expect(await tipOf(one, 'main')).toBe(one.stage.head);
});

/** An open pull request of walter's, which is no draft. */
async function openReady(one: Case, body: string): Promise<number> {
  await pushWork(one);
  const { data } = await one.stage.walter.pulls.create({
    ...one.stage.place,
    head: 'work',
    base: 'main',
    title: 'Title',
    body,
  });
  return data.number;
}

test.concurrent('a pull request is held back by whoever may write contents, as GitHub Enterprise is asked too', async () => {
  const one = await openCase();
  const number = await openReady(one, 'Mine.');
  const enterprise = openApi({ baseUrl: `${forge.url}/api/v3`, token: one.stage.token });
  expect(await holdBack(enterprise, one.repository, number, '> Look.')).toEqual([]);
  expect(await one.stage.pulls()).toMatchObject([{ number, draft: true, body: '> Look.\n\nMine.' }]);
  const sent = enterprise.sent;
  expect(await holdBack(enterprise, one.repository, number, '> Again.')).toEqual([]);
  expect([enterprise.sent - sent, (await one.stage.pulls())[0]?.body]).toEqual([
    2,
    '> Again.\n\n> Look.\n\nMine.',
  ]);
});

test.concurrent('a pull request that cannot be made a draft is a warning, and so is a description without room', async () => {
  const one = await openCase();
  const long = 'x'.repeat(65_530);
  const number = await openReady(one, long);
  const token = await forge.control.createToken({
    login: 'github-actions[bot]',
    repositories: [one.stage.fullName],
    permissions: { pull_requests: 'write', metadata: 'read' },
  });
  const api = openApi({ baseUrl: forge.url, token });
  expect(await holdBack(api, one.repository, number, '> Look.')).toEqual([
    `Pull request #${number} could not be given the notice of the guards: its description has no room left.`,
    `Pull request #${number} could not be made a draft: Resource not accessible by integration. Look at it before it is merged.`,
  ]);
  expect(await one.stage.pulls()).toMatchObject([{ number, draft: false, body: long }]);
});

test.concurrent('a token that may only read is a denial', async () => {
  const one = await openCase();
  const token = await forge.control.createToken({
    login: 'github-actions[bot]',
    repositories: [one.stage.fullName],
    permissions: { contents: 'read', issues: 'write', metadata: 'read' },
  });
  const { local, participant } = await openPush(one, { remote: { url: one.stage.cloneUrl, token } });
  await using _ = local;
  await expect(participant.commit()).rejects.toMatchObject({ kind: 'denied', code: 'EPERMISSION' });
  expect(await tipOf(one, 'mine')).toBe('none');
});

test.concurrent('a host that says something else than http or https to this machine is never given a token', async () => {
  const one = await openCase();
  let asked = 0;
  const server = createServer((_request, response) => {
    asked += 1;
    response.writeHead(401).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  // Whoever asks there comes to this machine, but not by a name that can be of no other.
  const remote = { url: `http://0.0.0.0:${port}/acme/app.git`, token: one.stage.token };
  const { local, participant } = await openPush(one, { remote });
  await using _ = local;
  await expect(participant.commit()).rejects.toThrow(Error);
  server.close();
  await once(server, 'close');
  expect(asked).toBe(0);
});

test.concurrent.each([
  ['is asked', { path: 'service=git-receive-pack' }],
  ['answers', { method: 'POST', path: 'git-receive-pack$' }],
])('a push that is too many when the host %s is a denial', async (_, match) => {
  const one = await openCase();
  await forge.control.addFault({ match: at(one.stage, match), fault: limited('900', 429) });
  const { local, participant } = await openPush(one);
  await using _cleanUp = local;
  await expect(participant.commit()).rejects.toMatchObject({ kind: 'denied', code: 'ERATELIMIT' });
  expect(await tipOf(one, 'mine')).toBe('none');
});

const pushed = (line: string, stderr = '') => ({
  exitCode: 1,
  stdout: Buffer.from(`To somewhere\n${line}\nDone\n`),
  stderr,
});

test.concurrent.each([
  ['*\tabc:refs/heads/x\t[new branch]', 'pushed'],
  [' \tabc:refs/heads/x\tabc..def', 'pushed'],
  ['-\t:refs/heads/x\t[deleted]', 'pushed'],
  ['!\tabc:refs/heads/x\t[rejected] (stale info)', 'moved'],
  ['!\tabc:refs/heads/x\t[remote rejected] (protected branch hook declined)', 'denied'],
  ['!\tabc:refs/heads/y\t[rejected] (stale info)', 'unknown'],
  ['', 'unknown'],
])('reads what git says of a push: %j', (line, kind) => {
  expect(readPush(pushed(line), 'refs/heads/x').kind).toBe(kind);
});

const refused = (reason: string, ...remote: string[]) =>
  readPush(
    pushed(
      `!\tabc:refs/heads/x\t[remote rejected] (${reason})`,
      remote.map((line) => `remote: ${line}`).join('\n'),
    ),
    'refs/heads/x',
  );

test.concurrent.each([
  [
    'EPROTECTED',
    'protected branch hook declined',
    ['error: GH006: Protected branch update failed for refs/heads/x.'],
  ],
  [
    'ERULESET',
    'push declined due to repository rule violations',
    ['error: GH013: Repository rule violations found for refs/heads/x.'],
  ],
  [
    'EPUSHPROTECTION',
    'push declined due to repository rule violations',
    ['error: GH013: Repository rule violations found for refs/heads/x.', '', '- GITHUB PUSH PROTECTION'],
  ],
  ['EPUSHPROTECTION', 'push declined due to repository rule violations', ['error: GH009: Secrets detected!']],
  ['ETOOLARGE', 'pre-receive hook declined', ['error: GH001: Large files detected.']],
  [
    'EEMAIL',
    'push declined due to email privacy restrictions',
    ['error: GH007: Your push would publish a private email address.'],
  ],
  [
    'EWORKFLOWSCOPE',
    'refusing to allow a GitHub App to create or update workflow `.github/workflows/x.yml` without `workflows` permission',
    [],
  ],
  [
    'EWORKFLOWSCOPE',
    'refusing to allow an OAuth App to create or update workflow `x` without `workflow` scope',
    [],
  ],
  ['EPROTECTED', 'something else', []],
  // What strangers name cannot choose: not at the end of a line, nor within a reason.
  ['EPROTECTED', 'declined', ['  path: error: GH001: Large files', '  - GITHUB PUSH PROTECTION is a file']],
  ['EPROTECTED', 'declined: refusing to allow a GitHub App to create or update workflow `x`', []],
])('B02 a push that the host refuses is %s by what it begins to say: %s', (code, reason, remote) => {
  expect(refused(reason, ...remote)).toMatchObject({
    kind: 'denied',
    ofRef: true,
    refusal: { kind: 'denied', code },
  });
});

test.concurrent('a push that is too large for the host is a denial', () => {
  const answer = pushed('', 'error: RPC failed; HTTP 413 curl 22 The requested URL returned error: 413');
  expect(readPush(answer, 'refs/heads/x')).toMatchObject({ kind: 'denied', refusal: { code: 'ETOOLARGE' } });
});

test.concurrent.each([
  [
    'EPERMISSION',
    403,
    { 'x-accepted-github-permissions': 'contents=write,pull_requests=write; metadata=read' },
    {},
    'contents=write and pull_requests=write',
  ],
  [
    'EPERMISSION',
    404,
    { 'x-accepted-oauth-scopes': 'repo', 'x-oauth-scopes': 'gist, read:org' },
    {},
    'the scope repo',
  ],
  [
    'ENOACCESS',
    404,
    { 'x-accepted-oauth-scopes': 'repo', 'x-oauth-scopes': 'repo' },
    {},
    'access to this repository',
  ],
  [
    'ESSO',
    403,
    { 'x-github-sso': 'required; url=https://github.com/orgs/acme/sso?authorization_request=A' },
    {},
    'single sign-on',
  ],
  [
    'EBASEGONE',
    422,
    {},
    { errors: [{ resource: 'PullRequest', field: 'base', code: 'invalid' }] },
    'base branch',
  ],
  ['EINVALID', 422, {}, { message: 'base', errors: ['base'] }, 'what the host says'],
  ['EPERMISSION', 403, { 'x-accepted-github-permissions': '<script>' }, {}, 'contents, issues'],
  ['ETOOLARGE', 413, {}, {}, 'smaller'],
  ['ETOKEN', 401, { 'x-accepted-github-permissions': 'contents=write' }, {}, 'valid'],
])(
  'a request that the host refuses is %s by status %i, headers and fields',
  async (code, status, headers, body, remedy) => {
    const { stage, api } = await openCase();
    await forge.control.addFault({
      match: at(stage, { method: 'POST', path: '/issues$' }),
      fault: { kind: 'answer', status, headers, body },
    });
    const failure = await api
      .request('POST /repos/{owner}/{repo}/issues', {
        owner: stage.place.owner,
        repo: stage.place.repo,
        title: 'x',
      })
      .catch((error: unknown) => error);
    const denial = denialOf(failure, 'the issue');
    expect([denial?.kind, denial?.code]).toEqual(['denied', code]);
    expect(denial?.remedy).toContain(remedy);
  },
);

test.concurrent('what the host prints cannot pass for what git says of our ref', () => {
  const forged = 'remote: *\tabc:refs/heads/x\t[new branch]';
  expect(readPush(pushed('', forged), 'refs/heads/x').kind).toBe('unknown');
});
