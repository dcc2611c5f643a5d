import type { Attributes } from './checkout/base-rules.ts';
import type { Uncarried } from './checkout/walk.ts';
import type { ChangeSet } from './change-set/change.ts';
import { isJoint, join, type SealedChanges } from './change-set/joint.ts';
import { commitAll, type CommitOutcome, type RollbackFailure } from './commit/commit-all.ts';
import type { CommitJournal } from './commit/journal.ts';
import { TargetRefusal } from './commit/participant.ts';
import type { Delivery, Sealed } from './delivery/delivery.ts';
import { nameIn, planTogether, type RepositoryParticipants } from './delivery/together.ts';
import type { Git } from './git/git.ts';
import { openObjects } from './git/objects.ts';
import type { Signer } from './git/signer.ts';
import type { Trees } from './git/tree.ts';
import type { Policy } from './guard/guard.ts';
import { judge } from './guard/judge.ts';
import { findSecrets } from './guard/secret-patterns.ts';
import { CANCELLED, COMMITTED, NO_CHANGES, endingOfError, type Ending } from './report/ending.ts';
import { nameOfPhase, type RunRecord } from './report/record.ts';
import type { Report } from './report/report.ts';
import { describeRepositories, describeSealed, ofRepository } from './report/sealed.ts';
import type { Sandbox } from './sandbox/sandbox.ts';
import type { Store } from './state/store.ts';
import { verify, type Checks, type FailedVerification } from './verification/verify.ts';
import { RecoveryFailed } from './writer/errors.ts';
import { buildCommit, type BuiltCommit } from './writer/git-commit.ts';
import { signCommit, type Signing } from './writer/sign-commit.ts';

/** A sealed change set, and what must be known of its base to judge it. */
export interface LandingPart {
  /** Its name among several that land together; `null` where it is alone. */
  readonly repository: string | null;
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
}

/** What lands as one: the change set of one repository, or those of several. */
export interface Landing {
  readonly parts: readonly LandingPart[];
  /** Counted from one; more where an agent was asked again. */
  readonly round?: number;
  /** Has the agent mend what failed; `null` or absent where nobody can. */
  readonly again?: ((failure: FailedVerification) => Promise<Landing | Ending>) | null;
  /** Told when nobody will be asked again. */
  readonly letGo?: () => void;
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
  const { parts, round = 1, again = null } = landing;
  const name = (phase: string): string => nameOfPhase(phase, round);
  const sealed = sealTogether(parts);
  const joint = isJoint(sealed) ? sealed.digest : null;
  const file = await keepSealed(tools.store, parts);
  record.note({ changeSet: describeSealed(sealed, file), repositories: describeRepositories(sealed) });

  const judged = await record.phase(name('guards'), () =>
    Promise.all(parts.map((part) => judgePart(part, tools))),
  );
  const rows = judged.flatMap((part) => part.rows);
  record.note({ guards: rows });
  if (judged.some(({ verdict }) => verdict === 'refuse')) return refusedBy(rows);

  const built = await record.phase(name('commit'), async () => {
    const commits: (BuiltCommit | null)[] = [];
    for (const part of parts) commits.push(await build(part, joint, tools, record));
    return commits;
  });
  for (const [index, part] of parts.entries()) {
    const { gitDir, repository, checks } = part;
    const commit = built[index] ?? null;
    if (checks.verify.length === 0 || commit === null || gitDir === null) continue;
    const sandbox = await tools.openSandbox();
    const checked = await record.phase(name('verification'), () =>
      verify(tools.git, gitDir, commit.commit, checks, sandbox, (line) => record.saw(line)),
    );
    const named = checked.rows.map((row) =>
      repository === null ? row : { ...row, command: nameIn(repository, row.command) },
    );
    record.note({
      verification: [...record.report.verification, ...named],
      checksSandbox: sandbox.name,
    });
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

  if (parts.some(({ checks }) => checks.signal?.aborted === true)) return CANCELLED;
  const moved = await recheck(parts);
  if (moved !== null) return endingOfError(moved);
  const ready = parts.map((part, index) => {
    const { changeSet, gitDir } = part;
    const { report } = record;
    const own = { ...report, changeSet: describeSealed(changeSet, file) };
    return { ...part, sealed: { changeSet, joint, file, gitDir, built: built[index] ?? null, report: own } };
  });
  landing.letGo?.();
  const outcome = await record.phase('publish', async () => {
    const lists: RepositoryParticipants[] = [];
    for (const { repository, delivery, sealed: own } of ready)
      lists.push({ repository, participants: await delivery.participants(own) });
    // A commit that the host makes takes it a while, and nobody has seen it yet.
    const since = parts.some(({ delivery }) => delivery.signs === true) ? await recheck(parts) : null;
    return since ?? (await commitAll(planTogether(lists), tools.journal));
  });
  if (outcome instanceof TargetRefusal) return endingOfError(outcome);
  record.note({ participants: outcome.participants });
  for (const warning of outcome.warnings) record.warn(warning);
  if (outcome.kind === 'failed') {
    await tellDenial(outcome, parts, record);
    return endingOfFailure(outcome, record);
  }
  return await tellLanded(ready, record);
}

/** The first reason why a part may not be written any more. */
async function recheck(parts: readonly LandingPart[]): Promise<TargetRefusal | null> {
  for (const { delivery, changeSet } of parts) {
    const moved = await delivery.recheck(changeSet.digest);
    if (moved !== null) return moved;
  }
  return null;
}

/** What stands now, as each target tells; of several, each is then told of the others. */
async function tellLanded(
  ready: readonly (LandingPart & { readonly sealed: Sealed })[],
  record: RunRecord,
): Promise<Ending> {
  let anything = false;
  for (const [index, { delivery, sealed, repository }] of ready.entries()) {
    const { kind, facts, warnings } = await delivery.landed(sealed);
    anything ||= kind === 'landed';
    // Scripts that know of one repository only are told of the first.
    if (index === 0) record.note(facts);
    for (const warning of warnings) record.warn(warning);
    if (repository !== null) record.note(ofRepository(record.report, repository, facts));
  }
  if (ready.length > 1) {
    for (const { delivery, sealed } of ready) {
      const own = { ...record.report, changeSet: sealed.report.changeSet };
      for (const warning of (await delivery.introduce?.(own)) ?? []) record.warn(warning);
    }
  }
  return anything ? COMMITTED : { ...NO_CHANGES, reason: 'The change set is already there.' };
}

/** What a set lacks stands in its findings only: who publishes it later must not find it and take it for whole. */
export async function keepSealed(
  store: Store,
  parts: readonly Pick<LandingPart, 'repository' | 'changeSet' | 'uncarried'>[],
): Promise<string> {
  const sealed = sealTogether(parts);
  const isWhole = parts.every(({ uncarried }) => uncarried.length === 0);
  return await (isWhole ? store.keep(sealed) : store.keepIncomplete(sealed));
}

/** One set as it is, several under one digest; so is one that stands elsewhere than where it was asked for. */
export function sealTogether(parts: readonly Pick<LandingPart, 'repository' | 'changeSet'>[]): SealedChanges {
  const [first] = parts;
  if (first === undefined) throw new TypeError('there is nothing to seal');
  if (first.repository === null) return first.changeSet;
  return join(parts.map(({ repository, changeSet }) => ({ repository: repository ?? '', changeSet })));
}

async function judgePart(part: LandingPart, { git }: LandingTools): Promise<ReturnType<typeof judge>> {
  const { changeSet, gitDir, policy, repository } = part;
  const secretFindings = await findSecrets(changeSet, (oid) => readBefore(git, gitDir, oid));
  const judged = judge({ ...subjectOf(part), secretFindings }, policy);
  if (repository === null) return judged;
  const rows = judged.rows.map((row) =>
    row.path === undefined
      ? { ...row, message: nameIn(repository, row.message) }
      : { ...row, path: `${repository}/${row.path}` },
  );
  return { ...judged, rows };
}

/** So that the same set is not sent again as long as the answer would be the same. */
async function tellDenial(
  { cause, name }: Extract<CommitOutcome, { kind: 'failed' }>,
  parts: readonly LandingPart[],
  record: RunRecord,
): Promise<void> {
  if (!(cause instanceof TargetRefusal) || cause.kind !== 'denied') return;
  const denied = parts.find(
    ({ repository }) => repository === null || name.startsWith(nameIn(repository, '')),
  );
  try {
    await denied?.delivery.denied?.(denied.changeSet.digest, cause);
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
  { changeSet, delivery, gitDir, signing }: LandingPart,
  joint: string | null,
  { git, signer }: LandingTools,
  record: RunRecord,
): Promise<BuiltCommit | null> {
  const details = delivery.describe(changeSet, joint);
  if (details === null || gitDir === null) return null;
  const place = { gitDir };
  const unsigned = await buildCommit(git, place, changeSet, details);
  const policy = delivery.signs === true ? 'off' : signing;
  const { built, warning } = await signCommit(git, place, unsigned, { policy, signer });
  if (warning !== null) record.warn(warning);
  return built;
}

function subjectOf({ changeSet, base, attributes, uncarried }: LandingPart): Parameters<typeof judge>[0] {
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
