import { chmod, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
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
async function newRepository(files: Record<string, string> = { 'README.md': '# r\n' }) {
  count += 1;
  const name = `git-${count}`;
  const facts = await forge.control.createRepository({
    owner: 'acme',
    name,
    files,
    roles: { walter: 'write', rita: 'read' },
  });
  return { ...facts, target: { owner: 'acme', repo: name } };
}

test('a push is what the API shows, and what the API makes is what a fetch brings, id for id', async () => {
  const { cloneUrl, target } = await newRepository();
  const clone = await desk.clone(cloneUrl, `${target.repo}-c`);
  await mkdir(join(clone, 'bin'));
  await writeFile(join(clone, 'bin/run'), '#!/bin/sh\n');
  await chmod(join(clone, 'bin/run'), 0o755);
  await symlink('../README.md', join(clone, 'bin/link'));
  await writeFile(join(clone, 'neu ü.bin'), Buffer.from([0, 255, 1]));
  const writer = desk.as(forge.tokens.walter);
  await writer.git(clone, 'add', '-A');
  await writer.git(clone, 'commit', '--quiet', '-m', 'Ünïcode', '--date', '2020-02-29T12:00:00+05:30');
  await writer.git(clone, 'push', '--quiet', 'origin', 'HEAD:refs/heads/x/y');
  const head = await writer.git(clone, 'rev-parse', 'HEAD');

  const api = clientFor(forge, forge.tokens.walter);
  const ref = await api.git.getRef({ ...target, ref: 'heads/x/y' });
  expect(ref.data.object.sha).toBe(head);
  const tree = await api.git.getTree({ ...target, tree_sha: head, recursive: 'true' });
  const modes = Object.fromEntries(tree.data.tree.map(({ path, mode }) => [path, mode]));
  expect(modes).toMatchObject({ 'bin/run': '100755', 'bin/link': '120000', 'neu ü.bin': '100644' });

  const blob = await api.git.createBlob({
    ...target,
    content: Buffer.from([0, 1, 2]).toString('base64'),
    encoding: 'base64',
  });
  const made = await api.git.createTree({
    ...target,
    base_tree: head,
    tree: [
      { path: 'deep/er/x.bin', mode: '100644', type: 'blob', sha: blob.data.sha },
      { path: 'bin/run', mode: '100755', type: 'blob', sha: null },
      { path: 'inline.txt', mode: '100644', type: 'blob', content: 'here\n' },
    ],
  });
  const commit = await api.git.createCommit({
    ...target,
    message: 'By API\n',
    tree: made.data.sha,
    parents: [head],
    author: { name: 'Ö', email: 'o@example.org', date: '2021-06-01T10:00:00+02:00' },
  });
  await api.git.updateRef({ ...target, ref: 'heads/x/y', sha: commit.data.sha });
  await desk.git(clone, 'fetch', '--quiet', 'origin');
  expect(await desk.git(clone, 'rev-parse', 'origin/x/y')).toBe(commit.data.sha);
  expect(await desk.git(clone, 'log', '-1', '--format=%aI', 'origin/x/y')).toBe('2021-06-01T10:00:00+02:00');
  const paths = await desk.git(clone, 'ls-tree', '-r', '--name-only', 'origin/x/y');
  expect(paths.split('\n').sort()).toContain('deep/er/x.bin');
  expect(paths).not.toContain('bin/run');
  expect((await desk.attempt(clone, 'fsck', '--strict', '--full')).code).toBe(0);
});

test('a signed commit survives byte for byte, by push and by API, and is not called verified', async () => {
  const { cloneUrl, target, gitDir } = await newRepository();
  const clone = await desk.clone(cloneUrl, `${target.repo}-c`);
  const tree = await desk.git(clone, 'rev-parse', 'HEAD^{tree}');
  const signature = '-----BEGIN SSH SIGNATURE-----\n U1NIU0lH\n-----END SSH SIGNATURE-----';
  const bytes = `tree ${tree}\nauthor A <a@example.org> 1700000000 +0100\ncommitter A <a@example.org> 1700000000 +0100\ngpgsig ${signature.replaceAll('\n', '\n ')}\n\nsigned\n`;
  const file = join(desk.home, 'signed');
  await writeFile(file, bytes);
  const oid = await desk.git(clone, 'hash-object', '-t', 'commit', '-w', file);
  await desk.as(forge.tokens.walter).git(clone, 'push', '--quiet', 'origin', `${oid}:refs/heads/signed`);
  const kept = await desk.git(gitDir, 'cat-file', 'commit', 'refs/heads/signed');
  expect(kept).toBe(bytes.trim());
  const { data } = await clientFor(forge, forge.tokens.walter).git.getCommit({ ...target, commit_sha: oid });
  expect(data.verification).toMatchObject({ verified: false, reason: 'unknown_key' });
  expect(data.verification.payload).not.toContain('gpgsig');
});

test('commits that GitHub itself would sign come back verified and still pass fsck', async () => {
  const { target, gitDir, head } = await newRepository();
  const app = clientFor(forge, forge.tokens.app);
  const made = await app.git.createTree({
    ...target,
    tree: [{ path: 'a', mode: '100644', type: 'blob', content: 'a' }],
  });
  const commit = await app.git.createCommit({
    ...target,
    message: 'm',
    tree: made.data.sha,
    parents: [head ?? ''],
  });
  expect(commit.data.verification.verified).toBe(true);
  expect(commit.data.author.email).toBe(`${forge.appBotId}+wholly[bot]@users.noreply.github.com`);
  const named = await app.git.createCommit({
    ...target,
    message: 'm',
    tree: made.data.sha,
    parents: [head ?? ''],
    author: { name: 'x', email: 'x@example.org' },
  });
  expect(named.data.verification.verified).toBe(false);
  await app.git.createRef({ ...target, ref: 'refs/heads/s', sha: commit.data.sha });
  expect((await desk.attempt(gitDir, 'fsck', '--strict', '--full')).code).toBe(0);
});

test('who may push is who may write, and a wrong token is nobody', async () => {
  const { cloneUrl, target, gitDir, head } = await newRepository();
  const clone = await desk.clone(cloneUrl, `${target.repo}-c`);
  await desk.git(clone, 'commit', '--quiet', '--allow-empty', '-m', 'x');
  const push = (token?: string) =>
    (token === undefined ? desk : desk.as(token)).attempt(clone, 'push', 'origin', 'HEAD:main');
  const workflowElsewhere = forge.tokens.workflow;
  for (const token of [
    undefined,
    'ghp_nope',
    forge.tokens.rita,
    forge.tokens.mallory,
    forge.tokens.evilApp,
    workflowElsewhere,
  ]) {
    expect((await push(token)).code).not.toBe(0);
    expect(await desk.git(gitDir, 'rev-parse', 'main')).toBe(head);
  }
  expect((await push(forge.tokens.rita)).stderr).toContain('403');
  expect((await push(forge.tokens.walter)).code).toBe(0);
  expect(await desk.git(gitDir, 'rev-parse', 'main')).toBe(await desk.git(clone, 'rev-parse', 'HEAD'));
});

test('a private repository is not there for strangers', async () => {
  const { cloneUrl, fullName, target } = await newRepository();
  await forge.control.setPrivate(fullName, true);
  expect((await desk.attempt(desk.home, 'clone', cloneUrl, 'no1')).code).not.toBe(0);
  expect((await desk.as(forge.tokens.mallory).attempt(desk.home, 'clone', cloneUrl, 'no2')).stderr).toContain(
    'not found',
  );
  await desk.clone(cloneUrl, `${target.repo}-c`, forge.tokens.rita);
  expect(await statusOf(clientFor(forge, forge.tokens.mallory).repos.get(target))).toBe(404);
  expect(await statusOf(clientFor(forge).repos.get(target))).toBe(404);
  expect((await clientFor(forge, forge.tokens.rita).repos.get(target)).data.private).toBe(true);
});

test('a protected branch refuses the push with GH006 and the API with 422, and stays where it is', async () => {
  const { cloneUrl, fullName, target, gitDir, head } = await newRepository();
  await forge.control.protectBranch(fullName, 'main', {
    required_pull_request_reviews: {},
    enforce_admins: true,
  });
  const clone = await desk.clone(cloneUrl, `${target.repo}-c`);
  await desk.git(clone, 'commit', '--quiet', '--allow-empty', '-m', 'x');
  const refused = await desk
    .as(forge.tokens.walter)
    .attempt(clone, 'push', 'origin', 'HEAD:main', 'HEAD:other');
  expect(refused.code).not.toBe(0);
  expect(refused.stderr).toContain('GH006');
  expect(refused.stderr).toContain('(protected branch hook declined)');
  expect(await desk.git(gitDir, 'rev-parse', 'main')).toBe(head);
  const sha = await desk.git(gitDir, 'rev-parse', 'other');
  const api = clientFor(forge, forge.tokens.walter);
  expect(await statusOf(api.git.updateRef({ ...target, ref: 'heads/main', sha }))).toBe(422);
  const content = Buffer.from('x').toString('base64');
  expect(
    await statusOf(api.repos.createOrUpdateFileContents({ ...target, path: 'x', message: 'm', content })),
  ).toBe(409);
  expect(await desk.git(gitDir, 'rev-parse', 'main')).toBe(head);
});

test('rulesets bind everybody but those they name, and are told by /rules/branches', async () => {
  const { cloneUrl, fullName, target, gitDir } = await newRepository();
  await forge.control.setRulesets(fullName, [
    {
      id: 1,
      name: 'r',
      include: ['~DEFAULT_BRANCH'],
      rules: [{ type: 'pull_request', parameters: {} }, { type: 'non_fast_forward' }],
      bypass: ['wholly[bot]'],
    },
    {
      id: 2,
      name: 's',
      include: ['refs/heads/signed/**'],
      rules: [{ type: 'required_signatures' }],
      bypass: [],
    },
  ]);
  const clone = await desk.clone(cloneUrl, `${target.repo}-c`);
  await desk.git(clone, 'commit', '--quiet', '--allow-empty', '-m', 'x');
  const refused = await desk.as(forge.tokens.alice).attempt(clone, 'push', 'origin', 'HEAD:main');
  expect(refused.stderr).toContain('GH013');
  expect(
    (await desk.as(forge.tokens.alice).attempt(clone, 'push', 'origin', 'HEAD:signed/a')).stderr,
  ).toContain('GH013');
  expect((await desk.as(forge.tokens.app).attempt(clone, 'push', 'origin', 'HEAD:main')).code).toBe(0);
  expect(await desk.git(gitDir, 'for-each-ref', '--format=%(refname)')).toBe('refs/heads/main');
  const { data } = await clientFor(forge, forge.tokens.rita).repos.getBranchRules({
    ...target,
    branch: 'main',
  });
  expect(data.map(({ type }) => type)).toEqual(['pull_request', 'non_fast_forward']);
});

test('an atomic push with one refused ref lands nothing', async () => {
  const { cloneUrl, fullName, target, gitDir } = await newRepository();
  await forge.control.protectBranch(fullName, 'main', {
    required_pull_request_reviews: {},
    enforce_admins: true,
  });
  const clone = await desk.clone(cloneUrl, `${target.repo}-c`);
  await desk.git(clone, 'commit', '--quiet', '--allow-empty', '-m', 'x');
  const refused = await desk
    .as(forge.tokens.walter)
    .attempt(clone, 'push', '--atomic', 'origin', 'HEAD:main', 'HEAD:other');
  expect(refused.code).not.toBe(0);
  expect(await desk.git(gitDir, 'for-each-ref', '--format=%(refname)')).toBe('refs/heads/main');
});

test('a workflow file needs the workflows permission, by push and by API', async () => {
  const { cloneUrl, target, gitDir, head } = await newRepository();
  const clone = await desk.clone(cloneUrl, `${target.repo}-c`);
  await mkdir(join(clone, '.github/workflows'), { recursive: true });
  await writeFile(join(clone, '.github/workflows/ci.yml'), 'on: push\n');
  await desk.git(clone, 'add', '-A');
  await desk.git(clone, 'commit', '--quiet', '-m', 'x');
  const refused = await desk.as(forge.tokens.app).attempt(clone, 'push', 'origin', 'HEAD:wf');
  expect(refused.code).not.toBe(0);
  expect(refused.stderr).toContain('`.github/workflows/ci.yml` without `workflows` permission');
  const app = clientFor(forge, forge.tokens.app);
  const tree = await app.git.createTree({
    ...target,
    base_tree: head ?? '',
    tree: [{ path: '.github/workflows/ci.yml', mode: '100644', type: 'blob', content: 'on: push\n' }],
  });
  const commit = await app.git.createCommit({
    ...target,
    message: 'm',
    tree: tree.data.sha,
    parents: [head ?? ''],
  });
  expect(await statusOf(app.git.createRef({ ...target, ref: 'refs/heads/wf', sha: commit.data.sha }))).toBe(
    403,
  );
  expect(await desk.git(gitDir, 'for-each-ref', '--format=%(refname)')).toBe('refs/heads/main');
  const granted = await forge.control.createToken({
    login: 'wholly[bot]',
    permissions: { contents: 'write', workflows: 'write' },
  });
  expect((await desk.as(granted).attempt(clone, 'push', 'origin', 'HEAD:wf')).code).toBe(0);
  expect((await desk.as(forge.tokens.walter).attempt(clone, 'push', 'origin', 'HEAD:wf2')).code).toBe(0);
});

test('trees with .git in any spelling are refused by the API and by the push', async () => {
  const { target, gitDir } = await newRepository();
  const api = clientFor(forge, forge.tokens.walter);
  for (const path of ['.git/config', '.GIT/hooks/x', 'a/../b', 'a\\b', '', 'git~1/x']) {
    const call = api.git.createTree({
      ...target,
      tree: [{ path, mode: '100644', type: 'blob', content: 'x' }],
    });
    expect({ path, status: await statusOf(call) }).toEqual({ path, status: 422 });
  }
  // git itself writes no such tree by its commands, so it is made as bytes.
  const work = join(desk.home, 'evil');
  await desk.git(desk.home, 'init', '--quiet', work);
  await writeFile(join(work, 'f'), 'x');
  const blob = await desk.git(work, 'hash-object', '-w', 'f');
  await writeFile(join(work, 't'), Buffer.concat([Buffer.from('100644 .git\0'), Buffer.from(blob, 'hex')]));
  const tree = await desk.git(work, 'hash-object', '--literally', '-w', '-t', 'tree', 't');
  const commit = await desk.git(work, 'commit-tree', '-m', 'evil', tree);
  const refused = await desk
    .as(forge.tokens.walter)
    .attempt(work, 'push', `${forge.url}/acme/${target.repo}.git`, `${commit}:refs/heads/evil`);
  expect(refused.stderr).toContain('hasDotgit');
  expect(refused.code).not.toBe(0);
  expect(await desk.git(gitDir, 'for-each-ref', '--format=%(refname)')).toBe('refs/heads/main');
});

test('of twenty racing updates from one parent exactly one wins', async () => {
  const { target, head, gitDir } = await newRepository();
  const api = clientFor(forge, forge.tokens.walter);
  const { data: made } = await api.git.createTree({
    ...target,
    tree: [{ path: 'a', mode: '100644', type: 'blob', content: 'a' }],
  });
  const commits = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      api.git.createCommit({ ...target, message: `c${index}`, tree: made.sha, parents: [head ?? ''] }),
    ),
  );
  const ended = await Promise.allSettled(
    commits.map(({ data }) => api.git.updateRef({ ...target, ref: 'heads/main', sha: data.sha })),
  );
  const won = ended.filter(({ status }) => status === 'fulfilled');
  expect(won).toHaveLength(1);
  const tip = await desk.git(gitDir, 'rev-parse', 'main');
  expect(commits.map(({ data }) => data.sha)).toContain(tip);
});

test('a thousand files are there in one go, and a push of a thousand changes is a push', async () => {
  const files = Object.fromEntries(
    Array.from({ length: 1000 }, (_, index) => [
      `d${index % 20}/f${index}.txt`,
      `line ${index}\n`.repeat(30),
    ]),
  );
  const { cloneUrl, target, gitDir } = await newRepository(files);
  const clone = await desk.clone(cloneUrl, `${target.repo}-c`);
  await Promise.all(Object.keys(files).map((path) => writeFile(join(clone, path), `changed ${path}\n`)));
  await desk.git(clone, 'commit', '--quiet', '-am', 'all');
  await desk.as(forge.tokens.walter).git(clone, 'push', '--quiet', 'origin', 'HEAD:all');
  const api = clientFor(forge, forge.tokens.walter);
  const pull = await api.pulls.create({ ...target, head: 'all', base: 'main', title: 't' });
  expect(pull.data.changed_files).toBe(1000);
  expect(await readFile(join(clone, 'd1/f1.txt'), 'utf8')).toBe('changed d1/f1.txt\n');
  expect(await desk.git(gitDir, 'rev-parse', 'all^{tree}')).toBe(
    await desk.git(clone, 'rev-parse', 'HEAD^{tree}'),
  );
});

test('another git directory can be taken over whole', async () => {
  const { cloneUrl, target, gitDir } = await newRepository({ a: 'x\n' });
  const clone = await desk.clone(cloneUrl, `${target.repo}-c`);
  await desk.git(clone, 'tag', '-a', 'v1', '-m', 'v1');
  await desk.as(forge.tokens.walter).git(clone, 'push', '--quiet', 'origin', 'v1', 'HEAD:b');
  const copy = await forge.control.createRepository({
    owner: 'acme',
    name: `${target.repo}-copy`,
    fromGitDir: gitDir,
  });
  expect(await desk.git(copy.gitDir, 'show-ref')).toBe(await desk.git(gitDir, 'show-ref'));
});
