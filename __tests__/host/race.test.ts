import { afterAll, beforeAll, expect, test } from 'vitest';
import { openForge, type OpenForge } from '../../forge/open-forge.ts';
import { blobId } from '../../src/change-set/blob.ts';
import { seal } from '../../src/change-set/seal.ts';
import { commitAll } from '../../src/commit/commit-all.ts';
import { openGit } from '../../src/git/git.ts';
import { fetchCommit } from '../../src/git/remote.ts';
import { openWorkshop } from '../../src/git/workshop.ts';
import { openRemoteBranch } from '../../src/host/remote-branch.ts';
import { buildCommit } from '../../src/writer/git-commit.ts';
import { openScratch } from '../doubles/scratch.ts';
import { openStage } from '../doubles/stage.ts';

let forge: OpenForge;
beforeAll(async () => {
  forge = await openForge();
});
afterAll(() => forge[Symbol.asyncDispose]());

test('G05 D18 of twenty runs that race for one branch one wins, and nineteen say why', async () => {
  await using scratch = await openScratch();
  const stage = await openStage(forge);
  const git = openGit({ PATH: process.env['PATH'] ?? '' });
  const remote = { url: stage.cloneUrl, token: stage.token };
  const { gitDir } = await openWorkshop(scratch.path, 'sha1');
  const base = await fetchCommit(git, gitDir, remote, 'main');
  const identity = { name: 'test', email: 'test@localhost' };
  const commits = await Promise.all(
    Array.from({ length: 20 }, async (_, racer) => {
      const content = Buffer.from(`racer ${racer}\n`);
      const change = {
        path: 'winner.txt',
        change: 'add' as const,
        mode: '100644' as const,
        after: blobId(content, 'sha1'),
        content,
      };
      const details = { message: `${racer}\n`, author: identity, committer: identity, time: 0 };
      return (await buildCommit(git, { gitDir }, seal(base, [change]), details)).commit;
    }),
  );
  const outcomes = await Promise.all(
    commits.map((commit) =>
      commitAll([
        openRemoteBranch(git, {
          remote,
          gitDir,
          branch: 'bot/race',
          commit,
          expected: null,
          isOwn: null,
          madeBy: null,
        }),
      ]),
    ),
  );
  const won = outcomes.flatMap(({ kind }, index) => (kind === 'committed' ? [commits[index]] : []));
  expect(won).toEqual([await stage.git('rev-parse', 'refs/heads/bot/race')]);
  const lost = outcomes.flatMap((outcome) => (outcome.kind === 'failed' ? [outcome] : []));
  expect(lost).toHaveLength(19);
  for (const outcome of lost) {
    expect(outcome.cause).toMatchObject({ kind: 'conflict', code: 'EMOVED' });
    expect(outcome.rollbackFailed).toEqual([]);
  }
  expect(await stage.git('fsck', '--strict', '--no-dangling')).toBe('');
});
