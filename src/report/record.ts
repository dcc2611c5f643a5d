import { endingOfError, sentence, type Ending } from './ending.ts';
import { emptyReport, type Report } from './report.ts';

/** Told of every step of a run while it works. */
export interface Progress {
  began(phase: string): void;
  /** What an agent did, one short line of untrusted text. */
  did(line: string): void;
  /** What an agent or a check printed: untrusted, and for whoever sits in front of it only. */
  saw(line: string): void;
  /** The report has grown. */
  noted(report: Report): void;
}

/** The report of one run, as it grows. */
export interface RunRecord {
  readonly report: Report;
  note(facts: Partial<Report>): void;
  warn(warning: string): void;
  phase<T>(name: string, work: () => Promise<T>): Promise<T>;
  did(line: string): void;
  saw(line: string): void;
  /** Ends the story. A sealed change set that did not land is preserved, and the report says where. */
  end(ending: Ending): Report;
}

/** `repositories` as they were given on a command line, for another one to name them again. */
export function openRecord(
  runId: string,
  progress: Progress,
  repositories: readonly string[] = [],
): RunRecord {
  let report = emptyReport(runId);

  function note(facts: Partial<Report>): void {
    report = { ...report, ...facts };
    progress.noted(report);
  }

  return {
    get report() {
      return report;
    },
    note,
    warn(warning) {
      note({ warnings: [...report.warnings, warning] });
    },
    async phase(name, work) {
      progress.began(name);
      const startedAt = performance.now();
      try {
        return await work();
      } finally {
        note({ phases: [...report.phases, { name, durationMs: Math.round(performance.now() - startedAt) }] });
      }
    },
    did: (line) => progress.did(line),
    saw: (line) => progress.saw(line),
    end({ conclusion, code, reason: said, remedy }) {
      const reason = said === null ? null : sentence(said);
      const preserved = LOST_WITHOUT.has(conclusion)
        ? preservedOf(report, reason ?? conclusion, remedy ?? applying(report, repositories))
        : null;
      note({ conclusion, code, reason, remedy: remedy ?? null, preserved });
      return report;
    },
  };
}

/** Tells a story to its end, also where it throws. */
export async function tell(record: RunRecord, story: () => Promise<Ending>): Promise<Report> {
  try {
    return record.end(await story());
  } catch (error) {
    return record.end(endingOfError(error));
  }
}

function preservedOf({ changeSet }: Report, reason: string, remedy: string): Report['preserved'] {
  if (changeSet === null || changeSet.file === null || changeSet.changes.length === 0) return null;
  const { file, digest } = changeSet;
  return { file, digest, reason, remedy };
}

function applying({ changeSet }: Report, repositories: readonly string[]): string {
  const where = repositories.map((directory) => ` --repo ${quote(directory)}`).join('');
  return `Apply it with: wholly apply ${quote(changeSet?.file ?? '')}${where}`;
}

/** As a shell takes it for one word. */
function quote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

const LOST_WITHOUT = new Set([
  'error',
  'refused',
  'denied',
  'agent-failed',
  'verification-failed',
  'rolled-back',
  'rollback-failed',
  'cancelled',
]);

/** `agent`, and when it is done once more `agent (attempt 2)`. */
export function nameOfPhase(phase: string, round: number): string {
  return round === 1 ? phase : `${phase} (attempt ${round})`;
}
