import { resolve } from 'node:path';
import { openGit } from '../git/git.ts';
import { newRunId } from '../report/run-id.ts';
import { emptyReport, type Report } from '../report/report.ts';
import { recoverDirectory } from '../writer/recover.ts';
import { repositoryAt } from './repository.ts';
import type { Surroundings } from './terminal.ts';
import { parseCommandLine } from './usage.ts';

const OPTIONS = { repo: { type: 'string' }, json: { type: 'boolean' } } as const;

const SENTENCES = {
  none: 'none: nothing was left over.',
  finished: 'finished: the change set that was decided has landed whole.',
  undone: 'undone: what was not decided is as it was before.',
} as const;

/** `wholly recover`: finishes or undoes what a killed command left on a working tree. */
export async function recoverCommand(args: readonly string[], surroundings: Surroundings): Promise<Report> {
  const { values } = parseCommandLine(args, OPTIONS, { least: 0, most: 0 });
  const directory = resolve(surroundings.cwd, values.repo ?? '.');
  const repository = await repositoryAt(openGit(surroundings.environment), directory);
  const report = emptyReport(newRunId());
  if (repository !== null && repository.workTree === null) {
    return { ...report, conclusion: 'answered', reason: SENTENCES.none };
  }
  const { kind } = await recoverDirectory({ root: repository?.workTree ?? directory });
  return { ...report, conclusion: 'answered', reason: SENTENCES[kind] };
}
