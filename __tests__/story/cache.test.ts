import { createHash } from 'node:crypto';
import { existsSync, readdirSync, renameSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openForge, type OpenForge } from '../../forge/open-forge.ts';
import { findOverlayWay, OVERLAY_WAYS } from '../../src/checkout/overlay.ts';
import { openSandbox } from '../../src/sandbox/open.ts';
import { git } from '../doubles/git.ts';
import { openRepository } from '../doubles/repository.ts';
import { runForReport } from '../doubles/run-command.ts';
import { openScratch } from '../doubles/scratch.ts';
import { openStage, type Stage, type Told } from '../doubles/stage.ts';
import { scriptInputs } from './command-agent.ts';
import { ask, stateIn } from './expectations.ts';

let forge: OpenForge;
beforeAll(async () => {
  forge = await openForge();
});
afterAll(() => forge[Symbol.asyncDispose]());

/** Enough of them for the cache of laid-out trees, and of content that no compression makes small. */
const FILES = Object.fromEntries(
  Array.from({ length: 1100 }, (_, index) => [
    `d${index % 20}/f${index}.txt`,
    `${createHash('sha512').update(String(index)).digest('base64')}\n`,
  ]),
);

const sandbox = await openSandbox('auto').catch(() => null);

async function canOverlay(seesOwnMounts: boolean): Promise<boolean> {
  await using scratch = await openScratch();
  return (await findOverlayWay(scratch.path, seesOwnMounts ? OVERLAY_WAYS : ['kernel'])) !== null;
}

/** Where the sandbox is the strongest of this machine. */
async function isOverlaid(): Promise<boolean> {
  return sandbox?.changesOwners !== true && (await canOverlay(sandbox?.seesOwnMounts ?? false));
}

/** Bytes that the host has answered to fetches. */
async function sent(stage: Stage): Promise<number> {
  const fetches = (await stage.requests()).filter(({ path }) => path.endsWith('/git-upload-pack'));
  return fetches.reduce((sum, { bytesOut }) => sum + bytesOut, 0);
}

async function request(stage: Stage, inputs: Record<string, string>, file: string): Promise<Told> {
  await ask(stage, 'Please.');
  return await stage.act('issue_comment', { ...scriptInputs(`echo made > ${file}`), ...inputs });
}

test.concurrent('with a state directory a second run on the same host is sent only what is new', async () => {
  await using scratch = await openScratch();
  const stage = await openStage(forge, { files: FILES });
  const first = await request(stage, stateIn(scratch), 'd0/first');
  expect(first.report).toMatchObject({ conclusion: 'committed', checkout: { files: 1100 } });
  const firstBytes = await sent(stage);
  const second = await request(stage, stateIn(scratch), 'd1/second');
  expect(second.report).toMatchObject({
    conclusion: 'committed',
    changeSet: { changes: [{ path: 'd1/second', change: 'add' }] },
    checkout: { strategy: (await canOverlay(false)) ? 'overlay' : 'clone', files: 1100, bytes: 1100 * 89 },
  });
  expect((await sent(stage)) - firstBytes).toBeLessThan(firstBytes / 20);
  expect(await stage.git('diff', '--name-status', 'main', second.report.branch ?? '')).toBe('A\td1/second');
  expect(second.summary).toContain(`| Checkout | ${second.report.checkout?.strategy}, 1100 files`);
  expect(existsSync(scratch.join('state/cache/mirrors'))).toBe(true);
});

test.concurrent('without a state directory nothing is kept, and the files are cloned', async () => {
  await using scratch = await openScratch();
  const stage = await openStage(forge, { files: FILES });
  // The state is in the runner's own directory, which the runner empties.
  await ask(stage, 'Please.');
  const told = await stage.act('issue_comment', scriptInputs('echo made > d0/made'), {
    environment: { RUNNER_TEMP: scratch.path, HOME: scratch.path },
  });
  expect(told.report).toMatchObject({ conclusion: 'committed', checkout: { strategy: 'clone' } });
  // What the job knows of its runs is there, and nothing that was fetched or laid out.
  expect(readdirSync(scratch.join('wholly-state'))).toContain('threads');
  expect(readdirSync(scratch.join('wholly-state'))).not.toContain('cache');
  expect(readdirSync(scratch.path)).toEqual(['wholly-state']);
});

test.concurrent('of two repositories beside each other one is an overlay, and the agent sees both', async () => {
  await using first = await openRepository({ files: FILES });
  await using second = await openRepository({ files: { 'there.txt': 'there\n' } });
  const other = second.scratch.join('other');
  renameSync(second.directory, other);
  const places = [first.directory, other].flatMap((directory) => ['--repo', directory]);
  const choice = ['--branch', 'bot/made', '--sandbox', sandbox === null ? 'none' : 'auto'];
  const script =
    'test "$(cat */d3/f3.txt | wc -l)" = 1 && for d in */; do echo edited >>"$d/there.txt"; done';
  const { exitCode, report } = await runForReport('run', [...places, ...choice, '--', 'sh', '-c', script], {
    cwd: first.scratch.path,
    state: first.scratch.join('state'),
  });
  expect([exitCode, report.reason]).toEqual([0, null]);
  expect(report.checkout?.strategy).toBe((await isOverlaid()) ? 'overlay' : 'borrow');
  expect(await first.git('diff', '--name-status', 'main', 'bot/made')).toBe('A\tthere.txt');
  expect(await git(other, ['diff', '--name-status', 'main', 'bot/made'])).toBe('M\tthere.txt');
});

test.concurrent('a command line runs its agent in an overlay of the repository, sandbox and checks included', async () => {
  await using repository = await openRepository({ files: FILES });
  const { exitCode, report } = await runForReport(
    'run',
    [
      '--repo',
      repository.directory,
      '--branch',
      'bot/made',
      '--sandbox',
      sandbox === null ? 'none' : 'auto',
      '--verify',
      'grep -q made new/file && test ! -e d4/f4.txt',
      '--',
      'sh',
      '-c',
      'echo edited >> d3/f3.txt; rm d4/f4.txt; mkdir new; echo made > new/file',
    ],
    { cwd: repository.scratch.path, state: repository.scratch.join('state') },
  );
  expect([exitCode, report.reason]).toEqual([0, null]);
  expect(report.checkout?.strategy).toBe((await isOverlaid()) ? 'overlay' : 'borrow');
  expect(await repository.git('diff', '--name-status', 'main', 'bot/made')).toBe(
    'M\td3/f3.txt\nD\td4/f4.txt\nA\tnew/file',
  );
});
