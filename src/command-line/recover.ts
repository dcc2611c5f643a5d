import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { openGit } from '../git/git.ts';
import { newRunId } from '../report/run-id.ts';
import { emptyReport, type Report } from '../report/report.ts';
import { UsageError } from '../report/usage-error.ts';
import { recoverRepository } from '../writer/receive.ts';
import { recoverDirectory } from '../writer/recover.ts';
import { stateDirectory } from '../state/place.ts';
import { settleLocalRuns } from './local-runs.ts';
import { repositoryAt } from './repository.ts';
import type { Surroundings } from './terminal.ts';
import { parseCommandLine } from './usage.ts';

const OPTIONS = { repo: { type: 'string' }, json: { type: 'boolean' } } as const;

const SENTENCES = {
  none: 'none: there was nothing to finish or to undo.',
  finished: 'finished: the change set that was decided has landed whole.',
  undone: 'undone: what was not decided is as it was before.',
} as const;

/** `wholly recover`: finishes or undoes what a killed command left in a repository or on a working tree. */
export async function recoverCommand(args: readonly string[], surroundings: Surroundings): Promise<Report> {
  const { values } = parseCommandLine(args, OPTIONS, { least: 0, most: 0 });
  const directory = resolve(surroundings.cwd, values.repo ?? '.');
  if (!existsSync(directory)) throw new UsageError(`${directory} is not there`);
  const git = openGit(surroundings.environment);
  const repository = await repositoryAt(git, directory);
  const branches = repository === null ? 'none' : await recoverRepository(repository);
  const several =
    repository === null
      ? 'none'
      : await settleLocalRuns(git, stateDirectory(surroundings.environment), [repository]);
  const root = repository === null ? directory : repository.workTree;
  const files = root === null ? 'none' : (await recoverDirectory({ root })).kind;
  const kind = [several, files, branches].find((found) => found !== 'none') ?? 'none';
  return { ...emptyReport(newRunId()), conclusion: 'answered', reason: SENTENCES[kind] };
}
