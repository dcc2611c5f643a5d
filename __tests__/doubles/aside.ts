import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mountOverlay } from '../../src/checkout/overlay.ts';
import { removeTree } from '../../src/checkout/remove-tree.ts';
import type { Inside } from '../../src/sandbox/sandbox.ts';
import { openScratch } from './scratch.ts';

/** A directory that is mounted for this user alone. */
export interface Aside extends AsyncDisposable {
  /** Our own way to it. */
  readonly directory: string;
  readonly inside: Inside;
  /** Where it is mounted in there; outside nothing of it is to be seen there. */
  readonly outside: string;
}

/** An overlay of these files, all of them programs, in namespaces of its own; at a directory of its own or at this one. */
export async function openAside(files: Readonly<Record<string, string>>, at?: string): Promise<Aside> {
  await using made = new AsyncDisposableStack();
  const scratch = made.use(await openScratch());
  // Of a user's overlay the kernel leaves a directory that is closed to them.
  made.defer(() => removeTree(scratch.join('work')));
  const lower = scratch.join('base');
  mkdirSync(lower);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(lower, name), text, { mode: 0o755 });
  const outside = at ?? scratch.join('files');
  const overlay = await mountOverlay('namespace', { root: scratch.path, directory: outside, lower });
  if (overlay?.inside == null) throw new Error('no overlay can be mounted in a user namespace here');
  made.use(overlay);
  const { directory, inside } = overlay;
  const cleanUp = made.move();
  return { directory, inside, outside, [Symbol.asyncDispose]: () => cleanUp.disposeAsync() };
}

/** Whether that works here; where it does not, that is said, loudly. */
export async function canOpenAside(): Promise<boolean> {
  try {
    await using _aside = await openAside({});
    return true;
  } catch (error) {
    console.warn(`SKIPPED: what is mounted for one user alone is not tested: ${String(error)}`);
    return false;
  }
}
