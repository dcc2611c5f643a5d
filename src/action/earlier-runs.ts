import { existsSync } from 'node:fs';
import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SealedChanges } from '../change-set/joint.ts';
import { isJoint } from '../change-set/joint.ts';
import { openScratch } from '../checkout/scratch.ts';
import { findSecrets } from '../guard/secret-patterns.ts';
import { findArtifacts, parseWorkflowPath } from '../host/artifacts.ts';
import type { Api } from '../host/api.ts';
import { isPublic } from '../host/visibility.ts';
import { endingOfError } from '../report/ending.ts';
import { planSecretScan } from '../secrets/scan.ts';
import { carryThread, type Known } from '../state/carry.ts';
import { openHistory } from '../state/history.ts';
import type { Start, Starts } from '../state/starts.ts';
import { openStore } from '../state/store.ts';
import type { Repository, Trigger } from '../trigger/trigger.ts';
import { parseTrigger } from '../trigger/trigger-shape.ts';
import type { Inputs } from './inputs.ts';

/** What a job knows of the runs before it, and leaves for those after it, where no directory outlives the runner. */
export interface EarlierRuns {
  /** Adds to the state what the last run of the thread has left. */
  fetch(thread: number): Promise<void>;
  /** The latest starts for a person after a time in other runs, so many at most, by when each run began. */
  findStarts(person: number, since: number, most: number): Promise<Start[]>;
  /**
   * Leaves everybody whom this run has started an agent for, and every thread of the state, as an artifact, and one of these sets as one of its own where no thread knows of it.
   * Answers a sentence for each that could not be left.
   */
  leave(sealed: readonly string[]): Promise<string[]>;
}

interface Place {
  readonly api: Api;
  readonly repository: Repository;
  readonly known: Known<Trigger>;
  readonly starts: Starts;
  readonly token: string;
  /** The workflow's own file. */
  readonly workflow: string;
  /** Id of the workflow's run. */
  readonly run: string;
  readonly scratch: string;
  readonly secrets: readonly string[];
}

/** The state of the runs of one thread. */
const nameOf = (thread: number): string => `wholly-thread-${thread}`;

/** Says by being there that its run has started an agent for a person. */
const nameOfStarts = (person: number): string => `wholly-starts-${person}`;

/** How many of a name are looked at. */
const LOOKED_AT = { most: 20, since: 0 };
const STARTS_LOOKED_AT = 100;

/** A set of no thread has a name of its own: other jobs of this run leave theirs. */
const nameOfLoose = (digest: string): string =>
  `wholly-preserved-${digest.replace('sha256:', '').slice(0, 16)}`;

/** Stands in an artifact that was made where the one before it could not be read: that one counts as well. */
const INCOMPLETE = 'incomplete';

/**
 * Artifacts of this workflow's runs; `null` where a `state-dir` outlives the job, and where there is no service for
 * them: outside of a runner, and on GitHub Enterprise Server, which the toolkit does not serve.
 */
export function openEarlierRuns(
  inputs: Inputs,
  environment: Readonly<Record<string, string>>,
  place: Omit<Place, 'token' | 'workflow' | 'run'>,
): EarlierRuns | null {
  const {
    ACTIONS_RUNTIME_TOKEN: runtime,
    ACTIONS_RESULTS_URL: results,
    GITHUB_SERVER_URL: server,
    GITHUB_RUN_ID: run = '',
  } = environment;
  const workflow = parseWorkflowPath(environment['GITHUB_WORKFLOW_REF'] ?? '');
  const isServed = /^(?:github\.com|.+\.ghe\.com|.+\.localhost)$/.test(
    new URL(server ?? 'https://github.com').hostname,
  );
  if (inputs.stateDir !== '' || !runtime || !results || workflow === null || !isServed) return null;
  return open({ ...place, token: inputs.token, workflow, run });
}

function open(place: Place): EarlierRuns {
  const { known, repository } = place;

  async function fetch(thread: number): Promise<void> {
    await using scratch = await openScratch(place.scratch);
    const { api, workflow } = place;
    for await (const found of findArtifacts(api, repository, nameOf(thread), workflow, LOOKED_AT)) {
      // Large, and mostly there is none.
      const { downloadArtifact } = await import('./artifact.ts');
      const directory = join(scratch.directory, `${found.id}`);
      await downloadArtifact(found, directory, { ...repository, token: place.token });
      await carryAll(directory, known, thread, new Set());
      if (!existsSync(join(directory, INCOMPLETE))) return;
    }
  }

  async function carryAll(
    directory: string,
    to: Known<Trigger>,
    thread: number,
    unsafe: ReadonlySet<string | null>,
  ): Promise<void> {
    const of = { repository: repository.id, thread };
    await carryThread(await openKnown(directory), to, of, async (_, { digest }) => !unsafe.has(digest));
  }

  async function leaveThread(thread: number): Promise<string[]> {
    // Another run may have left something since, and a pull request's thread was not asked for at all.
    const isWhole = await fetch(thread).then(
      () => true,
      () => false,
    );
    await using scratch = await openScratch(place.scratch);
    const directory = join(scratch.directory, 'state');
    const left = await openKnown(directory);
    const withheld: string[] = [];
    const runs = await known.history.read(repository.id, thread);
    // Another run's host or guards may have had no reason to look at the very same set.
    const unsafe = new Set(runs.flatMap(({ digest, secret }) => (secret === true ? [digest] : [])));
    await carryThread(known, left, { repository: repository.id, thread }, async ({ secret }, changeSet) => {
      const why = await findObjection(changeSet, unsafe.has(changeSet.digest) || secret);
      if (why !== null) withheld.push(why);
      return why === null;
    });
    if (!isWhole) await writeFile(join(directory, INCOMPLETE), '');
    const { downloadOwnArtifact, replaceArtifact, uploadArtifact } = await import('./artifact.ts');
    const name = nameOf(thread);
    if (!(await uploadArtifact(name, directory))) {
      const before = join(scratch.directory, 'before');
      await downloadOwnArtifact(name, before);
      await carryAll(before, left, thread, unsafe);
      await replaceArtifact(name, directory);
    }
    return withheld;
  }

  async function leaveStarts(person: number): Promise<string[]> {
    await using scratch = await openScratch(place.scratch);
    await copyFile(
      place.starts.fileOf({ repository: repository.id, person }),
      join(scratch.directory, 'starts.jsonl'),
    );
    const { uploadArtifact } = await import('./artifact.ts');
    // One that is there says the same.
    await uploadArtifact(nameOfStarts(person), scratch.directory, { days: 1 });
    return [];
  }

  async function leaveLoose(digest: string): Promise<string[]> {
    const changeSet = await known.store.find(digest);
    if (changeSet === null) return [];
    const why = await findObjection(changeSet, null);
    if (why !== null) return [why];
    await using scratch = await openScratch(place.scratch);
    const directory = join(scratch.directory, 'state');
    await (await openKnown(directory)).store.keep(changeSet);
    const { uploadArtifact } = await import('./artifact.ts');
    await uploadArtifact(nameOfLoose(digest), directory);
    return [];
  }

  /** Why what whoever may read this repository can read must not hold the set; `null` where it may. */
  async function findObjection(changeSet: SealedChanges, secret: boolean | null): Promise<string | null> {
    const denial = await known.store.findDenial(changeSet.digest);
    if (denial?.code === 'EPUSHPROTECTION' || (secret ?? !(await isClean(changeSet))))
      return renderWithheld(changeSet, 'holds what looks like a secret');
    for (const { repository: name } of isJoint(changeSet) ? changeSet.repositories : []) {
      const isOwn = name === `${repository.owner}/${repository.name}`;
      if (!isOwn && !(await isPublic(place.api, name)))
        return renderWithheld(changeSet, `is of ${name} as well, which not everybody may read`);
    }
    return null;
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
    async findStarts(person, since, most) {
      const { api, workflow, run: own } = place;
      const starts: Start[] = [];
      const bounds = { most: STARTS_LOOKED_AT, since };
      for await (const { run } of findArtifacts(api, repository, nameOfStarts(person), workflow, bounds)) {
        const at = Date.parse(run.startedAt);
        // The same run, when somebody runs its job again, is the same request.
        if (at > since && String(run.id) !== own) starts.push({ request: `run ${run.id}`, at });
        if (starts.length === most) break;
      }
      return starts;
    },
    async leave(sealed) {
      const threads = (await known.history.list()).filter((one) => one.repository === repository.id);
      const runs = await Promise.all(threads.map(({ thread }) => known.history.read(repository.id, thread)));
      const told = new Set(runs.flat().map(({ digest }) => digest));
      const jobs = threads.map(({ thread }) => ({ name: nameOf(thread), run: () => leaveThread(thread) }));
      for (const person of await place.starts.people(repository.id))
        jobs.push({ name: nameOfStarts(person), run: () => leaveStarts(person) });
      for (const digest of sealed.filter((one) => !told.has(one)))
        jobs.push({ name: nameOfLoose(digest), run: () => leaveLoose(digest) });
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

function renderWithheld({ digest }: SealedChanges, why: string): string {
  return (
    `The change set ${digest} ${why}, so it is in no artifact, which whoever may read the repository can read, and is ` +
    'gone with this runner.'
  );
}

async function openKnown(directory: string): Promise<Known<Trigger>> {
  const store = await openStore(directory);
  return { store, history: openHistory(store.directory, parseTrigger) };
}
