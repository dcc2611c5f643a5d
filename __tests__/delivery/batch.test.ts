import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openForge, type OpenForge } from '../../forge/open-forge.ts';
import { blobId } from '../../src/change-set/blob.ts';
import { seal } from '../../src/change-set/seal.ts';
import { commitAll } from '../../src/commit/commit-all.ts';
import type { Participant } from '../../src/commit/participant.ts';
import { openGit } from '../../src/git/git.ts';
import { findRepository } from '../../src/git/local-repository.ts';
import { openApi } from '../../src/host/api.ts';
import { createHostCommit } from '../../src/host/host-commit.ts';
import { openPullRequest } from '../../src/host/pull-request.ts';
import { openRemoteBranch } from '../../src/host/remote-branch.ts';
import { openBranch } from '../../src/writer/branch.ts';
import { openDirectoryTarget } from '../../src/writer/directory.ts';
import { openRepository, type Repository } from '../doubles/repository.ts';
import { filesBelow, openScratch } from '../doubles/scratch.ts';
import { openStage, type Stage } from '../doubles/stage.ts';

let forge: OpenForge;
beforeAll(async () => {
  forge = await openForge();
});
afterAll(() => forge[Symbol.asyncDispose]());

const git = openGit({ PATH: process.env['PATH'] ?? '' });
const content = Buffer.from('new\n');
const after = blobId(content, 'sha1');
const NEW = { path: 'new.txt', change: 'add', mode: '100644', after, content } as const;

interface Batch extends AsyncDisposable {
  /** A directory, a local branch, a pushed branch, a branch that the host committed, its pull request, and a message. */
  participants(): Promise<Participant[]>;
  /** As after a report: what was only prepared is let go. */
  settle(): Promise<void>;
  /** Everything that any of them can change, as one text. */
  look(): Promise<string>;
}

/** Cannot be undone: it was sent. */
function openMessage(sent: string[]): Participant {
  return {
    name: 'message',
    undoable: false,
    async prepare() {},
    async commit() {
      sent.push('done');
    },
    async rollback() {
      throw new Error('a message cannot be unsent');
    },
  };
}

async function openBatch(): Promise<Batch> {
  await using made = new AsyncDisposableStack();
  const scratch = made.use(await openScratch());
  const stage: Stage = await openStage(forge);
  const local: Repository = made.use(await openRepository({ files: { 'README.md': 'local\n' } }));
  const source: Repository = made.use(await openRepository());
  await source.git('fetch', '--quiet', stage.gitDir, 'main');
  await source.git('reset', '--quiet', '--hard', 'FETCH_HEAD');
  const pushed = await source.commit({ 'new.txt': 'new\n' });
  const ahead = await local.git('commit-tree', '-p', 'HEAD', '-m', 'ahead', 'HEAD^{tree}');
  const root = join(scratch.path, 'root');
  mkdirSync(root);
  writeFileSync(join(root, 'old.txt'), 'old\n');
  const api = openApi({ baseUrl: forge.url, token: stage.token });
  const repository = { owner: stage.place.owner, name: stage.place.repo };
  const remote = { url: stage.cloneUrl, token: stage.token };
  const gitDir = join(source.directory, '.git');
  const sent: string[] = [];
  const targets: AsyncDisposable[] = [];
  made.defer(() => disposeAll(targets));
  const parentTree = await source.git('rev-parse', `${stage.head}^{tree}`);
  const tree = await source.git('rev-parse', `${pushed}^{tree}`);
  const cleanUp = made.move();
  return {
    async participants() {
      const changeSet = seal(null, [NEW]);
      const made = await createHostCommit(api, {
        repository,
        changes: [NEW],
        message: 'By the host\n',
        parent: stage.head,
        parentTree,
        tree,
      });
      const target = { remote, gitDir, expected: null, isOwn: null };
      const directory = await openDirectoryTarget({ root, changeSet, durability: 'process' });
      targets.push(directory);
      return [
        directory,
        openBranch(git, {
          repository: await findRepository(git, local.directory),
          branch: 'made',
          expected: null,
          commit: ahead,
          gitDir: join(local.directory, '.git'),
        }),
        openRemoteBranch(git, { ...target, branch: 'pushed', commit: pushed, madeBy: null }),
        openRemoteBranch(git, {
          ...target,
          branch: 'committed',
          commit: made.commit,
          madeBy: { api, repository },
        }),
        openPullRequest(api, {
          repository,
          head: 'committed',
          base: 'main',
          title: 'T',
          body: 'B',
          draft: true,
          commit: made.commit,
        }),
        openMessage(sent),
      ];
    },
    settle: () => disposeAll(targets),
    async look() {
      const files = (await filesBelow(root)).map(
        (name) => `${name} ${readFileSync(join(root, name), 'utf8')}`,
      );
      const branches = await local.git('for-each-ref', '--format=%(refname) %(objectname)');
      const open = (await stage.pulls()).filter(({ state }) => state === 'open').map(({ head }) => head.ref);
      return [
        ...files,
        branches,
        ...(await stage.branches()),
        `open ${open.join()}`,
        `sent ${sent.length}`,
      ].join('\n');
    },
    [Symbol.asyncDispose]: () => cleanUp.disposeAsync(),
  };
}

async function disposeAll(targets: AsyncDisposable[]): Promise<void> {
  for (const target of targets.splice(0)) await target[Symbol.asyncDispose]();
}

const COUNT = 6;

test.concurrent.each(Array.from({ length: COUNT }, (_, index) => index))(
  'J11 D01 D12 D14 a batch with every kind of participant that fails at position %i leaves nothing, and lands on the next try',
  async (position) => {
    await using batch = await openBatch();
    const before = await batch.look();
    const participants = await batch.participants();
    const names = participants.map(({ name }) => name);
    const failure = new Error('no more');
    const failing = participants.map((participant, index) =>
      index === position
        ? {
            name: participant.name,
            undoable: participant.undoable,
            prepare: () => participant.prepare(),
            commit: () => Promise.reject(failure),
            rollback: () => participant.rollback(),
          }
        : participant,
    );
    const failed = await commitAll(failing);
    expect(failed).toMatchObject({
      kind: 'failed',
      during: 'commit',
      name: names[position],
      rolledBack: names.slice(0, position).toReversed(),
      rollbackFailed: [],
    });
    expect(failed.kind === 'failed' && failed.cause).toBe(failure);
    await batch.settle();
    expect(await batch.look()).toBe(before);

    const landed = await commitAll(await batch.participants());
    expect(landed.participants.map(({ name, state }) => [name, state])).toEqual(
      names.map((name) => [name, 'committed']),
    );
    const now = await batch.look();
    for (const sign of ['new.txt new', 'refs/heads/made', 'pushed', 'committed', 'open committed', 'sent 1'])
      expect(now).toContain(sign);
  },
);
