import { basename } from 'node:path';
import { openCheckout, type Checkout, type Source } from './checkout/checkout.ts';
import type { Git } from './git/git.ts';
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

/** Where there is no sandbox at all, whoever needs one will be told; an agent that needs none still has its files. */
async function changesOwners(tools: CheckOutTools): Promise<boolean> {
  const sandbox = await tools.openSandbox().catch(() => null);
  return sandbox?.changesOwners ?? false;
}
