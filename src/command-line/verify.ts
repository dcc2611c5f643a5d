import { resolve } from 'node:path';
import { openGit } from '../git/git.ts';
import { newRunId } from '../report/run-id.ts';
import { digestOf } from '../change-set/seal.ts';
import { readCommitChanges } from '../git/commit-changes.ts';
import { findRepository, NoCommit, readCommit } from '../git/local-repository.ts';
import { openObjects } from '../git/objects.ts';
import { readDigestTrailer } from '../report/commit-message.ts';
import { emptyReport, type Report } from '../report/report.ts';
import type { Surroundings } from './terminal.ts';
import { parseCommandLine } from './usage.ts';

const OPTIONS = { repo: { type: 'string' }, json: { type: 'boolean' } } as const;

/** `wholly verify`: recomputes the digest of a commit from git alone, and compares it with the commit's trailer. */
export async function verifyCommand(args: readonly string[], surroundings: Surroundings): Promise<Report> {
  const { values, positionals } = parseCommandLine(args, OPTIONS, { least: 1, most: 1 });
  const git = openGit(surroundings.environment);
  const cwd = resolve(surroundings.cwd, values.repo ?? '.');
  const repository = await findRepository(git, cwd);
  const commit = await readCommit(git, repository, positionals[0] ?? '', cwd);
  const place = { gitDir: repository.gitDir };
  await using objects = openObjects(git, place);
  const object = await objects.read(commit);
  const [header, message] = splitOnce(object?.content.toString('utf8') ?? '', '\n\n');
  const parents = [...header.matchAll(/^parent ([0-9a-f]+)$/gm)].map(([, parent]) => parent ?? '');
  const report = { ...emptyReport(newRunId()), commit };

  const said = readDigestTrailer(message);
  const [parent] = parents;
  if (parent === undefined || parents.length > 1) {
    return {
      ...report,
      conclusion: 'refused',
      code: 'EPARENTS',
      reason: `${commit} has ${parents.length} parents, not one.`,
    };
  }
  if (said === null) {
    return {
      ...report,
      conclusion: 'refused',
      code: 'ENOTRAILER',
      reason: `${commit} has no Change-Set trailer, or more than one.`,
    };
  }
  // Git takes a commit of a shallow clone for one without a parent: its changes would be all of its files.
  if ((await objects.read(parent)) === null)
    throw new NoCommit(`the parent ${parent} is not in this clone; fetch it first`);
  const { tree, entries } = await readCommitChanges(git, place, commit);
  const digest = digestOf(parent, entries);
  const known = { ...report, tree, changeSet: { digest, base: parent, file: null, changes: entries } };
  if (digest !== said) {
    return {
      ...known,
      conclusion: 'refused',
      code: 'EDIGEST',
      reason: `The changes are ${digest}, the commit says ${said}.`,
    };
  }
  return { ...known, conclusion: 'answered', reason: `${commit} holds exactly the change set ${digest}.` };
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)];
}
