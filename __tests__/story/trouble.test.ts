import { existsSync, writeFileSync } from 'node:fs';
import { execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openForge, type OpenForge } from '../../forge/open-forge.ts';
import { parseChangeSet } from '../../src/change-set/file.ts';
import { git } from '../doubles/git.ts';
import { skipBecause } from '../doubles/root.ts';
import { startActionHere } from '../doubles/run-action.ts';
import { filesBelow, openScratch, type Scratch } from '../doubles/scratch.ts';
import { fenceAdding, moveBranch, openStage, type Stage } from '../doubles/stage.ts';
import { until } from '../doubles/until.ts';
import { scriptInputs, waitingAgent } from './command-agent.ts';
import { ask, expectNothingLanded, expectPreserved, expectStopped, HELLO, stateIn } from './expectations.ts';

let forge: OpenForge;
beforeAll(async () => {
  forge = await openForge();
});
afterAll(() => forge[Symbol.asyncDispose]());

const EMPTY_DIFF = '```diff\n```\n';
const TWICE = '```diff\n--- a/README.md\n+++ b/README.md\n@@ -1,3 +1,3 @@\n one\n-2\n+two\n three\n```\n';
const MISFIT = '```diff\n--- a/README.md\n+++ b/README.md\n@@ -1,1 +1,1 @@\n-nothing like it\n+x\n```\n';

test.concurrent.each([
  ['is cut short', '{"action": "created", "comm'],
  ['is empty', ''],
  ['is no object', '[]'],
  [
    'has no issue',
    JSON.stringify({
      action: 'created',
      comment: { id: 1, body: '@bot implement', user: { id: 1, login: 'a', type: 'User' } },
    }),
  ],
  [
    'has no repository',
    JSON.stringify({ action: 'created', issue: { number: 1 }, comment: { id: 1, body: '@bot implement' } }),
  ],
])('an event that %s is bad input', async (_, payload) => {
  const running = await startActionHere({
    apiUrl: forge.url,
    event: 'issue_comment',
    payload,
    inputs: { 'github-token': 'x' },
  });
  const ran = await running.ended;
  expect([ran.exitCode, ran.outputs['conclusion']]).toEqual([2, 'usage']);
  expect(JSON.parse(ran.outputs['report'] ?? '').code).toBe('EEVENT');
  expect(ran.stdout.split('\n').filter((line) => line.startsWith('::error::EEVENT: '))).toHaveLength(1);
});

test.concurrent.each([
  [{ GITHUB_EVENT_PATH: '/nonexistent/event.json' }, 'EEVENT'],
  [{ GITHUB_EVENT_NAME: '' }, 'EEVENT'],
  [{ INPUT_MODE: 'nonsense' }, 'EUSAGE'],
  [{ 'INPUT_MAX-FILES': '-1' }, 'EUSAGE'],
  [{ INPUT_DRAFT: 'perhaps' }, 'EUSAGE'],
  [{ INPUT_AGENT: 'nobody' }, 'EAGENTNAME'],
  [{ 'INPUT_AGENT-COMMAND': 'not json' }, 'EAGENTNAME'],
  [{ 'INPUT_GITHUB-TOKEN': '' }, 'EUSAGE'],
  [{ 'INPUT_CHANGE-SET': '/nonexistent.json' }, 'EUSAGE'],
  [{ 'INPUT_BRANCH-PREFIX': 'a b..' }, 'EBRANCH'],
  [{ 'INPUT_BASE-BRANCH': '-x' }, 'EBRANCH'],
  [{ 'INPUT_ALLOWED-BOTS': '*' }, 'EALLOW'],
] as const)('bad input %j starts nothing', async (environment, code) => {
  const stage = await (shared ??= openAsked());
  const told = await stage.act('issue_comment', {}, { environment });
  expect(told.exitCode).toBe(2);
  await expectNothingLanded(stage, told, { exitCode: 2, conclusion: 'usage', code });
});

/** One for all that is refused before anything starts. */
let shared: Promise<Stage> | null = null;
async function openAsked(): Promise<Stage> {
  const stage = await openStage(forge);
  await ask(stage, HELLO);
  return stage;
}

test.concurrent.each([
  ['does not apply', MISFIT, 'EDIFFAPPLY'],
  ['applies twice', TWICE, 'EDIFFTWICE'],
  ['is empty', EMPTY_DIFF, 'EDIFFEMPTY'],
  ['names .git/config', fenceAdding('.git/config', '[core]'), 'EDIFFPATH'],
  ['leaves the tree', fenceAdding('../x', 'x'), 'EDIFFPATH'],
  ['is not there', 'Please do something nice.', 'ENODIFF'],
])('a diff that %s ends the request, and its comment says why', async (_, body, code) => {
  const stage = await openStage(forge, { files: { 'README.md': 'one\ntwo\nthree\n' } });
  const issue = await ask(stage, body);
  const told = await stage.act('issue_comment');
  await expectNothingLanded(stage, told, { exitCode: 6, conclusion: 'agent-failed', code });
  expect(await expectStopped(stage, issue, 'agent-failed')).toContain(code);
});

test.concurrent('a repository without commits is bad input', async () => {
  const stage = await openStage(forge, { files: {}, fromGitDir: await emptyGitDir() });
  const issue = await ask(stage, HELLO);
  const told = await stage.act('issue_comment');
  expect(told.exitCode).toBe(2);
  await expectNothingLanded(stage, told, { exitCode: 2, conclusion: 'usage', code: 'EBASE' });
  await expectStopped(stage, issue, 'usage');
});

let empty: Scratch | null = null;
async function emptyGitDir(): Promise<string> {
  empty ??= await openScratch();
  if (!existsSync(empty.join('git'))) execFileSync('git', ['init', '--quiet', '--bare', empty.join('git')]);
  return empty.join('git');
}
afterAll(() => empty?.[Symbol.asyncDispose]());

test.concurrent('a base branch that is gone is bad input', async () => {
  const stage = await openStage(forge);
  const issue = await ask(stage, HELLO);
  const told = await stage.act('issue_comment', { 'base-branch': 'gone' });
  expect(told.exitCode).toBe(2);
  await expectNothingLanded(stage, told, { exitCode: 2, conclusion: 'usage', code: 'EBASE' });
  await expectStopped(stage, issue, 'usage');
});

test.concurrent('a base branch that goes while the run works: nothing is left on the host', async () => {
  await using scratch = await openScratch();
  const stage = await openStage(forge);
  await stage.walter.git.createRef({ ...stage.place, ref: 'refs/heads/base', sha: stage.head });
  const issue = await ask(stage, '');
  const agent = waitingAgent(scratch, 'echo x > new.txt');
  const acting = await stage.begin('issue_comment', {
    ...agent.inputs,
    ...stateIn(scratch),
    'base-branch': 'base',
  });
  await agent.began();
  await stage.walter.git.deleteRef({ ...stage.place, ref: 'heads/base' });
  agent.release();
  const told = await acting.ended;
  expect(told.exitCode).toBe(5);
  await expectNothingLanded(stage, told, { exitCode: 5, conclusion: 'denied' });
  await expectPreserved(told, ['new.txt']);
  await expectStopped(stage, issue, 'denied');
});

const permissions = (granted: Record<string, 'read' | 'write'>) =>
  ({ metadata: 'read', ...granted }) as const;

test.concurrent.each([
  ['issues only', permissions({ issues: 'write' }), []],
  ['issues, and contents to read', permissions({ issues: 'write', contents: 'read' }), ['hello.txt']],
  ['everything but pull requests', permissions({ issues: 'write', contents: 'write' }), ['hello.txt']],
])(
  'a token with the permissions %s is denied on a private repository, and what was made is kept',
  async (_, granted, made) => {
    await using scratch = await openScratch();
    const stage = await openStage(forge, { private: true });
    const issue = await ask(stage, HELLO);
    const token = await forge.control.createToken({
      login: 'github-actions[bot]',
      repositories: [stage.fullName],
      permissions: granted,
    });
    const told = await stage.act('issue_comment', { 'github-token': token, ...stateIn(scratch) });
    await expectNothingLanded(stage, told, { exitCode: 5, conclusion: 'denied', code: 'EPERMISSION' });
    expect(told.report.remedy).toMatch(/contents|pull-requests|token/);
    await expectStopped(stage, issue, 'denied');
    // Who may not read the files has nothing made.
    expect(told.report.changeSet?.changes.map(({ path }) => path) ?? []).toEqual(made);
    if (made.length > 0) await expectPreserved(told, made);
  },
);

test.concurrent('a token that may not even react, and one that is none, are denied', async () => {
  const stage = await openStage(forge);
  await ask(stage, HELLO);
  const token = await forge.control.createToken({
    login: 'github-actions[bot]',
    repositories: [stage.fullName],
    permissions: permissions({ contents: 'write' }),
  });
  const poor = await stage.act('issue_comment', { 'github-token': token });
  expect(poor.exitCode).toBe(5);
  await expectNothingLanded(stage, poor, { exitCode: 5, conclusion: 'denied', code: 'EPERMISSION' });
  const none = await stage.act('issue_comment', { 'github-token': 'ghs_nonsense' });
  await expectNothingLanded(stage, none, { exitCode: 5, conclusion: 'denied', code: 'ETOKEN' });
});

test.concurrent('a host that is down is an error of one line', async () => {
  const stage = await openStage(forge);
  await ask(stage, HELLO);
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  server.close();
  const environment = { GITHUB_API_URL: url, GITHUB_SERVER_URL: url };
  const told = await stage.act('issue_comment', {}, { environment });
  expect(told.exitCode).toBe(1);
  await expectNothingLanded(stage, told, { exitCode: 1, conclusion: 'error', code: 'ECONNREFUSED' });
});

test.concurrent('a bad .github/bot.yml is bad input that names its line', async () => {
  const stage = await openStage(forge, {
    files: { a: 'a', '.github/bot.yml': 'agent: patch\nlimits:\n  files: many\n' },
  });
  const issue = await ask(stage, HELLO);
  const told = await stage.act('issue_comment');
  await expectNothingLanded(stage, told, { exitCode: 2, conclusion: 'usage', code: 'ECONFIG' });
  expect(told.report.reason).toMatch(/\.github\/bot\.yml:3:/);
  await expectStopped(stage, issue, 'usage');
});

test.concurrent.each([
  ['a name that is not UTF-8', `touch "$(printf 'bad\\377')"`],
  ['a link out of the tree, and a nested repository', 'ln -s /etc/passwd link; git init --quiet inner'],
  ['two names that are one under case folding', 'touch a A'],
])('an agent that makes %s is refused, and what else it made is kept', async (_, script) => {
  await using scratch = await openScratch();
  const stage = await openStage(forge);
  const issue = await ask(stage, '');
  const told = await stage.act('issue_comment', {
    ...scriptInputs(`echo fine > fine.txt; ${script}`),
    ...stateIn(scratch),
  });
  await expectNothingLanded(stage, told, { exitCode: 3, conclusion: 'refused', code: 'EGUARD' });
  expect(told.report.guards.some(({ verdict }) => verdict === 'refuse')).toBe(true);
  const sealed = parseChangeSet(await readFile(told.report.preserved?.file ?? '', 'utf8'));
  expect(sealed.changes.map(({ path }) => path)).toContain('fine.txt');
  await expectStopped(stage, issue, 'refused');
});

test.concurrent('a path that looks like a command of the runner is no command in the log', async () => {
  await using scratch = await openScratch();
  const stage = await openStage(forge);
  const issue = await ask(stage, '');
  const told = await stage.act('issue_comment', {
    ...scriptInputs(
      `mkfifo "$(printf 'x\\n::error::forged\\n::add-mask::e')"; echo "$(printf '::warning::forged')"`,
    ),
    ...stateIn(scratch),
  });
  await expectNothingLanded(stage, told, { exitCode: 3, conclusion: 'refused', code: 'EGUARD' });
  expect(told.stdout).not.toMatch(/^\s*::(?!error::EGUARD)/m);
  await expectStopped(stage, issue, 'refused');
});

test.concurrent('thousands of findings still make one comment, found again by a repeat', async () => {
  const stage = await openStage(forge);
  const issue = await ask(stage, '');
  const inputs = scriptInputs('mkfifo $(seq -f pipe-with-a-rather-long-name-%g 1500)');
  const payload = await stage.payload('issue_comment');
  await stage.act('issue_comment', inputs, { payload });
  await stage.act('issue_comment', inputs, { payload });
  expect(await stage.answers(issue)).toHaveLength(1);
  await expectStopped(stage, issue, 'refused');
});

test.concurrent.each([
  ['exits with 3', 'echo broken >&2; exit 3', 6, 'agent-failed', 'EAGENTEXIT'],
  ['is not there', '', 2, 'usage', 'ENOAGENT'],
])('an agent that %s', async (_, script, exitCode, conclusion, code) => {
  await using scratch = await openScratch();
  const stage = await openStage(forge);
  const issue = await ask(stage, '');
  const inputs =
    script === ''
      ? { 'agent-command': '["no-such-program"]', sandbox: 'none' }
      : scriptInputs(`echo x > new.txt; ${script}`);
  const told = await stage.act('issue_comment', { ...inputs, ...stateIn(scratch) });
  expect(told.exitCode).toBe(exitCode);
  await expectNothingLanded(stage, told, { exitCode, conclusion, code });
  if (script !== '') await expectPreserved(told, ['new.txt']);
  await expectStopped(stage, issue, conclusion);
});

test.concurrent.each([
  ['warn', 0, '::warning::'],
  ['error', 4, '::error::'],
  ['ignore', 0, ''],
])('an agent that changes nothing: if-no-changes %s', async (tolerance, exitCode, annotation) => {
  const stage = await openStage(forge);
  const issue = await ask(stage, '');
  const told = await stage.act('issue_comment', { ...scriptInputs('true'), 'if-no-changes': tolerance });
  expect([told.exitCode, told.report.conclusion, told.report.code]).toEqual([
    exitCode,
    'no-changes',
    'ENOCHANGES',
  ]);
  const found = told.stdout.split('\n').filter((line) => line.startsWith('::'));
  expect(found.map((line) => line.slice(0, annotation.length))).toEqual(
    annotation === '' ? [] : [annotation],
  );
  expect((await stage.answers(issue))[0]?.body).toMatch(/^\*\*Wholly finished /);
  expect(await stage.branches()).toEqual(['main']);
});

test.concurrent('checks that fail keep the change set, and the comment names the command', async () => {
  await using scratch = await openScratch();
  const stage = await openStage(forge, {
    files: { 'README.md': 'x', '.github/bot.yml': 'verify: ["test ! -e hello.txt"]\n' },
  });
  const issue = await ask(stage, HELLO);
  const told = await stage.act('issue_comment', { sandbox: 'none', ...stateIn(scratch) });
  await expectNothingLanded(stage, told, { exitCode: 7, conclusion: 'verification-failed', code: 'EVERIFY' });
  await expectPreserved(told, ['hello.txt']);
  expect(told.report.verification).toMatchObject([{ command: 'test ! -e hello.txt', exitCode: 1 }]);
  expect(await expectStopped(stage, issue, 'verification-failed')).toContain('test ! -e hello.txt');
});

test.concurrent('B01 a pull request that a setting forbids takes its branch away again, and the set is kept', async () => {
  await using scratch = await openScratch();
  const stage = await openStage(forge);
  const issue = await ask(stage, HELLO);
  await forge.control.allowActionsPulls(stage.fullName, false);
  const told = await stage.act('issue_comment', stateIn(scratch));
  await expectNothingLanded(stage, told, { exitCode: 5, conclusion: 'denied', code: 'EPERMISSION' });
  await expectPreserved(told, ['hello.txt']);
  expect(told.report.rolledBack).toHaveLength(1);
  expect(told.report.rollbackFailed).toEqual([]);
  expect(await expectStopped(stage, issue, 'denied')).toContain(told.report.changeSet?.digest);
});

test.concurrent('B01 rules that forbid new branches, and a protected branch, are denials', async () => {
  await using scratch = await openScratch();
  const stage = await openStage(forge);
  const issue = await ask(stage, HELLO);
  const payload = await stage.payload('issue_comment');
  await forge.control.setRulesets(stage.fullName, [
    { id: 1, name: 'no bots', include: ['refs/heads/bot/**'], rules: [{ type: 'creation' }], bypass: [] },
  ]);
  const told = await stage.act('issue_comment', stateIn(scratch), { payload });
  expect(told.exitCode).toBe(5);
  await expectNothingLanded(stage, told, { exitCode: 5, conclusion: 'denied', code: 'ERULESET' });
  await expectPreserved(told, ['hello.txt']);
  await expectStopped(stage, issue, 'denied');
  await forge.control.setRulesets(stage.fullName, []);
  await forge.control.protectBranch(stage.fullName, 'main', {
    required_pull_request_reviews: { required_approving_review_count: 1 },
    enforce_admins: true,
  });
  const direct = await stage.act('issue_comment', { ...stateIn(scratch), mode: 'commit' }, { payload });
  await expectNothingLanded(stage, direct, { exitCode: 5, conclusion: 'denied', code: 'EPROTECTED' });
});

test.concurrent('a branch that is deleted before its pull request is there: nothing is left, and it is no denial', async () => {
  await using scratch = await openScratch();
  const stage = await openStage(forge);
  await ask(stage, HELLO);
  await forge.control.addFault({
    match: { method: 'POST', path: `/${stage.place.repo}/pulls$` },
    fault: { kind: 'delay', milliseconds: 2000 },
  });
  const acting = await stage.begin('issue_comment', stateIn(scratch));
  await until('the push', async () => (await stage.requests()).some(({ fault }) => fault === 'delay'));
  const branch = (await stage.branches()).find((name) => name.startsWith('bot/')) ?? '';
  await stage.walter.git.deleteRef({ ...stage.place, ref: `heads/${branch}` });
  const told = await acting.ended;
  await expectNothingLanded(stage, told, { exitCode: 3, conclusion: 'refused', code: 'EMOVED' });
  expect(told.report.rollbackFailed).toEqual([]);
  await expectPreserved(told, ['hello.txt']);
});

test.concurrent('a branch that cannot be taken away again is named as left over', async () => {
  await using scratch = await openScratch();
  const stage = await openStage(forge);
  const issue = await ask(stage, HELLO);
  await forge.control.allowActionsPulls(stage.fullName, false);
  await forge.control.setRulesets(stage.fullName, [
    { id: 1, name: 'keep', include: ['~ALL'], rules: [{ type: 'deletion' }], bypass: [] },
  ]);
  const told = await stage.act('issue_comment', stateIn(scratch));
  expect([told.exitCode, told.report.conclusion]).toEqual([9, 'rollback-failed']);
  const [branch = ''] = (await stage.branches()).filter((name) => name.startsWith('bot/'));
  expect(branch).not.toBe('');
  expect(JSON.stringify(told.report.rollbackFailed)).toContain(branch);
  expect(told.report.rolledBack).toEqual([]);
  await expectPreserved(told, ['hello.txt']);
  expect(await expectStopped(stage, issue, 'rollback-failed')).toContain(branch);
});

interface Meanwhile {
  readonly stage: Stage;
  readonly issue: number;
  readonly comment: number;
}

test.concurrent.each([
  [
    'the comment is edited',
    'EEDITED',
    ({ stage, comment }: Meanwhile) =>
      stage.walter.issues.updateComment({
        ...stage.place,
        comment_id: comment,
        body: '@bot implement something else',
      }),
  ],
  [
    'the comment is deleted',
    'EDELETED',
    ({ stage, comment }: Meanwhile) =>
      stage.walter.issues.deleteComment({ ...stage.place, comment_id: comment }),
  ],
  [
    'who asked loses the permission',
    'ELOSTPERMISSION',
    ({ stage }: Meanwhile) => forge.control.setRole(stage.fullName, 'walter', 'read'),
  ],
])('while it runs %s: refused, and the set is kept', async (_, code, meanwhile) => {
  await using scratch = await openScratch();
  const stage = await openStage(forge);
  const issue = await stage.issue('Title', '');
  const comment = await stage.comment(issue, '@bot implement');
  const agent = waitingAgent(scratch, 'echo x > new.txt');
  const acting = await stage.begin('issue_comment', { ...agent.inputs, ...stateIn(scratch) });
  await agent.began();
  await meanwhile({ stage, issue, comment });
  agent.release();
  const told = await acting.ended;
  expect(told.exitCode).toBe(3);
  await expectNothingLanded(stage, told, { exitCode: 3, conclusion: 'refused', code });
  await expectPreserved(told, ['new.txt']);
  await expectStopped(stage, issue, 'refused');
});

test.concurrent.each([
  ['is closed', 'ECLOSED'],
  ['has another head', 'EMOVED'],
  ['is turned to another base', 'ERETARGETED'],
])('a pull request that %s while it is revised: refused, and the set is kept', async (what, code) => {
  await using scratch = await openScratch();
  const stage = await openStage(forge);
  await stage.walter.git.createRef({ ...stage.place, ref: 'refs/heads/topic', sha: stage.head });
  await moveBranch(stage, 'topic', 'a.txt', 'a\n');
  const { data: pull } = await stage.walter.pulls.create({
    ...stage.place,
    head: 'topic',
    base: 'main',
    title: 'Topic',
  });
  await stage.comment(pull.number, '@bot revise');
  const agent = waitingAgent(scratch, 'echo x > new.txt');
  const acting = await stage.begin('issue_comment', { ...agent.inputs, ...stateIn(scratch) });
  await agent.began();
  if (what === 'is closed')
    await stage.walter.pulls.update({ ...stage.place, pull_number: pull.number, state: 'closed' });
  else if (what === 'is turned to another base') {
    await stage.walter.git.createRef({ ...stage.place, ref: 'refs/heads/other', sha: stage.head });
    await stage.walter.pulls.update({ ...stage.place, pull_number: pull.number, base: 'other' });
  } else await moveBranch(stage, 'topic', 'b.txt', 'b\n');
  const head = await stage.git('rev-parse', 'refs/heads/topic');
  agent.release();
  const told = await acting.ended;
  await expectNothingLanded(stage, told, { exitCode: 3, conclusion: 'refused', code });
  expect(await stage.git('rev-parse', 'refs/heads/topic')).toBe(head);
  await expectPreserved(told, ['new.txt']);
  await expectStopped(stage, pull.number, 'refused');
});

/** The history of a thread is one object a line; everything else that is kept is a whole change set. */
async function brokenFilesBelow(directory: string): Promise<string[]> {
  const broken: string[] = [];
  for (const name of await filesBelow(directory)) {
    const text = await readFile(`${directory}/${name}`, 'utf8');
    try {
      // What was fetched is whole as git sees it; the other files of a mirror hold nothing.
      if (/\/mirrors\/.*\.idx$/.test(name)) await git(directory, ['verify-pack', name]);
      else if (/\/mirrors\//.test(name)) continue;
      // A lock is on a file that never has anything in it.
      else if (name.endsWith('.lock') && text === '') continue;
      else if (name.endsWith('.jsonl'))
        for (const line of text.split('\n')) JSON.parse(line === '' ? '{}' : line);
      else parseChangeSet(text);
    } catch {
      broken.push(name);
    }
  }
  return broken;
}

/** A small file system; `null` where none can be mounted, as without root or in a container that is shut. */
async function openTinyDisk(
  scratch: Scratch,
  kilobytes: number,
): Promise<(AsyncDisposable & { path: string }) | null> {
  const path = scratch.join('disk');
  await mkdir(path);
  const options = `size=${kilobytes}k,nr_inodes=4000`;
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', path]).status !== 0) return null;
  return {
    path,
    async [Symbol.asyncDispose]() {
      execFileSync('umount', [path]);
    },
  };
}

test.concurrent.for(['the state directory', 'the temporary directory'])(
  'a full disk under %s lands nothing and leaves no half-written file',
  async (where, context) => {
    await using scratch = await openScratch();
    await using disk = await openTinyDisk(scratch, 300);
    if (disk === null) skipBecause(context, 'no small file system can be mounted, so no disk was full');
    const stage = await openStage(forge);
    const issue = await ask(stage, '');
    const isState = where === 'the state directory';
    const told = await stage.act(
      'issue_comment',
      {
        ...scriptInputs('head -c 600000 /dev/urandom > big.bin'),
        ...(isState && { 'state-dir': `${disk.path}/state` }),
      },
      isState ? {} : { environment: { RUNNER_TEMP: disk.path } },
    );
    const conclusion = isState ? 'error' : told.report.conclusion;
    expect(['error', 'agent-failed']).toContain(conclusion);
    await expectNothingLanded(stage, told, {
      exitCode: conclusion === 'error' ? 1 : 6,
      conclusion,
      ...(isState && { code: 'ENOSPC' }),
    });
    expect(await brokenFilesBelow(disk.path)).toEqual([]);
    await expectStopped(stage, issue, conclusion);
  },
);

test.concurrent('what landed has landed, also where the history of the thread cannot be written', async () => {
  await using scratch = await openScratch();
  const stage = await openStage(forge);
  const issue = await ask(stage, HELLO);
  await mkdir(scratch.join('state'));
  await writeFile(scratch.join('state', 'threads'), 'not a directory');
  const told = await stage.act('issue_comment', stateIn(scratch));
  expect([told.exitCode, told.report.conclusion]).toEqual([0, 'committed']);
  expect((await stage.answers(issue)).map(({ body }) => body.slice(0, 17))).toEqual(['**Wholly finished']);
});

test.concurrent('what landed has landed, also where its own notes cannot be taken away', async () => {
  await using scratch = await openScratch();
  const stage = await openStage(forge);
  const issue = await ask(stage, HELLO);
  const agent = waitingAgent(scratch, 'echo x > new.txt');
  const acting = await stage.begin('issue_comment', { ...agent.inputs, ...stateIn(scratch) });
  await agent.began();
  const place = scratch.join('state', 'open-runs');
  const [owner = ''] = (await filesBelow(place)).filter((name) => name.endsWith('.owner'));
  await rm(join(place, owner));
  await mkdir(join(place, owner));
  agent.release();
  const told = await acting.ended;
  expect([told.exitCode, told.report.conclusion, told.report.warnings.length]).toEqual([0, 'committed', 1]);
  expect((await stage.answers(issue)).map(({ body }) => body.slice(0, 17))).toEqual(['**Wholly finished']);
});

test.concurrent('a sealed file that was tampered with is bad input, and one that may not land is refused', async () => {
  await using scratch = await openScratch();
  const stage = await openStage(forge);
  const issue = await ask(stage, HELLO);
  const payload = await stage.payload('issue_comment');
  const dry = await stage.act('issue_comment', { mode: 'dry-run', ...stateIn(scratch) }, { payload });
  const text = await readFile(dry.outputs['change-set-file'] ?? '', 'utf8');
  await writeFile(scratch.join('bad.json'), text.replace('hello.txt', 'other.txt'));
  const bad = await stage.act('issue_comment', { 'change-set': scratch.join('bad.json') }, { payload });
  await expectNothingLanded(stage, bad, { exitCode: 2, conclusion: 'usage', code: 'ECHANGESET' });
  const { seal } = await import('../../src/change-set/seal.ts');
  const { formatChangeSet } = await import('../../src/change-set/file.ts');
  const { changes, base } = parseChangeSet(text);
  const evil = seal(
    base,
    changes.map((change) => ({ ...change, path: '.git/hooks/post-checkout' })),
  );
  await writeFile(scratch.join('evil.json'), [...formatChangeSet(evil)].join(''));
  const refused = await stage.act('issue_comment', { 'change-set': scratch.join('evil.json') }, { payload });
  await expectNothingLanded(stage, refused, { exitCode: 3, conclusion: 'refused', code: 'EGUARD' });
  expect((await stage.answers(issue)).at(-1)?.body).toMatch(/^\*\*Wholly stopped .*: refused\*\*/);
});

test.concurrent('C03 what a process writes that outlived its agent is refused, and no `retry` finds the set', async () => {
  await using scratch = await openScratch();
  // Line ends that git has to convert take their time between the read and the second look.
  const stage = await openStage(forge, { files: { '.gitattributes': '* text\n' } });
  const issue = await stage.issue('Title', 'Body');
  const inputs = { 'state-dir': scratch.path, 'max-bytes': '10000000' };
  await stage.comment(issue, '@bot implement');
  const stop = scratch.join('stop');
  // Without a sandbox, a process that leaves its group and its environment is not found.
  const loop = `while [ -e '${scratch.path}' ] && [ ! -e '${stop}' ]; do echo more >> late.txt; done`;
  const agent = `yes "$(printf 'a\\r')" | head -c 9000000 > crlf.txt; setsid env -i /bin/sh -c "${loop}" >/dev/null 2>&1 & until [ -e late.txt ]; do sleep 0.01; done`;
  const refused = await stage.act('issue_comment', { ...scriptInputs(agent), ...inputs });
  writeFileSync(stop, '');
  expect([refused.report.conclusion, refused.report.code]).toEqual(['refused', 'EGUARD']);
  expect(refused.report.guards.filter(({ verdict }) => verdict === 'refuse')).toMatchObject([
    { guard: 'special-files', path: 'late.txt' },
  ]);
  expect(existsSync(refused.report.preserved?.file ?? '')).toBe(true);
  expect(await stage.pulls()).toEqual([]);

  await stage.comment(issue, `@bot apply ${refused.report.changeSet?.digest ?? ''}`);
  expect((await stage.act('issue_comment', inputs)).report.conclusion).toBe('answered');
  expect(await stage.pulls()).toEqual([]);
  await stage.comment(issue, '@bot retry');
  const again = await stage.act('issue_comment', { ...scriptInputs('echo whole > late.txt'), ...inputs });
  expect(again.report.conclusion).toBe('committed');
  expect(await stage.git('show', `${again.report.branch ?? ''}:late.txt`)).toBe('whole');
});
