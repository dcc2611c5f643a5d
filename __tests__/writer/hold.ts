import { setTimeout as wait } from 'node:timers/promises';
import { openDirectoryTarget } from '../../src/writer/directory.ts';
import { changesBetween } from './sandbox.ts';

/**
 * A process that has prepared and then waits for ever, for the test of the lock. Nothing refers to the target any
 * more: the lock must outlive that.
 */
async function prepare(root: string): Promise<void> {
  const target = await openDirectoryTarget({
    root,
    changeSet: changesBetween({ a: 'old' }, { a: 'other' }),
    durability: 'process',
  });
  await target.prepare();
}

const [, , root = ''] = process.argv;
await prepare(root);
if (globalThis.gc === undefined) throw new Error('started without --expose-gc');
for (let i = 0; i < 3; i += 1) {
  globalThis.gc();
  await wait(5);
}
process.stdout.write('prepared\n');
process.stdin.resume();
