import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { readMountsAt, runSystem } from '../../src/checkout/mounts.ts';
import { findOverlayWay } from '../../src/checkout/overlay.ts';
import { openScratch, sweep } from '../../src/checkout/scratch.ts';

/**
 * Run by root in mount namespaces of its own, which hide the programs that an administrator has added to the system's behind
 * the directory that standard input names. Mounts with them what it can, tries to clear up, and prints what there is then;
 * and clears up once more without them.
 */
const { parent, programs } = JSON.parse(await text(process.stdin));
await runSystem('mount', ['--bind', programs, '/usr/local/sbin']);
const scratch = await openScratch(parent);
const told = await codeOf(findOverlayWay(scratch.directory, ['kernel', 'fuse']));
const mounts = (await readMountsAt(parent)).length;
const cleared = await codeOf(scratch[Symbol.asyncDispose]());
const swept = await sweep(parent);
const left = {
  mounts: (await readMountsAt(parent)).length,
  owned: readdirSync(scratch.directory).includes('owner'),
  shown: readdirSync(join(scratch.directory, 'trial/files')),
  base: readdirSync(join(scratch.directory, 'trial/base')),
};
await runSystem('/bin/umount', ['/usr/local/sbin']);
const again = await sweep(parent);
const end = { again, mounts: (await readMountsAt(parent)).length, names: readdirSync(parent) };
process.stdout.write(JSON.stringify({ told, mounts, cleared, swept: swept.length, left, end }));

async function codeOf(act: PromiseLike<unknown>): Promise<unknown> {
  return await act.then(
    () => 'done',
    (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
  );
}
