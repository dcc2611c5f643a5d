import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openForge, type OpenForge } from '../../forge/open-forge.ts';
import { commitAll } from '../../src/commit/commit-all.ts';
import type { Participant } from '../../src/commit/participant.ts';
import { GitFailure, openGit } from '../../src/git/git.ts';
import { fetchCommit, HostSilent, isOnHost, readRemoteRef, type Remote } from '../../src/git/remote.ts';
import { isFault, openApi } from '../../src/host/api.ts';
import { openRemoteBranch } from '../../src/host/remote-branch.ts';
import { git as plainGit } from '../doubles/git.ts';
import { openRepository, type Repository } from '../doubles/repository.ts';
import { openStage, type Stage } from '../doubles/stage.ts';

let forge: OpenForge;
beforeAll(async () => {
  forge = await openForge();
});
afterAll(() => forge[Symbol.asyncDispose]());

const git = openGit({ PATH: process.env['PATH'] ?? '' });

interface Case {
  readonly stage: Stage;
  readonly remote: Remote;
  readonly local: Repository;
  readonly commit: string;
  readonly participant: Participant;
}

/** A push to a host that may be silent for one second. */
async function openCase(): Promise<Case> {
  const stage = await openStage(forge);
  const local = await openRepository();
  await local.git('fetch', '--quiet', stage.gitDir, 'main');
  await local.git('reset', '--quiet', '--hard', 'FETCH_HEAD');
  const commit = await local.commit({ 'mine.txt': 'mine\n' });
  const remote = { url: stage.cloneUrl, token: stage.token, patienceMs: 1000 };
  const participant = openRemoteBranch(git, {
    remote,
    gitDir: join(local.directory, '.git'),
    branch: 'mine',
    commit,
    expected: null,
    isOwn: null,
    madeBy: null,
  });
  return { stage, remote, local, commit, participant };
}

/** What it is asked there is done, and answered too late. */
const silence = async ({ stage }: Case, method: string, path: string): Promise<void> =>
  await forge.control.addFault({
    match: { method, path: `/${stage.place.repo}.*${path}` },
    fault: { kind: 'late', milliseconds: 3000 },
  });

const tipOf = async ({ stage }: Case): Promise<string> =>
  await plainGit(stage.gitDir, ['rev-parse', '--verify', 'refs/heads/mine']).catch(() => 'none');

test.concurrent.each([
  ['fetch', (one: Case) => fetchCommit(git, join(one.local.directory, '.git'), one.remote, 'main')],
  ['question', (one: Case) => isOnHost(git, join(one.local.directory, '.git'), one.remote, one.commit)],
  ['look', (one: Case) => readRemoteRef(git, one.remote, 'refs/heads/main')],
] as const)(
  'F11 a silent host ends a %s by a typed error, with what git said as its cause',
  async (_, act) => {
    const one = await openCase();
    await using _cleanUp = one.local;
    await silence(one, 'GET', 'service=git-upload-pack');
    const failure = await act(one).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(HostSilent);
    expect(failure).toMatchObject({ code: 'ESILENT' });
    expect(failure instanceof HostSilent && failure.cause).toBeInstanceOf(GitFailure);
  },
);

test.concurrent('F11 a push into silence fails its participant, and the others are taken back', async () => {
  const one = await openCase();
  await using _cleanUp = one.local;
  await silence(one, 'GET', 'service=git-receive-pack');
  const undone: string[] = [];
  const first: Participant = {
    name: 'first',
    undoable: true,
    prepare: async () => undefined,
    commit: async () => undefined,
    rollback: async () => void undone.push('first'),
  };
  const outcome = await commitAll([first, one.participant]);
  expect(outcome).toMatchObject({
    name: one.participant.name,
    cause: { code: 'ESILENT' },
    rolledBack: ['first'],
  });
  expect([undone, await tipOf(one)]).toEqual([['first'], 'none']);
});

test.concurrent('F11 a push that was done in silence is found to be done', async () => {
  const one = await openCase();
  await using _cleanUp = one.local;
  await silence(one, 'POST', 'git-receive-pack$');
  expect((await commitAll([one.participant])).kind).toBe('committed');
  expect(await tipOf(one)).toBe(one.commit);
});

test.concurrent('F11 a request that is not answered in time is a fault, which nobody takes for a refusal', async () => {
  const { stage, local } = await openCase();
  await using _cleanUp = local;
  const match = { method: 'POST', path: `/${stage.place.repo}/issues$` };
  await forge.control.addFault({ match, fault: { kind: 'late', milliseconds: 2000 } });
  const api = openApi({ baseUrl: forge.url, token: stage.token, patienceMs: 500 });
  const failure = await api
    .request('POST /repos/{owner}/{repo}/issues', { ...stage.place, title: 'Once' })
    .catch((error: unknown) => error);
  expect([isFault(failure), api.sent]).toEqual([true, 1]);
  expect((await stage.walter.issues.listForRepo(stage.place)).data).toHaveLength(1);
});
