import { afterAll, beforeAll, expect, test } from 'vitest';
import { learnWrites, sweepOne, TROUBLES } from '../../bench/sweep/sweep.ts';
import { openForge, type OpenForge } from '../../forge/open-forge.ts';

let forge: OpenForge;
beforeAll(async () => {
  forge = await openForge();
});
afterAll(() => forge[Symbol.asyncDispose]());

test('the story writes what this sweep knows of', async () => {
  const writes = await learnWrites(forge);
  expect(new Set(writes.map(({ method, path }) => `${method} ${path}`))).toEqual(
    new Set([
      String.raw`POST /issues/comments/\d+/reactions$`,
      String.raw`POST /issues/\d+/comments$`,
      'POST .git/git-receive-pack$',
      'POST /pulls$',
      String.raw`POST /issues/\d+/labels$`,
      String.raw`POST /pulls/\d+/requested_reviewers$`,
      String.raw`PATCH /issues/comments/\d+$`,
    ]),
  );
});

// `npm run sweep` has every write with every trouble; here is one of each kind at the writes that land something.
test.concurrent.each([
  ['POST', '.git/git-receive-pack$', '403', 'denied'],
  ['POST', '.git/git-receive-pack$', '502', 'rolled-back'],
  ['POST', '.git/git-receive-pack$', 'kill', 'killed'],
  ['POST', '.git/git-receive-pack$', 'timeout', 'committed'],
  ['POST', '/pulls$', 'timeout', 'committed'],
  ['POST', '/pulls$', '422', 'denied'],
  ['POST', '/pulls$', 'lost answer', 'committed'],
  ['POST', '/pulls$', 'kill', 'killed'],
  ['POST', String.raw`/issues/\d+/comments$`, '500', 'error'],
  ['POST', String.raw`/issues/\d+/comments$`, 'kill', 'killed'],
  ['PATCH', String.raw`/issues/comments/\d+$`, '403', 'committed'],
] as const)(
  'D01 D20 F11 G05 %s %s meets %s: nothing twice, nothing half, nothing untrue',
  async (method, path, name, ended) => {
    const trouble = TROUBLES[name];
    if (trouble === undefined) throw new Error(`there is no trouble ${name}`);
    const { wrong, conclusion } = await sweepOne(forge, { method, path }, trouble);
    expect([wrong, conclusion]).toEqual([[], ended]);
  },
);
