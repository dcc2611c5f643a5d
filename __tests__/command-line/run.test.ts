import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parseChangeSet } from '../../src/change-set/file.ts';
import { treeByPlainGit } from '../doubles/clone.ts';
import { git } from '../doubles/git.ts';
import { runProgram } from '../doubles/programs.ts';
import { requireRoot } from '../doubles/root.ts';
import { runCli, runCliForReport, startCli } from '../doubles/run-cli.ts';
import { runCommand, runForReport } from '../doubles/run-command.ts';
import { filesBelow, openScratch, openToAll } from '../doubles/scratch.ts';
import { until } from '../doubles/until.ts';
import { DIFF, NONE, openDesk, photograph, type Desk } from './desk.ts';

const FIELDS = [
  'runId',
  'conclusion',
  'reason',
  'changeSet',
  'guards',
  'participants',
  'rolledBack',
  'rollbackFailed',
  'branch',
  'commit',
  'tree',
  'pullRequest',
  'preserved',
  'agent',
  'verification',
  'phases',
];

const SOMEBODY = { GIT_AUTHOR_NAME: 'Zoë', GIT_AUTHOR_EMAIL: 'zoe@example.org' };

async function expectVerified(
  { call, repository }: Desk,
  commit: string | null,
  where = repository.directory,
): Promise<void> {
  const verified = await runForReport('verify', ['--repo', where, commit ?? ''], call);
  expect([verified.exitCode, verified.report.code]).toEqual([0, null]);
}

test.concurrent('a prompt with a fenced diff becomes one commit on one new branch, and nothing else is touched', async () => {
  await using desk = await openDesk();
  const { repository } = desk;
  await repository.write({
    'README.md': 'one\ntwo\nthree\ndirty\n',
    staged: 'staged\n',
    untracked: 'untracked\n',
  });
  await repository.git('add', 'staged');
  writeFileSync(repository.scratch.join('issue.md'), `Say 2\n\nBecause.\n\n${DIFF}`);
  const head = await repository.git('rev-parse', 'HEAD');
  const before = await photograph(repository.directory);

  const ran = await runCliForReport(
    'run',
    ['--repo', repository.directory, '--prompt-file', 'issue.md'],
    desk.call,
  );

  expect([ran.exitCode, ran.stderr, ran.report.conclusion]).toEqual([0, '', 'committed']);
  expect(Object.keys(ran.report)).toEqual(expect.arrayContaining(FIELDS));
  const { branch, commit, tree } = ran.report;
  expect(await photograph(repository.directory)).toEqual(before);
  expect(await repository.git('for-each-ref', '--format=%(refname:short) %(objectname)')).toBe(
    `${branch} ${commit}\nmain ${head}`,
  );
  expect(await repository.git('rev-parse', `${branch}^@`, `${branch}^{tree}`)).toBe(`${head}\n${tree}`);
  expect(
    await treeByPlainGit(repository.scratch.join('independent'), repository.directory, head, {
      'README.md': 'one\n2\nthree\n',
      'new.txt': 'new\n',
    }),
  ).toBe(tree);
  expect(await repository.git('log', '-1', '--format=%s|%an|%ae', branch ?? '')).toBe(
    'Say 2|Wholly|wholly@localhost',
  );
  expect(await repository.git('fsck', '--strict', '--no-dangling')).toBe('');
  await expectVerified(desk, commit);
  const clone = repository.scratch.join('fresh.git');
  await git('/', ['clone', '--quiet', '--bare', repository.directory, clone]);
  await expectVerified(desk, commit, clone);
  expect((await filesBelow(repository.scratch.path)).filter((name) => name.startsWith('wholly-'))).toEqual(
    [],
  );
});

test.concurrent('C21 neither commit, branch nor report tells a secret that a prompt or an agent tells', async () => {
  await using desk = await openDesk();
  const [key, stranger] = ['key-of-a-model-0815', ['ghp', 'A1b2C3d4E5F6'.repeat(3)].join('_')];
  const prompt = `Use ${key} and ${stranger} in it`;
  const given = ['--repo', desk.repository.directory, ...NONE, '--prompt', prompt, '--', 'sh', '-c'];
  const call = { ...desk.call, environment: { ANTHROPIC_API_KEY: key, ...SOMEBODY } };
  const ran = await runForReport('run', [...given, 'echo x > x'], call);
  expect([ran.exitCode, ran.report.warnings.length]).toEqual([0, 1]);
  const message = await desk.repository.git('log', '-1', '--format=%B', ran.report.branch ?? '');
  expect(message).toMatch(/^Use \*\*\* and \*\*\* in it\n/);
  expect(ran.report.branch).toMatch(/^bot\/use-and-in-it-/);
  const failed = await runForReport('run', [...given, `echo ${key} ${stranger} >&2; exit 1`], call);
  expect(failed.report.reason).toContain('*** ***');
  for (const said of [ran, failed]) expect(JSON.stringify(said)).not.toMatch(/0815|A1b2/);
});

test.concurrent('what stands after -- is the agent: it works in the checkout, with the prompt on standard input', async () => {
  await using desk = await openDesk();
  const script = 'cat > prompt.txt; cat README.md > copy.txt; rm src/a.txt; pwd > where.txt';
  const ran = await runCliForReport(
    'run',
    ['--repo', desk.repository.directory, '--prompt', 'Do it', '--', 'sh', '-c', script],
    desk.call,
  );
  expect([ran.exitCode, ran.report.conclusion, ran.report.reason]).toEqual([0, 'committed', null]);
  const { branch } = ran.report;
  expect(await desk.repository.git('ls-tree', '-r', '--name-only', branch ?? '')).toBe(
    'README.md\ncopy.txt\nprompt.txt\nwhere.txt',
  );
  expect(await desk.repository.git('show', `${branch}:prompt.txt`)).toBe('Do it');
  expect(await desk.repository.git('show', `${branch}:where.txt`)).not.toBe(desk.repository.directory);
  expect(ran.report.agent).toMatchObject({ name: 'command', status: 'completed' });
  await expectVerified(desk, ran.report.commit);
});

test.concurrent('no home and no identity are needed, and the report says who commits then; where there is one, it commits', async () => {
  await using desk = await openDesk();
  const homeless = await runCliForReport('run', ['--repo', desk.repository.directory, '--prompt', DIFF], {
    ...desk.call,
    environment: { HOME: '' },
  });
  expect(homeless.exitCode).toBe(0);
  const nobody = [expect.stringMatching(/wholly@localhost.*git config/)];
  const sealed = await desk.wholly('run', '--prompt', DIFF, '--mode', 'dry-run');
  const applied = await desk.wholly('apply', sealed.report.changeSet?.file ?? '', '--branch', 'applied');
  // A dry run leaves no commit, and what failed neither.
  const failed = await desk.wholly('run', ...NONE, '--', 'false');
  const all = [homeless, sealed, applied, failed];
  expect(all.map(({ report }) => report.warnings)).toEqual([nobody, [], nobody, []]);
  // Where the prompt is nothing but a diff, the subject says what it does.
  expect(await desk.repository.git('log', '-1', '--format=%s', homeless.report.branch ?? '')).toBe(
    'Change README.md and new.txt',
  );
  await desk.repository.git('config', 'user.name', 'Zoë <x>');
  await desk.repository.git('config', 'user.email', 'zoe@example.org');
  const known = await desk.wholly('run', '--prompt', DIFF);
  expect(await desk.repository.git('log', '-1', '--format=%an|%ae|%cn', known.report.branch ?? '')).toBe(
    'Zoë x|zoe@example.org|Zoë x',
  );
  expect(known.report.warnings).toEqual([]);
});

test.concurrent.each(['with space', "it's", '"quoted"', 'new\nline', 'ünï\\cödé', '-dash'])(
  'C22 works in a directory named %j',
  async (name) => {
    await using desk = await openDesk({ name });
    const ran = await desk.wholly('run', ...NONE, '--prompt', 'x', '--', 'sh', '-c', 'echo x > new.txt');
    expect([ran.exitCode, ran.report.reason]).toEqual([0, null]);
    const place = await desk.wholly(
      'run',
      ...NONE,
      '--mode',
      'workspace',
      '--prompt',
      'x',
      '--',
      'sh',
      '-c',
      'echo x > new.txt',
    );
    expect([place.exitCode, place.report.reason]).toEqual([0, null]);
    expect(await desk.repository.git('status', '--porcelain')).toBe('?? new.txt');
  },
);

test.concurrent('works in a bare repository, and says that it has no working tree', async () => {
  await using desk = await openDesk();
  const bare = desk.repository.scratch.join('bare.git');
  await git('/', ['clone', '--quiet', '--bare', desk.repository.directory, bare]);
  const ran = await runForReport('run', ['--repo', bare, '--prompt', DIFF], desk.call);
  expect(ran.exitCode).toBe(0);
  await expectVerified(desk, ran.report.commit, bare);
  const none = await runForReport(
    'run',
    ['--repo', bare, '--prompt', DIFF, '--mode', 'workspace'],
    desk.call,
  );
  expect([none.exitCode, none.report.code]).toEqual([2, 'EUSAGE']);
});

test.concurrent('works in a SHA-256 repository', async () => {
  await using desk = await openDesk({ format: 'sha256' });
  const ran = await desk.wholly('run', '--prompt', DIFF);
  expect([ran.exitCode, ran.report.commit?.length]).toEqual([0, 64]);
  await expectVerified(desk, ran.report.commit);
  const place = await desk.wholly('run', '--prompt', DIFF, '--mode', 'workspace');
  expect([place.exitCode, await desk.repository.git('status', '--porcelain')]).toEqual([
    0,
    ' M README.md\n?? new.txt',
  ]);
});

test.concurrent('in a linked work tree the work begins at its own HEAD', async () => {
  await using desk = await openDesk();
  const linked = desk.repository.scratch.join('linked');
  await desk.repository.git('worktree', 'add', '--quiet', '-b', 'side', linked);
  writeFileSync(join(linked, 'side.txt'), 'side\n');
  await git(linked, ['add', '.']);
  await git(linked, ['commit', '--quiet', '--message', 'Side']);
  const side = await git(linked, ['rev-parse', 'HEAD']);
  const ran = await runForReport('run', ['--repo', linked, '--prompt', DIFF], desk.call);
  expect([ran.exitCode, ran.report.changeSet?.base]).toEqual([0, side]);
  const place = await runForReport(
    'run',
    ['--repo', linked, '--prompt', DIFF, '--mode', 'workspace'],
    desk.call,
  );
  expect([place.exitCode, await git(linked, ['status', '--porcelain'])]).toEqual([
    0,
    ' M README.md\n?? new.txt',
  ]);
  expect(await desk.repository.git('status', '--porcelain')).toBe('');
});

test.concurrent('works from a directory below, on a detached HEAD, in a shallow clone, from any base that git can name', async () => {
  await using desk = await openDesk();
  const first = await desk.repository.git('rev-parse', 'HEAD');
  await desk.repository.commit({ 'later.txt': 'later\n' });
  await desk.repository.git('tag', '--annotate', '--message', 'x', 'v1', first);
  await desk.repository.git('checkout', '--quiet', '--detach');
  const below = await runForReport(
    'run',
    ['--repo', join(desk.repository.directory, 'src'), '--prompt', DIFF, '--base', 'v1'],
    desk.call,
  );
  expect([below.exitCode, below.report.changeSet?.base]).toEqual([0, first]);
  const shallow = desk.repository.scratch.join('shallow');
  await git('/', ['clone', '--quiet', '--depth=1', `file://${desk.repository.directory}`, shallow]);
  const ran = await runForReport('run', ['--repo', shallow, '--prompt', DIFF], desk.call);
  expect(ran.exitCode).toBe(0);
  await expectVerified(desk, ran.report.commit, shallow);
});

test.concurrent('variables of git that point elsewhere, as in a hook, change nothing', async () => {
  await using desk = await openDesk();
  const environment = {
    GIT_DIR: '/nonexistent',
    GIT_WORK_TREE: '/nonexistent',
    GIT_INDEX_FILE: '/nonexistent',
    GIT_OBJECT_DIRECTORY: '/nonexistent',
  };
  const ran = await runForReport('run', ['--repo', desk.repository.directory, '--prompt', DIFF], {
    ...desk.call,
    environment,
  });
  expect([ran.exitCode, ran.report.reason]).toEqual([0, null]);
});

test.concurrent('mode workspace puts the bytes into the working tree and leaves HEAD and index alone', async () => {
  await using desk = await openDesk();
  const { repository } = desk;
  await repository.write({ 'src/a.txt': 'dirty elsewhere\n' });
  const index = readFileSync(join(repository.directory, '.git/index'));
  const ran = await desk.wholly('run', '--prompt', DIFF, '--mode', 'workspace');
  expect([ran.exitCode, ran.report.conclusion, ran.report.commit]).toEqual([0, 'committed', null]);
  expect(await repository.git('status', '--porcelain')).toBe(' M README.md\n M src/a.txt\n?? new.txt');
  expect(readFileSync(join(repository.directory, 'README.md'), 'utf8')).toBe('one\n2\nthree\n');
  expect(readFileSync(join(repository.directory, '.git/index')).equals(index)).toBe(true);
  expect(existsSync(join(repository.directory, '.git/wholly'))).toBe(false);
});

test.concurrent('C14 a working tree whose touched paths differ is a conflict: nothing changes, and the set is kept', async () => {
  await using desk = await openDesk();
  const { repository } = desk;
  await repository.write({ 'README.md': 'mine\n' });
  const before = await photograph(repository.directory);
  const ran = await desk.wholly('run', '--prompt', DIFF, '--mode', 'workspace');
  expect([ran.exitCode, ran.report.conclusion]).toEqual([3, 'refused']);
  expect(await photograph(repository.directory)).toEqual(before);
  expect(parseChangeSet(readFileSync(ran.report.preserved?.file ?? '', 'utf8')).digest).toBe(
    ran.report.changeSet?.digest,
  );
});

test.concurrent('mode dry-run leaves a sealed file and a patch, and the repository as it was', async () => {
  await using desk = await openDesk();
  const { repository } = desk;
  const before = await photograph(repository.directory);
  const objects = await repository.git('count-objects', '--verbose');
  const ran = await desk.wholly('run', '--prompt', DIFF, '--mode', 'dry-run');
  expect([ran.exitCode, ran.report.conclusion, ran.report.branch]).toEqual([0, 'committed', null]);
  expect(await photograph(repository.directory)).toEqual(before);
  expect(await repository.git('count-objects', '--verbose')).toBe(objects);
  expect(await repository.git('for-each-ref', '--format=%(refname)')).toBe('refs/heads/main');
  expect(parseChangeSet(readFileSync(ran.report.changeSet?.file ?? '', 'utf8')).digest).toBe(
    ran.report.changeSet?.digest,
  );
  const patch = (await filesBelow(desk.state)).find((name) => name.endsWith('.patch')) ?? '';
  await repository.git('apply', '--check', join(desk.state, patch));
});

test.concurrent.each(['branch', 'workspace', 'dry-run'])(
  'checks that fail in mode %s land nothing, and the set is kept',
  async (mode) => {
    await using desk = await openDesk();
    const before = await photograph(desk.repository.directory);
    const ran = await desk.wholly(
      'run',
      ...NONE,
      '--prompt',
      DIFF,
      '--mode',
      mode,
      '--verify',
      'test -e new.txt',
      '--verify',
      'test ! -e new.txt',
    );
    expect([ran.exitCode, ran.report.conclusion, ran.report.code]).toEqual([
      7,
      'verification-failed',
      'EVERIFY',
    ]);
    expect(ran.report.verification.map(({ exitCode }) => exitCode)).toEqual([0, 1]);
    expect(ran.report.checksSandbox).toBe('none');
    expect(await photograph(desk.repository.directory)).toEqual(before);
    expect(await desk.repository.git('for-each-ref', '--format=%(refname)')).toBe('refs/heads/main');
    expect(existsSync(ran.report.preserved?.file ?? '')).toBe(true);
  },
);

test.concurrent('K08 what the base puts through a filter is refused as it lies there, whatever the agent says of it', async () => {
  await using desk = await openDesk({ files: { '.gitattributes': '*.bin filter=lfs\n', 'a.bin': '' } });
  const script = 'echo x > a.bin; echo x > b.bin; echo x > c.txt; echo "*.bin -filter" > .gitattributes';
  const ran = await desk.wholly('run', ...NONE, '--', 'sh', '-c', script);
  expect([ran.exitCode, ran.report.code]).toEqual([3, 'EGUARD']);
  const refused = ran.report.guards.filter(({ verdict }) => verdict === 'refuse');
  expect(refused.map(({ guard, path }) => [guard, path])).toEqual([
    ['filters', 'a.bin'],
    ['filters', 'b.bin'],
  ]);
});

test.concurrent('what checks change is not part of the commit', async () => {
  await using desk = await openDesk();
  const ran = await desk.wholly(
    'run',
    ...NONE,
    '--prompt',
    DIFF,
    '--verify',
    'echo changed > README.md; touch built',
  );
  expect(ran.exitCode).toBe(0);
  expect(await desk.repository.git('ls-tree', '-r', '--name-only', ran.report.branch ?? '')).toBe(
    'README.md\nnew.txt\nsrc/a.txt',
  );
  expect(await desk.repository.git('show', `${ran.report.branch}:README.md`)).toBe('one\n2\nthree');
});

test.concurrent('an agent gets the directories that `sparse` names, and checks get everything', async () => {
  await using desk = await openDesk({
    files: { '.github/bot.yml': 'sparse: [src]\n', 'src/a.txt': 'a\n', 'far/b.txt': 'b\n', root: '' },
  });
  const ran = await desk.wholly(
    'run',
    ...NONE,
    '--verify',
    'test "$(cat src/seen)" = "root src" && test -e far/b.txt',
    '--',
    'sh',
    '-c',
    'echo * > src/seen',
  );
  expect([ran.exitCode, ran.report.code]).toEqual([0, null]);
  expect(ran.report.checkout).toMatchObject({ strategy: 'borrow', sparse: ['src'], files: 2 });
  expect(await desk.repository.git('ls-tree', '-r', '--name-only', ran.report.branch ?? '')).toBe(
    '.github/bot.yml\nfar/b.txt\nroot\nsrc/a.txt\nsrc/seen',
  );
});

test.concurrent('a diff may be of any file, whatever `sparse` names', async () => {
  await using desk = await openDesk({
    files: { '.github/bot.yml': 'sparse: [src]\n', 'src/a.txt': 'a\n', 'far/b.txt': 'b\n' },
  });
  const diff = '```diff\n--- a/far/b.txt\n+++ b/far/b.txt\n@@ -1 +1 @@\n-b\n+c\n```\n';
  const ran = await desk.wholly('run', '--prompt', diff);
  expect([ran.exitCode, ran.report.checkout?.sparse]).toEqual([0, []]);
  expect(await desk.repository.git('show', `${ran.report.branch}:far/b.txt`)).toBe('c');
});

test.concurrent('of an agent that fails and has changed nothing there is no change set', async () => {
  await using desk = await openDesk();
  const ran = await desk.wholly('run', ...NONE, '--', 'false');
  expect([ran.exitCode, ran.report.changeSet, ran.report.preserved]).toEqual([6, null, null]);
});

test.concurrent('an agent that takes too long is ended, and what it made is kept', async () => {
  await using desk = await openDesk();
  const ran = await desk.wholly(
    'run',
    ...NONE,
    '--timeout',
    '0.5',
    '--',
    'sh',
    '-c',
    'echo x > new.txt; sleep 60',
  );
  expect([ran.exitCode, ran.report.conclusion, ran.report.code]).toEqual([6, 'agent-failed', 'EAGENTTIME']);
  expect(ran.report.changeSet?.changes.map(({ path }) => path)).toEqual(['new.txt']);
  expect(ran.report.preserved?.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect(ran.report.preserved?.digest).toBe(ran.report.changeSet?.digest);
  expect(await desk.repository.git('for-each-ref', '--format=%(refname)')).toBe('refs/heads/main');
});

test.concurrent('an agent that changes nothing, or puts everything back, leaves nothing', async () => {
  await using desk = await openDesk();
  for (const script of ['true', 'cp README.md x; echo y > README.md; mv x README.md']) {
    const ran = await desk.wholly('run', ...NONE, '--', 'sh', '-c', script);
    expect([ran.exitCode, ran.report.conclusion, ran.report.code]).toEqual([4, 'no-changes', 'ENOCHANGES']);
  }
  expect(await desk.repository.git('for-each-ref', '--format=%(refname)')).toBe('refs/heads/main');
});

test.concurrent('a request comes by standard input too; whoever stops before it has ended has started nothing', async () => {
  await using desk = await openDesk();
  const { repository, call } = desk;
  const words = ['--repo', repository.directory, '--prompt-file', '-'];
  const told = await runForReport('run', words, { ...call, stdin: Readable.from([`Say 2\n\n`, DIFF]) });
  expect([told.exitCode, told.report.conclusion]).toEqual([0, 'committed']);
  expect(await repository.git('log', '-1', '--format=%s', told.report.branch ?? '')).toBe('Say 2');
  expect((await runForReport('run', words, call)).report).toMatchObject({
    code: 'EUSAGE',
    reason: 'the prompt is empty',
  });
  const stop = new AbortController();
  const stopped = runForReport('run', words, { ...call, stdin: new PassThrough(), signal: stop.signal });
  stop.abort();
  expect(await stopped).toMatchObject({ exitCode: 10, report: { code: 'ECANCELLED', changeSet: null } });
});

test.concurrent.each([
  [['run'], 'EUSAGE'],
  [['run', '--prompt', 'x', '--prompt-file', 'y'], 'EUSAGE'],
  [['run', '--prompt-file', 'nowhere'], 'EUSAGE'],
  [['run', '--prompt', ''], 'EUSAGE'],
  [['run', '--prompt', ' \n', '--', 'sh'], 'EUSAGE'],
  [['run', '--prompt', 'x', '--verify', ' '], 'EUSAGE'],
  [['run', '--prompt', 'x', '--nonsense'], 'EUSAGE'],
  [['run', '--prompt'], 'EUSAGE'],
  [['run', '--prompt', 'x', 'extra'], 'EUSAGE'],
  [['run', '--prompt', 'x', '--mode', 'nonsense'], 'EUSAGE'],
  [['run', '--prompt', 'x', '--timeout', '-1'], 'EUSAGE'],
  [['run', '--prompt', 'x', '--timeout', 'soon'], 'EUSAGE'],
  [['run', '--prompt', 'x', '--sandbox', 'nonsense'], 'EUSAGE'],
  [['run', '--prompt', 'x', '--agent', 'nobody'], 'EAGENTNAME'],
  [['run', '--prompt', 'x', '--agent', 'patch', '--', 'sh'], 'EUSAGE'],
  [['run', '--prompt', 'x', '--agent', 'claude', '--model', ''], 'EAGENTNAME'],
  [['run', '--prompt', 'x', '--agent', 'claude', '--model=--verbose'], 'EAGENTNAME'],
  [['run', '--prompt', 'x', '--model', 'm', '--', 'sh'], 'EUSAGE'],
  [['run', '--prompt', 'x', '--agent', 'patch', '--model', 'm'], 'EUSAGE'],
  [['run', '--prompt', 'x', '--'], 'EUSAGE'],
  [['run', '--prompt', 'x', '--branch', 'a..b'], 'EBRANCH'],
  [['run', '--prompt', 'x', '--branch', 'main'], 'EUSAGE'],
  [['run', '--prompt', 'x', '--branch', 'x', '--mode', 'workspace'], 'EUSAGE'],
  [['run', '--prompt', 'x', '--base', 'nowhere'], 'EBASE'],
  [['run', '--prompt', 'x', '--base', '--all'], /^E(?:USAGE|BASE)$/],
  [['run', '--prompt', 'x', '--repo', 'nowhere'], 'EREPOSITORY'],
  [['run', '--prompt', 'x', '--', 'no-such-program'], 'ENOAGENT'],
  [['apply'], 'EUSAGE'],
  [['apply', 'nowhere.json'], 'EUSAGE'],
  [['verify'], 'EUSAGE'],
  [['verify', 'nowhere'], 'EBASE'],
  [['verify', 'a', 'b'], 'EUSAGE'],
  [['recover', 'x'], 'EUSAGE'],
  [['recover', '--repo', 'nowhere'], 'EUSAGE'],
  [['doctor', 'x'], 'EUSAGE'],
  [['serve'], 'ESETTING'],
  [['nonsense'], 'EUSAGE'],
  [['toString'], 'EUSAGE'],
] as const)('bad input %j ends with exit code 2, a stable code and one line', async (args, code) => {
  await using desk = await openDesk();
  const before = await photograph(desk.repository.directory);
  const call = { ...desk.call, cwd: desk.repository.directory };
  const [name, ...rest] = args;
  const human = await runCommand(args, call);
  expect(human.exitCode).toBe(2);
  expect(human.stderr.trim().split('\n')).toHaveLength(1);
  const { report, exitCode, stdout } = await runForReport(name, rest, call);
  expect([exitCode, report.conclusion]).toEqual([2, 'usage']);
  expect(report.code).toMatch(code);
  expect(stdout.trim().split('\n')).toHaveLength(1);
  expect(Object.keys(report)).toEqual(expect.arrayContaining(FIELDS));
  expect(await photograph(desk.repository.directory)).toEqual(before);
});

test.concurrent('a repository without commits, and no repository at all, are bad input', async () => {
  await using scratch = await openScratch();
  const call = { cwd: scratch.path, state: scratch.join('state') };
  const none = await runForReport('run', ['--prompt', DIFF], call);
  expect([none.exitCode, none.report.code]).toEqual([2, 'EREPOSITORY']);
  await git(scratch.path, ['init', '--quiet']);
  const empty = await runForReport('run', ['--prompt', DIFF], call);
  expect([empty.exitCode, empty.report.code]).toEqual([2, 'EBASE']);
});

test.concurrent('a branch that no ref can stand beside is bad input, before any agent runs', async () => {
  await using desk = await openDesk();
  for (const branch of ['main/x', 'x']) {
    await desk.repository.git('branch', '--force', 'x/y');
    const ran = await desk.wholly(
      'run',
      ...NONE,
      '--branch',
      branch,
      '--',
      'sh',
      '-c',
      `echo x > new.txt; touch '${desk.repository.scratch.join('ran')}'`,
    );
    expect([branch, ran.exitCode]).toEqual([branch, 2]);
  }
  expect(existsSync(desk.repository.scratch.join('ran'))).toBe(false);
});

test.concurrent('beside a branch named bot the default name is bad input too, and another name is the way out', async () => {
  await using desk = await openDesk();
  await desk.repository.git('branch', 'bot');
  const ran = await desk.wholly('run', '--prompt', DIFF);
  expect([ran.exitCode, ran.report.code]).toEqual([2, 'EUSAGE']);
  expect((await desk.wholly('run', '--prompt', DIFF, '--branch', 'robot/x')).exitCode).toBe(0);
});

test.concurrent.each([
  ['agent: claude\nmodel: m-1\n', [], '--model=m-1'],
  ['agent: claude\nmodel: m-1\n', ['--agent', 'claude'], '--model=m-1'],
  ['agent: claude\nmodel: m-1\n', ['--model', 'm-2'], '--model=m-2'],
  ['agent: codex\nmodel: m-1\n', ['--agent', 'claude'], ''],
  ['agent: codex\nmodel: m-1\n', ['--agent', 'claude', '--model', 'm-2'], '--model=m-2'],
  ['agent: claude\n', [], ''],
])('with %j and %j the agent is asked for the model %j', async (configuration, args, word) => {
  await using desk = await openDesk({ files: { 'README.md': 'x', '.github/bot.yml': configuration } });
  await using bin = await openScratch();
  const verdict = '{"type":"result","subtype":"success","is_error":false}';
  const script = `#!/bin/sh\nfor word; do case $word in --model*) echo "$word"; esac; done > word\necho '${verdict}'\n`;
  writeFileSync(bin.join('claude'), script, { mode: 0o755 });
  const { report } = await runForReport(
    'run',
    ['--repo', desk.repository.directory, '--prompt', 'x', '--branch', 'b', ...NONE, ...args],
    {
      ...desk.call,
      environment: {
        PATH: `${bin.path}:${process.env['PATH'] ?? ''}`,
        ANTHROPIC_API_KEY: 'a-key-of-a-model',
      },
    },
  );
  expect([report.conclusion, report.code]).toEqual(['committed', null]);
  expect((await desk.repository.git('show', 'b:word')).trim()).toBe(word);
});

test.concurrent('a bad .github/bot.yml is bad input that names its line', async () => {
  await using desk = await openDesk({
    files: { 'README.md': 'x', '.github/bot.yml': 'agent: patch\nunknown: 1\n' },
  });
  const ran = await desk.wholly('run', '--prompt', DIFF);
  expect([ran.exitCode, ran.report.code]).toEqual([2, 'ECONFIG']);
  expect(ran.report.reason).toContain('bot.yml:2:');
});

test.concurrent('a terminal gets a progress line, a pipe does not', async () => {
  await using desk = await openDesk();
  const args = [
    'run',
    '--repo',
    desk.repository.directory,
    ...NONE,
    '--prompt',
    'x',
    '--',
    'sh',
    '-c',
    "printf 'a\\033]0;title\\007b%060d\\n' 0; echo x > new.txt",
  ];
  const pipe = await runCommand(args, desk.call);
  expect([pipe.exitCode, pipe.stderr]).toEqual([0, '']);
  const terminal = await runCommand(args, { ...desk.call, columns: 40 });
  expect(terminal.stderr).toContain('agent');
  const lines = terminal.stderr.split('\r\u001B[2K');
  expect(lines.filter((line) => line.length === 39)).toHaveLength(1);
  for (const line of lines) {
    expect(line.length).toBeLessThan(40);
    expect(line).not.toMatch(/\p{Cc}/u);
  }
  expect(terminal.stderr.endsWith('\r\u001B[2K')).toBe(true);
});

test.concurrent.each(['SIGINT', 'SIGHUP'] as const)(
  '%s ends a run as cancelled, with nothing landed and the set kept',
  async (signal) => {
    await using desk = await openDesk({ name: "it's here" });
    const began = desk.repository.scratch.join('began');
    const program = startCli(
      [
        'run',
        '--json',
        '--repo',
        desk.repository.directory,
        ...NONE,
        '--',
        'sh',
        '-c',
        `echo x > new.txt; touch '${began}'; sleep 60`,
      ],
      desk.call,
    );
    await until('the agent', async () => existsSync(began));
    program.kill(signal);
    const ended = await program.ended;
    const report = JSON.parse(ended.stdout);
    expect([ended.exitCode, report.conclusion]).toEqual([10, 'cancelled']);
    expect(existsSync(report.preserved?.file)).toBe(true);
    expect(await desk.repository.git('for-each-ref', '--format=%(refname)')).toBe('refs/heads/main');
    expect(readdirSync(desk.repository.scratch.path).filter((name) => name.startsWith('wholly-'))).toEqual(
      [],
    );
    // What it says to do can be pasted as it is.
    const [, words] = /^Apply it with: wholly (.*)$/.exec(report.preserved?.remedy) ?? [];
    const pasted = await runCommand(await splitWords(words ?? ''), {
      ...desk.call,
      cwd: desk.repository.scratch.path,
    });
    expect(pasted.exitCode).toBe(0);
    expect(await desk.repository.git('log', '--branches', '--format=', '--name-only', '-1')).toBe('new.txt');
  },
);

test.concurrent('stopped while a check runs it ends as cancelled, not as checks that failed', async () => {
  await using desk = await openDesk();
  const began = desk.repository.scratch.join('began');
  const words = ['run', '--json', '--repo', desk.repository.directory, ...NONE, '--prompt', DIFF];
  const program = startCli([...words, '--verify', `touch '${began}'; sleep 60`], desk.call);
  await until('the check', async () => existsSync(began));
  program.kill('SIGINT');
  const ended = await program.ended;
  const report = JSON.parse(ended.stdout);
  expect([ended.exitCode, report.conclusion, report.code]).toEqual([10, 'cancelled', 'ECANCELLED']);
  expect(existsSync(report.preserved?.file)).toBe(true);
  expect(await desk.repository.git('for-each-ref', '--format=%(refname)')).toBe('refs/heads/main');
});

/** By a shell. */
async function splitWords(line: string): Promise<string[]> {
  const { stdout } = await runProgram('sh', ['-c', `printf '%s\\0' ${line}`], {
    cwd: '/',
    env: { PATH: process.env['PATH'] ?? '' },
  });
  return stdout.split('\0').slice(0, -1);
}

test.concurrent.each([
  ['a file', (desk: Desk) => join(desk.repository.directory, 'README.md')],
  ...(process.platform === 'linux'
    ? [['a place where nothing can be made', () => '/proc/wholly/state'] as const]
    : []),
] as const)('state that cannot be kept in %s is bad input, at once', async (_, stateOf) => {
  await using desk = await openDesk();
  const ran = await runForReport('run', ['--prompt', DIFF], { ...desk.call, state: stateOf(desk) });
  expect([ran.exitCode, ran.report.code]).toEqual([2, 'ESTATE']);
});

const older = await findOlderNode();
if (older === null) console.warn('SKIPPED: no Node.js before 24 is installed, so its message is not tested');

test.skipIf(older === null)('a Node.js that is too old is told so', async () => {
  const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
  const { exitCode, stderr, stdout } = await runProgram(older ?? '', [cli, 'doctor'], { cwd: '/', env: {} });
  expect([exitCode, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(/^wholly: EUSAGE: [^\n]* 24 [^\n]*\n$/);
});

async function findOlderNode(): Promise<string | null> {
  for (const directory of ['/usr/bin', '/usr/local/bin', ...(process.env['PATH'] ?? '').split(':')]) {
    const program = join(directory, 'node');
    if (!existsSync(program)) continue;
    const { stdout } = await runProgram(program, ['--version'], { cwd: '/', env: {} });
    if (Number.parseInt(stdout.slice(1), 10) < 24) return program;
  }
  return null;
}

test.concurrent('kill -9 leaves the repository as it was, and the next run works', async () => {
  await using desk = await openDesk();
  const began = desk.repository.scratch.join('began');
  const before = await photograph(desk.repository.directory);
  const program = startCli(
    ['run', '--repo', desk.repository.directory, ...NONE, '--', 'sh', '-c', `touch '${began}'; sleep 60`],
    desk.call,
  );
  await until('the agent', async () => existsSync(began));
  program.kill('SIGKILL');
  await program.ended;
  expect(await photograph(desk.repository.directory)).toEqual(before);
  expect((await desk.wholly('run', '--prompt', DIFF)).exitCode).toBe(0);
});

test.concurrent.for([
  ['read-only directories', 'mkdir -p out/ro && touch out/ro/f && chmod 555 out/ro out', 0],
  ['a directory that nobody can read', 'echo x > new.txt; mkdir d && touch d/f && chmod 000 d', 3],
  ['a file that nobody can read', 'echo x > new.txt; touch f && chmod 000 f', 3],
  ['the rest to checks that close directories', 'echo x > new.txt', 0],
] as const)(
  "an ordinary user's agent that leaves %s gets a true end, and nothing stays behind",
  async ([, script, exitCode], context) => {
    requireRoot(context, 'run a command as another user');
    await using desk = await openDesk();
    const { scratch, directory } = desk.repository;
    const nobody = 65_534;
    const home = scratch.join('home');
    mkdirSync(home);
    await openToAll(scratch.path, home);
    // The directory of all tests is private to who runs them.
    if ((statSync(tmpdir()).mode & 0o001) === 0) chmodSync(tmpdir(), 0o711);
    await git('/', ['clone', '--quiet', '--bare', directory, join(home, 'r.git')]);
    const { execFileSync } = await import('node:child_process');
    execFileSync('chown', ['-R', `${nobody}:${nobody}`, home]);
    chmodSync(home, 0o700);
    const call = { cwd: home, state: join(home, 'state'), uid: nobody, environment: { TMPDIR: home } };
    const ran = await runCli(
      [
        'run',
        '--json',
        '--repo',
        join(home, 'r.git'),
        ...NONE,
        '--verify',
        'mkdir -p d/e && touch d/e/f && chmod 555 d/e && chmod 000 d',
        '--',
        'sh',
        '-c',
        script,
      ],
      call,
    );
    expect([ran.exitCode, ran.stderr.includes('EACCES')]).toEqual([exitCode, false]);
    expect(JSON.parse(ran.stdout).conclusion).toBe(exitCode === 0 ? 'committed' : 'refused');
    expect(readdirSync(home).filter((name) => name.startsWith('wholly-'))).toEqual([]);
  },
);
