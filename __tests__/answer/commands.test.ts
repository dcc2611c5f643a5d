import { afterAll, beforeAll, expect, test } from 'vitest';
import { openForge, type OpenForge } from '../../forge/open-forge.ts';
import { startBot, type RunningBot } from '../doubles/run-bot.ts';
import { openScratch, type Scratch } from '../doubles/scratch.ts';
import { fenceAdding, moveBranch, openStage, type Stage } from '../doubles/stage.ts';
import { until } from '../doubles/until.ts';

let forge: OpenForge;
let scratch: Scratch;
let bot: RunningBot;

beforeAll(async () => {
  forge = await openForge();
  scratch = await openScratch();
  bot = await startBot(forge, scratch.join('state'));
});

afterAll(async () => {
  await bot[Symbol.asyncDispose]();
  await scratch[Symbol.asyncDispose]();
  await forge[Symbol.asyncDispose]();
});

/** Comments, and answers the bot's last word on it. */
async function ask(stage: Stage, number: number, body: string): Promise<string> {
  const seen = new Set((await stage.answers(number)).map(({ id }) => id));
  await stage.comment(number, body);
  return await until(`an answer to ${body.slice(0, 30)}`, async () => {
    const answer = (await stage.answers(number)).find(({ id }) => !seen.has(id));
    return answer !== undefined && /^\*\*Wholly (?:finished|stopped) /.test(answer.body) && answer.body;
  });
}

function digestIn(text: string): string {
  return /sha256:[0-9a-f]{64}/.exec(text)?.[0] ?? 'no digest';
}

/** A request that the host refuses to take: its set is kept. */
async function deny(stage: Stage, issue: number): Promise<string> {
  await forge.control.setRulesets(stage.fullName, [
    {
      id: 1,
      name: 'no new branches',
      include: ['refs/heads/bot/**'],
      rules: [{ type: 'creation' }],
      bypass: [],
    },
  ]);
  const stopped = await ask(stage, issue, '@bot implement');
  await forge.control.setRulesets(stage.fullName, []);
  expect(stopped).toMatch(/^\*\*Wholly stopped @walter's request after .*: denied\*\*/);
  expect(await stage.branches()).toEqual(['main']);
  return digestIn(stopped);
}

test('retry publishes exactly the set that was denied, without running an agent', async () => {
  const stage = await openStage(forge);
  const issue = await stage.issue('Add', fenceAdding('a.txt', 'a'));
  const digest = await deny(stage, issue);
  const answer = await ask(stage, issue, '@bot retry');
  expect(answer).toMatch(/^\*\*Wholly finished /);
  expect(answer).not.toContain('] agent');
  const [pull] = await stage.pulls();
  expect(await stage.git('log', '-1', '--format=%B', pull?.head.sha ?? '')).toContain(
    `Change-Set: ${digest}`,
  );
  expect(await ask(stage, issue, '@bot retry')).toContain('nothing to retry');
});

test('retry runs the request again where the kept set is gone, and says so', async () => {
  const stage = await openStage(forge);
  const issue = await stage.issue('Add', fenceAdding('a.txt', 'a'));
  const digest = await deny(stage, issue);
  expect(await ask(stage, issue, `@bot discard ${digest}`)).toContain('is dropped');
  const answer = await ask(stage, issue, '@bot retry');
  expect(answer).toMatch(/^\*\*Wholly finished /);
  expect(answer).toContain('] agent');
  expect(answer).toContain('not kept any more');
});

test('apply publishes a kept set of this thread, and none of another thread', async () => {
  const stage = await openStage(forge);
  const issue = await stage.issue('Add', fenceAdding('a.txt', 'a'));
  const digest = await deny(stage, issue);
  const other = await stage.issue('Something else');
  expect(await ask(stage, other, `@bot apply ${digest}`)).toContain('No change set');
  expect(await stage.pulls()).toEqual([]);
  expect(await ask(stage, issue, `@bot apply ${digest}`)).toMatch(/^\*\*Wholly finished /);
  expect(await stage.pulls()).toHaveLength(1);
});

test('undo takes the last change set back in one commit whose tree is the one before', async () => {
  const stage = await openStage(forge);
  const issue = await stage.issue(
    'Change',
    `${fenceAdding('a.txt', 'a')}\n\`\`\`diff\n--- a/README.md\n+++ /dev/null\n@@ -1,3 +0,0 @@\n-one\n-two\n-three\n\`\`\`\n`,
  );
  expect(await ask(stage, issue, '@bot implement')).toMatch(/^\*\*Wholly finished /);
  const [pull] = await stage.pulls();
  const before = pull?.head.sha ?? '';
  expect(await ask(stage, pull?.number ?? 0, '@bot undo')).toMatch(/^\*\*Wholly finished /);
  const branch = pull?.head.ref ?? '';
  expect(await stage.git('rev-parse', `${branch}^{tree}`)).toBe(await stage.git('rev-parse', 'main^{tree}'));
  expect(await stage.git('rev-parse', `${branch}^`)).toBe(before);
});

test('undo refuses where a later commit touches one of the paths, and nothing changes', async () => {
  const stage = await openStage(forge);
  const issue = await stage.issue('Change', fenceAdding('a.txt', 'a'));
  await ask(stage, issue, '@bot implement');
  const [pull] = await stage.pulls();
  const moved = await moveBranch(stage, pull?.head.ref ?? '', 'a.txt', 'somebody else\n');
  expect(await ask(stage, pull?.number ?? 0, '@bot undo')).toMatch(/: refused\*\*/);
  expect(await stage.git('rev-parse', pull?.head.ref ?? '')).toBe(moved);
});

test('undo passes over a commit that only says of itself that it is a change set', async () => {
  const stage = await openStage(forge);
  const issue = await stage.issue('Change', fenceAdding('a.txt', 'a'));
  await ask(stage, issue, '@bot implement');
  const [pull] = await stage.pulls();
  const ref = `heads/${pull?.head.ref ?? ''}`;
  const theirs = await moveBranch(stage, pull?.head.ref ?? '', 'b.txt', 'somebody else\n');
  const { data: made } = await stage.walter.git.createCommit({
    ...stage.place,
    message: `Mine\n\nChange-Set: sha256:${'0'.repeat(64)}\n`,
    tree: await stage.git('rev-parse', `${theirs}^{tree}`),
    parents: [pull?.head.sha ?? ''],
  });
  await stage.walter.git.updateRef({ ...stage.place, ref, sha: made.sha, force: true });
  expect(await ask(stage, pull?.number ?? 0, '@bot undo')).toMatch(/^\*\*Wholly finished /);
  const listing = await stage.git('ls-tree', '-r', '--name-only', `refs/${ref}`);
  expect(listing.split('\n').filter((path) => path !== '')).toEqual(['README.md', 'b.txt']);
});

test('undo keeps later commits that touch other paths', async () => {
  const stage = await openStage(forge);
  const issue = await stage.issue('Change', fenceAdding('a.txt', 'a'));
  await ask(stage, issue, '@bot implement');
  const [pull] = await stage.pulls();
  await moveBranch(stage, pull?.head.ref ?? '', 'b.txt', 'somebody else\n');
  expect(await ask(stage, pull?.number ?? 0, '@bot undo')).toMatch(/^\*\*Wholly finished /);
  const listing = await stage.git('ls-tree', '-r', '--name-only', pull?.head.ref ?? '');
  expect(listing.split('\n').filter((path) => path !== '')).toEqual(['README.md', 'b.txt']);
});

test('status tells what was recorded, with the kept set', async () => {
  const stage = await openStage(forge);
  const issue = await stage.issue('Add', fenceAdding('a.txt', 'a'));
  expect(await ask(stage, issue, '@bot status')).toContain('Nothing was asked');
  const digest = await deny(stage, issue);
  const answer = await ask(stage, issue, '@bot status');
  expect(answer).toContain('denied');
  expect(answer).toContain(digest);
});

test('explain answers in the comment and writes nothing else', async () => {
  const stage = await openStage(forge, {
    files: {
      'README.md': 'secret of life: 42\n',
      '.github/bot.yml':
        'agent: {command: [sh, -c, "cat README.md $WHOLLY_REQUEST/request.md; echo changed > README.md"]}\n',
    },
  });
  const issue = await stage.issue('A question');
  const answer = await ask(stage, issue, '@bot explain what is in there?');
  expect(answer).toContain('secret of life: 42');
  expect(answer).toContain('what is in there?');
  expect(await stage.branches()).toEqual(['main']);
  expect(await stage.pulls()).toEqual([]);
});

test('an agent that only applies diffs answers no question, and says so', async () => {
  const stage = await openStage(forge);
  const issue = await stage.issue('A question');
  expect(await ask(stage, issue, '@bot explain what is in there?')).toContain('ENOANSWER');
});

test('stop ends what runs for the issue, which status tells of, and nothing is published', async () => {
  const stage = await openStage(forge, {
    files: {
      'README.md': 'one\n',
      '.github/bot.yml': 'agent: {command: [sh, -c, "echo begun > begun; sleep 60"]}\n',
    },
  });
  const issue = await stage.issue('Take your time');
  await stage.comment(issue, '@bot implement');
  await until('the run', async () => (await stage.answers(issue)).length > 0);
  // It does not wait for what it tells of.
  expect(await ask(stage, issue, '@bot status')).toMatch(/@\u200Bwalter \| implement \| is being worked on/);
  expect(await ask(stage, issue, '@bot stop')).toContain('Stopped 1 request');
  const ended = await until('its end', async () =>
    (await stage.answers(issue)).find(({ body }) => body.startsWith('**Wholly stopped ')),
  );
  expect(ended.body).toMatch(/: cancelled\*\*/);
  expect(await stage.branches()).toEqual(['main']);
});
