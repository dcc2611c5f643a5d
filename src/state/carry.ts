import type { SealedChanges } from '../change-set/joint.ts';
import type { History, PastRun } from './history.ts';
import type { Store } from './store.ts';

/** What is known in one state directory. */
export interface Known<Asked> {
  readonly store: Store;
  readonly history: History<Asked>;
}

/**
 * Adds to one state what another knows of a thread: its runs, and the sealed sets that did not land. A set that `mayGo`
 * says no to stays where it is; its run is known all the same.
 */
export async function carryThread<Asked>(
  from: Known<Asked>,
  to: Known<Asked>,
  { repository, thread }: { readonly repository: number; readonly thread: number },
  mayGo: (run: PastRun<Asked>, changeSet: SealedChanges) => Promise<boolean>,
): Promise<void> {
  const known = new Set((await to.history.read(repository, thread)).map(({ runId }) => runId));
  for (const run of await from.history.read(repository, thread)) {
    if (known.has(run.runId)) continue;
    const changeSet = run.digest === null || hasLanded(run) ? null : await from.store.find(run.digest);
    if (changeSet !== null && (await mayGo(run, changeSet))) await carrySet(changeSet, from.store, to.store);
    // Last, so that what is known of a run is whole.
    await to.history.add(repository, thread, run);
  }
}

/** A dry run ends as committed as well, but there is no branch. */
function hasLanded({ conclusion, branch }: PastRun<unknown>): boolean {
  return conclusion === 'committed' && branch !== null;
}

async function carrySet(changeSet: SealedChanges, from: Store, to: Store): Promise<void> {
  await to.keep(changeSet);
  const denial = await from.findDenial(changeSet.digest);
  if (denial !== null) await to.noteDenial(changeSet.digest, denial);
}
