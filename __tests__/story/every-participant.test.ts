import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Fault } from '../../forge/control/faults.ts';
import { openForge, type OpenForge } from '../../forge/open-forge.ts';
import { blobId } from '../../src/change-set/blob.ts';
import { seal } from '../../src/change-set/seal.ts';
import { commitAll } from '../../src/commit/commit-all.ts';
import type { Participant } from '../../src/commit/participant.ts';
import { openGit } from '../../src/git/git.ts';
import { findRepository } from '../../src/git/local-repository.ts';
import { openWorkshop } from '../../src/git/workshop.ts';
import { openApi, type Api } from '../../src/host/api.ts';
import { createHostCommit } from '../../src/host/host-commit.ts';
import { openPullRequest } from '../../src/host/pull-request.ts';
import { openRemoteBranch } from '../../src/host/remote-branch.ts';
import { openBranch } from '../../src/writer/branch.ts';
import { openDirectoryTarget } from '../../src/writer/directory.ts';
import { buildCommit } from '../../src/writer/git-commit.ts';
import { openRepository } from '../doubles/repository.ts';
import { openScratch } from '../doubles/scratch.ts';
import { openStage, type Stage } from '../doubles/stage.ts';
import { interceptFiles, systemError } from '../writer/faulty-files.ts';
import { treeOf } from '../writer/sandbox.ts';

let forge: OpenForge;
beforeAll(async () => {
  forge = await openForge();
});
afterAll(() => forge[Symbol.asyncDispose]());

const git = openGit({ PATH: process.env['PATH'] ?? '' });
const identity = { name: 'test', email: 'test@localhost' };
const message = 'Change\n';

const NAMES = ['directory', 'local ref', 'pushed branch', 'host commit', 'pull request', 'said'] as const;

/** Stays said: GitHub's people may have read it by then. */
function openSaying(api: Api, { place }: Stage, issue: number): Participant {
  return {
    name: 'comment',
    undoable: false,
    prepare: async () => undefined,
    async commit() {
      await api.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
        ...place,
        issue_number: issue,
        body: 'Done',
      });
    },
    rollback: () => Promise.reject(new Error('said is said')),
  };
}

/** One change set, and one participant of every kind for it; `obstruct` makes one of them fail, once. */
async function openBatch() {
  await using cleanUp = new AsyncDisposableStack();
  const stage = await openStage(forge, { files: { 'a.txt': 'old\n' } });
  const api = openApi({ baseUrl: forge.url, token: stage.token });
  const repository = { owner: stage.place.owner, name: stage.place.repo };
  const local = cleanUp.use(await openRepository());
  await local.git('fetch', '--quiet', stage.gitDir, 'main');
  await local.git('reset', '--quiet', '--hard', 'FETCH_HEAD');
  const scratch = cleanUp.use(await openScratch());
  const contents = { 'a.txt': Buffer.from('new\n'), 'made/b.txt': Buffer.from('b\n') };
  const changeSet = seal(stage.head, [
    {
      path: 'a.txt',
      change: 'modify',
      mode: '100644',
      beforeMode: '100644',
      before: blobId(Buffer.from('old\n'), 'sha1'),
      after: blobId(contents['a.txt'], 'sha1'),
      content: contents['a.txt'],
    },
    {
      path: 'made/b.txt',
      change: 'add',
      mode: '100644',
      after: blobId(contents['made/b.txt'], 'sha1'),
      content: contents['made/b.txt'],
    },
  ]);
  const localRepository = await findRepository(git, local.directory);
  const { gitDir } = await openWorkshop(scratch.path, 'sha1', localRepository.objectDir);
  const details = { message, author: identity, committer: identity, time: 0 };
  const { commit, tree } = await buildCommit(git, { gitDir }, changeSet, details);
  const made = await createHostCommit(api, {
    repository,
    changes: changeSet.changes,
    message,
    parent: stage.head,
    parentTree: await stage.git('rev-parse', `${stage.head}^{tree}`),
    tree,
  });

  let diskIsFull = false;
  const files = interceptFiles(({ name, args }) => {
    if (diskIsFull && name === 'rename' && String(args[1]).endsWith('/prepared')) {
      diskIsFull = false;
      throw systemError('ENOSPC');
    }
  });
  const remote = { url: stage.cloneUrl, token: stage.token };
  const onHost = { remote, gitDir, expected: null, isOwn: null };
  const issue = await stage.issue('Title');

  /** Disposed, it is as after a report: what was only prepared is let go. */
  async function openPlan() {
    const directory = await openDirectoryTarget({
      root: local.directory,
      changeSet,
      durability: 'process',
      files,
    });
    const participants: Participant[] = [
      directory,
      openBranch(git, { repository: localRepository, branch: 'made', expected: null, commit, gitDir }),
      openRemoteBranch(git, { ...onHost, branch: 'pushed', commit, madeBy: null }),
      openRemoteBranch(git, {
        ...onHost,
        branch: 'signed',
        commit: made.commit,
        madeBy: { api, repository },
      }),
      openPullRequest(api, {
        repository,
        head: 'signed',
        base: 'main',
        title: 'Title',
        body: 'Body',
        draft: false,
        commit: made.commit,
      }),
      openSaying(api, stage, issue),
    ];
    return { participants, [Symbol.asyncDispose]: () => directory[Symbol.asyncDispose]() };
  }
  // What another process keeps: a lock of the one ref.
  const lock = join(local.directory, '.git/refs/heads/made.lock');
  const onForge = (method: string, path: string, fault: Fault): Promise<void> =>
    forge.control.addFault({ match: { method, path: `/${stage.place.repo}.*${path}` }, fault });
  const obstacles = [
    async () => {
      diskIsFull = true;
    },
    async () => writeFileSync(lock, ''),
    () => onForge('POST', 'git-receive-pack$', { kind: 'answer', status: 403 }),
    () => onForge('POST', '/git/refs$', { kind: 'cut-before' }),
    () => onForge('POST', '/pulls$', { kind: 'answer', status: 422, body: { message: 'No' } }),
    () => onForge('POST', '/comments$', { kind: 'answer', status: 500 }),
  ];
  const owned = cleanUp.move();
  return {
    openPlan,
    obstruct: async (at: number) => await obstacles[at]?.(),
    clear: () => rmSync(lock, { force: true }),
    commits: { commit, made: made.commit },
    stage,
    issue,
    local,
    /** Everything that anybody could see of it. */
    async standing() {
      return {
        files: Object.fromEntries(
          Object.entries(treeOf(local.directory)).filter(([path]) => !path.startsWith('.wholly')),
        ),
        local: await local.git('for-each-ref', '--format=%(refname) %(objectname)'),
        host: await stage.git('for-each-ref', '--format=%(refname) %(objectname)', 'refs/heads'),
        open: (await stage.pulls()).filter(({ state }) => state === 'open').map(({ head }) => head.sha),
        said: (await stage.answers(issue)).map(({ body }) => body),
      };
    },
    [Symbol.asyncDispose]: () => owned[Symbol.asyncDispose](),
  };
}

test.concurrent.each([
  ...NAMES.map((name, at) => [at, name, 'the same plan'] as const),
  [1, NAMES[1], 'a new plan'] as const,
  [5, NAMES[5], 'a new plan'] as const,
])(
  'J11 D01 D12 D14 J01 of six kinds of participant the one at %i (%s) fails: nothing stands, each is named, and %s lands next',
  async (at, _name, which) => {
    await using batch = await openBatch();
    await using plan = await batch.openPlan();
    const { participants } = plan;
    const { commits } = batch;
    const names = participants.map(({ name }) => name);
    const before = await batch.standing();
    await batch.obstruct(at);
    const failed = await commitAll(participants);
    expect(failed).toMatchObject({
      kind: 'failed',
      during: 'commit',
      name: names[at],
      rolledBack: names.slice(0, at).toReversed(),
      rollbackFailed: [],
    });
    expect(failed.kind === 'failed' && failed.cause).toBeInstanceOf(Error);
    expect(failed.participants).toEqual(
      names.map((name, index) => ({
        name,
        state: index < at ? 'rolled-back' : index === at ? 'failed' : 'prepared',
      })),
    );
    expect(await batch.standing()).toEqual(before);

    batch.clear();
    if (which === 'a new plan') await plan[Symbol.asyncDispose]();
    await using next = which === 'a new plan' ? await batch.openPlan() : plan;
    const landed = await commitAll(next.participants);
    expect([landed.kind, landed.participants.map(({ state }) => state)]).toEqual([
      'committed',
      names.map(() => 'committed'),
    ]);
    expect(landed.warnings.filter((warning) => warning.includes('comment'))).toHaveLength(1);
    const { local, stage } = batch;
    expect(readFileSync(join(local.directory, 'a.txt'), 'utf8')).toBe('new\n');
    expect(readFileSync(join(local.directory, 'made/b.txt'), 'utf8')).toBe('b\n');
    expect(await local.git('rev-parse', 'refs/heads/made')).toBe(commits.commit);
    expect(await stage.git('rev-parse', 'refs/heads/pushed')).toBe(commits.commit);
    expect(await stage.git('rev-parse', 'refs/heads/signed')).toBe(commits.made);
    expect(await batch.standing()).toMatchObject({ open: [commits.made], said: ['Done'] });
  },
);
