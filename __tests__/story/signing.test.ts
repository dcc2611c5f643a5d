import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openForge, type OpenForge } from '../../forge/open-forge.ts';
import { git } from '../doubles/git.ts';
import { runForReport } from '../doubles/run-command.ts';
import { openScratch } from '../doubles/scratch.ts';
import { fenceAdding, openStage, type Stage, type Told } from '../doubles/stage.ts';
import { until } from '../doubles/until.ts';
import { scriptInputs } from './command-agent.ts';
import {
  ask,
  expectMet,
  expectNothingLanded,
  expectPreserved,
  expectStopped,
  HELLO,
  stateIn,
} from './expectations.ts';

let forge: OpenForge;
beforeAll(async () => {
  forge = await openForge();
});
afterAll(() => forge[Symbol.asyncDispose]());

const REQUIRED = { 'commit-signing': 'require' };

/** What the host itself says of the commit that a report names. */
async function readCommit(stage: Stage, { report }: Told) {
  const { data } = await stage.walter.git.getCommit({ ...stage.place, commit_sha: report.commit ?? '' });
  return data;
}

async function expectVerified(stage: Stage, told: Told): Promise<void> {
  const { report, outputs } = told;
  expect([told.exitCode, report.conclusion, report.code]).toEqual([0, 'committed', null]);
  expect(await stage.git('rev-parse', `refs/heads/${report.branch}`)).toBe(report.commit);
  expect(await stage.git('rev-parse', `${report.commit}^{tree}`)).toBe(report.tree);
  expect((await readCommit(stage, told)).verification).toMatchObject({ verified: true, reason: 'valid' });
  expect([report.verified, outputs['commits-verified'], outputs['commit-sha']]).toEqual([
    true,
    'true',
    report.commit,
  ]);
}

const ofBot = (names: string[]): string[] => names.filter((name) => name.startsWith('bot/'));

test.concurrent('a required signature without a key is the host’s own, and the commit is the change set', async () => {
  await using scratch = await openScratch();
  const stage = await openStage(forge);
  const issue = await ask(stage, HELLO);
  const before = (await stage.requests()).length;
  const told = await stage.act('issue_comment', REQUIRED, { door: 'process' });
  expect((await stage.requests()).slice(before).length).toBeLessThanOrEqual(15);
  await expectVerified(stage, told);
  const { author, committer } = await readCommit(stage, told);
  expect([author.name, committer.email]).toEqual(['github-actions[bot]', 'noreply@github.com']);
  expect(await stage.pulls()).toMatchObject([{ state: 'open', head: { sha: told.report.commit } }]);
  expect((await stage.answers(issue))[0]?.body).toMatch(/^\*\*Wholly finished /);
  const clone = scratch.join('clone');
  await git(scratch.path, ['clone', '--quiet', '--branch', told.report.branch ?? '', stage.cloneUrl, clone]);
  expect(await git(clone, ['fsck', '--strict', '--no-dangling'])).toBe('');
  expect(
    await runForReport('verify', ['--repo', clone, 'HEAD'], {
      cwd: scratch.path,
      state: scratch.join('state'),
    }),
  ).toMatchObject({ exitCode: 0, report: { changeSet: { digest: told.report.changeSet?.digest } } });
});

test.concurrent('modes, links, deletions, bytes that are no text and odd names are signed as they are', async () => {
  const stage = await openStage(forge, {
    files: { 'old.txt': 'old\n', 'dir/file': 'x\n', 'tool.sh': '#!/bin/sh\n', place: 'a file\n' },
  });
  await ask(stage, 'Please');
  const script = [
    'rm old.txt place',
    'mkdir place && echo inside > place/file',
    'rm -r dir && echo "was a directory" > dir',
    'chmod +x tool.sh',
    'ln -s tool.sh link',
    "printf '\\377\\376\\000' > binary",
    "printf '\\357\\273\\277mark\\r\\n' > bom.txt",
    "printf 'a\\0b' > nul",
    ': > empty',
    "echo odd > 'new file \u00fc #%41.txt'",
    'for n in $(seq 40); do echo $n > many-$n.txt; done',
  ].join('\n');
  const before = (await stage.requests()).length;
  const told = await stage.act('issue_comment', { ...REQUIRED, ...scriptInputs(script) });
  await expectVerified(stage, told);
  // Two contents that are no text, and two requests for all the rest.
  const objects = (await stage.requests())
    .slice(before)
    .filter(({ isWrite, path }) => isWrite && /\/git\/(?!refs)/.test(path));
  expect(objects.map(({ path }) => path.split('/').at(-1))).toEqual(['blobs', 'blobs', 'trees', 'commits']);
  expect(await stage.git('ls-tree', told.report.commit ?? '', 'link', 'tool.sh')).toMatch(
    /^120000 .*\n100755 /,
  );
  expect(await stage.git('cat-file', 'blob', `${told.report.commit}:link`)).toBe('tool.sh');
});

test.concurrent('a protected branch that takes signed commits only takes one more by `revise`', async () => {
  const stage = await openStage(forge);
  await ask(stage, HELLO);
  const first = await stage.act('issue_comment', REQUIRED);
  const { branch, commit } = first.report;
  await forge.control.protectBranch(stage.fullName, branch ?? '', {
    enforce_admins: true,
    required_pull_request_reviews: null,
    required_status_checks: null,
    restrictions: null,
    required_signatures: true,
  });
  await stage.comment(
    first.report.pullRequest?.number ?? 0,
    `@bot revise\n\n${fenceAdding('bye.txt', 'bye')}`,
  );
  const told = await stage.act('issue_comment', REQUIRED);
  await expectVerified(stage, told);
  expect(await stage.git('rev-parse', `${told.report.commit}^`)).toBe(commit);
  expect(told.report.pullRequest).toMatchObject({ operation: 'updated' });
});

test.concurrent('a repeat finds the branch of a commit that the host made, and replaces it', async () => {
  const stage = await openStage(forge);
  await ask(stage, HELLO);
  const payload = await stage.payload('issue_comment');
  const first = await stage.act('issue_comment', REQUIRED, { payload });
  const again = await stage.act('issue_comment', REQUIRED, { payload });
  await expectVerified(stage, again);
  expect(again.report.pullRequest).toMatchObject({
    number: first.report.pullRequest?.number,
    operation: 'updated',
  });
  expect(ofBot(await stage.branches())).toEqual([first.report.branch]);
});

test.concurrent('where the host signs for nobody, a required signature refuses the set and nothing is visible', async () => {
  await using scratch = await openScratch();
  const stage = await openStage(forge);
  await ask(stage, HELLO);
  const payload = await stage.payload('issue_comment');
  const told = await stage.act(
    'issue_comment',
    { ...REQUIRED, ...stateIn(scratch), 'github-token': forge.tokens.walter },
    { payload },
  );
  expect([told.exitCode, told.report.conclusion, told.report.code]).toEqual([3, 'refused', 'ESIGNING']);
  expect(told.outputs).toMatchObject({ branch: '', 'commit-sha': '', 'commits-verified': 'false' });
  expect(ofBot(await stage.branches())).toEqual([]);
  expect(await stage.pulls()).toEqual([]);
  const writes = (await stage.requests()).filter(({ isWrite }) => isWrite);
  expect(writes.filter(({ path }) => /git\/refs|receive-pack|\/pulls/.test(path))).toEqual([]);
  await expectPreserved(told, ['hello.txt']);
});

test.concurrent('what asked is looked at again when the host has made the commit', async () => {
  await using scratch = await openScratch();
  const stage = await openStage(forge);
  const issue = await stage.issue('Title', HELLO);
  const comment = await stage.comment(issue, '@bot implement');
  const path = `/${stage.place.repo}/git/commits$`;
  await forge.control.addFault({
    match: { method: 'POST', path },
    fault: { kind: 'delay', milliseconds: 2000 },
  });
  const acting = await stage.begin('issue_comment', { ...REQUIRED, ...stateIn(scratch) });
  await until('the commit', async () => (await stage.requests()).some(({ fault }) => fault === 'delay'));
  await stage.walter.issues.updateComment({ ...stage.place, comment_id: comment, body: 'Never mind' });
  const told = await acting.ended;
  await expectNothingLanded(stage, told, { exitCode: 3, conclusion: 'refused', code: 'EEDITED' });
  const writes = (await stage.requests()).filter(({ isWrite }) => isWrite);
  expect(writes.filter((one) => /git\/refs|receive-pack|\/pulls/.test(one.path))).toEqual([]);
  await expectPreserved(told, ['hello.txt']);
});

test.concurrent.each([
  ['the tree', { method: 'POST', path: 'git/trees$' }],
  ['the commit', { method: 'POST', path: 'git/commits$' }],
  ['the branch', { method: 'POST', path: 'git/refs$' }],
])('an answer lost at %s of a signed commit makes nothing twice', async (_, match) => {
  const stage = await openStage(forge);
  const issue = await ask(stage, HELLO);
  await forge.control.addFault({
    match: { ...match, path: `/${stage.place.repo}/${match.path}` },
    fault: { kind: 'cut-after' },
  });
  const told = await stage.act('issue_comment', REQUIRED);
  await expectMet(stage, 'cut-after');
  await expectVerified(stage, told);
  expect(ofBot(await stage.branches())).toEqual([told.report.branch]);
  expect(await stage.pulls()).toHaveLength(1);
  expect(await stage.answers(issue)).toHaveLength(1);
});

test.concurrent.each([
  ['a tree that is forbidden', 'POST', 'git/trees$', 403, 5, 'denied', 'EPERMISSION'],
  ['a commit that is invalid', 'POST', 'git/commits$', 422, 5, 'denied', 'EINVALID'],
  ['a branch that the rules refuse', 'POST', 'git/refs$', 422, 5, 'denied', 'EPROTECTED'],
  ['a branch behind a limit that is used up', 'POST', 'git/refs$', 429, 5, 'denied', 'ERATELIMIT'],
  ['a branch behind a broken host', 'POST', 'git/refs$', 502, 8, 'rolled-back', /^E/],
  ['a pull request that is refused', 'POST', 'pulls$', 403, 5, 'denied', 'EPERMISSION'],
] as const)(
  '%s leaves nothing of a signed commit to see, and the set is kept',
  async (_, method, path, status, exitCode, conclusion, code) => {
    await using scratch = await openScratch();
    const stage = await openStage(forge);
    const issue = await ask(stage, HELLO);
    await forge.control.addFault({
      match: { method, path: `/${stage.place.repo}/${path}`, times: 9 },
      fault: { kind: 'answer', status, body: { message: 'No.' } },
    });
    const told = await stage.act('issue_comment', { ...REQUIRED, ...stateIn(scratch) });
    expect(told.report.verified).toBeNull();
    await expectNothingLanded(stage, told, { exitCode, conclusion, code });
    await expectPreserved(told, ['hello.txt']);
    await expectStopped(stage, issue, conclusion);
  },
);

const OTHER = '1'.repeat(40);

test.concurrent.each([
  ['another tree', 'git/trees$', { sha: OTHER }],
  [
    'a commit of another tree',
    'git/commits$',
    { sha: OTHER, tree: { sha: OTHER }, parents: [], message: '', verification: { verified: true } },
  ],
])('a host that makes %s than git did here gets no branch on it', async (_, path, body) => {
  await using scratch = await openScratch();
  const stage = await openStage(forge);
  const issue = await ask(stage, HELLO);
  await forge.control.addFault({
    match: { method: 'POST', path: `/${stage.place.repo}/${path}` },
    fault: { kind: 'answer', status: 201, body },
  });
  const told = await stage.act('issue_comment', { ...REQUIRED, ...stateIn(scratch) });
  expect(told.report.code).toBe('EMISMATCH');
  await expectNothingLanded(stage, told, { exitCode: 1, conclusion: 'error' });
  await expectPreserved(told, ['hello.txt']);
  await expectStopped(stage, issue, 'error');
});

test.concurrent('an action killed behind a signed branch is taken back by the step after the job', async () => {
  await using scratch = await openScratch();
  const stage = await openStage(forge);
  const issue = await ask(stage, HELLO);
  await forge.control.addFault({
    match: { method: 'POST', path: `/${stage.place.repo}/pulls$` },
    fault: { kind: 'delay', milliseconds: 4000 },
  });
  const inputs = { ...REQUIRED, ...stateIn(scratch) };
  const acting = await stage.begin('issue_comment', inputs, { door: 'process' });
  await until('the branch', async () => ofBot(await stage.branches()).length > 0);
  acting.kill('SIGKILL');
  await acting.ended;
  const environment = { STATE_WHOLLY_BEGUN: 'yes' };
  const after = await stage.act('issue_comment', inputs, { door: 'process', environment });
  expect([after.exitCode, after.stdout]).toEqual([0, '']);
  expect(ofBot(await stage.branches())).toEqual([]);
  expect(await expectStopped(stage, issue, 'rolled-back')).toContain('EKILLED');
  await expectVerified(stage, await stage.act('issue_comment', inputs));
  // Nobody waits for the held request any more, but the host still answers it.
  await until('the held request', async () =>
    (await stage.requests()).every(({ fault, durationMs }) => fault !== 'delay' || (durationMs ?? 0) > 0),
  );
  expect(await stage.pulls()).toHaveLength(1);
});

test.concurrent('a key of one’s own signs first, and the host is asked what it says of it', async () => {
  await using scratch = await openScratch();
  const key = scratch.join('key');
  await promisify(execFile)('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'bot', '-f', key]);
  const stage = await openStage(forge);
  await ask(stage, HELLO);
  const told = await stage.act('issue_comment', REQUIRED, {
    environment: { WHOLLY_SIGNING_KEY: await readFile(key, 'utf8') },
  });
  expect([told.report.conclusion, told.report.verified]).toEqual(['committed', false]);
  expect(told.outputs['commits-verified']).toBe('false');
  expect((await readCommit(stage, told)).verification).toMatchObject({
    verified: false,
    reason: 'unknown_key',
  });
});
