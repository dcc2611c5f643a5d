import { join } from 'node:path';
import { RequestError } from '@octokit/request-error';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openForge, type OpenForge } from '../../forge/open-forge.ts';
import { blobId } from '../../src/change-set/blob.ts';
import type { Change } from '../../src/change-set/change.ts';
import { openGit, STDERR_KEPT } from '../../src/git/git.ts';
import { openApi } from '../../src/host/api.ts';
import { denialOf } from '../../src/host/denial.ts';
import { createHostCommit } from '../../src/host/host-commit.ts';
import { openPullRequest } from '../../src/host/pull-request.ts';
import { readPush } from '../../src/host/push-result.ts';
import { REMEDIES } from '../../src/host/refusals.ts';
import { openRemoteBranch, type RemoteBranchTarget } from '../../src/host/remote-branch.ts';
import { git as plainGit } from '../doubles/git.ts';
import { openRepository, type Leaves } from '../doubles/repository.ts';
import { moveBranch, openStage, type Stage } from '../doubles/stage.ts';

let forge: OpenForge;
beforeAll(async () => {
  forge = await openForge();
});
afterAll(() => forge[Symbol.asyncDispose]());

const git = openGit({ PATH: process.env['PATH'] ?? '' });
const SECRET = 'ghp_nothing';

/** What a push of these files to a new branch `mine` ends with; the branch is not there afterwards. */
async function push(
  stage: Stage,
  files: Leaves = { 'mine.txt': 'mine\n' },
  more: Partial<RemoteBranchTarget> = {},
): Promise<unknown> {
  await using local = await openRepository();
  await local.git('fetch', '--quiet', stage.gitDir, 'main');
  await local.git('reset', '--quiet', '--hard', 'FETCH_HEAD');
  const before = await stage.git('for-each-ref');
  const participant = openRemoteBranch(git, {
    remote: { url: stage.cloneUrl, token: stage.token },
    gitDir: join(local.directory, '.git'),
    branch: 'mine',
    commit: await local.commit(files),
    expected: null,
    isOwn: null,
    madeBy: null,
    ...more,
  });
  const failure = await participant.commit().then(
    () => 'pushed',
    (error: unknown) => error,
  );
  expect(await stage.git('for-each-ref')).toBe(before);
  return failure;
}

/** The same by the host's own commit. */
async function create(
  stage: Stage,
  files: Readonly<Record<string, string>> = { 'mine.txt': 'mine\n' },
): Promise<unknown> {
  const changes = Object.entries(files).map(([path, text]): Change => {
    const content = Buffer.from(text);
    return { path, change: 'add', mode: '100644', after: blobId(content, 'sha1'), content };
  });
  await using local = await openRepository();
  await local.git('fetch', '--quiet', stage.gitDir, 'main');
  await local.git('reset', '--quiet', '--hard', 'FETCH_HEAD');
  await local.commit(files);
  const api = openApi({ baseUrl: forge.url, token: stage.token });
  const repository = { owner: stage.place.owner, name: stage.place.repo };
  try {
    const made = await createHostCommit(api, {
      repository,
      changes,
      message: 'Change',
      parent: stage.head,
      parentTree: await stage.git('rev-parse', `${stage.head}^{tree}`),
      tree: await local.git('rev-parse', 'HEAD^{tree}'),
    });
    const touchesWorkflows = changes.some(({ path }) => path.startsWith('.github/workflows/'));
    return await push(stage, {}, { madeBy: { api, repository }, commit: made.commit, touchesWorkflows });
  } catch (error) {
    return error;
  }
}

const denied = (code: keyof typeof REMEDIES): object => ({ kind: 'denied', code, remedy: REMEDIES[code] });
const rule = (type: 'creation' | 'required_signatures') => ({
  id: 1,
  name: `error: GH001: ${type}`,
  include: ['~ALL'],
  rules: [{ type }],
  bypass: [],
});

const protect = (stage: Stage, rules: Record<string, unknown>): Promise<void> =>
  forge.control.protectBranch(stage.fullName, 'main', { ...rules, enforce_admins: true });
const reviews = { required_pull_request_reviews: { required_approving_review_count: 1 } };

test.concurrent.each([
  [
    'a ruleset',
    'ERULESET',
    (stage: Stage) => forge.control.setRulesets(stage.fullName, [rule('creation')]),
    {},
  ],
  [
    'a rule that wants signatures',
    'EUNSIGNED',
    (stage: Stage) => forge.control.setRulesets(stage.fullName, [rule('required_signatures')]),
    {},
  ],
  [
    'push protection',
    'EPUSHPROTECTION',
    (stage: Stage) => forge.control.protectSecrets(stage.fullName, 'ghp_[a-z]+'),
    { 'mine.txt': `${SECRET}\n` },
  ],
  [
    'the limit of a file',
    'ETOOLARGE',
    (stage: Stage) => forge.control.limitFiles(stage.fullName, 4096),
    { 'mine.bin': 'x'.repeat(5000) },
  ],
  ['a workflow file', 'EWORKFLOWSCOPE', async () => undefined, { '.github/workflows/x.yml': 'on: push\n' }],
] as const)('%s refuses a push as %s', async (_, code, forbid, files) => {
  const stage = await openStage(forge);
  await forbid(stage);
  expect(await push(stage, { 'other.txt': 'x', ...files })).toMatchObject(denied(code));
});

test.concurrent.each([
  ['protection', 'EPROTECTED', reviews],
  ['protection that wants signatures', 'EUNSIGNED', { required_signatures: true }],
] as const)('%s of a branch refuses a push as %s', async (_, code, rules) => {
  const stage = await openStage(forge);
  await protect(stage, rules);
  const more = { branch: 'main', expected: stage.head };
  expect(await push(stage, undefined, more)).toMatchObject(denied(code));
});

test.concurrent.each([
  ['a repository that the token may not see', 'ENOACCESS', { private: true }, () => tokenOf(['acme/other'])],
  ['a token that may only read', 'EPERMISSION', {}, (stage: Stage) => tokenOf([stage.fullName], 'read')],
  ['a token that is none', 'ETOKEN', {}, async () => 'ghs_nonsense'],
] as const)('%s refuses push and API as %s', async (_, code, spec, open) => {
  const stage = await openStage(forge, spec);
  const token = await open(stage);
  const remote = { url: stage.cloneUrl, token };
  expect(await push(stage, undefined, { remote })).toMatchObject(denied(code));
  const api = openApi({ baseUrl: forge.url, token });
  const failure = await api
    .request('POST /repos/{owner}/{repo}/git/refs', { ...stage.place, ref: 'refs/heads/x', sha: stage.head })
    .catch((error: unknown) => error);
  expect(denialOf(failure, 'the branch')).toMatchObject(denied(code));
});

function tokenOf(repositories: string[], contents: 'read' | 'write' = 'write'): Promise<string> {
  return forge.control.createToken({
    login: 'github-actions[bot]',
    repositories,
    permissions: { contents, metadata: 'read' },
  });
}

test.concurrent.each([
  [
    'a ruleset',
    'ERULESET',
    (stage: Stage) => forge.control.setRulesets(stage.fullName, [rule('creation')]),
    {},
  ],
  [
    'push protection',
    'EPUSHPROTECTION',
    (stage: Stage) => forge.control.protectSecrets(stage.fullName, 'ghp_[a-z]+'),
    { 'mine.txt': SECRET },
  ],
  [
    'push protection of what is no text',
    'EPUSHPROTECTION',
    (stage: Stage) => forge.control.protectSecrets(stage.fullName, 'ghp_[a-z]+'),
    { 'mine.bin': `\0${SECRET}` },
  ],
  ['a workflow file', 'EWORKFLOWSCOPE', async () => undefined, { '.github/workflows/x.yml': 'on: push\n' }],
] as const)('%s refuses a commit of the host as %s', async (_, code, forbid, files) => {
  const stage = await openStage(forge);
  await forbid(stage);
  expect(await create(stage, { 'other.txt': 'x', ...files })).toMatchObject(denied(code));
});

test.concurrent('protection of a branch refuses a commit of the host, also where a rule binds it too', async () => {
  const stage = await openStage(forge);
  await protect(stage, reviews);
  await forge.control.setRulesets(stage.fullName, [
    { ...rule('required_signatures'), include: ['refs/heads/main'] },
  ]);
  const api = openApi({ baseUrl: forge.url, token: stage.token });
  const repository = { owner: stage.place.owner, name: stage.place.repo };
  const commit = await moveBranch(await withBranch(stage), 'ahead', 'x.txt', 'x\n');
  const more = { madeBy: { api, repository }, commit, branch: 'main', expected: stage.head };
  expect(await push(stage, {}, more)).toMatchObject(denied('EPROTECTED'));
});

async function withBranch(stage: Stage): Promise<Stage> {
  await stage.walter.git.createRef({ ...stage.place, ref: 'refs/heads/ahead', sha: stage.head });
  return stage;
}

test.concurrent('a branch that has moved is a conflict by push and by API, whatever the rules', async () => {
  const stage = await openStage(forge);
  const theirs = await moveBranch(stage, 'main', 'theirs.txt', 'theirs\n');
  await protect(stage, reviews);
  const expected = stage.head;
  expect(await push(stage, undefined, { branch: 'main', expected })).toMatchObject({
    kind: 'conflict',
    code: 'EMOVED',
  });
  const api = openApi({ baseUrl: forge.url, token: stage.token });
  const repository = { owner: stage.place.owner, name: stage.place.repo };
  const commit = await moveBranch(await withBranch(stage), 'ahead', 'x.txt', 'x\n');
  const more = { madeBy: { api, repository }, commit, branch: 'main', expected };
  expect(await push(stage, {}, more)).toMatchObject({ kind: 'conflict', code: 'EMOVED' });
  expect(await plainGit(stage.gitDir, ['rev-parse', 'main'])).toBe(theirs);
});

const DOCS = 'https://docs.github.com';

test.concurrent.each([
  [
    'a secondary limit that names no time',
    403,
    {
      documentation_url: `${DOCS}/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits`,
    },
    'ERATELIMIT',
  ],
  [
    'the same in older words',
    403,
    {
      documentation_url: `${DOCS}/en/free-pro-team@latest/rest/overview/resources-in-the-rest-api#secondary-rate-limits`,
    },
    'ERATELIMIT',
  ],
  ['a body that is too large', 413, {}, 'ETOOLARGE'],
  [
    'a field that is too large',
    422,
    { errors: [{ resource: 'Blob', field: 'data', code: 'too_large' }] },
    'ETOOLARGE',
  ],
  ['a field that is invalid', 422, { errors: [{ code: 'invalid' }] }, 'EINVALID'],
  ['a status of its own', 418, {}, 'EDENIED'],
  ['a permission', 403, { message: 'Resource not accessible by integration' }, 'EPERMISSION'],
  [
    'texts that look like every other',
    403,
    {
      message: `You have exceeded a secondary rate limit. GH006 too_large ${DOCS}/articles/about-protected-branches`,
      errors: ['too_large', 'x'],
    },
    'EPERMISSION',
  ],
  [
    'a field of another shape',
    422,
    { documentation_url: 7, errors: 'no', metadata: { secret_scanning: 'yes' } },
    'EINVALID',
  ],
  ['a secret by name only', 422, { metadata: { secret_scanning: { bypass_placeholders: [] } } }, 'EINVALID'],
  [
    'a page of somebody else',
    403,
    { documentation_url: 'https://evil.example/#about-secondary-rate-limits' },
    'EPERMISSION',
  ],
] as const)('%s is known by status and fields: %i', async (_, status, body, code) => {
  const stage = await openStage(forge);
  const match = { method: 'POST', path: `/${stage.place.repo}/pulls$` };
  await forge.control.addFault({ match, fault: { kind: 'answer', status, body } });
  const api = openApi({ baseUrl: forge.url, token: stage.token });
  const pull = openPullRequest(api, {
    repository: { owner: stage.place.owner, name: stage.place.repo },
    head: 'mine',
    base: 'main',
    title: 'Title',
    body: 'Body',
    draft: true,
    commit: stage.head,
  });
  const failure = await pull.commit().catch((error: unknown) => error);
  expect(failure).toMatchObject(denied(code));
  expect(failure instanceof Error && failure.cause).toBeInstanceOf(RequestError);
});

const REF = 'refs/heads/x';

/** What `readPush` makes of a rejected ref and of what the host printed. */
function codeOf(reason: string, ...remote: string[]): string {
  const result = readPush(
    {
      exitCode: 1,
      stdout: Buffer.from(`To somewhere\n!\tabc:${REF}\t[remote rejected] (${reason})\nDone\n`),
      stderr: remote.map((line) => `remote: ${line}\n`).join(''),
    },
    REF,
  );
  return result.kind === 'denied' ? result.refusal.code : result.kind;
}

const RULES = 'error: GH013: Repository rule violations found for refs/heads/x.';
const DECLINED = 'push declined due to repository rule violations';

test('what the host prints of files and branches decides nothing', () => {
  // A file's name may hold a line of its own; a branch or a rule may be called after a code.
  expect(
    codeOf('pre-receive hook declined', 'error: File a', RULES, 'error: GH001: Large files detected.'),
  ).toBe('EPROTECTED');
  expect(
    codeOf(DECLINED, RULES, '', '- Cannot create ref', 'GITHUB PUSH PROTECTION', '- GITHUB PUSH PROTECTION'),
  ).toBe('ERULESET');
  expect(codeOf(DECLINED, RULES.replace('heads/x', 'heads/GH001'), '', '- Cannot')).toBe('ERULESET');
  expect(codeOf(DECLINED, RULES, '', '- Commits must have verified signatures. GITHUB PUSH PROTECTION')).toBe(
    'ERULESET',
  );
  expect(codeOf('failed', 'a refusing to allow a GitHub App to create or update workflow `x`')).toBe(
    'EPROTECTED',
  );
  expect(codeOf('cannot lock ref refusing to allow a GitHub App to create or update workflow x')).toBe(
    'EPROTECTED',
  );
  // The first code may be what was cut off.
  expect(codeOf('pre-receive hook declined', 'x'.repeat(STDERR_KEPT), RULES)).toBe('EPROTECTED');
  expect(codeOf(DECLINED, 'x'.repeat(STDERR_KEPT), '- GITHUB PUSH PROTECTION')).toBe('ERULESET');
});

test('what the host prints by its own codes is known', () => {
  expect(codeOf(DECLINED, RULES, '', '- GITHUB PUSH PROTECTION', '  ——')).toBe('EPUSHPROTECTION');
  expect(codeOf('pre-receive hook declined', 'error: GH009: Secrets detected! This push failed.')).toBe(
    'EPUSHPROTECTION',
  );
  expect(codeOf(DECLINED, RULES, RULES)).toBe('ERULESET');
  expect(codeOf(DECLINED)).toBe('ERULESET');
  expect(codeOf('protected branch hook declined')).toBe('EPROTECTED');
  expect(
    codeOf(
      'refusing to allow a Personal Access Token to create or update workflow `a` without `workflow` scope',
    ),
  ).toBe('EWORKFLOWSCOPE');
});
