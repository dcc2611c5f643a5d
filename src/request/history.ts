import type { Report } from '../report/report.ts';
import type { History } from '../state/history.ts';
import type { Trigger } from '../trigger/trigger.ts';

/** Of the changed paths; the change set itself is kept elsewhere. */
const PATHS_REMEMBERED = 100;

/** Remembers a run in the thread that asked, and in that of the pull request that came of it. */
export async function addToHistory(
  history: History<Trigger>,
  report: Report,
  asked: Trigger,
  thread: number,
  at: Date,
): Promise<void> {
  const { runId, conclusion, code, reason, changeSet, preserved, branch, commit, pullRequest, agent } =
    report;
  const changes = changeSet?.changes ?? [];
  const run = {
    runId,
    at: at.toISOString(),
    asked,
    conclusion,
    code,
    reason,
    digest: changeSet?.digest ?? null,
    preserved: preserved !== null,
    secret: wasSecretFound(report),
    branch,
    commit,
    pullRequest: pullRequest?.number ?? null,
    agent: agent === null ? null : { name: agent.name, sessionId: agent.sessionId },
    changed: {
      count: changes.length,
      paths: changes.slice(0, PATHS_REMEMBERED).map(({ path, change }) => ({ path, change })),
    },
  };
  for (const number of new Set([thread, pullRequest?.number ?? thread])) {
    await history.add(asked.repository.id, number, run);
  }
}

/** As the guards said, or the host by its push protection; `null` where none was asked. */
function wasSecretFound({ guards, code }: Report): boolean | null {
  if (code === 'EPUSHPROTECTION') return true;
  if (guards.length === 0) return null;
  return guards.some(
    ({ guard, verdict }) => verdict === 'refuse' && (guard === 'secrets' || guard === 'secret-patterns'),
  );
}
