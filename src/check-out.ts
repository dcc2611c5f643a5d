import { basename } from 'node:path';
import { openCheckout, type Checkout, type Source } from './checkout/checkout.ts';
import { putBack } from './checkout/put-back.ts';
import type { Git } from './git/git.ts';
import { fetchCommit, type Remote } from './git/remote.ts';
import { isToolConfiguration } from './guard/tool-configuration.ts';
import type { RunRecord } from './report/record.ts';
import type { Sandbox } from './sandbox/sandbox.ts';

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
}

/** A branch whose word on agents counts: a pull request may not set up the agent that works on it. */
export interface Guidance {
  readonly remote: Remote;
  readonly branch: string;
}

/** The files that a run works on, and in its report how they came to be there: of several repositories, the first. */
export async function checkOut(
  { repository, source, beside }: Wanted,
  tools: CheckOutTools,
  record: RunRecord,
): Promise<Checkout> {
  const phase = beside === null ? 'checkout' : `checkout of ${repository}`;
  return await record.phase(phase, async () => {
    const startedAt = performance.now();
    const checkout = await openCheckout(tools.git, source, tools.scratch, {
      cache: tools.cache,
      changesOwners: () => changesOwners(tools),
      name: basename(repository),
      ...(beside !== null && { beside: beside.directory }),
    });
    if (beside !== null) return checkout;
    const { strategy, manifest } = checkout;
    let bytes = 0;
    for (const { size } of manifest.files.values()) bytes += size;
    const durationMs = Math.round(performance.now() - startedAt);
    record.note({ checkout: { strategy, files: manifest.files.size, bytes, durationMs } });
    return checkout;
  });
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

/** Where there is no sandbox at all, whoever needs one will be told; an agent that needs none still has its files. */
async function changesOwners(tools: CheckOutTools): Promise<boolean> {
  const sandbox = await tools.openSandbox().catch(() => null);
  return sandbox?.changesOwners ?? false;
}
