import { join } from 'node:path';
import type { SealedChanges } from '../change-set/joint.ts';
import { isJoint } from '../change-set/joint.ts';
import { openScratch } from '../checkout/scratch.ts';
import { findSecrets } from '../guard/secret-patterns.ts';
import { findArtifact, parseWorkflowPath } from '../host/artifacts.ts';
import type { Api } from '../host/api.ts';
import { endingOfError } from '../report/ending.ts';
import { planSecretScan } from '../secrets/scan.ts';
import { carryThread, type Known } from '../state/carry.ts';
import { openHistory } from '../state/history.ts';
import { openStore } from '../state/store.ts';
import type { Repository, Trigger } from '../trigger/trigger.ts';
import { parseTrigger } from '../trigger/trigger-shape.ts';
import type { Inputs } from './inputs.ts';

/** What a job knows of the runs before it, and leaves for those after it, where no directory outlives the runner. */
export interface EarlierRuns {
  /** Adds to the state what the last run of the thread has left. */
  fetch(thread: number): Promise<void>;
  /**
   * Leaves every thread of the state, and the sets of no thread by these digests, as artifacts. Answers a sentence for
   * each that could not be left.
   */
  leave(loose: readonly string[]): Promise<string[]>;
}

interface Place {
  readonly api: Api;
  readonly repository: Repository;
  readonly known: Known<Trigger>;
  readonly token: string;
  /** The workflow's own file. */
  readonly workflow: string;
  readonly scratch: string;
  readonly secrets: readonly string[];
}

/** The state of the runs of one thread, or what belongs to none. */
const nameOf = (thread: number | null): string =>
  thread === null ? 'wholly-preserved' : `wholly-thread-${thread}`;

/**
 * Artifacts of this workflow's runs; `null` where a `state-dir` outlives the job, and where there is no service for
 * them: outside of a runner, and on GitHub Enterprise Server, which the toolkit does not serve.
 */
export function openEarlierRuns(
  inputs: Inputs,
  environment: Readonly<Record<string, string>>,
  place: Omit<Place, 'token' | 'workflow'>,
): EarlierRuns | null {
  const {
    ACTIONS_RUNTIME_TOKEN: runtime,
    ACTIONS_RESULTS_URL: results,
    GITHUB_SERVER_URL: server,
  } = environment;
  const workflow = parseWorkflowPath(environment['GITHUB_WORKFLOW_REF'] ?? '');
  const isServed = /^(?:github\.com|.+\.ghe\.com|.+\.localhost)$/.test(
    new URL(server ?? 'https://github.com').hostname,
  );
  if (inputs.stateDir !== '' || !runtime || !results || workflow === null || !isServed) return null;
  return open({ ...place, token: inputs.token, workflow });
}

function open(place: Place): EarlierRuns {
  const { known, repository } = place;

  async function fetch(thread: number): Promise<void> {
    const found = await findArtifact(place.api, repository, nameOf(thread), place.workflow);
    if (found === null) return;
    await using scratch = await openScratch(place.scratch);
    const directory = join(scratch.directory, 'state');
    const { downloadArtifact } = await import('./artifact.ts');
    await downloadArtifact(found.id, directory, { ...repository, token: place.token });
    await carryThread(
      await openKnown(directory),
      known,
      { repository: repository.id, thread },
      async () => true,
    );
  }

  async function leaveThread(thread: number): Promise<string[]> {
    // Another run may have left something since, and a pull request's thread was not asked for at all.
    await fetch(thread).catch(() => undefined);
    return await upload(thread, (to) =>
      carryThread(known, to, { repository: repository.id, thread }, async ({ secret }, changeSet) =>
        secret === null ? await isClean(changeSet) : !secret,
      ),
    );
  }

  async function leaveLoose(digests: readonly string[]): Promise<string[]> {
    return await upload(null, async (to) => {
      const withheld: string[] = [];
      for (const digest of digests) {
        const changeSet = await known.store.find(digest);
        if (changeSet === null) continue;
        if (await isClean(changeSet)) await to.store.keep(changeSet);
        else withheld.push(digest);
      }
      return withheld;
    });
  }

  async function upload(
    thread: number | null,
    fill: (to: Known<Trigger>) => Promise<string[]>,
  ): Promise<string[]> {
    await using scratch = await openScratch(place.scratch);
    const directory = join(scratch.directory, 'state');
    const withheld = await fill(await openKnown(directory));
    const { uploadArtifact } = await import('./artifact.ts');
    await uploadArtifact(nameOf(thread), directory);
    return withheld.map(
      (digest) =>
        `The change set ${digest} holds what looks like a secret, so it is in no artifact, which whoever may read the ` +
        'repository can read, and is gone with this runner.',
    );
  }

  async function isClean(changeSet: SealedChanges): Promise<boolean> {
    const scan = planSecretScan(place.secrets);
    const sets = isJoint(changeSet) ? changeSet.repositories.map((part) => part.changeSet) : [changeSet];
    for (const set of sets) {
      if (set.changes.some((change) => change.change !== 'delete' && scan.finds(change.content)))
        return false;
      const findings = await findSecrets(set, async () => null);
      if (findings.some(({ verdict }) => verdict === 'refuse')) return false;
    }
    return true;
  }

  return {
    fetch,
    async leave(loose) {
      const jobs = (await known.history.list())
        .filter((one) => one.repository === repository.id)
        .map(({ thread }) => ({ name: nameOf(thread), run: () => leaveThread(thread) }));
      if (loose.length > 0) jobs.push({ name: nameOf(null), run: () => leaveLoose(loose) });
      const warnings: string[] = [];
      for (const { name, run } of jobs) {
        try {
          warnings.push(...(await run()));
        } catch (error) {
          warnings.push(
            `What this run kept is not in the artifact ${name}, and is gone with this runner: ${endingOfError(error).reason}`,
          );
        }
      }
      return warnings;
    },
  };
}

async function openKnown(directory: string): Promise<Known<Trigger>> {
  const store = await openStore(directory);
  return { store, history: openHistory(store.directory, parseTrigger) };
}
