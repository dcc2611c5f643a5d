import { openDirectoryTarget } from '../../src/writer/directory.ts';
import { changesBetween } from './sandbox.ts';

/** A process that has prepared and then waits for ever, for the test of the lock. */
const [, , root = ''] = process.argv;
const target = await openDirectoryTarget({
  root,
  changeSet: changesBetween({ a: 'old' }, { a: 'other' }),
  durability: 'process',
});
await target.prepare();
process.stdout.write('prepared\n');
process.stdin.resume();
