import { afterAll, beforeAll, expect, test } from 'vitest';
import { openForge, type OpenForge } from '../../forge/open-forge.ts';
import { openRepository } from '../doubles/repository.ts';
import { runForReport } from '../doubles/run-command.ts';
import { openScratch } from '../doubles/scratch.ts';
import { openStage, type Stage, type Told } from '../doubles/stage.ts';
import { until } from '../doubles/until.ts';
import { scriptInputs, waitingAgent } from './command-agent.ts';
import { stateIn } from './expectations.ts';

let forge: OpenForge;
beforeAll(async () => {
  forge = await openForge();
});
afterAll(() => forge[Symbol.asyncDispose]());

interface Pair {
  readonly app: Stage;
  readonly lib: Stage;
  readonly issue: number;
  /** A workflow's token for both. */
  readonly token: Record<string, string>;
  /** Comments `@bot <words>` on the issue of `app` and runs the action on it, with a token for both. */
  ask(words: string, inputs: Record<string, string>, more?: Parameters<Stage['act']>[2]): Promise<Told>;
}

/** Two repositories, the first of which names the second; walter may write to both unless told otherwise. */
async function openPair(walter: 'write' | 'read' = 'write'): Promise<Pair> {
  const lib = await openStage(forge, { roles: { walter } });
  const app = await openStage(forge, {
    files: {
      'README.md': 'app\n',
      '.github/bot.yml': `repositories: [${lib.fullName}]\n`,
    },
  });
  const token = {
    'github-token': await forge.control.createToken({
      login: 'github-actions[bot]',
      repositories: [app.fullName, lib.fullName],
    }),
  };
  const issue = await app.issue('Change both');
  return {
    app,
    lib,
    issue,
    token,
    async ask(words, inputs, more) {
      await app.comment(issue, `@bot ${words}`);
      return await app.act('issue_comment', { ...token, ...inputs }, more);
    },
  };
}

/** Changes a file in each of the two repositories that lie side by side. */
function changeBoth({ app, lib }: Pair): string {
  const [here, there] = [app.place.repo, lib.place.repo];
  return `echo x > ${here}/in-app.txt && echo x > ${there}/in-lib.txt && rm ${there}/README.md`;
}

const ofBot = async (stage: Stage): Promise<string[]> =>
  (await stage.branches()).filter((name) => name.startsWith('bot/'));

const open = async (stage: Stage): Promise<unknown[]> =>
  (await stage.pulls()).filter(({ state }) => state === 'open');

async function expectNothing(...stages: Stage[]): Promise<void> {
  for (const stage of stages) {
    expect(await ofBot(stage)).toEqual([]);
    expect(await open(stage)).toEqual([]);
  }
}

test.concurrent('one change of two repositories is one branch and one pull request in each, which name each other', async () => {
  const pair = await openPair();
  const { app, lib, issue } = pair;
  const { report } = await pair.ask('implement', scriptInputs(changeBoth(pair)));
  expect([report.conclusion, report.code]).toEqual(['committed', null]);
  expect(report.changeSet?.changes.map(({ path, change }) => [path, change])).toEqual(
    [
      [`${lib.fullName}/README.md`, 'delete'],
      [`${lib.fullName}/in-lib.txt`, 'add'],
      [`${app.fullName}/in-app.txt`, 'add'],
    ].sort(([a], [b]) => ((a ?? '') < (b ?? '') ? -1 : 1)),
  );
  expect(report.participants.map(({ name, state }) => [name, state])).toEqual([
    [expect.stringMatching(`^${app.fullName}: remote branch bot/`), 'committed'],
    [expect.stringMatching(`^${lib.fullName}: remote branch bot/`), 'committed'],
    [expect.stringMatching(`^${app.fullName}: pull request bot/`), 'committed'],
    [expect.stringMatching(`^${lib.fullName}: pull request bot/`), 'committed'],
  ]);

  const [ofApp] = await app.pulls();
  const [ofLib] = await lib.pulls();
  expect(ofApp?.body).toContain(`Fixes #${issue}`);
  expect(ofApp?.body).toContain(`- ${lib.fullName}: [#${ofLib?.number}](${ofLib?.html_url})`);
  expect(ofLib?.body).toContain(`For ${app.fullName}#${issue}`);
  expect(ofLib?.body).toContain(`- ${app.fullName}: [#${ofApp?.number}](${ofApp?.html_url})`);
  expect(report.pullRequest?.url).toBe(ofApp?.html_url);
  expect((await app.answers(issue)).at(-1)?.body).toContain(ofLib?.html_url);

  // Each commit holds its own set, and names the whole.
  await using scratch = await openScratch();
  const call = { cwd: scratch.path, state: scratch.join('state') };
  for (const [stage, row] of [app, lib].map(
    (one) => [one, report.repositories.find(({ repository }) => repository === one.fullName)] as const,
  )) {
    expect(row).toMatchObject({ branch: (await ofBot(stage))[0], pullRequest: { operation: 'created' } });
    const verified = await runForReport('verify', ['--repo', stage.gitDir, row?.commit ?? ''], call);
    expect(verified.report.changeSet?.digest).toBe(row?.digest);
    const message = await stage.git('log', '-1', '--format=%B', row?.commit ?? '');
    expect(message).toContain(`Joint-Change-Set: ${report.changeSet?.digest}`);
  }
});

test.concurrent('what changes only the repository that was asked in is as if it were alone', async () => {
  const pair = await openPair();
  const { report } = await pair.ask('implement', scriptInputs(`echo x > ${pair.app.place.repo}/x`));
  expect([report.conclusion, report.repositories]).toEqual(['committed', []]);
  expect(report.changeSet?.changes.map(({ path }) => path)).toEqual(['x']);
  expect(await ofBot(pair.lib)).toEqual([]);
});

test.concurrent('what changes only the other repository lands there, and the comment says where', async () => {
  const pair = await openPair();
  const { app, lib, issue } = pair;
  const { report } = await pair.ask('implement', scriptInputs(`echo x > ${lib.place.repo}/x`));
  expect(report.conclusion).toBe('committed');
  expect(report.repositories.map(({ repository }) => repository)).toEqual([lib.fullName]);
  expect(await ofBot(app)).toEqual([]);
  const [pull] = await lib.pulls();
  expect((await app.answers(issue)).at(-1)?.body).toContain(pull?.html_url);
});

test.concurrent.each([
  ['the branch', 'git-receive-pack$'],
  ['the pull request', '/pulls$'],
])(
  'D01 D04 D11 where %s of the last repository is denied nothing stands in any, and retry lands both',
  async (_what, path) => {
    await using scratch = await openScratch();
    const pair = await openPair();
    const { app, lib, issue } = pair;
    await forge.control.addFault({
      match: { method: 'POST', path: `/${lib.place.repo}.*${path}` },
      fault: { kind: 'answer', status: 403 },
    });
    const denied = await pair.ask('implement', { ...scriptInputs(changeBoth(pair)), ...stateIn(scratch) });
    expect(denied.report.conclusion).toBe('denied');
    expect(denied.report.rollbackFailed).toEqual([]);
    // Back by the order in which they were committed, whatever order repositories or kinds have.
    const committed = denied.report.participants.filter(({ state }) => state === 'rolled-back');
    expect(denied.report.rolledBack).toEqual(committed.map(({ name }) => name).toReversed());
    expect(denied.report.rolledBack.length).toBe(path === '/pulls$' ? 3 : 1);
    await expectNothing(app, lib);
    expect(denied.report.preserved?.digest).toBe(denied.report.changeSet?.digest);

    const { report } = await pair.ask('retry', stateIn(scratch));
    expect([report.conclusion, report.code]).toEqual(['committed', null]);
    expect(report.changeSet?.digest).toBe(denied.report.changeSet?.digest);
    expect(report.phases.map(({ name }) => name)).not.toContain('agent');
    expect([await open(app), await open(lib)].map(({ length }) => length)).toEqual([1, 1]);
    expect((await app.answers(issue)).length).toBe(2);
  },
);

test.concurrent('a guard of the other repository refuses the whole', async () => {
  const pair = await openPair();
  const { app, lib } = pair;
  const { report } = await pair.ask(
    'implement',
    scriptInputs(
      `echo x > ${app.place.repo}/x && mkdir -p ${lib.place.repo}/.git/hooks ${lib.place.repo}/sub && ln -s /etc/passwd ${lib.place.repo}/sub/link`,
    ),
  );
  expect(report.conclusion).toBe('refused');
  expect(report.guards.find(({ verdict }) => verdict === 'refuse')?.path).toBe(`${lib.fullName}/sub/link`);
  await expectNothing(app, lib);
});

test.concurrent('who may not write to the other repository changes neither', async () => {
  const pair = await openPair('read');
  const { report } = await pair.ask('implement', scriptInputs(changeBoth(pair)));
  expect([report.conclusion, report.code]).toEqual(['refused', 'EREACH']);
  expect(report.agent).toBeNull();
  await expectNothing(pair.app, pair.lib);
});

test.concurrent('a permission for the other repository that is lost meanwhile stops both', async () => {
  await using scratch = await openScratch();
  const pair = await openPair();
  const { app, lib, issue, token } = pair;
  const agent = waitingAgent(scratch, changeBoth(pair));
  await app.comment(issue, '@bot implement');
  const acting = await app.begin('issue_comment', { ...token, ...agent.inputs });
  await agent.began();
  await forge.control.setRole(lib.fullName, 'walter', 'read');
  agent.release();
  const { report } = await acting.ended;
  expect([report.conclusion, report.code]).toEqual(['refused', 'EREACH']);
  await expectNothing(app, lib);
});

test.concurrent('an action killed between the two pull requests is taken back in both repositories', async () => {
  await using scratch = await openScratch();
  const pair = await openPair();
  const { app, lib, issue, token } = pair;
  await forge.control.addFault({
    match: { method: 'POST', path: `/${lib.place.repo}/pulls$` },
    fault: { kind: 'delay', milliseconds: 4000 },
  });
  await app.comment(issue, '@bot implement');
  const inputs = { ...token, ...scriptInputs(changeBoth(pair)), ...stateIn(scratch) };
  const acting = await app.begin('issue_comment', inputs, { door: 'process' });
  await until('the first pull request', async () => (await app.pulls()).length > 0);
  acting.kill('SIGKILL');
  await acting.ended;
  const cleaned = await app.act('issue_comment', inputs, {
    door: 'process',
    environment: { STATE_WHOLLY_BEGUN: 'yes' },
  });
  expect([cleaned.exitCode, cleaned.stdout]).toEqual([0, '']);
  await until('the held request', async () =>
    (await lib.requests()).every(({ fault, durationMs }) => fault !== 'delay' || (durationMs ?? 0) > 0),
  );
  await expectNothing(app, lib);
  expect((await app.answers(issue)).at(-1)?.body).toContain('rolled-back');
});

test.concurrent('a workspace takes one repository, and the line says so', async () => {
  await using workspace = await openRepository();
  const pair = await openPair();
  await workspace.git('fetch', '--quiet', pair.app.cloneUrl, 'main');
  await workspace.git('reset', '--quiet', '--hard', 'FETCH_HEAD');
  const { report } = await pair.ask(
    'implement',
    { ...scriptInputs(changeBoth(pair)), mode: 'workspace' },
    { environment: { GITHUB_WORKSPACE: workspace.directory } },
  );
  expect([report.conclusion, report.agent]).toEqual(['usage', null]);
});
