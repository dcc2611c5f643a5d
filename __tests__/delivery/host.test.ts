import { afterAll, beforeAll, expect, test } from 'vitest';
import { openForge, type OpenForge } from '../../forge/open-forge.ts';
import { seal } from '../../src/change-set/seal.ts';
import { toHost } from '../../src/delivery/host.ts';
import { openGit } from '../../src/git/git.ts';
import { openApi } from '../../src/host/api.ts';
import { emptyReport } from '../../src/report/report.ts';
import { moveBranch, openStage } from '../doubles/stage.ts';

let forge: OpenForge;
beforeAll(async () => {
  forge = await openForge();
});
afterAll(() => forge[Symbol.asyncDispose]());

test('what stands on a lone branch is read back, and another commit there is told', async () => {
  const stage = await openStage(forge);
  const delivery = toHost(openGit({ PATH: process.env['PATH'] ?? '' }), {
    api: openApi({ baseUrl: forge.url, token: stage.token }),
    remote: { url: stage.cloneUrl, token: stage.token },
    repository: { owner: stage.place.owner, name: stage.place.repo },
    branch: 'main',
    expected: null,
    isOwn: null,
    describe: () => null,
    signedBy: 'nobody',
    foresee: async () => [],
    recheck: async () => null,
    denied: async () => undefined,
    revised: null,
    pullRequest: null,
  });
  const changeSet = seal(stage.head, []);
  const built = {
    commit: stage.head,
    tree: await stage.git('rev-parse', `${stage.head}^{tree}`),
    digest: changeSet.digest,
  };
  const landed = async (): Promise<readonly string[]> =>
    (
      await delivery.landed({
        changeSet,
        joint: null,
        file: '',
        gitDir: null,
        built,
        report: emptyReport('run'),
      })
    ).warnings;
  expect(await landed()).toEqual([]);
  const theirs = await moveBranch(stage, 'main', 'a.txt', 'a\n');
  expect(await landed()).toEqual([expect.stringContaining(theirs)]);
});
