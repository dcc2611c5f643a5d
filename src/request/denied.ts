import { createHash } from 'node:crypto';
import { TargetRefusal } from '../commit/participant.ts';
import { readStanding, type Standing } from '../host/standing.ts';
import type { Api } from '../host/api.ts';
import { findObstacles, type Errand, type Obstacle } from '../host/preflight.ts';
import type { RepositoryName } from '../host/repository-name.ts';
import type { Store } from '../state/store.ts';

/** Where something was, or is going to be, written. */
export interface Site {
  readonly api: Api;
  readonly repository: RepositoryName;
  /** Short name. */
  readonly branch: string;
  readonly errand: Errand;
  readonly store: Store;
}

/**
 * A set that the host refused is not sent again while nothing has changed that could alter the answer: neither its content
 * (its digest) nor what we are granted. `insists`: a person asks for it again; then it is sent where the host shows no
 * reason for its refusal, since what cannot be seen may have changed.
 */
export async function findDenial(
  digest: string,
  { api, repository, branch, errand, store }: Site,
  insists: boolean,
): Promise<TargetRefusal | null> {
  const denial = await store.findDenial(digest);
  if (denial === null) return null;
  const standing = await readStanding(api, repository, branch, errand.branch === 'existing');
  if (denial.grant !== grantOf(standing, branch, errand)) return null;
  const obstacles = findObstacles(standing, errand);
  if (insists && obstacles.length === 0) return null;
  const [obstacle] = obstacles;
  return new TargetRefusal(
    'denied',
    denial.code,
    `the host refused this very change set on ${denial.at}, and nothing has changed since; it was not sent again`,
    obstacle?.remedy ?? denial.remedy,
  );
}

/** Everything that is known beforehand to be in the way. */
export async function foresee({ api, repository, branch, errand }: Site): Promise<readonly Obstacle[]> {
  return findObstacles(await readStanding(api, repository, branch, errand.branch === 'existing'), errand);
}

/** What a person must do about a limit is wait: that is no refusal of the content. */
const PASSING = new Set(['ERATELIMIT', 'ETOKEN']);

/** Remembers that the host refused a set, and under which grant. */
export async function noteDenial(
  digest: string,
  { code, remedy }: TargetRefusal,
  { api, repository, branch, errand, store }: Site,
  at: Date,
): Promise<void> {
  if (PASSING.has(code)) return;
  const standing = await readStanding(api, repository, branch, errand.branch === 'existing');
  const grant = grantOf(standing, branch, errand);
  await store.noteDenial(digest, { at: at.toISOString(), code, remedy, grant });
}

/** One name for what was to be written and all that is known of what we may do; 64 hexadecimal digits. */
function grantOf(
  standing: Standing,
  branch: string,
  { self, permissions, signs, opensPullRequest }: Errand,
): string {
  const granted = Object.entries(permissions ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const rules = standing.rules.toSorted();
  return createHash('sha256')
    .update(JSON.stringify([branch, opensPullRequest, { ...standing, rules }, self, granted, signs]))
    .digest('hex');
}
