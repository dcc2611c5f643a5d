import { readdir, readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WorkflowRunFacts } from '../../forge/actions/runs.ts';
import { openForge, type OpenForge } from '../../forge/open-forge.ts';
import { openScratch } from '../doubles/scratch.ts';
import { clientOf, fenceAdding, openStage, type ActMore, type Stage, type Told } from '../doubles/stage.ts';
import { until } from '../doubles/until.ts';
import { scriptInputs } from './command-agent.ts';

let forge: OpenForge;
beforeAll(async () => {
  forge = await openForge();
});
afterAll(() => forge[Symbol.asyncDispose]());

const WORKFLOW = '.github/workflows/bot.yml';
const HELLO = fenceAdding('hello.txt', 'hello');

/** One job on a runner that has run nothing before: a directory of its own, the step, and the step after the job. */
async function runJob(
  stage: Stage,
  inputs: Readonly<Record<string, string>> = {},
  { run, event = 'issue_comment', ...more }: ActMore & { run?: WorkflowRunFacts; event?: string } = {},
): Promise<Told> {
  const started = run ?? (await forge.control.startRun(stage.fullName, { path: WORKFLOW, event }));
  const environment = { ...started.environment, ...onGithub(), ...more.environment };
  return await stage.act(event, inputs, { door: 'process', wholeJob: true, ...more, environment });
}

/** For a job whose step has no artifact to fetch: the toolkit reads the environment of a process of its own. */
const IN_PROCESS = { door: 'here' } as const;

/** For a job of which nobody looks at what it leaves. */
const STEP_ONLY = { wholeJob: false } as const;

/** The toolkit serves github.com and names that end in `.localhost`, which curl takes for this machine. */
function onGithub(): Record<string, string> {
  return { GITHUB_SERVER_URL: forge.url.replace('127.0.0.1', 'forge.localhost') };
}

async function forbid(stage: Stage): Promise<void> {
  const rules = [{ type: 'creation' as const }];
  await forge.control.setRulesets(stage.fullName, [
    { id: 1, name: 'no bots', include: ['refs/heads/bot/**'], rules, bypass: [] },
  ]);
}

interface Denied {
  readonly stage: Stage;
  readonly issue: number;
  readonly digest: string;
}

/** A request whose set the host has refused, and would not refuse any more. */
async function openDenied(spec: Parameters<typeof openStage>[1] = {}): Promise<Denied> {
  const stage = await openStage(forge, spec);
  await forbid(stage);
  const issue = await stage.issue('Greet', HELLO);
  await stage.comment(issue, '@bot implement');
  const { report, after } = await runJob(stage, {}, IN_PROCESS);
  expect([report.conclusion, report.reason]).toEqual(['denied', expect.anything()]);
  expect(after).not.toContain('::warning');
  await forge.control.setRulesets(stage.fullName, []);
  // The issue asks for something else now.
  await stage.walter.issues.update({
    ...stage.place,
    issue_number: issue,
    body: fenceAdding('other.txt', 'x'),
  });
  return { stage, issue, digest: report.preserved?.digest ?? '?' };
}

/** All but those that only say who has had an agent started. */
async function artifactsOf(stage: Stage): Promise<{ id: number; name: string; text: string }[]> {
  const { data } = await stage.walter.actions.listArtifactsForRepo(stage.place);
  return await Promise.all(
    data.artifacts
      .filter(({ name }) => !name.startsWith('wholly-starts-'))
      .map(async ({ id, name }) => {
        const request = { ...stage.place, artifact_id: id, archive_format: 'zip' };
        const { data: bytes } = await stage.walter.actions.downloadArtifact(request);
        return { id, name, text: bytes instanceof ArrayBuffer ? Buffer.from(bytes).toString('latin1') : '' };
      }),
  );
}

const fileOf = (digest: string): string => `change-sets/${digest.replace('sha256:', '')}.change-set.json`;

test.concurrent('B05 a set that was denied on one runner is published by `retry` on another', async () => {
  const { stage, issue, digest } = await openDenied();
  await stage.comment(issue, '@bot retry');
  const { report, after } = await runJob(stage);
  expect([report.conclusion, report.changeSet?.digest, report.warnings]).toEqual(['committed', digest, []]);
  expect(await stage.git('show', `${report.branch}:hello.txt`)).toBe('hello');
  expect(after).not.toContain('::warning');

  // Both threads know of it, each in an artifact of its own; what has landed is not kept any more.
  const pull = report.pullRequest?.number ?? 0;
  const names = (await artifactsOf(stage)).map(({ name, text }) => [name, text.includes(fileOf(digest))]);
  expect(names).toEqual([
    [`wholly-thread-${pull}`, false],
    [`wholly-thread-${issue}`, true],
    [`wholly-thread-${issue}`, true],
  ]);
});

test.concurrent('a set that is discarded is in no later artifact, and a repeat of a run leaves one artifact', async () => {
  const { stage, issue, digest } = await openDenied();
  await stage.comment(issue, `@bot discard ${digest}`);
  const run = await forge.control.startRun(stage.fullName, { path: WORKFLOW, event: 'issue_comment' });
  await runJob(stage, {}, { run });
  await runJob(stage, {}, { run });
  const [last, first, ...others] = await artifactsOf(stage);
  expect(others).toEqual([]);
  expect([last?.text.includes(fileOf(digest)), first?.text.includes(fileOf(digest))]).toEqual([false, true]);
});

test.concurrent('what a fork or another workflow has left under the same name is not taken', async () => {
  const { stage, issue, digest } = await openDenied();
  const { data: fork } = await clientOf(forge, forge.tokens.mallory).repos.createFork(stage.place);
  const foreign = [
    await forge.control.startRun(stage.fullName, { path: WORKFLOW, event: 'issue_comment' }, fork.full_name),
    await forge.control.startRun(stage.fullName, { path: '.github/workflows/ci.yml', event: 'pull_request' }),
  ];
  await stage.comment(issue, `@bot discard ${digest}`);
  for (const run of foreign) {
    // As the action itself would, had it run there.
    const { GITHUB_WORKFLOW_REF: _ref, ...environment } = run.environment;
    await runJob(
      stage,
      {},
      { run: { ...run, environment: { ...environment, GITHUB_WORKFLOW_REF: `a/b/${WORKFLOW}@x` } } },
    );
  }
  expect(await artifactsOf(stage)).toHaveLength(3);
  await stage.comment(issue, '@bot retry');
  const { report } = await runJob(stage, {}, STEP_ONLY);
  expect([report.conclusion, report.changeSet?.digest, report.warnings]).toEqual(['committed', digest, []]);
});

test.concurrent('where the artifact is gone `retry` runs the request again and says so, and also where it may not be read', async () => {
  const { stage, issue } = await openDenied({ private: true });
  await stage.comment(issue, '@bot status');
  const blind = await runJob(stage, await blindToken(stage));
  expect([blind.report.conclusion, blind.report.warnings]).toEqual([
    'answered',
    [expect.stringContaining('`actions: read`')],
  ]);
  expect((await stage.answers(issue)).at(-1)?.body).toContain('actions: read');
  await forge.control.expireArtifacts(stage.fullName);
  await stage.comment(issue, '@bot retry');
  const { report } = await runJob(stage, { draft: 'false' }, STEP_ONLY);
  expect([report.conclusion, report.warnings.length]).toEqual(['committed', 1]);
  expect(await stage.git('show', `${report.branch}:other.txt`)).toBe('x');
});

/** Without `actions: read`. */
async function blindToken(stage: Stage): Promise<{ 'github-token': string }> {
  const permissions = {
    contents: 'write',
    issues: 'write',
    pull_requests: 'write',
    metadata: 'read',
  } as const;
  const repositories = [stage.fullName];
  const login = 'github-actions[bot]';
  return { 'github-token': await forge.control.createToken({ login, repositories, permissions }) };
}

test.concurrent('a set is found also after a run that could not read what was left before it', async () => {
  const { stage, issue, digest } = await openDenied({ private: true });
  await forbid(stage);
  await stage.comment(issue, '@bot implement');
  const blind = await runJob(stage, await blindToken(stage), IN_PROCESS);
  expect([blind.report.conclusion, await artifactsOf(stage)]).toEqual([
    'denied',
    [expect.anything(), expect.anything()],
  ]);
  await forge.control.setRulesets(stage.fullName, []);
  await stage.comment(issue, `@bot apply ${digest}`);
  const { report } = await runJob(stage, {}, STEP_ONLY);
  expect([report.conclusion, report.changeSet?.digest, report.warnings]).toEqual(['committed', digest, []]);
});

test.concurrent('an artifact that comes as something else than was left is not taken for an empty one', async () => {
  const { stage, issue, digest } = await openDenied();
  const [{ id } = { id: 0 }] = await artifactsOf(stage);
  const match = { method: 'GET', path: `/_blobs/artifacts/${id}` };
  await forge.control.addFault({ match, fault: { kind: 'answer', status: 200, body: {} } });
  await stage.comment(issue, `@bot apply ${digest}`);
  const { report } = await runJob(stage, {}, STEP_ONLY);
  expect([report.conclusion, report.warnings.length]).toEqual(['answered', 1]);
});

test.concurrent.each([
  ['another name than it has now', 'name', 'committed'],
  ['the id of another', 'id', 'answered'],
])('what was asked under %s of the repository is never asked of another one', async (_, key, conclusion) => {
  await using scratch = await openScratch();
  const state = { 'state-dir': scratch.path };
  const [stage, other] = [await openStage(forge), await openStage(forge)];
  const repositories = [stage.fullName, other.fullName];
  const both = { login: 'github-actions[bot]', repositories };
  const token = { 'github-token': await forge.control.createToken(both) };
  await forbid(stage);
  const issue = await stage.issue('Greet', HELLO);
  await stage.comment(issue, '@bot implement');
  const { report: denied } = await stage.act('issue_comment', { ...state, ...token });
  await forge.control.setRulesets(stage.fullName, []);
  const [name = ''] = await readdir(scratch.join('threads'));
  const file = scratch.join('threads', name);
  const line = JSON.parse(await readFile(file, 'utf8'));
  line.asked.repository[key] = key === 'name' ? other.place.repo : line.asked.repository.id + 1;
  await writeFile(file, `${JSON.stringify(line)}\n`);
  await stage.comment(issue, `@bot apply ${denied.preserved?.digest}`);
  const { report } = await stage.act('issue_comment', { ...state, ...token });
  expect([report.conclusion, await other.branches()]).toEqual([conclusion, ['main']]);
});

test.concurrent('a second attempt of a run takes away nothing that the first has left, whatever it may read', async () => {
  const stage = await openStage(forge, { private: true });
  await forbid(stage);
  const issue = await stage.issue('Greet');
  await stage.comment(issue, '@bot implement');
  const run = await forge.control.startRun(stage.fullName, { path: WORKFLOW, event: 'issue_comment' });
  const token = await blindToken(stage);
  const digests: string[] = [];
  for (const name of ['one', 'two']) {
    const { report } = await runJob(stage, { ...token, ...scriptInputs(`echo > ${name}`) }, { run });
    digests.push(report.preserved?.digest ?? '?');
  }
  expect(new Set(digests).size).toBe(2);
  const [artifact, ...others] = await artifactsOf(stage);
  expect(others).toEqual([]);
  expect(digests.map((digest) => artifact?.text.includes(fileOf(digest)))).toEqual([true, true]);
});

test.concurrent('two jobs of one run each leave what they preserved', async () => {
  const stage = await openStage(forge);
  await forbid(stage);
  const run = await forge.control.startRun(stage.fullName, { path: WORKFLOW, event: 'push' });
  const push = { ...IN_PROCESS, run, event: 'push', payload: await pushOf(stage) };
  const digests: string[] = [];
  for (const name of ['one.txt', 'two.txt']) {
    const { report } = await runJob(stage, { prompt: fenceAdding(name, 'x') }, push);
    digests.push(report.preserved?.digest ?? '?');
  }
  const texts = (await artifactsOf(stage)).map(({ text }) => text);
  expect(digests.map((digest) => texts.some((text) => text.includes(fileOf(digest))))).toEqual([true, true]);
});

test.concurrent.each([
  [true, false],
  [false, true],
])(
  'of a change of two repositories, the second of which is private: %j, the artifact has the set: %j',
  async (isPrivate, isLeft) => {
    const lib = await openStage(forge, { private: isPrivate });
    const files = { '.github/bot.yml': `repositories: [${lib.fullName}]\n` };
    const app = await openStage(forge, { files });
    await forbid(lib);
    const login = 'github-actions[bot]';
    const repositories = [app.fullName, lib.fullName];
    const token = { 'github-token': await forge.control.createToken({ login, repositories }) };
    const issue = await app.issue('Change both');
    await app.comment(issue, '@bot implement');
    const agent = scriptInputs(`echo x > ${app.place.repo}/a && echo x > ${lib.place.repo}/b`);
    const { report, after } = await runJob(app, { ...token, ...agent }, IN_PROCESS);
    const digest = report.preserved?.digest ?? '?';
    expect([report.conclusion, report.repositories.length]).toEqual(['denied', 2]);
    const [artifact] = await artifactsOf(app);
    expect(artifact?.text.includes(fileOf(digest))).toBe(isLeft);
    expect(after.includes(`::warning::The change set ${digest}`)).toBe(!isLeft);
  },
);

test.concurrent('what a killed run had sealed is published on another runner', async () => {
  const stage = await openStage(forge);
  const issue = await stage.issue('Greet', HELLO);
  await stage.comment(issue, '@bot implement');
  await forge.control.addFault({
    match: { method: 'POST', path: `/${stage.place.repo}/pulls$` },
    fault: { kind: 'delay', milliseconds: 8000 },
  });
  const run = await forge.control.startRun(stage.fullName, { path: WORKFLOW, event: 'issue_comment' });
  const acting = await stage.begin(
    'issue_comment',
    {},
    {
      door: 'process',
      wholeJob: true,
      environment: { ...run.environment, ...onGithub() },
    },
  );
  await until('the push', async () => (await stage.branches()).length > 1);
  acting.kill('SIGKILL');
  await acting.ended;
  expect(await stage.branches()).toEqual(['main']);
  await stage.comment(issue, '@bot retry');
  const { report } = await runJob(stage, {}, STEP_ONLY);
  expect([report.conclusion, report.phases.map(({ name }) => name)]).toEqual([
    'committed',
    expect.not.arrayContaining(['agent']),
  ]);
});

test.concurrent('what a killed run had sealed is left also where the run could not be settled', async () => {
  const stage = await openStage(forge);
  const issue = await stage.issue('Greet', HELLO);
  await stage.comment(issue, '@bot implement');
  await forge.control.addFault({
    match: { method: 'POST', path: `/${stage.place.repo}/pulls$` },
    fault: { kind: 'delay', milliseconds: 8000 },
  });
  const run = await forge.control.startRun(stage.fullName, { path: WORKFLOW, event: 'issue_comment' });
  const environment = { ...run.environment, ...onGithub() };
  const acting = await stage.begin('issue_comment', {}, { door: 'process', wholeJob: true, environment });
  await until('the push', async () => (await stage.branches()).length > 1);
  await forge.control.addFault({
    match: { method: 'PATCH', path: `/${stage.place.repo}/issues/comments`, times: 9 },
    fault: { kind: 'answer', status: 403 },
  });
  acting.kill('SIGKILL');
  const { outputs, after } = await acting.ended;
  expect(after).toContain('::warning::');
  const digest = outputs['change-set-digest'] ?? '?';
  expect((await artifactsOf(stage)).map(({ text }) => text.includes(fileOf(digest)))).toEqual([true]);
});

test.concurrent('a set that the host once took for a secret is in no later artifact, whatever it says of it then', async () => {
  const stage = await openStage(forge);
  await forge.control.protectSecrets(stage.fullName, 'hello');
  const issue = await stage.issue('Greet', HELLO);
  await stage.comment(issue, '@bot implement');
  const first = await runJob(stage, {}, IN_PROCESS);
  await forbid(stage);
  await stage.comment(issue, '@bot retry');
  const second = await runJob(stage);
  const [told, ...ways] = [first, second].map(({ report }) => [report.preserved?.digest, report.code]);
  expect([told, ...ways]).toEqual([
    [expect.any(String), 'EPUSHPROTECTION'],
    [told?.[0], expect.not.stringContaining('EPUSHPROTECTION')],
  ]);
  const texts = (await artifactsOf(stage)).map(({ text }) => text.includes(fileOf(told?.[0] ?? '?')));
  expect(texts).toEqual([false, false]);
});

test.concurrent('a set of no thread that the host takes for a secret is in no artifact', async () => {
  const stage = await openStage(forge);
  await forge.control.protectSecrets(stage.fullName, 'hello');
  const push = { ...IN_PROCESS, event: 'push', payload: await pushOf(stage) };
  const { report, after } = await runJob(stage, { prompt: HELLO }, push);
  expect([report.code, await artifactsOf(stage)]).toEqual(['EPUSHPROTECTION', []]);
  expect(after).toContain(`::warning::The change set ${report.preserved?.digest}`);
});

test.concurrent('a preserved set of no thread is in an artifact, and one with a secret is in none', async () => {
  const stage = await openStage(forge);
  await forbid(stage);
  const prompt = fenceAdding('hello.txt', 'hello');
  const key = ['ghp', 'aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dE3fG5'].join('_');
  const push = { ...IN_PROCESS, event: 'push', payload: await pushOf(stage) };
  const denied = await runJob(stage, { prompt }, push);
  const secret = await runJob(stage, { prompt: fenceAdding('key.txt', key) }, push);
  expect([denied.report.conclusion, secret.report.conclusion]).toEqual(['denied', 'refused']);
  const [loose] = await artifactsOf(stage);
  expect([loose?.name, loose?.text.includes(fileOf(denied.report.preserved?.digest ?? '?'))]).toEqual([
    expect.stringMatching(/^wholly-preserved-/),
    true,
  ]);
  expect(secret.after).toContain(`::warning::The change set ${secret.report.preserved?.digest}`);
});

async function pushOf(stage: Stage): Promise<unknown> {
  const { data: repository } = await stage.walter.repos.get(stage.place);
  const { data: sender } = await stage.walter.users.getAuthenticated();
  return { ref: 'refs/heads/main', repository, sender };
}

test.concurrent('a service that takes no artifact is a warning, and changes nothing else', async () => {
  const [stage, other] = [await openStage(forge), await openStage(forge)];
  const issue = await stage.issue('Greet', HELLO);
  await stage.comment(issue, '@bot implement');
  const foreign = await forge.control.startRun(other.fullName, { path: WORKFLOW, event: 'issue_comment' });
  const { ACTIONS_RUNTIME_TOKEN: token = '' } = foreign.environment;
  const { report, exitCode, after } = await runJob(
    stage,
    {},
    {
      ...IN_PROCESS,
      environment: { ACTIONS_RUNTIME_TOKEN: token.replace(/.$/, 'x') },
    },
  );
  expect([report.conclusion, exitCode]).toEqual(['committed', 0]);
  expect(after).toMatch(new RegExp(`::warning::[^\\n]*wholly-thread-${issue}`));
});
