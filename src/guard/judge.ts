import { inspectBase } from './base.ts';
import { inspectCollisions } from './collisions.ts';
import { inspectEmbeddedRepositories } from './embedded-repositories.ts';
import { inspectExecutables } from './executables.ts';
import { inspectFilters } from './filters.ts';
import { inspectGitConfiguration } from './git-configuration.ts';
import { inspectGitlinks } from './gitlinks.ts';
import type { Finding, Guard, GuardRow, Policy, Subject, Verdict, View } from './guard.ts';
import { inspectLimits } from './limits.ts';
import { inspectLinks } from './links.ts';
import { inspectLockFiles } from './lock-files.ts';
import { inspectNames } from './names.ts';
import { inspectProtected } from './protected.ts';
import { ResultingTree } from './resulting-tree.ts';
import { inspectSecretPatterns } from './secret-patterns.ts';
import { inspectSecrets } from './secrets.ts';
import { inspectSpecialFiles } from './special-files.ts';
import { inspectToolConfiguration } from './tool-configuration.ts';
import { inspectUnreadableFiles } from './unreadable-files.ts';
import { inspectWindowsNames } from './windows-names.ts';
import { inspectWorkflows } from './workflows.ts';

/** Every guard, in the order of the report. A new one is a file and a row here. */
export const guards: readonly Guard[] = [
  row('names', 'everybody', inspectNames, 'Every path is one that any checkout can take.'),
  row('special-files', 'everybody', inspectSpecialFiles, 'The checkout held plain files and links only.'),
  row('gitlinks', 'everybody', inspectGitlinks, 'No submodule is added, changed or deleted.'),
  row('base', 'everybody', inspectBase, 'What is replaced is what the base has.'),
  row(
    'collisions',
    'everybody',
    inspectCollisions,
    'All paths can stand beside each other on any file system.',
  ),
  row('links', 'everybody', inspectLinks, 'No link leads out of the tree.'),
  row('filters', 'everybody', inspectFilters, 'No path needs a filter that would have to run.'),
  row('limits', 'agent', inspectLimits, 'The set is within its limits.'),
  row('protected', 'agent', inspectProtected, 'No protected path is changed.'),
  row('secrets', 'agent', inspectSecrets, 'None of the values this run must keep is in it.'),
  row('secret-patterns', 'agent', inspectSecretPatterns, 'Nothing in it looks like a key or a token.'),
  row('workflows', 'everybody', inspectWorkflows, 'No workflow or action is changed.'),
  row('tool-configuration', 'everybody', inspectToolConfiguration, 'No agent, editor or hook is configured.'),
  row('git-configuration', 'everybody', inspectGitConfiguration, 'Git is told nothing new.'),
  row('embedded-repositories', 'everybody', inspectEmbeddedRepositories, 'No directory is a git repository.'),
  row('lock-files', 'everybody', inspectLockFiles, 'No lock file changes without its manifest.'),
  row('executables', 'everybody', inspectExecutables, 'No file becomes executable.'),
  row('unreadable-files', 'everybody', inspectUnreadableFiles, 'Every file can be read in a review.'),
  row('windows-names', 'everybody', inspectWindowsNames, 'Windows can hold every new name.'),
];

export interface Judgement {
  /** The hardest of the findings; `allow` where there is none. */
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
  /** For the report: the findings, and one row with `allow` for each guard that has none. */
  readonly rows: readonly GuardRow[];
}

/** Puts every guard to the whole set and hears all of them out, whatever the first ones say. */
export function judge(subject: Subject, policy: Policy): Judgement {
  const { changeSet, base } = subject;
  const view: View = {
    special: [],
    secretFindings: [],
    ...subject,
    policy,
    tree: new ResultingTree(changeSet, base),
  };
  const rows = guards.flatMap((guard) => rowsOf(guard, view));
  const findings = rows.filter((row) => isFinding(row));
  return { verdict: worst(findings), findings, rows };
}

function row(name: string, binds: Guard['binds'], inspect: Guard['inspect'], holds: string): Guard {
  return { name, binds, inspect, holds };
}

function rowsOf(guard: Guard, view: View): GuardRow[] {
  const isMild = guard.binds === 'agent' && view.policy.maker === 'person';
  const rows: GuardRow[] = [];
  for (const complaint of guard.inspect(view)) {
    rows.push({ guard: guard.name, ...complaint, verdict: isMild ? 'review' : complaint.verdict });
  }
  return rows.length > 0 ? rows : [{ guard: guard.name, verdict: 'allow', message: guard.holds }];
}

function isFinding(row: GuardRow): row is Finding {
  return row.verdict !== 'allow';
}

function worst(findings: readonly Finding[]): Verdict {
  if (findings.some(({ verdict }) => verdict === 'refuse')) return 'refuse';
  return findings.length > 0 ? 'review' : 'allow';
}
