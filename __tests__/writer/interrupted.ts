import { openDirectoryTarget } from '../../src/writer/directory.ts';
import { interceptFiles } from './faulty-files.ts';
import { changesBetween } from './sandbox.ts';

/** A process that gets SIGTERM in the middle of its commit and has no handler for it. */
const [, , root = ''] = process.argv;
const files = interceptFiles(
  () => undefined,
  ({ name, args }) => {
    if (name === 'rename' && String(args[1]).endsWith('/a')) process.kill(process.pid, 'SIGTERM');
  },
);
const changeSet = changesBetween({ a: 'old' }, { a: 'new', b: 'new' });
const target = await openDirectoryTarget({ root, changeSet, durability: 'process', files });
await target.prepare();
await target.commit();
// Long enough for the signal, which is delivered as soon as it may be.
setTimeout(() => process.exit(7), 5000);
