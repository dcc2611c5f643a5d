import { chmodSync, linkSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { blobId } from '../../src/change-set/blob.ts';
import type { Change, ChangeSet } from '../../src/change-set/change.ts';
import { formatChangeSet } from '../../src/change-set/file.ts';
import { seal } from '../../src/change-set/seal.ts';
import { emptyReport } from '../../src/report/report.ts';
import { git } from '../doubles/git.ts';
import { runCommand, runForReport, type Reported } from '../doubles/run-command.ts';
import { openScratch } from '../doubles/scratch.ts';
import { DIFF, openDesk, photograph, type Desk } from './desk.ts';

/** A sealed file of what DIFF does. */
async function sealedFile(desk: Desk): Promise<{ file: string; tree: string; base: string }> {
  const { report } = await desk.wholly('run', '--prompt', DIFF, '--mode', 'dry-run');
  return { file: report.changeSet?.file ?? '', tree: report.tree ?? '', base: report.changeSet?.base ?? '' };
}

function writeSet(desk: Pick<Desk, 'repository'>, changeSet: ChangeSet): string {
  const file = desk.repository.scratch.join('own.change-set.json');
  writeFileSync(file, [...formatChangeSet(changeSet)].join(''));
  return file;
}

function adding(path: string, text: string, mode: '100644' | '100755' | '120000' = '100644'): Change {
  const content = Buffer.from(text);
  return { path, change: 'add', mode, after: blobId(content, 'sha1'), content };
}

test.concurrent('puts a sealed set onto a new branch; a second time there is nothing to do', async () => {
  await using desk = await openDesk();
  const { file, tree, base } = await sealedFile(desk);
  const before = await photograph(desk.repository.directory);
  const ran = await desk.wholly('apply', file);
  expect([ran.exitCode, ran.report.conclusion, ran.report.tree]).toEqual([0, 'committed', tree]);
  expect(await desk.repository.git('rev-parse', `${ran.report.branch}^@`)).toBe(base);
  expect(await photograph(desk.repository.directory)).toEqual(before);
  expect((await desk.wholly('verify', ran.report.commit ?? '')).exitCode).toBe(0);
  const again = await desk.wholly('apply', file);
  expect([again.exitCode, again.report.conclusion, again.report.code]).toEqual([
    4,
    'no-changes',
    'ENOCHANGES',
  ]);
});

test.concurrent('puts it onto a branch that stands at the base, and onto no other', async () => {
  await using desk = await openDesk();
  const { file } = await sealedFile(desk);
  await desk.repository.git('branch', 'ready');
  await desk.repository.git('branch', 'ahead');
  const ready = await desk.wholly('apply', file, '--branch', 'ready');
  expect([ready.exitCode, ready.report.branch]).toEqual([0, 'ready']);
  const other = await desk.repository.git('commit-tree', '-p', 'HEAD', '-m', 'x', 'HEAD^{tree}');
  await desk.repository.git('update-ref', 'refs/heads/ahead', other);
  const ahead = await desk.wholly('apply', file, '--branch', 'ahead');
  expect([ahead.exitCode, ahead.report.conclusion, ahead.report.code]).toEqual([3, 'refused', 'EMOVED']);
  expect(await desk.repository.git('rev-parse', 'ahead')).toBe(other);
});

test.concurrent('a branch that is checked out anywhere is never moved', async () => {
  await using desk = await openDesk();
  const { file, base } = await sealedFile(desk);
  await desk.repository.git(
    'worktree',
    'add',
    '--quiet',
    '-b',
    'side',
    desk.repository.scratch.join('side\nbranch refs/heads/x'),
  );
  for (const branch of ['main', 'side']) {
    const ran = await desk.wholly('apply', file, '--branch', branch);
    expect([ran.exitCode, ran.report.code]).toEqual([3, 'ECHECKEDOUT']);
    expect(await desk.repository.git('rev-parse', branch)).toBe(base);
  }
});

test.concurrent('puts it into the working tree, wherever HEAD stands; a second time there is nothing to do', async () => {
  await using desk = await openDesk();
  const { file } = await sealedFile(desk);
  await desk.repository.commit({ 'later.txt': 'later\n' });
  chmodSync(join(desk.repository.directory, 'README.md'), 0o600);
  const ran = await desk.wholly('apply', file, '--to', 'workspace', '--durability', 'process');
  expect([ran.exitCode, ran.report.conclusion]).toEqual([0, 'committed']);
  expect(await desk.repository.git('status', '--porcelain')).toBe(' M README.md\n?? new.txt');
  expect(statSync(join(desk.repository.directory, 'README.md')).mode & 0o777).toBe(0o600);
  const again = await desk.wholly('apply', file, '--to', 'workspace');
  expect([again.exitCode, again.report.conclusion]).toEqual([4, 'no-changes']);
});

test.concurrent('a touched path that differs is a conflict, and nothing at all changes', async () => {
  await using desk = await openDesk();
  const { file } = await sealedFile(desk);
  await desk.repository.write({ 'new.txt': 'somebody was here\n' });
  const before = await photograph(desk.repository.directory);
  const ran = await desk.wholly('apply', file, '--to', 'workspace');
  expect([ran.exitCode, ran.report.conclusion, ran.report.code]).toEqual([3, 'refused', 'ECONFLICT']);
  expect(await photograph(desk.repository.directory)).toEqual(before);
});

test.concurrent('A06 A07 a linked or hard-linked file is not written through', async () => {
  await using desk = await openDesk();
  const { file } = await sealedFile(desk);
  const readme = join(desk.repository.directory, 'README.md');
  linkSync(readme, desk.repository.scratch.join('other-name'));
  const hard = await desk.wholly('apply', file, '--to', 'workspace');
  expect([hard.exitCode, hard.report.code]).toEqual([3, 'EHARDLINK']);
  await desk.repository.git('rm', '--quiet', '--force', 'README.md');
  symlinkSync(desk.repository.scratch.join('other-name'), readme);
  const soft = await desk.wholly('apply', file, '--to', 'workspace');
  expect([soft.exitCode, soft.report.code]).toEqual([3, 'ESYMLINK']);
  expect(readFileSync(desk.repository.scratch.join('other-name'), 'utf8')).toBe('one\ntwo\nthree\n');
});

test.concurrent('a set without a base goes into a plain directory, and into nothing else', async () => {
  await using desk = await openDesk();
  await using scratch = await openScratch();
  const file = writeSet(desk, seal(null, [adding('a/b.txt', 'b\n'), adding('run', 'r\n', '100755')]));
  const plain = scratch.join('plain dir');
  mkdirSync(plain);
  const ran = await runForReport('apply', [file, '--repo', plain, '--to', 'workspace'], desk.call);
  expect([ran.exitCode, ran.report.reason]).toEqual([0, null]);
  expect([readFileSync(join(plain, 'a/b.txt'), 'utf8'), statSync(join(plain, 'run')).mode & 0o111]).toEqual([
    'b\n',
    0o111 & ~process.umask(),
  ]);
  const branch = await desk.wholly('apply', file);
  expect([branch.exitCode, branch.report.conclusion]).toEqual([2, 'usage']);
});

test.concurrent('a branch beside which no other can stand is refused', async () => {
  await using desk = await openDesk();
  const { file } = await sealedFile(desk);
  const ran = await desk.wholly('apply', file, '--branch', 'main/x');
  expect([ran.exitCode, ran.report.conclusion, ran.report.code]).toEqual([3, 'refused', 'EBRANCHNAME']);
});

test.concurrent('an empty set is nothing to do', async () => {
  await using desk = await openDesk();
  const base = await desk.repository.git('rev-parse', 'HEAD');
  const ran = await desk.wholly('apply', writeSet(desk, seal(base, [])));
  expect([ran.exitCode, ran.report.conclusion]).toEqual([4, 'no-changes']);
});

test.concurrent('a base that the repository does not have is refused', async () => {
  await using desk = await openDesk();
  const ran = await desk.wholly('apply', writeSet(desk, seal('1'.repeat(40), [adding('a', 'a')])));
  expect([ran.exitCode, ran.report.code]).toEqual([3, 'ENOBASE']);
});

test.concurrent.each([
  '.git/config',
  '.GIT/hooks/x',
  'git~1/x',
  'a/../../x',
  '/etc/x',
  '.g\u200Cit/x',
  'a\\b',
  'n'.repeat(256),
  '.gitmodules',
])('K10 a set that names %j is refused, on a branch and in a working tree', async (path) => {
  await using desk = await openDesk();
  const base = await desk.repository.git('rev-parse', 'HEAD');
  const file = writeSet(
    desk,
    seal(base, [adding(path, 'x', path === '.gitmodules' ? '120000' : '100644'), adding('fine', 'x')]),
  );
  const before = await photograph(desk.repository.directory);
  for (const args of [[file], [file, '--to', 'workspace']]) {
    const ran = await desk.wholly('apply', ...args);
    expect([ran.exitCode, ran.report.conclusion]).toEqual([3, 'refused']);
  }
  expect(await photograph(desk.repository.directory)).toEqual(before);
  expect(await desk.repository.git('for-each-ref', '--format=%(refname)')).toBe('refs/heads/main');
});

test.concurrent('limits and protected paths are findings, and the person at the keyboard decides', async () => {
  await using desk = await openDesk();
  const base = await desk.repository.git('rev-parse', 'HEAD');
  const many = Array.from({ length: 150 }, (_, index) => adding(`f${index}`, 'x'));
  const ran = await desk.wholly(
    'apply',
    writeSet(desk, seal(base, [...many, adding('.github/workflows/x.yml', 'x')])),
  );
  expect([ran.exitCode, ran.report.conclusion]).toEqual([0, 'committed']);
  const findings = ran.report.guards.filter(({ verdict }) => verdict === 'review').map(({ guard }) => guard);
  expect(findings).toEqual(expect.arrayContaining(['limits', 'protected']));
});

test.concurrent('a sealed set is judged by the configuration of its base, whatever it brings itself or lies there', async () => {
  const rules = (path: string): string => `protected: [{paths: [${path}], policy: review}]\n`;
  await using desk = await openDesk({ files: { '.github/bot.yml': rules('locked.txt') } });
  const base = await desk.repository.git('rev-parse', 'HEAD');
  const before = blobId(Buffer.from(rules('locked.txt')), 'sha1');
  const content = Buffer.from(rules('own.txt'));
  const configured: Change = {
    path: '.github/bot.yml',
    change: 'modify',
    mode: '100644',
    beforeMode: '100644',
    before,
    after: blobId(content, 'sha1'),
    content,
  };
  await desk.repository.write({ '.github/bot.yml': rules('lying.txt') });
  const added = ['locked.txt', 'own.txt', 'lying.txt'].map((path) => adding(path, 'x'));
  const ran = await desk.wholly('apply', writeSet(desk, seal(base, [configured, ...added])));
  expect(ran.report.conclusion).toBe('committed');
  const found = ran.report.guards.filter((row) => row.guard === 'protected' && row.verdict !== 'allow');
  expect(found.map(({ path }) => path)).toEqual(['locked.txt']);
});

test.concurrent.each([
  ['is no JSON', (text: string) => text.slice(0, -5)],
  [
    'has another digest',
    (text: string) => text.replace('sha256:', 'sha256:0').replace(/(sha256:[0-9a-f]{64})./, '$1'),
  ],
  ['has other bytes', (text: string) => text.replace(/"content":"[^"]+"/, '"content":"eA=="')],
  ['has a field too many', (text: string) => text.replace('"version": 1', '"version": 1, "more": 2')],
])('a sealed file that %s is bad input', async (_, tamper) => {
  await using desk = await openDesk();
  const { file } = await sealedFile(desk);
  const bad = desk.repository.scratch.join('bad.json');
  const text = tamper(readFileSync(file, 'utf8'));
  expect(text).not.toBe(readFileSync(file, 'utf8'));
  writeFileSync(bad, text);
  const ran = await desk.wholly('apply', bad);
  expect([ran.exitCode, ran.report.code]).toEqual([2, 'ECHANGESET']);
});

/** What `doctor --json` looked at. */
function findingsOf({ stdout }: Reported): z.infer<typeof findingsShape>['findings'] {
  return findingsShape.parse(JSON.parse(stdout)).findings;
}

const findingsShape = z.object({
  findings: z.array(
    z.strictObject({
      name: z.string(),
      state: z.enum(['ok', 'note', 'warn', 'fail']),
      message: z.string().min(1),
      remedy: z.string().nullable(),
    }),
  ),
});

/** A commit by plain git that carries the trailer of a digest. */
async function commitSaying(desk: Desk, message: string, ...parents: string[]): Promise<string> {
  await desk.repository.git('read-tree', 'HEAD');
  const tree = await desk.repository.git('write-tree');
  return await git(desk.repository.directory, [
    'commit-tree',
    ...parents.flatMap((parent) => ['-p', parent]),
    '-m',
    message,
    tree,
  ]);
}

test.concurrent('verify holds for what was landed, and for nothing that differs from what it says', async () => {
  await using desk = await openDesk();
  const { report } = await desk.wholly('run', '--prompt', DIFF);
  const { commit, tree, changeSet } = report;
  const held = await desk.wholly('verify', commit ?? '');
  expect([held.exitCode, held.report.conclusion, held.report.changeSet?.digest]).toEqual([
    0,
    'answered',
    changeSet?.digest,
  ]);
  const message = await desk.repository.git('log', '-1', '--format=%B', commit ?? '');
  const first = await desk.repository.git('rev-parse', 'main');

  const other = await commitSaying(desk, message, first);
  const merge = await git(desk.repository.directory, [
    'commit-tree',
    '-p',
    first,
    '-p',
    commit ?? '',
    '-m',
    message,
    tree ?? '',
  ]);
  const root = await git(desk.repository.directory, ['commit-tree', '-m', message, tree ?? '']);
  const twice = await git(desk.repository.directory, [
    'commit-tree',
    '-p',
    first,
    '-m',
    `${message.trim()}\nChange-Set: ${changeSet?.digest}`,
    tree ?? '',
  ]);
  const codes = [];
  for (const one of [other, merge, root, 'main', twice]) {
    const ran = await desk.wholly('verify', one);
    expect([ran.exitCode, ran.report.conclusion]).toEqual([3, 'refused']);
    codes.push(ran.report.code);
  }
  expect(codes).toEqual(['EDIGEST', 'EPARENTS', 'EPARENTS', 'EPARENTS', 'ENOTRAILER']);
});

test.concurrent('verify says of a plain commit that it carries no change set, not that something was refused or did not land', async () => {
  await using desk = await openDesk();
  const { directory } = desk.repository;
  const plain = await commitSaying(desk, 'Plain', 'main');
  const held = await desk.wholly('run', '--prompt', DIFF);
  const said = [];
  for (const one of [plain, held.report.commit ?? '', 'nowhere', 'main']) {
    const ran = await runCommand(['verify', one, '--repo', directory], desk.call);
    const [first = ''] = ran.stdout.split('\n');
    said.push([ran.exitCode, one === 'main' || first.includes(one), /refused|landed|done/i.test(ran.stdout)]);
  }
  expect(said).toEqual([
    [3, true, false],
    [0, true, false],
    [2, true, false],
    [3, true, false],
  ]);
});

test.concurrent('verify is not fooled by replacement objects or grafts', async () => {
  await using desk = await openDesk();
  const { report } = await desk.wholly('run', '--prompt', DIFF);
  const forged = await commitSaying(
    desk,
    await desk.repository.git('log', '-1', '--format=%B', report.commit ?? ''),
    'main',
  );
  await desk.repository.git('replace', forged, report.commit ?? '');
  expect((await desk.wholly('verify', forged)).exitCode).toBe(3);
  expect((await desk.wholly('verify', report.commit ?? '')).exitCode).toBe(0);
});

test.concurrent('verify in a clone that has no parent says that it cannot know, not that the digest is wrong', async () => {
  await using desk = await openDesk();
  const { report } = await desk.wholly('run', '--prompt', DIFF, '--branch', 'bot/x');
  const shallow = desk.repository.scratch.join('shallow');
  await git('/', [
    'clone',
    '--quiet',
    '--depth=1',
    '--branch=bot/x',
    `file://${desk.repository.directory}`,
    shallow,
  ]);
  const ran = await runForReport('verify', ['--repo', shallow, report.commit ?? ''], desk.call);
  expect([ran.exitCode, ran.report.code]).toEqual([2, 'EBASE']);
  expect(ran.report.reason).toContain(await desk.repository.git('rev-parse', 'main'));
});

test.concurrent('recover has nothing to do where nothing was left', async () => {
  await using desk = await openDesk();
  for (let index = 0; index < 2; index += 1) {
    const ran = await desk.wholly('recover');
    expect([ran.exitCode, ran.report.reason?.startsWith('none')]).toEqual([0, true]);
  }
});

test.concurrent('doctor finds what this machine needs, and names a state directory that cannot be used', async () => {
  await using scratch = await openScratch();
  const call = { cwd: scratch.path, state: scratch.join('state') };
  const well = await runForReport('doctor', [], call);
  expect([well.exitCode, well.report.conclusion]).toEqual([0, 'answered']);
  writeFileSync(scratch.join('file'), '');
  const ill = await runForReport('doctor', [], { ...call, state: scratch.join('file/state') });
  expect([ill.exitCode, ill.report.code]).toEqual([2, 'EDOCTOR']);
  const half = await runForReport('doctor', [], { ...call, environment: { APP_ID: '12' } });
  expect([half.exitCode, /PRIVATE_KEY|WEBHOOK_SECRET/.test(half.report.reason ?? '')]).toEqual([2, true]);
  const gitless = await runForReport('doctor', [], { ...call, environment: { PATH: scratch.path } });
  expect([gitless.exitCode, gitless.report.reason?.includes('git')]).toEqual([2, true]);

  const findings = [well, ill, half, gitless].map((ran) => findingsOf(ran));
  const failed = findings.map((all) => all.filter(({ state }) => state === 'fail').map(({ name }) => name));
  expect(failed).toEqual([[], ['state'], ['app'], ['git']]);
  for (const all of findings) {
    expect(new Set(all.map(({ name }) => name))).toEqual(new Set(['node', 'git', 'sandbox', 'state', 'app']));
    expect(all.filter(({ state, remedy }) => state === 'fail' && remedy === null)).toEqual([]);
    expect(all.filter(({ state, remedy }) => state === 'ok' && remedy !== null)).toEqual([]);
  }
  expect(Object.keys(well.report)).toEqual(expect.arrayContaining(Object.keys(emptyReport(''))));
  expect(Object.keys((await runForReport('recover', [], call)).report)).not.toContain('findings');
});
