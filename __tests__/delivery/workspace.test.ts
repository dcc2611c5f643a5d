import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openRepository } from '../doubles/repository.ts';
import { runCliForReport } from '../doubles/run-cli.ts';

test.for([
  ['true', 0, 'b\n'],
  ['false', 7, null],
] as const)('a set for the working tree lands only when `%s` agrees', async ([check, exitCode, content]) => {
  await using repository = await openRepository({ files: { 'a.txt': 'a\n' } });
  const { directory, scratch } = repository;
  const ran = await runCliForReport(
    'run',
    ['--mode', 'workspace', '--sandbox', 'none', '--verify', check, '--', 'sh', '-c', 'echo b > b.txt'],
    { cwd: directory, state: scratch.join('state') },
  );
  expect(ran.exitCode).toBe(exitCode);
  expect(await readFile(join(directory, 'b.txt'), 'utf8').catch(() => null)).toBe(content);
  expect(new Set(ran.report.verification.map(({ command }) => command))).toEqual(new Set([check]));
});
