import { readFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { openRepository, type Repository } from '../doubles/repository.ts';
import { runCliForReport, type CliRun } from '../doubles/run-cli.ts';
import { filesBelow } from '../doubles/scratch.ts';

const CHECK =
  'echo told by the check; echo "| forged"; [ -e a.txt ] && seq -f "line %g" 20000; grep -q right a.txt';

/** Runs a shell script as the agent; what it is told each time goes to files of its own outside of the checkout. */
async function runAgent(repository: Repository, script: string, ...more: readonly string[]): Promise<CliRun> {
  const { directory, scratch } = repository;
  const round = `round=$(cat '${scratch.path}/rounds' 2>/dev/null || echo 0); round=$((round + 1)); echo $round > '${scratch.path}/rounds'; cat > '${scratch.path}/told-'$round; cp -R "$WHOLLY_REQUEST" '${scratch.path}/given-'$round; chmod -R u+w '${scratch.path}/given-'$round`;
  return await runCliForReport(
    'run',
    [
      '--sandbox',
      'none',
      '--prompt',
      'Make it right',
      '--branch',
      'bot/made',
      '--verify',
      CHECK,
      ...more,
      '--',
      'sh',
      '-c',
      `${round}; ${script}`,
    ],
    { cwd: directory, state: scratch.join('state') },
  );
}

test('an agent that is told what failed goes on where it was, and what passes then lands', async () => {
  await using repository = await openRepository({ files: { 'a.txt': 'base\n' } });
  const { exitCode, report } = await runAgent(
    repository,
    'if [ $round = 1 ]; then echo wrong > a.txt; echo kept > b.txt; else grep -q kept b.txt && echo right > a.txt; fi',
  );
  expect([exitCode, report.conclusion]).toEqual([0, 'committed']);
  expect(await repository.git('show', 'bot/made:a.txt')).toBe('right');
  expect(await repository.git('show', 'bot/made:b.txt')).toBe('kept');
  expect(report.verification.map(({ command, exitCode: code }) => [command, code])).toEqual([
    [CHECK, 1],
    [CHECK, 0],
  ]);
  const names = report.phases.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.filter((name) => /^(?:agent|change set|guards|commit|verification)/.test(name))).toHaveLength(
    10,
  );

  const told = await readFile(repository.scratch.join('told-2'), 'utf8');
  expect(told).toContain('Make it right');
  expect(told.split('\n')).toContain(`| ${CHECK}`);
  // Of much that was printed the prompt has the end, and the file the beginning too.
  const given = await readFile(repository.scratch.join('given-2', 'failed-check.md'), 'utf8');
  expect(told.split('\n')).toContain('| line 20000');
  expect(told.length).toBeLessThan(20_000);
  expect(told).toContain('failed-check.md');
  for (const line of [`| ${CHECK}`, '| told by the check', '| | forged', '| line 1', '| line 20000'])
    expect(given.split('\n')).toContain(line);
  expect(given.length).toBeLessThan(300_000);
  expect(await filesBelow(repository.scratch.join('given-1'))).toEqual(['request.md']);
  expect(await readFile(repository.scratch.join('given-2', 'request.md'), 'utf8')).toBe('Make it right');
  expect(await readFile(repository.scratch.join('told-1'), 'utf8')).not.toContain('told by the check');
});

test('one that never gets it right is asked twice, and nothing lands', async () => {
  await using repository = await openRepository({ files: { 'a.txt': 'base\n' } });
  const { exitCode, report } = await runAgent(repository, 'echo wrong $round > a.txt');
  expect([exitCode, report.conclusion]).toEqual([7, 'verification-failed']);
  expect((await readFile(repository.scratch.join('rounds'), 'utf8')).trim()).toBe('2');
  expect(report.verification).toHaveLength(2);
  expect(report.preserved?.digest).toBe(report.changeSet?.digest);
  const kept: unknown = JSON.parse(await readFile(report.preserved?.file ?? '', 'utf8'));
  const content = Buffer.from('wrong 2\n').toString('base64');
  expect(kept).toMatchObject({ digest: report.changeSet?.digest, changes: [{ path: 'a.txt', content }] });
  expect(await repository.git('for-each-ref', '--format=%(refname)')).toBe('refs/heads/main');
  expect(await readFile(`${repository.directory}/a.txt`, 'utf8')).toBe('base\n');
});

test.each([1, 3])('one that never gets it right is asked as often as is configured: %i', async (attempts) => {
  await using repository = await openRepository({
    files: { 'a.txt': 'base\n', '.github/bot.yml': `limits: { attempts: ${attempts} }\n` },
  });
  const { exitCode, report } = await runAgent(repository, 'echo wrong $round > a.txt');
  expect([exitCode, report.conclusion]).toEqual([7, 'verification-failed']);
  expect((await readFile(repository.scratch.join('rounds'), 'utf8')).trim()).toBe(String(attempts));
  expect(report.verification).toHaveLength(attempts);
  // The last time it is told of the last failure, and of no other.
  const told = await readFile(repository.scratch.join(`told-${attempts}`), 'utf8');
  const checks = told.split('\n').filter((line) => line === `| ${CHECK}`);
  expect(checks).toHaveLength(attempts === 1 ? 0 : 1);
});

test('one that fails the second time has failed, and its changes are kept', async () => {
  await using repository = await openRepository({ files: { 'a.txt': 'base\n' } });
  const { exitCode, report } = await runAgent(repository, 'echo wrong > a.txt; [ $round = 1 ]');
  expect([exitCode, report.conclusion]).toEqual([6, 'agent-failed']);
  expect(report.preserved).not.toBeNull();
});

test('the second set is judged like the first', async () => {
  await using repository = await openRepository({ files: { 'a.txt': 'base\n' } });
  const token = createHash('sha512').update('a').digest('hex').slice(0, 36);
  const { exitCode, report } = await runAgent(
    repository,
    `if [ $round = 1 ]; then echo wrong > a.txt; else echo right > a.txt; echo "gh""p_${token}" > b.txt; fi`,
  );
  expect([exitCode, report.conclusion]).toEqual([3, 'refused']);
  expect(
    report.guards.filter(({ verdict }) => verdict === 'refuse').map(({ guard, path }) => [guard, path]),
  ).toEqual([['secret-patterns', 'b.txt']]);
  expect(await repository.git('for-each-ref', '--format=%(refname)')).toBe('refs/heads/main');
});

test('the patch agent can do no better, and is not asked', async () => {
  await using repository = await openRepository({ files: { 'a.txt': 'base\n' } });
  const { directory, scratch } = repository;
  const prompt = '```diff\n--- a/a.txt\n+++ b/a.txt\n@@ -1 +1 @@\n-base\n+wrong\n```\n';
  const { exitCode, report } = await runCliForReport(
    'run',
    ['--sandbox', 'none', '--agent', 'patch', '--prompt', prompt, '--verify', CHECK],
    { cwd: directory, state: scratch.join('state') },
  );
  expect([exitCode, report.conclusion]).toEqual([7, 'verification-failed']);
  expect(report.verification).toHaveLength(1);
  expect(await filesBelow(scratch.join('state'))).not.toEqual([]);
});
