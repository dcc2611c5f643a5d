import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openForge, type OpenForge } from '../../forge/open-forge.ts';
import { clientFor, statusOf } from './client.ts';
import { openDesk, type Desk } from './clone.ts';

let forge: OpenForge;
let desk: Desk;
beforeAll(async () => {
  [forge, desk] = await Promise.all([openForge(), openDesk()]);
});
afterAll(async () => {
  await desk[Symbol.asyncDispose]();
  await forge[Symbol.asyncDispose]();
});

let count = 0;
/** A repository with a branch `work`, one commit ahead, and a clone that can push. */
async function newWork() {
  count += 1;
  const repo = `pulls-${count}`;
  const roles = { walter: 'write', rita: 'read' } as const;
  const facts = await forge.control.createRepository({
    owner: 'acme',
    name: repo,
    files: { 'a.txt': 'one\n', 'old.txt': 'gone\n' },
    roles,
  });
  const clone = await desk.clone(facts.cloneUrl, repo);
  const writer = desk.as(forge.tokens.walter);
  await writer.git(clone, 'checkout', '--quiet', '-b', 'work');
  const save = async (path: string, text: string) => {
    await writeFile(join(clone, path), text);
    await writer.git(clone, 'add', '-A');
    await writer.git(clone, 'commit', '--quiet', '-m', `Change ${path}`);
    await writer.git(clone, 'push', '--quiet', 'origin', 'work');
    return writer.git(clone, 'rev-parse', 'HEAD');
  };
  const head = await save('a.txt', 'one\ntwo\n');
  return {
    target: { owner: 'acme', repo },
    clone,
    save,
    head,
    facts,
    writer,
    api: clientFor(forge, forge.tokens.walter),
  };
}

test('a pull request tells its real commits and files, and follows its branch', async () => {
  const { target, api, save, head, clone, writer } = await newWork();
  const { data: pull } = await api.pulls.create({
    ...target,
    head: 'work',
    base: 'main',
    title: 't',
    draft: true,
  });
  expect(pull).toMatchObject({
    draft: true,
    commits: 1,
    changed_files: 1,
    additions: 1,
    deletions: 0,
    head: { sha: head },
  });
  expect(pull.html_url).toBe(`${forge.url}/acme/${target.repo}/pull/${pull.number}`);
  await writer.git(clone, 'rm', '--quiet', 'old.txt');
  const next = await save('b.txt', 'b\n');
  const { data: after } = await api.pulls.get({ ...target, pull_number: pull.number });
  expect(after).toMatchObject({ commits: 2, changed_files: 3, head: { sha: next }, base: { ref: 'main' } });
  const { data: files } = await api.pulls.listFiles({ ...target, pull_number: pull.number });
  expect(files.map(({ filename, status }) => [filename, status])).toEqual([
    ['a.txt', 'modified'],
    ['b.txt', 'added'],
    ['old.txt', 'removed'],
  ]);
  expect(files[0]?.patch).toBe('@@ -1 +1,2 @@\n one\n+two');
  const { data: commits } = await api.pulls.listCommits({ ...target, pull_number: pull.number });
  expect(commits.map(({ sha }) => sha)).toEqual([head, next]);
  const fetched = await desk.git(clone, 'ls-remote', 'origin', `refs/pull/${pull.number}/head`);
  expect(fetched.split('\t')[0]).toBe(next);
});

test('one branch has one open pull request, and needs commits and a branch that is there', async () => {
  const { target, api, facts } = await newWork();
  const create = (head: string, base = 'main') => api.pulls.create({ ...target, head, base, title: 't' });
  await api.git.createRef({ ...target, ref: 'refs/heads/same', sha: facts.head ?? '' });
  expect(await statusOf(create('same'))).toBe(422);
  expect(await statusOf(create('nowhere'))).toBe(422);
  expect(await statusOf(create('work', 'nowhere'))).toBe(422);
  const { data } = await create('work');
  expect(await statusOf(create('work'))).toBe(422);
  expect(await statusOf(create('acme:work'))).toBe(422);
  await api.pulls.update({ ...target, pull_number: data.number, state: 'closed' });
  expect((await create('work')).data.number).toBe(data.number + 1);
  const listed = await api.pulls.list({ ...target, head: 'acme:work', state: 'open' });
  expect(listed.data.map(({ number }) => number)).toEqual([data.number + 1]);
  expect(listed.data[0]).not.toHaveProperty('changed_files');
});

test('a reader cannot open one for a branch of the repository, nor close one', async () => {
  const { target, api } = await newWork();
  const rita = clientFor(forge, forge.tokens.rita);
  expect(await statusOf(rita.pulls.create({ ...target, head: 'work', base: 'main', title: 't' }))).toBe(422);
  const { data } = await api.pulls.create({ ...target, head: 'work', base: 'main', title: 't' });
  expect(await statusOf(rita.pulls.update({ ...target, pull_number: data.number, state: 'closed' }))).toBe(
    403,
  );
  expect((await api.pulls.get({ ...target, pull_number: data.number })).data.state).toBe('open');
});

test('Actions may open pull requests only where the repository lets it', async () => {
  const { target } = await newWork();
  const name = `acme/${target.repo}`;
  const token = await forge.control.createToken({ login: 'github-actions[bot]', repositories: [name] });
  const api = clientFor(forge, token);
  await forge.control.allowActionsPulls(name, false);
  const setting = await api.actions.getGithubActionsDefaultWorkflowPermissionsRepository(target);
  expect(setting.data.can_approve_pull_request_reviews).toBe(false);
  expect(await statusOf(api.pulls.create({ ...target, head: 'work', base: 'main', title: 't' }))).toBe(403);
  expect((await api.pulls.list(target)).data).toEqual([]);
  await forge.control.allowActionsPulls(name, true);
  const { data } = await api.pulls.create({ ...target, head: 'work', base: 'main', title: 't' });
  expect(data.user).toMatchObject({ login: 'github-actions[bot]', type: 'Bot' });
});

test('its issue is an issue with pull_request, and can be labelled, assigned and commented', async () => {
  const { target, api } = await newWork();
  const { data: pull } = await api.pulls.create({ ...target, head: 'work', base: 'main', title: 't' });
  const on = { ...target, issue_number: pull.number };
  await api.issues.addLabels({ ...on, labels: ['bot'] });
  await api.issues.addAssignees({ ...on, assignees: ['rita'] });
  const { data: comment } = await api.issues.createComment({ ...on, body: 'x' });
  expect(comment.html_url).toBe(`${pull.html_url}#issuecomment-${comment.id}`);
  const { data: issue } = await api.issues.get(on);
  expect(issue).toMatchObject({
    number: pull.number,
    html_url: pull.html_url,
    labels: [{ name: 'bot' }],
    assignees: [{ login: 'rita' }],
  });
  expect(issue.pull_request?.url).toBe(pull.url);
  const { data: shown } = await api.pulls.get({ ...target, pull_number: pull.number });
  expect(shown).toMatchObject({ labels: [{ name: 'bot' }], assignees: [{ login: 'rita' }], comments: 1 });
  const { data: list } = await api.issues.listForRepo(target);
  expect(list.map(({ number }) => number)).toEqual([pull.number]);
});

test('reviewers must be collaborators and not the author', async () => {
  const { target, api } = await newWork();
  const { data: pull } = await api.pulls.create({ ...target, head: 'work', base: 'main', title: 't' });
  const on = { ...target, pull_number: pull.number };
  expect(await statusOf(api.pulls.requestReviewers({ ...on, reviewers: ['mallory'] }))).toBe(422);
  expect(await statusOf(api.pulls.requestReviewers({ ...on, reviewers: ['walter'] }))).toBe(422);
  expect((await api.pulls.requestReviewers({ ...on, reviewers: ['rita', 'alice'] })).status).toBe(201);
  const { data } = await api.pulls.get(on);
  expect(data.requested_reviewers?.map((user) => user.login)).toEqual(['rita', 'alice']);
});

test('a merge is a real merge that a fetch brings, and refuses drafts, conflicts and moved heads', async () => {
  const { target, api, clone, head, writer } = await newWork();
  const { data: pull } = await api.pulls.create({
    ...target,
    head: 'work',
    base: 'main',
    title: 't',
    draft: true,
  });
  const on = { ...target, pull_number: pull.number };
  expect(await statusOf(api.pulls.merge(on))).toBe(405);
  await api.graphql(
    'mutation($id: ID!) { markPullRequestReadyForReview(input: {pullRequestId: $id}) { pullRequest { isDraft } } }',
    { id: pull.node_id },
  );
  expect(await statusOf(api.pulls.merge({ ...on, sha: '0'.repeat(40) }))).toBe(409);
  const { data: merged } = await api.pulls.merge(on);
  await writer.git(clone, 'fetch', '--quiet');
  expect(await writer.git(clone, 'rev-parse', 'origin/main')).toBe(merged.sha);
  expect(await writer.git(clone, 'rev-parse', `${merged.sha}^2`)).toBe(head);
  const { data } = await api.pulls.get(on);
  expect(data).toMatchObject({ merged: true, state: 'closed', merge_commit_sha: merged.sha });
  await api.repos.createOrUpdateFileContents({
    ...target,
    path: 'c.txt',
    branch: 'main',
    message: 'm',
    content: Buffer.from('1').toString('base64'),
  });
  await writer.git(clone, 'checkout', '--quiet', '-b', 'clash', head);
  await writeFile(join(clone, 'c.txt'), '2');
  await writer.git(clone, 'add', '-A');
  await writer.git(clone, 'commit', '--quiet', '-m', 'c');
  await writer.git(clone, 'push', '--quiet', 'origin', 'clash');
  const { data: clash } = await api.pulls.create({ ...target, head: 'clash', base: 'main', title: 't' });
  const { data: looked } = await api.pulls.get({ ...target, pull_number: clash.number });
  expect(looked).toMatchObject({ mergeable: false, mergeable_state: 'dirty' });
  expect(await statusOf(api.pulls.merge({ ...target, pull_number: clash.number }))).toBe(405);
});

test('deleting the branch closes its pull request', async () => {
  const { target, api, clone, writer } = await newWork();
  const { data: pull } = await api.pulls.create({ ...target, head: 'work', base: 'main', title: 't' });
  await writer.git(clone, 'push', '--quiet', 'origin', '--delete', 'work');
  expect((await api.pulls.get({ ...target, pull_number: pull.number })).data.state).toBe('closed');
});

test('a closed pull request is reopened only while its branch descends from what it was closed with', async () => {
  const { target, api, head, save, clone, writer } = await newWork();
  const { data: pull } = await api.pulls.create({ ...target, head: 'work', base: 'main', title: 't' });
  const turn = (state: 'open' | 'closed') => api.pulls.update({ ...target, pull_number: pull.number, state });
  await writer.git(clone, 'push', '--quiet', 'origin', '--delete', 'work');
  expect(await statusOf(turn('open'))).toBe(422);
  await writer.git(clone, 'push', '--quiet', 'origin', `${head}:refs/heads/work`);
  expect((await turn('open')).data.state).toBe('open');
  await turn('closed');
  await save('a.txt', 'more\n');
  expect((await turn('open')).data.state).toBe('open');
  await turn('closed');
  await writer.git(clone, 'commit', '--quiet', '--amend', '-m', 'Another');
  await writer.git(clone, 'push', '--quiet', '--force', 'origin', 'work');
  expect(await statusOf(turn('open'))).toBe(422);
});

test('a fork has its own repository and can ask for a merge', async () => {
  const { target, clone, api } = await newWork();
  const mallory = clientFor(forge, forge.tokens.mallory);
  const { data: fork } = await mallory.repos.createFork(target);
  expect(fork.full_name).toBe(`mallory/${target.repo}`);
  await desk.git(clone, 'commit', '--quiet', '--allow-empty', '-m', 'from outside');
  await desk.as(forge.tokens.mallory).git(clone, 'push', '--quiet', fork.clone_url, 'HEAD:theirs');
  const { data: pull } = await mallory.pulls.create({
    ...target,
    head: 'mallory:theirs',
    base: 'main',
    title: 't',
  });
  expect(pull.head).toMatchObject({ label: 'mallory:theirs', repo: { full_name: fork.full_name } });
  expect(pull).toMatchObject({ commits: 2, author_association: 'NONE' });
  expect((await api.pulls.get({ ...target, pull_number: pull.number })).data.head.user?.login).toBe(
    'mallory',
  );
});
