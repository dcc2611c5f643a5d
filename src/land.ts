import type { Attributes } from './checkout/base-rules.ts';
import type { Uncarried } from './checkout/walk.ts';
import type { ChangeSet } from './change-set/change.ts';
import { entryOf } from './change-set/change.ts';
import { commitAll, type CommitOutcome, type RollbackFailure } from './commit/commit-all.ts';
import type { CommitJournal } from './commit/journal.ts';
import { TargetRefusal } from './commit/participant.ts';
import type { Report } from './report/report.ts';
import type { Delivery } from './delivery/delivery.ts';
import type { Git } from './git/git.ts';
import { openObjects } from './git/objects.ts';
import type { Signer } from './git/signer.ts';
import type { Trees } from './git/tree.ts';
import type { Policy } from './guard/guard.ts';
import { judge } from './guard/judge.ts';
import { findSecrets } from './guard/secret-patterns.ts';
import { CANCELLED, COMMITTED, NO_CHANGES, endingOfError, type Ending } from './report/ending.ts';
import { nameOfPhase, type RunRecord } from './report/record.ts';
import type { Sandbox } from './sandbox/sandbox.ts';
import type { Store } from './state/store.ts';
import { verify, type Checks, type FailedVerification } from './verification/verify.ts';
import { RecoveryFailed } from './writer/errors.ts';
import { buildCommit, type BuiltCommit } from './writer/git-commit.ts';
import { signCommit, type Signing } from './writer/sign-commit.ts';

/** A sealed change set, and what must be known of its base to judge it. */
export interface Landing {
  readonly changeSet: ChangeSet;
  readonly uncarried: readonly Uncarried[];
  readonly attributes: ReadonlyMap<string, Attributes>;
  /** The base's directories around the changed paths; `null` where the target is a plain directory. */
  readonly base: Trees | null;
  /** A bare repository of our own that can read the base; `null` without git. */
  readonly gitDir: string | null;
  readonly policy: Policy;
  readonly checks: Checks;
  readonly delivery: Delivery;
  readonly signing: Signing['policy'];
  /** Counted from one; more where an agent was asked again. */
  readonly round?: number;
  /** Has the agent mend what failed; `null` or absent where nobody can. */
  readonly again?: ((failure: FailedVerification) => Promise<Landing | Ending>) | null;
}

export interface LandingTools {
  readonly git: Git;
  readonly store: Store;
  openSandbox(): Promise<Sandbox>;
  /** Signs commits, where a key is configured. */
  readonly signer: Signer | null;
  /** Where a commit writes down its steps; `null` where its one step needs none. */
  readonly journal: CommitJournal | null;
}

/** The second half of the story: guards -> verification -> commit. Before this, the set was sealed and kept. */
export async function land(landing: Landing, tools: LandingTools, record: RunRecord): Promise<Ending> {
  const { changeSet, delivery, gitDir, round = 1, again = null } = landing;
  const name = (phase: string): string => nameOfPhase(phase, round);
  const file = await tools.store.keep(changeSet);
  record.note({
    changeSet: {
      digest: changeSet.digest,
      base: changeSet.base,
      file,
      changes: changeSet.changes.map(entryOf),
    },
  });

  const judged = await record.phase(name('guards'), async () => {
    const secretFindings = await findSecrets(changeSet, (oid) => readBefore(tools.git, gitDir, oid));
    return judge({ ...subjectOf(landing), secretFindings }, landing.policy);
  });
  record.note({ guards: judged.rows });
  if (judged.verdict === 'refuse') return refusedBy(judged.rows);

  const built = await record.phase(name('commit'), () => build(landing, tools, record));
  if (landing.checks.verify.length > 0 && built !== null && gitDir !== null) {
    const sandbox = await tools.openSandbox();
    const checked = await record.phase(name('verification'), () =>
      verify(tools.git, gitDir, built.commit, landing.checks, sandbox, (line) => record.saw(line)),
    );
    record.note({ verification: [...record.report.verification, ...checked.rows] });
    if (checked.kind === 'cancelled') return CANCELLED;
    if (checked.kind === 'failed') {
      const mended = await again?.(checked);
      if (mended !== undefined) return 'conclusion' in mended ? mended : await land(mended, tools, record);
      return {
        conclusion: 'verification-failed',
        code: 'EVERIFY',
        reason: checked.why,
        remedy: 'Mend what the command says, then ask again.',
      };
    }
  }

  if (landing.checks.signal?.aborted === true) return CANCELLED;
  const sealed = { changeSet, file, gitDir, built, report: record.report };
  const moved = await delivery.recheck(changeSet.digest);
  if (moved !== null) return endingOfError(moved);
  const outcome = await record.phase('publish', async () =>
    commitAll(await delivery.participants(sealed), tools.journal),
  );
  record.note({ participants: outcome.participants });
  for (const warning of outcome.warnings) record.warn(warning);
  if (outcome.kind === 'failed') {
    await tellDenial(outcome.cause, landing, record);
    return endingOfFailure(outcome, record);
  }
  const { kind, facts } = await delivery.landed(sealed);
  record.note(facts);
  if (kind === 'landed') return COMMITTED;
  return { ...NO_CHANGES, reason: 'The change set is already there.' };
}

/** So that the same set is not sent again as long as the answer would be the same. */
async function tellDenial(
  cause: unknown,
  { delivery, changeSet }: Landing,
  record: RunRecord,
): Promise<void> {
  if (!(cause instanceof TargetRefusal) || cause.kind !== 'denied') return;
  try {
    await delivery.denied?.(changeSet.digest, cause);
  } catch (error) {
    record.warn(`The refusal could not be remembered: ${endingOfError(error).reason ?? ''}`);
  }
}

async function readBefore(git: Git, gitDir: string | null, oid: string): Promise<Uint8Array | null> {
  if (gitDir === null) return null;
  await using objects = openObjects(git, { gitDir });
  return (await objects.read(oid))?.content ?? null;
}

/** `null` where the target takes no commit. */
async function build(
  { changeSet, delivery, gitDir, signing }: Landing,
  { git, signer }: LandingTools,
  record: RunRecord,
): Promise<BuiltCommit | null> {
  const details = delivery.describe(changeSet);
  if (details === null || gitDir === null) return null;
  const place = { gitDir };
  const unsigned = await buildCommit(git, place, changeSet, details);
  const policy = delivery.signs === true ? 'off' : signing;
  const { built, warning } = await signCommit(git, place, unsigned, { policy, signer });
  if (warning !== null) record.warn(warning);
  return built;
}

function subjectOf({ changeSet, base, attributes, uncarried }: Landing): Parameters<typeof judge>[0] {
  return {
    changeSet,
    base: { entries: (directory) => base?.get(directory) ?? new Map() },
    attributes: (path) => {
      const filter = attributes.get(path)?.filter;
      return filter === undefined || filter === 'unset' ? {} : { filter };
    },
    special: uncarried,
  };
}

function refusedBy(rows: ReturnType<typeof judge>['rows']): Ending {
  const findings = rows.filter(({ verdict }) => verdict === 'refuse');
  const [first] = findings;
  const more = findings.length > 1 ? ` (and ${findings.length - 1} more)` : '';
  return {
    conclusion: 'refused',
    code: 'EGUARD',
    reason: `${first?.guard ?? 'A guard'}: ${first?.path === undefined ? '' : `${first.path}: `}${first?.message ?? ''}${more}`,
    remedy: 'Ask for a change that leaves these paths alone.',
  };
}

function endingOfFailure(outcome: Extract<CommitOutcome, { kind: 'failed' }>, record: RunRecord): Ending {
  const { name, cause, during, rolledBack } = outcome;
  // A target that could not put itself back is as lost as one that could not be taken back.
  const stuck = cause instanceof RecoveryFailed ? [{ name, error: cause }] : [];
  const rollbackFailed = [...stuck, ...outcome.rollbackFailed];
  record.note({ rolledBack, rollbackFailed: rollbackFailed.map(rollbackRow) });
  const said = endingOfError(cause);
  if (rollbackFailed.length > 0) {
    const names = rollbackFailed.map(({ name }) => name).join(', ');
    return {
      ...said,
      conclusion: 'rollback-failed',
      remedy: `Look at ${names}: it could not be taken back.`,
    };
  }
  if (cause instanceof TargetRefusal) return said;
  return during === 'prepare' ? said : { ...said, conclusion: 'rolled-back' };
}

function rollbackRow({ name, error }: RollbackFailure): Report['rollbackFailed'][number] {
  const kept = error instanceof RecoveryFailed ? error.kept.map(({ file }) => file).join(', ') : null;
  return { name, error: error instanceof Error ? error.message : String(error), kept };
}
