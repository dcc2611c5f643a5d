import { execFile } from 'node:child_process';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ActionRun } from '../__tests__/doubles/run-action.ts';

const run = promisify(execFile);

/** The least that can say something to the host's API. */
export async function curl(token: string, url: string, body: unknown): Promise<void> {
  await run('curl', [
    '--silent',
    '--show-error',
    '--fail',
    '--header',
    `authorization: Bearer ${token}`,
    '--data',
    JSON.stringify(body),
    url,
  ]);
}

/** The subcommand of every git that `work` starts: a `git` in front of git leaves a line for each. Apart from any clock. */
export async function listGit(
  directory: string,
  work: (path: string) => Promise<unknown>,
): Promise<string[]> {
  const { stdout } = await run('which', ['git']);
  const list = join(directory, 'git-starts');
  await writeFile(list, '');
  await writeFile(join(directory, 'git'), `#!/bin/sh\necho "$1" >> '${list}'\nexec ${stdout.trim()} "$@"\n`);
  await chmod(join(directory, 'git'), 0o755);
  await work(`${directory}:${process.env['PATH'] ?? ''}`);
  return (await readFile(list, 'utf8')).split('\n').filter((line) => line !== '');
}

export interface Phase {
  readonly name: string;
  readonly durationMs: number;
}

export function phasesOf({ outputs }: Pick<ActionRun, 'outputs'>): Phase[] {
  const report: { phases: Phase[] } = JSON.parse(outputs['report'] ?? '{"phases":[]}');
  return report.phases;
}

export function required<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('a round was not prepared');
  return value;
}
