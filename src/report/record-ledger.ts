import type { Progress } from './record.ts';
import type { Report } from './report.ts';

/** Writes a run's facts down as its report grows: each once, without contents. */
export function ledgerProgress(ledger: { add(kind: string, data: unknown): void }): Progress {
  let known: Report | null = null;
  return {
    began() {},
    did() {},
    saw() {},
    noted(report) {
      const before = known;
      known = report;
      const { changeSet, guards, verification, agent, participants } = report;
      if (changeSet !== null && changeSet.digest !== before?.changeSet?.digest) {
        const { digest, base, changes } = changeSet;
        ledger.add('change-set', { digest, base, paths: changes.length });
      }
      if (agent !== null && agent !== before?.agent) ledger.add('agent', agent);
      if (guards !== before?.guards && guards.length > 0) ledger.add('verdicts', guards);
      if (verification !== before?.verification && verification.length > 0)
        ledger.add(
          'verification',
          verification.map(({ command, exitCode, durationMs }) => ({ command, exitCode, durationMs })),
        );
      if (participants !== before?.participants && participants.length > 0)
        ledger.add('participants', participants);
    },
  };
}

/** The last entry: how it ended, and what stands. */
export function addConclusion(ledger: { add(kind: string, data: unknown): void }, report: Report): void {
  const { conclusion, code, reason, branch, commit, tree, pullRequest, rolledBack, rollbackFailed } = report;
  const ending = { conclusion, code, reason, rolledBack, rollbackFailed };
  ledger.add('conclusion', { ...ending, branch, commit, tree, pullRequest });
}
