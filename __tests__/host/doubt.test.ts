import { afterAll, beforeAll, expect, test } from 'vitest';
import { openForge, type OpenForge } from '../../forge/open-forge.ts';
import { commitAll } from '../../src/commit/commit-all.ts';
import { InDoubt } from '../../src/commit/participant.ts';
import { openApi } from '../../src/host/api.ts';
import { openPullRequest } from '../../src/host/pull-request.ts';
import { moveBranch, openStage, type Stage } from '../doubles/stage.ts';

let forge: OpenForge;
beforeAll(async () => {
  forge = await openForge();
});
afterAll(() => forge[Symbol.asyncDispose]());

/** A pull request for a branch that is there, and the host's silence over its creation and the look after it. */
async function openCase(kind: 'cut-before' | 'cut-after') {
  const stage = await openStage(forge);
  await stage.walter.git.createRef({ ...stage.place, ref: 'refs/heads/work', sha: stage.head });
  const commit = await moveBranch(stage, 'work', 'new.txt', 'new\n');
  const pull = openPullRequest(openApi({ baseUrl: forge.url, token: stage.token }), {
    repository: { owner: stage.place.owner, name: stage.place.repo },
    head: 'work',
    base: 'main',
    title: 'Ours',
    body: 'Of this run',
    draft: true,
    commit,
  });
  const path = `/${stage.place.repo}/pulls`;
  const silence = async (looks: number): Promise<void> => {
    await forge.control.addFault({ match: { method: 'POST', path: `${path}$` }, fault: { kind } });
    await forge.control.addFault({
      match: { method: 'GET', path: `${path}\\?`, times: looks },
      fault: { kind: 'cut-before' },
    });
  };
  return { stage, pull, silence };
}

const pullsOf = async (stage: Stage): Promise<unknown[]> =>
  (await stage.pulls()).map(({ title, state }) => [title, state]);

// A look is tried three times.
test.concurrent('D03 a pull request that may be there, and nobody says so, is looked for once more and closed', async () => {
  const { stage, pull, silence } = await openCase('cut-after');
  await silence(3);
  const outcome = await commitAll([pull]);
  expect(outcome).toMatchObject({ kind: 'failed', rolledBack: [pull.name], rollbackFailed: [] });
  expect(outcome.kind === 'failed' && outcome.cause).toBeInstanceOf(InDoubt);
  expect(await pullsOf(stage)).toEqual([['Ours', 'closed']]);
  expect((await commitAll([pull])).kind).toBe('committed');
  expect(await pullsOf(stage)).toContainEqual(['Ours', 'open']);
});

test.concurrent('D03 where nobody answers then either, it is named as what may be there', async () => {
  const { stage, pull, silence } = await openCase('cut-after');
  await silence(6);
  const outcome = await commitAll([pull]);
  expect(outcome).toMatchObject({ kind: 'failed', rolledBack: [], rollbackFailed: [{ name: pull.name }] });
  expect(await pullsOf(stage)).toEqual([['Ours', 'open']]);
});

test.concurrent('D03 a pull request that was open before is not closed in the place of one that never was', async () => {
  const { stage, pull, silence } = await openCase('cut-before');
  await stage.walter.pulls.create({ ...stage.place, head: 'work', base: 'main', title: 'Theirs', body: 'x' });
  await silence(3);
  expect(await commitAll([pull])).toMatchObject({ kind: 'failed', rolledBack: [pull.name] });
  expect(await pullsOf(stage)).toEqual([['Theirs', 'open']]);
});
