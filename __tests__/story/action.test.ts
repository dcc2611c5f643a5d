import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openForge, type OpenForge } from '../../forge/open-forge.ts';
import { parseChangeSet } from '../../src/change-set/file.ts';
import { treeByPlainGit } from '../doubles/clone.ts';
import { credential, git } from '../doubles/git.ts';
import { openRepository } from '../doubles/repository.ts';
import { runForReport } from '../doubles/run-command.ts';
import { filesBelow, openScratch, type Scratch } from '../doubles/scratch.ts';
import { clientOf, fenceAdding, moveBranch, openStage, type Stage, type Told } from '../doubles/stage.ts';
import { scriptInputs, waitingAgent } from './command-agent.ts';

let forge: OpenForge;
beforeAll(async () => {
  forge = await openForge();
});
afterAll(() => forge[Symbol.asyncDispose]());

const HELLO = fenceAdding('hello.txt', 'hello');

/** What every landed request must be: a commit whose tree plain git makes too, sound, and named by its trailers. */
async function expectLanded(
  scratch: Scratch,
  stage: Stage,
  { report, exitCode, outputs }: Told,
  expected: { files: Record<string, string>; base?: string; requestedBy?: RegExp },
): Promise<void> {
  expect([exitCode, report.conclusion, report.code, report.reason]).toEqual([0, 'committed', null, null]);
  const { branch, commit, tree } = report;
  const base = expected.base ?? stage.head;
  expect(await stage.git('rev-parse', `refs/heads/${branch}`)).toBe(commit);
  expect(await stage.git('rev-parse', `${commit}^{tree}`)).toBe(tree);
  expect(await stage.git('rev-parse', `${commit}^@`)).toBe(base);
  expect(outputs).toMatchObject({ branch, 'commit-sha': commit, 'tree-sha': tree, conclusion: 'committed' });

  const trailers = await stage.git('log', '-1', '--format=%(trailers:only,unfold)', commit ?? '');
  const rows = trailers.split('\n').filter((row) => row !== '');
  const requestedBy = rows.filter((row) => row.startsWith('Requested-by: '));
  expect(requestedBy.join()).toMatch(expected.requestedBy ?? /^$/);
  expect(rows).toEqual([
    `Change-Set: ${report.changeSet?.digest}`,
    `Run: ${report.runId}`,
    ...requestedBy,
    'Co-authored-by: walter <1000002+walter@users.noreply.github.com>',
    expect.stringMatching(/^Ledger: sha256:[0-9a-f]{64}$/),
  ]);

  const clone = scratch.join(`clone-${commit}`);
  expect(await treeByPlainGit(clone, stage.cloneUrl, base, expected.files)).toBe(tree);
  expect(await git(clone, ['fsck', '--strict', '--no-dangling'])).toBe('');
  const verified = await runForReport('verify', ['--repo', clone, commit ?? ''], {
    cwd: scratch.path,
    state: scratch.join('state'),
  });
  expect(verified).toMatchObject({
    exitCode: 0,
    report: { changeSet: { digest: report.changeSet?.digest } },
  });
}

test.concurrent('a comment becomes a pull request, and the comment tells it', async () => {
  await using scratch = await openScratch();
  const stage = await openStage(forge);
  const issue = await stage.issue('Greet people', `Please\n\n${HELLO}`);
  const comment = await stage.comment(issue, '@bot implement');
  const payload = await stage.payload('issue_comment');
  const before = (await stage.requests()).length;
  const told = await stage.act('issue_comment', {}, { payload, door: 'process' });
  const requests = (await stage.requests()).slice(before);
  await expectLanded(scratch, stage, told, {
    files: { 'hello.txt': 'hello\n' },
    requestedBy: new RegExp(
      `^Requested-by: ${forge.url}/${stage.fullName}/issues/${issue}#issuecomment-${comment}$`,
    ),
  });
  expect(requests.filter(({ kind }) => kind === 'git').length).toBeGreaterThan(2);
  // A slow run tells of its progress, too.
  const needed = requests.filter(
    ({ method, body }) => method !== 'PATCH' || !body?.includes('is working on'),
  );
  expect(needed.length).toBeLessThanOrEqual(12);

  const { report, outputs, summary } = told;
  const [pull, ...others] = await stage.pulls();
  expect(others).toEqual([]);
  expect(pull).toMatchObject({
    state: 'open',
    draft: true,
    title: 'Greet people',
    user: { login: 'github-actions[bot]' },
  });
  expect(pull?.head).toMatchObject({ sha: report.commit, ref: report.branch });
  expect(pull?.base.ref).toBe('main');
  for (const part of [`Fixes #${issue}`, 'hello.txt', '@bot revise', report.changeSet?.digest ?? '?'])
    expect(pull?.body).toContain(part);

  const { data: reactions } = await stage.walter.reactions.listForIssueComment({
    ...stage.place,
    comment_id: comment,
  });
  expect(reactions.map(({ content, user }) => [content, user?.login])).toEqual([
    ['eyes', 'github-actions[bot]'],
  ]);
  const [answer, ...more] = await stage.answers(issue);
  expect(more).toEqual([]);
  expect(answer?.body).toMatch(/^\*\*Wholly finished @walter's request in [0-9ms ]+\*\*/);
  for (const part of [
    `<!-- wholly:run=${report.runId} key=bot -->`,
    `/pull/${pull?.number}`,
    `/tree/${report.branch}`,
    '/actions/runs/4711',
  ])
    expect(answer?.body).toContain(part);

  expect(outputs).toMatchObject({
    'run-id': report.runId,
    'change-set-digest': report.changeSet?.digest,
    'files-changed': '1',
    'pull-request-number': String(pull?.number),
    'pull-request-url': pull?.html_url,
    'pull-request-operation': 'created',
    'preserved-file': '',
  });
  expect(report.runId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(summary).toContain('committed');
  expect(report.agent).toMatchObject({ name: 'patch', status: 'completed' });
});

test.concurrent('a repeat of the same event finds its own branch, pull request and comment', async () => {
  const stage = await openStage(forge);
  const issue = await stage.issue('Greet', HELLO);
  await stage.comment(issue, '@bot implement');
  const payload = await stage.payload('issue_comment');
  const first = await stage.act('issue_comment', {}, { payload });
  const again = await stage.act('issue_comment', {}, { payload });
  expect([first.report.conclusion, again.report.conclusion]).toEqual(['committed', 'committed']);
  expect(again.report).toMatchObject({
    branch: first.report.branch,
    tree: first.report.tree,
    pullRequest: { number: first.report.pullRequest?.number, operation: 'updated' },
  });
  expect(await stage.pulls()).toHaveLength(1);
  expect(await stage.answers(issue)).toHaveLength(1);
  expect(await stage.branches()).toEqual([first.report.branch, 'main']);
});

test.concurrent('a repeat never overwrites what a person has put on the branch since', async () => {
  const stage = await openStage(forge);
  const issue = await stage.issue('Greet', HELLO);
  await stage.comment(issue, '@bot implement');
  const payload = await stage.payload('issue_comment');
  const first = await stage.act('issue_comment', {}, { payload });
  const branch = first.report.branch ?? '';
  const theirs = await moveBranch(stage, branch, 'by-walter.txt', 'hours of work\n');
  await stage.act('issue_comment', {}, { payload });
  const kept = await stage.git('rev-list', `refs/heads/${branch}`);
  expect(kept.split('\n')).toContain(theirs);
});

test.concurrent('a repeat never overwrites our own commit as a person has amended it', async () => {
  const stage = await openStage(forge);
  const issue = await stage.issue('Greet', HELLO);
  await stage.comment(issue, '@bot implement');
  const payload = await stage.payload('issue_comment');
  const { report } = await stage.act('issue_comment', {}, { payload });
  const { data: ours } = await stage.walter.git.getCommit({
    ...stage.place,
    commit_sha: report.commit ?? '',
  });
  // Trailers and all; only who committed it tells.
  const { data: amended } = await stage.walter.git.createCommit({
    ...stage.place,
    message: ours.message,
    tree: ours.tree.sha,
    parents: ours.parents.map(({ sha }) => sha),
  });
  const ref = `heads/${report.branch ?? ''}`;
  await stage.walter.git.updateRef({ ...stage.place, ref, sha: amended.sha, force: true });
  const again = await stage.act('issue_comment', {}, { payload });
  expect([again.report.conclusion, again.report.code]).toEqual(['refused', 'EMOVED']);
  expect(await stage.git('rev-parse', `refs/${ref}`)).toBe(amended.sha);
});

test.concurrent.each([
  ['a label', 'labeled', { 'label-trigger': 'bot' }],
  ['an assignee', 'assigned', { 'assignee-trigger': 'rita' }],
])('%s put on an issue asks with its title and body', async (_, action, inputs) => {
  await using scratch = await openScratch();
  const stage = await openStage(forge);
  const issue = await stage.issue('Greet people', HELLO);
  if (action === 'labeled')
    await stage.walter.issues.addLabels({ ...stage.place, issue_number: issue, labels: ['bot'] });
  else await stage.walter.issues.addAssignees({ ...stage.place, issue_number: issue, assignees: ['rita'] });
  const told = await stage.act('issues', inputs, { action });
  await expectLanded(scratch, stage, told, {
    files: { 'hello.txt': 'hello\n' },
    requestedBy: new RegExp(`/issues/${issue}$`),
  });
  expect((await stage.pulls())[0]?.body).toContain(`Fixes #${issue}`);
  expect((await stage.answers(issue)).map(({ body }) => body.slice(0, 17))).toEqual(['**Wholly finished']);
});

test.concurrent('a new issue whose body begins with the mention asks', async () => {
  await using scratch = await openScratch();
  const stage = await openStage(forge);
  const issue = await stage.issue('Greet people', `@bot implement\n\n${HELLO}`);
  const told = await stage.act('issues', {}, { action: 'opened' });
  expect(told.exitCode).toBe(0);
  await expectLanded(scratch, stage, told, {
    files: { 'hello.txt': 'hello\n' },
    requestedBy: new RegExp(`/issues/${issue}$`),
  });
});

test.concurrent('a workflow that is started by hand works off its prompt', async () => {
  await using scratch = await openScratch();
  const stage = await openStage(forge);
  const { data: repository } = await stage.walter.repos.get(stage.place);
  const { data: sender } = await stage.walter.users.getAuthenticated();
  const payload = {
    inputs: {},
    ref: 'refs/heads/main',
    repository,
    sender,
    workflow: '.github/workflows/bot.yml',
  };
  const told = await stage.act(
    'workflow_dispatch',
    { prompt: `Greet people\n\n${HELLO}`, title: 'A title', labels: 'bug, help wanted', body: 'By hand.' },
    { payload },
  );
  await expectLanded(scratch, stage, told, { files: { 'hello.txt': 'hello\n' } });
  const [pull] = await stage.pulls();
  expect(pull).toMatchObject({ title: 'A title' });
  expect(pull?.body).not.toMatch(/Fixes/);
  expect(pull?.labels.map(({ name }) => name).sort()).toEqual(['bug', 'help wanted']);
  expect(await stage.answers(pull?.number ?? 0)).toEqual([]);

  const wordless = await stage.act(
    'workflow_dispatch',
    { prompt: fenceAdding('more.txt', 'more') },
    { payload: { ...payload, inputs: { more: 'yes' } } },
  );
  expect((await stage.pulls()).map(({ title }) => title).toSorted()).toEqual(['A title', 'Add more.txt']);
  expect(await stage.git('log', '-1', '--format=%s', wordless.report.commit ?? '')).toBe('Add more.txt');
});

test.concurrent('an event that is none of its business costs no request and changes nothing', async () => {
  const stage = await openStage(forge);
  const issue = await stage.issue('Greet', HELLO);
  await stage.comment(issue, 'I like @bot a lot');
  const comment = await stage.payload('issue_comment');
  const { data: repository } = await stage.walter.repos.get(stage.place);
  const before = (await stage.requests()).length;
  for (const [event, payload] of [
    ['push', { ref: 'refs/heads/main', repository }],
    ['issue_comment', comment],
    ['issue_comment', { ...comment, action: 'edited' }],
  ] as const) {
    const told = await stage.act(event, {}, { payload, door: 'process' });
    expect([told.exitCode, told.report.conclusion, told.stderr]).toEqual([0, 'ignored', '']);
    expect(told.outputs['pull-request-operation']).toBe('none');
  }
  expect((await stage.requests()).slice(before)).toEqual([]);
});

test.concurrent.each(['mallory', 'rita', 'evilApp'] as const)(
  '%s, who may not ask, gets silence',
  async (who) => {
    const stage = await openStage(forge);
    const issue = await stage.issue('Greet', HELLO);
    const comment = await stage.comment(issue, '@bot implement', clientOf(forge, forge.tokens[who]));
    const told = await stage.act('issue_comment');
    expect([told.exitCode, told.report.conclusion]).toEqual([0, 'ignored']);
    const writes = (await stage.requests()).filter(
      ({ isWrite, actor }) => isWrite && actor === 'github-actions[bot]',
    );
    expect(writes).toEqual([]);
    const { data: reactions } = await stage.walter.reactions.listForIssueComment({
      ...stage.place,
      comment_id: comment,
    });
    expect([reactions, await stage.branches(), await stage.pulls()]).toEqual([[], ['main'], []]);
  },
);

test.concurrent('revise puts one more commit on the head of a pull request', async () => {
  await using scratch = await openScratch();
  const stage = await openStage(forge);
  const issue = await stage.issue('Greet', HELLO);
  await stage.comment(issue, '@bot implement');
  const first = await stage.act('issue_comment');
  const pull = first.report.pullRequest?.number ?? 0;
  await stage.comment(pull, `@bot revise\n\n${fenceAdding('bye.txt', 'bye')}`);
  const told = await stage.act('issue_comment');
  await expectLanded(scratch, stage, told, {
    files: { 'bye.txt': 'bye\n' },
    base: first.report.commit ?? '',
    requestedBy: new RegExp(`#issuecomment-`),
  });
  expect(told.report).toMatchObject({
    branch: first.report.branch,
    pullRequest: { number: pull, operation: 'updated' },
  });
  expect(await stage.pulls()).toMatchObject([{ number: pull, head: { sha: told.report.commit } }]);
  expect((await stage.answers(pull)).map(({ body }) => body.slice(0, 17))).toEqual(['**Wholly finished']);
});

/** A pull request of walter's own. */
async function openPull(stage: Stage): Promise<number> {
  await stage.walter.git.createRef({ ...stage.place, ref: 'refs/heads/topic', sha: stage.head });
  await moveBranch(stage, 'topic', 'README.md', 'one\n2\nthree\n');
  const { data } = await stage.walter.pulls.create({
    ...stage.place,
    head: 'topic',
    base: 'main',
    title: 'Topic',
  });
  return data.number;
}

test.concurrent('a suggestion block of a review comment lands on the lines that it stands at', async () => {
  await using scratch = await openScratch();
  const stage = await openStage(forge);
  const pull = await openPull(stage);
  const head = await stage.git('rev-parse', 'refs/heads/topic');
  const { data: repository } = await stage.walter.repos.get(stage.place);
  const { data: pullRequest } = await stage.walter.pulls.get({ ...stage.place, pull_number: pull });
  const { data: comment } = await stage.walter.pulls.createReviewComment({
    ...stage.place,
    pull_number: pull,
    commit_id: head,
    path: 'README.md',
    line: 2,
    side: 'RIGHT',
    body: '@bot fix\n\n```suggestion\ntwo and a half\n```',
  });
  const payload = { action: 'created', comment, pull_request: pullRequest, repository, sender: comment.user };
  const told = await stage.act('pull_request_review_comment', {}, { payload });
  expect(told.exitCode).toBe(0);
  await expectLanded(scratch, stage, told, {
    files: { 'README.md': 'one\ntwo and a half\nthree\n' },
    base: head,
    requestedBy: /Requested-by: http/,
  });
});

test.concurrent('a pull request from a fork, and a closed one, are refused', async () => {
  const stage = await openStage(forge);
  const rita = clientOf(forge, forge.tokens.rita);
  await rita.repos.createFork({ ...stage.place });
  const fork = { owner: 'rita', repo: stage.place.repo };
  await rita.git.createRef({ ...fork, ref: 'refs/heads/topic', sha: stage.head });
  await moveBranch({ walter: rita, place: fork }, 'topic', 'rita.txt', 'rita\n');
  const { data: theirs } = await rita.pulls.create({
    ...stage.place,
    head: 'rita:topic',
    base: 'main',
    title: 'Fork',
  });
  await stage.comment(theirs.number, `@bot revise\n\n${HELLO}`);
  const forked = await stage.act('issue_comment');
  expect([forked.exitCode, forked.report.conclusion, forked.report.code]).toEqual([3, 'refused', 'EFORK']);
  expect((await stage.answers(theirs.number))[0]?.body).toMatch(
    /^\*\*Wholly stopped @walter's request after .*: refused\*\*/,
  );

  const ours = await openPull(stage);
  await stage.walter.pulls.update({ ...stage.place, pull_number: ours, state: 'closed' });
  await stage.comment(ours, `@bot revise\n\n${HELLO}`);
  const closed = await stage.act('issue_comment');
  expect([closed.report.conclusion, closed.report.code]).toEqual(['refused', 'ECLOSED']);
  expect(await stage.branches()).toEqual(['main', 'topic']);
});

test.concurrent('an agent that is a command edits files, and its prompt holds request and issue', async () => {
  await using scratch = await openScratch();
  const stage = await openStage(forge, { files: { 'README.md': 'one\n', 'old.txt': 'old\n' } });
  const issue = await stage.issue('Greet people', 'In the morning.');
  await stage.comment(issue, '@bot implement in German');
  const script = `cat > '${scratch.join('prompt')}'; mkdir -p bin; printf 'hallo\\n' > hallo.txt; rm old.txt; printf '#!/bin/sh\\n' > bin/run; chmod +x bin/run`;
  const told = await stage.act('issue_comment', scriptInputs(script));
  expect([told.exitCode, told.report.conclusion]).toEqual([0, 'committed']);
  expect(await stage.git('ls-tree', '-r', '--name-only', told.report.tree ?? '')).toBe(
    'README.md\nbin/run\nhallo.txt',
  );
  expect(
    await treeByPlainGit(
      scratch.join('clone'),
      stage.cloneUrl,
      stage.head,
      { 'hallo.txt': 'hallo\n', 'bin/run': { content: '#!/bin/sh\n', mode: 0o755 } },
      ['old.txt'],
    ),
  ).toBe(told.report.tree);
  const prompt = await readFile(scratch.join('prompt'), 'utf8');
  for (const part of ['in German', 'Greet people', 'In the morning.']) expect(prompt).toContain(part);
  expect(told.report.agent).toMatchObject({ name: 'command', sandbox: 'none' });
});

test.concurrent('mode branch leaves a branch and no pull request', async () => {
  await using scratch = await openScratch();
  const stage = await openStage(forge);
  await stage.comment(await stage.issue('Greet', HELLO), '@bot implement');
  const told = await stage.act('issue_comment', { mode: 'branch', 'branch-prefix': 'robots/' });
  await expectLanded(scratch, stage, told, { files: { 'hello.txt': 'hello\n' }, requestedBy: /./ });
  expect(told.report.branch).toMatch(/^robots\//);
  expect([told.report.pullRequest, await stage.pulls()]).toEqual([null, []]);
});

test.concurrent('mode commit moves the base, also when it moved meanwhile while what is touched stayed as it was', async () => {
  await using scratch = await openScratch();
  const stage = await openStage(forge);
  await stage.comment(await stage.issue('Greet', ''), '@bot implement');
  const agent = waitingAgent(scratch, "printf 'uno\\n' > README.md");
  const acting = await stage.begin('issue_comment', {
    ...agent.inputs,
    mode: 'commit',
    verify: 'grep -q theirs theirs.txt || test ! -e theirs.txt',
  });
  await agent.began();
  const theirs = await moveBranch(stage, 'main', 'theirs.txt', 'theirs\n');
  agent.release();
  const told = await acting.ended;
  await expectLanded(scratch, stage, told, {
    files: { 'README.md': 'uno\n' },
    base: theirs,
    requestedBy: /./,
  });
  expect(told.report).toMatchObject({ branch: 'main', changeSet: { base: theirs } });
  // Once on the base that the work began with, once more on the new head.
  expect(told.report.verification).toMatchObject([{ exitCode: 0 }, { exitCode: 0 }]);
  expect(told.report.checksSandbox).toBe('none');
});

test.concurrent('mode commit refuses and preserves when somebody else touched the same path', async () => {
  await using scratch = await openScratch();
  const stage = await openStage(forge);
  await stage.comment(await stage.issue('Greet', ''), '@bot implement');
  const agent = waitingAgent(scratch, "printf 'uno\\n' > README.md");
  const acting = await stage.begin('issue_comment', {
    ...agent.inputs,
    mode: 'commit',
    'state-dir': scratch.join('state'),
  });
  await agent.began();
  const theirs = await moveBranch(stage, 'main', 'README.md', 'theirs\n');
  agent.release();
  const told = await acting.ended;
  expect([told.exitCode, told.report.conclusion]).toEqual([3, 'refused']);
  expect(await stage.git('rev-parse', 'refs/heads/main')).toBe(theirs);
  const sealed = parseChangeSet(await readFile(told.report.preserved?.file ?? '', 'utf8'));
  expect(sealed.changes).toMatchObject([{ path: 'README.md', change: 'modify' }]);
  expect(told.outputs['preserved-file']).toBe(told.report.preserved?.file);
});

test.concurrent('a dry run seals and writes nothing to the host but its comment; the sealed set is published later, whole', async () => {
  await using scratch = await openScratch();
  const stage = await openStage(forge);
  const issue = await stage.issue('Greet', HELLO);
  await stage.comment(issue, '@bot implement');
  const state = { 'state-dir': scratch.join('state') };
  const dry = await stage.act('issue_comment', { mode: 'dry-run', ...state });
  expect([dry.exitCode, dry.report.conclusion, dry.report.branch, dry.report.pullRequest]).toEqual([
    0,
    'committed',
    null,
    null,
  ]);
  expect([await stage.branches(), await stage.pulls()]).toEqual([['main'], []]);
  const file = dry.outputs['change-set-file'] ?? '';
  expect(parseChangeSet(await readFile(file, 'utf8')).digest).toBe(dry.outputs['change-set-digest']);
  await using applied = await openRepository();
  await applied.git('fetch', '--quiet', stage.cloneUrl, 'main');
  await applied.git('reset', '--quiet', '--hard', 'FETCH_HEAD');
  await applied.git('apply', '--index', dry.outputs['patch-file'] ?? '');
  expect(await applied.git('write-tree')).toBe(dry.report.tree);

  await stage.comment(issue, '@bot implement');
  const published = await stage.act('issue_comment', { 'change-set': file, ...state });
  await expectLanded(scratch, stage, published, { files: { 'hello.txt': 'hello\n' }, requestedBy: /./ });
  expect(published.report.changeSet?.digest).toBe(dry.report.changeSet?.digest);
  expect(published.report.agent).toBeNull();
  expect(await stage.pulls()).toHaveLength(1);
});

test.concurrent('mode workspace puts the bytes into the checkout of the job and leaves HEAD and index alone', async () => {
  await using workspace = await openRepository();
  const stage = await openStage(forge);
  await workspace.git('fetch', '--quiet', stage.cloneUrl, 'main');
  await workspace.git('reset', '--quiet', '--hard', 'FETCH_HEAD');
  await stage.comment(await stage.issue('Greet', HELLO), '@bot implement');
  const told = await stage.act(
    'issue_comment',
    { mode: 'workspace' },
    { environment: { GITHUB_WORKSPACE: workspace.directory } },
  );
  expect([told.exitCode, told.report.conclusion]).toEqual([0, 'committed']);
  expect(await workspace.git('status', '--porcelain')).toBe('?? hello.txt');
  expect(await readFile(`${workspace.directory}/hello.txt`, 'utf8')).toBe('hello\n');
  expect(await filesBelow(`${workspace.directory}/.git/wholly`)).toEqual([]);
  expect(await stage.branches()).toEqual(['main']);
});

test.concurrent('in a workspace the checks of the repository count too', async () => {
  await using workspace = await openRepository();
  const stage = await openStage(forge);
  await workspace.git('fetch', '--quiet', stage.cloneUrl, 'main');
  await workspace.git('reset', '--quiet', '--hard', 'FETCH_HEAD');
  await stage.comment(await stage.issue('Greet', HELLO), '@bot implement');
  const told = await stage.act(
    'issue_comment',
    { mode: 'workspace', verify: 'false', sandbox: 'none' },
    { environment: { GITHUB_WORKSPACE: workspace.directory } },
  );
  expect([told.exitCode, told.report.conclusion]).toEqual([7, 'verification-failed']);
  expect(await workspace.git('status', '--porcelain')).toBe('');
});

test.concurrent('a command that cannot be followed is answered in one sentence, and nothing is run', async () => {
  const stage = await openStage(forge);
  const issue = await stage.issue('Greet', HELLO);
  for (const text of ['@bot help', '@bot undo', '@bot apply nonsense']) {
    await stage.comment(issue, text);
    const told = await stage.act('issue_comment');
    expect([told.exitCode, told.report.conclusion]).toEqual([0, 'answered']);
  }
  expect((await stage.answers(issue)).map(({ body }) => body.slice(0, 17))).toEqual(
    Array(3).fill('**Wholly finished'),
  );
  expect([await stage.branches(), await stage.pulls()]).toEqual([['main'], []]);
});

test.concurrent('a finding that wants a person to look keeps the pull request a draft, and says so', async () => {
  const stage = await openStage(forge);
  const issue = await stage.issue('Owners', fenceAdding('CODEOWNERS', '* @mallory'));
  await stage.comment(issue, '@bot implement');
  const told = await stage.act('issue_comment', { draft: 'false' });
  expect([told.exitCode, told.report.conclusion]).toEqual([0, 'committed']);
  expect(told.report.guards).toContainEqual(
    expect.objectContaining({ verdict: 'review', path: 'CODEOWNERS' }),
  );
  const [pull] = await stage.pulls();
  expect(pull?.draft).toBe(true);
  expect(pull?.body).toMatch(/look closely[^]*CODEOWNERS/);
  expect(pull?.body).not.toContain('@mallory');
});

test.concurrent('a finding in one more commit makes the open pull request a draft, says so at its top and asks its reviewers', async () => {
  const stage = await openStage(forge);
  const pull = await openPull(stage);
  await stage.walter.pulls.update({ ...stage.place, pull_number: pull, body: 'My own words.' });
  await stage.comment(pull, `@bot revise\n\n${fenceAdding('plain.txt', 'plain')}`);
  const plain = await stage.act('issue_comment', { reviewers: 'rita' });
  expect([plain.exitCode, plain.report.conclusion]).toEqual([0, 'committed']);
  expect((await stage.pulls())[0]).toMatchObject({ draft: false, body: 'My own words.' });

  await stage.comment(pull, `@bot revise\n\n${fenceAdding('CODEOWNERS', '* @mallory')}`);
  await using scratch = await openScratch();
  const inputs = { draft: 'false', reviewers: 'rita', labels: 'bug', 'state-dir': scratch.join('state') };
  const told = await stage.act('issue_comment', inputs);
  expect([told.exitCode, told.report.conclusion, told.report.warnings]).toEqual([0, 'committed', []]);
  const [after] = await stage.pulls();
  expect(after).toMatchObject({
    draft: true,
    head: { sha: told.report.commit },
    requested_reviewers: [{ login: 'rita' }],
    labels: [],
  });
  const body = after?.body ?? '';
  expect(body).toMatch(/^> \*\*Please look closely:\*\*[^\n]*\n>\n> \| guard /);
  expect(body).toContain(`commit ${told.report.commit}`);
  expect(body).toMatch(/CODEOWNERS[^]*\n\nMy own words\.$/);
  expect(body).not.toContain('@mallory');
  const ledger = await readFile(told.report.ledger?.file ?? '', 'utf8');
  expect(ledger).toMatch(/convertPullRequestToDraft.*"kind":"write"/);
});

test.concurrent('draft, labels, reviewers and assignees are set; one that fails is a warning', async () => {
  const stage = await openStage(forge);
  await stage.comment(await stage.issue('Greet', HELLO), '@bot implement');
  const told = await stage.act('issue_comment', {
    draft: 'false',
    labels: 'bug',
    reviewers: 'no-such-person',
    assignees: 'alice',
    'commit-message': 'Custom subject',
  });
  expect([told.exitCode, told.report.conclusion, told.report.warnings.length]).toEqual([0, 'committed', 1]);
  const [pull] = await stage.pulls();
  expect(pull).toMatchObject({ draft: false, assignees: [{ login: 'alice' }], labels: [{ name: 'bug' }] });
  expect(await stage.git('log', '-1', '--format=%s', told.report.commit ?? '')).toBe('Custom subject');
});

test.concurrent('an unknown word is free text: the issue is implemented', async () => {
  const stage = await openStage(forge);
  await stage.comment(await stage.issue('Greet', HELLO), '@bot please do what it says');
  const told = await stage.act('issue_comment');
  expect(told.report.conclusion).toBe('committed');
});

test.concurrent('a private repository is read with the token, and only with it', async () => {
  await using scratch = await openScratch();
  const stage = await openStage(forge, { private: true });
  await stage.comment(await stage.issue('Greet', HELLO), '@bot implement');
  const told = await stage.act('issue_comment');
  expect([told.exitCode, told.report.conclusion]).toEqual([0, 'committed']);
  const clone = scratch.join('clone');
  await git('/', ['clone', '--quiet', stage.cloneUrl, clone], { env: credential(stage.token) });
  expect(await git(clone, ['rev-parse', `origin/${told.report.branch}^{tree}`])).toBe(told.report.tree);
});

test.concurrent('outputs are set as soon as they are known', async () => {
  await using scratch = await openScratch();
  const stage = await openStage(forge);
  await stage.comment(await stage.issue('Greet', ''), '@bot implement');
  const agent = waitingAgent(scratch, 'echo x > new.txt');
  const acting = await stage.begin('issue_comment', agent.inputs);
  await agent.began();
  const known = await acting.outputs();
  agent.release();
  expect(known['run-id']).toBe((await acting.ended).report.runId);
});

test.concurrent('a step that is told to stop ends as cancelled, keeps the change set, and its comment says so', async () => {
  await using scratch = await openScratch();
  const stage = await openStage(forge);
  const issue = await stage.issue('Greet', '');
  await stage.comment(issue, '@bot implement');
  const agent = waitingAgent(scratch, 'echo x > new.txt');
  const acting = await stage.begin(
    'issue_comment',
    { ...agent.inputs, 'state-dir': scratch.join('state') },
    { door: 'process' },
  );
  await agent.began();
  acting.kill('SIGINT');
  const told = await acting.ended;
  expect([told.exitCode, told.report.conclusion]).toEqual([10, 'cancelled']);
  expect(told.report.preserved?.digest).toBe(told.report.changeSet?.digest);
  expect((await stage.answers(issue)).map(({ body }) => /: (\S+)\*\*/.exec(body)?.[1])).toEqual([
    'cancelled',
  ]);
  expect([await stage.branches(), await stage.pulls()]).toEqual([['main'], []]);
  await writeFile(scratch.join('go'), '');
});
