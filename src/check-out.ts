import { lstat, realpath } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { openCheckout, type Checkout, type Source } from './checkout/checkout.ts';
import type { Workers } from './checkout/lay-files.ts';
import { collect } from './checkout/collect.ts';
import { putBack } from './checkout/put-back.ts';
import type { Git } from './git/git.ts';
import { findRepository } from './git/local-repository.ts';
import { openObjects, type Objects } from './git/objects.ts';
import { fetchCommit, type Remote } from './git/remote.ts';
import { readFileAt } from './git/tree.ts';
import { isToolConfiguration } from './guard/tool-configuration.ts';
import { refusalOfFetch } from './host/push-result.ts';
import type { RunRecord } from './report/record.ts';
import type { Sandbox } from './sandbox/sandbox.ts';
import type { Settings } from './settings.ts';

export interface CheckOutTools {
  readonly git: Git;
  /** An existing directory for what is gone after the run. */
  readonly scratch: string;
  /** What is kept of the host's repositories for the next run on this machine; `null`: nothing. */
  readonly cache: string | null;
  openSandbox(): Promise<Sandbox>;
}

/** What is checked out, and where. */
export interface Wanted {
  /** Its last part names the directory. */
  readonly repository: string;
  readonly source: Source;
  /** The checkout beside which this one shall lie; `null` for the first. */
  readonly beside: Checkout | null;
  /** Absolute path of a directory to work on itself; absent: in a fresh one. */
  readonly inPlace?: string;
  /** The repository's own configuration, given as text or `null`, under what the caller asked for. */
  settle(configuration: string | null): Settings;
}

/** A checkout, and what its repository says of runs. */
export interface CheckedOut {
  readonly checkout: Checkout;
  readonly objects: Objects;
  readonly settings: Settings;
}

/** A branch whose word on agents counts: a pull request may not set up the agent that works on it. */
export interface Guidance {
  readonly remote: Remote;
  readonly branch: string;
}

/** The files that a run works on, and in its report how they came to be there: of several repositories, the first. */
export async function checkOut(
  wanted: Wanted,
  opened: AsyncDisposableStack,
  tools: CheckOutTools,
  record: RunRecord,
): Promise<CheckedOut> {
  const { repository, source, beside, inPlace } = wanted;
  const phase = beside === null ? 'checkout' : `checkout of ${repository}`;
  return await record.phase(phase, async () => {
    const startedAt = performance.now();
    if (inPlace !== undefined) await requirePlaceable(inPlace, tools);
    await using made = new AsyncDisposableStack();
    const read = Promise.withResolvers<Omit<CheckedOut, 'checkout'>>();
    const checkout = await openCheckout(tools.git, source, tools.scratch, {
      cache: tools.cache,
      workers: async () => await workersOf((await read.promise).settings, tools),
      async chooseCone(gitDir, commit) {
        const objects = made.use(openObjects(tools.git, { gitDir }));
        const settings = wanted.settle(await readFileAt(objects, commit, '.github/bot.yml'));
        read.resolve({ objects, settings });
        return coneOf(settings);
      },
      name: basename(repository),
      ...(beside !== null && { beside }),
      ...(inPlace !== undefined && { inPlace }),
    }).catch((error: unknown) => {
      throw refusalOfFetch(error) ?? error;
    });
    opened.use(checkout);
    const ofObjects = made.move();
    opened.defer(() => ofObjects.disposeAsync());
    const { objects, settings } = await read.promise;
    if (inPlace !== undefined) {
      await requireClean(tools.git, checkout);
      record.warn(
        `The agent works in ${inPlace} itself: what it does there stays, whatever becomes of the change set.`,
      );
    }
    if (beside !== null) return { checkout, objects, settings };
    const { strategy, manifest } = checkout;
    let files = 0;
    let bytes = 0;
    for (const { size, isLeftOut } of manifest.files.values()) {
      if (isLeftOut) continue;
      files += 1;
      bytes += size;
    }
    const durationMs = Math.round(performance.now() - startedAt);
    const sparse = inPlace === undefined ? coneOf(settings) : [];
    record.note({ checkout: { strategy, sparse, files, bytes, durationMs } });
    return { checkout, objects, settings };
  });
}

/** A diff may be of any file. */
function coneOf({ agent, sparse }: Settings): readonly string[] {
  return agent.kind === 'patch' ? [] : sparse;
}

/** Gives an agent the files that agents obey as its guidance has them, and says which. */
export async function putGuidanceBack(
  checkout: Checkout,
  guidance: Guidance | null,
  { git }: Pick<CheckOutTools, 'git'>,
  record: RunRecord,
): Promise<Checkout> {
  if (guidance === null) return checkout;
  const { remote, branch } = guidance;
  const commit = await fetchCommit(git, checkout.gitDir, remote, branch);
  const restored = await putBack(git, checkout, commit, isToolConfiguration);
  if (restored.size > 0) {
    const names = [...restored.keys()].map((path) => Buffer.from(path, 'latin1').toString('utf8'));
    const shown = names.slice(0, PATHS_SHOWN).join(', ');
    const more = names.length > PATHS_SHOWN ? ` and ${names.length - PATHS_SHOWN} more` : '';
    record.warn(`For the agent these were as on ${branch}, not as in the pull request: ${shown}${more}.`);
  }
  return { ...checkout, restored };
}

const PATHS_SHOWN = 10;

/** Diffs are applied by a program of our own, which is started anywhere and as ourselves; no sandbox is opened for them. */
async function workersOf({ agent }: Settings, tools: CheckOutTools): Promise<Workers> {
  if (agent.kind === 'patch') return { changesOwners: false, seesOwnMounts: true };
  return await needsOfSandbox(tools);
}

/** Where there is no sandbox at all, whoever needs one will be told; an agent that needs none still has its files. */
async function needsOfSandbox(tools: CheckOutTools): Promise<Workers> {
  const sandbox = await tools.openSandbox().catch(() => null);
  return sandbox ?? { changesOwners: false, seesOwnMounts: false };
}

/** A directory that an agent shall work on itself cannot be taken for that; nothing in it was touched. */
export class InPlaceRefused extends Error {
  override readonly name = 'InPlaceRefused';
  readonly code = 'EINPLACE';
}

async function requirePlaceable(directory: string, tools: CheckOutTools): Promise<void> {
  if ((await needsOfSandbox(tools)).changesOwners)
    throw new InPlaceRefused(
      `the sandbox of this machine would give every file of ${directory} to another user`,
    );
  if (await isGitInReach(directory, tools.git))
    throw new InPlaceRefused(
      `the git directory of ${directory} is not simply its .git or outside of it, so no sandbox can hide it`,
    );
}

/** Only what is called `.git` itself is hidden from an agent. A link of that name could be replaced, and a directory be renamed. */
async function isGitInReach(directory: string, git: Git): Promise<boolean> {
  const stats = await lstat(join(directory, '.git')).catch(() => null);
  if (stats === null || stats.isSymbolicLink()) return true;
  const { gitDir } = await findRepository(git, directory);
  const way = relative(await realpath(directory), await realpath(gitDir));
  return way !== '.git' && way !== '..' && !way.startsWith('../');
}

/** What is there already would count as the agent's. */
async function requireClean(git: Git, checkout: Checkout): Promise<void> {
  const { changeSet, uncarried } = await collect(git, checkout, false);
  const paths = [...changeSet.changes, ...uncarried].map(({ path }) => path);
  if (paths.length === 0) return;
  const more = paths.length > PATHS_SHOWN ? ` and ${paths.length - PATHS_SHOWN} more` : '';
  throw new InPlaceRefused(
    `${checkout.directory} is not as its commit says: ${paths.slice(0, PATHS_SHOWN).join(', ')}${more}; commit or stash that first`,
  );
}
