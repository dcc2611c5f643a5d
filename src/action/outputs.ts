import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import type { Report } from '../report/report.ts';

/** The action's outputs, by their names in `action.yml`. A token is never among them. */
export function outputsOf(report: Report): Record<string, string> {
  return { conclusion: report.conclusion, ...factsOf(report), report: JSON.stringify(report) };
}

/** Those that can be known before the end; empty where they are not known, or never will be. */
export function factsOf(report: Report): Record<string, string> {
  const { changeSet, pullRequest } = report;
  return {
    'run-id': report.runId,
    'change-set-digest': changeSet?.digest ?? '',
    'change-set-file': changeSet?.file ?? '',
    'patch-file': report.patch ?? '',
    'files-changed': String(changeSet?.changes.length ?? 0),
    branch: report.branch ?? '',
    'commit-sha': report.commit ?? '',
    'tree-sha': report.tree ?? '',
    'commits-verified': String(report.verified ?? false),
    'pull-request-number': pullRequest === null ? '' : String(pullRequest.number),
    'pull-request-url': pullRequest?.url ?? '',
    'pull-request-operation': pullRequest?.operation ?? 'none',
    'preserved-file': report.preserved?.file ?? '',
    'session-id': report.agent?.sessionId ?? '',
  };
}

/**
 * Sets outputs as the runner reads them: a random delimiter, since a fixed one could stand in a value.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#multiline-strings
 */
export function writeOutputs(file: string, outputs: Readonly<Record<string, string>>): void {
  const delimiter = `wholly-${randomUUID()}`;
  const text = Object.entries(outputs).map(
    ([name, value]) => `${name}<<${delimiter}\n${value}\n${delimiter}\n`,
  );
  appendFileSync(file, text.join(''));
}
