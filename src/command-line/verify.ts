import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { openGit } from '../git/git.ts';
import { newRunId } from '../report/run-id.ts';
import { digestOf } from '../change-set/seal.ts';
import { readCommitChanges } from '../git/commit-changes.ts';
import { findRepository, NoCommit, readCommit } from '../git/local-repository.ts';
import { openObjects } from '../git/objects.ts';
import { walk, type Entry } from '../ledger/chain.ts';
import { readDigestTrailer, readLedgerTrailer } from '../report/commit-message.ts';
import { emptyReport, type Report } from '../report/report.ts';
import { UsageError } from '../report/usage-error.ts';
import type { Surroundings } from './terminal.ts';
import { parseCommandLine } from './usage.ts';

const OPTIONS = { repo: { type: 'string' }, ledger: { type: 'string' }, json: { type: 'boolean' } } as const;

/** `wholly verify`: recomputes the digest of a commit from git alone, and compares it with the commit's trailer. */
export async function verifyCommand(args: readonly string[], surroundings: Surroundings): Promise<Report> {
  const { values, positionals } = parseCommandLine(args, OPTIONS, { least: 0, most: 1 });
  const { ledger } = values;
  const chain = ledger === undefined ? null : await readLedger(resolve(surroundings.cwd, ledger));
  if (chain !== null && 'conclusion' in chain) return chain;
  if (positionals.length === 0) {
    if (chain === null) throw new UsageError('a commit or --ledger is missing');
    const reason = `The ledger holds: all ${chain.length} entries; the last is sha256:${chain.at(-1)?.hash ?? ''}.`;
    return { ...emptyReport(newRunId()), conclusion: 'answered', reason };
  }
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
      reason: `${commit} carries no change set: it has ${parents.length} parents, and a change set is against one.`,
    };
  }
  if (said === null) {
    return {
      ...report,
      conclusion: 'refused',
      code: 'ENOTRAILER',
      reason: `${commit} carries no change set: ${/^change-set[ \t]*:/im.test(message) ? 'its `Change-Set:` trailer is not one digest' : 'no `Change-Set:` trailer'}.`,
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
      reason: `${commit} does not hold: the trailer says ${said}, its content gives ${digest}.`,
    };
  }
  const strange = chain === null ? null : findStrange(chain, digest, readLedgerTrailer(message));
  if (strange !== null) return { ...known, conclusion: 'refused', code: 'ELEDGER', reason: strange };
  return {
    ...known,
    conclusion: 'answered',
    reason: `${commit} holds: its content gives ${digest}, as the trailer says.`,
  };
}

/** The entries of a ledger that holds, or why it does not. */
async function readLedger(file: string): Promise<readonly Entry[] | Report> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new UsageError(`${file} cannot be read`, { cause });
  });
  const walked = walk(text);
  if (walked.kind === 'holds' && walked.entries.length === 0) throw new UsageError(`${file} is no ledger`);
  if (walked.kind === 'holds' && !walked.cut) return walked.entries;
  const reason =
    walked.kind === 'holds'
      ? `The ledger does not hold: it breaks off in line ${walked.entries.length + 1}; the lines before hold.`
      : `The ledger does not hold: line ${walked.line}: ${walked.why}.`;
  return { ...emptyReport(newRunId()), conclusion: 'refused', code: 'ELEDGER', reason };
}

/** What tells that a commit is not of this ledger's run; `null` where nothing does. */
function findStrange(entries: readonly Entry[], digest: string, trailer: string | null): string | null {
  if (trailer === null) return 'The commit has no Ledger trailer, or more than one.';
  const at = entries.findIndex(({ hash }) => hash === trailer);
  if (at < 0) return `The ledger has no entry sha256:${trailer}, which the commit names.`;
  const sealed = entries.slice(0, at + 1).findLast(({ kind }) => kind === 'change-set')?.data;
  const said = typeof sealed === 'object' && sealed !== null && 'digest' in sealed ? sealed.digest : null;
  return said === digest ? null : `The ledger tells of another change set than ${digest}.`;
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)];
}
