import * as fs from 'node:fs';
import { interceptFiles } from '../../__tests__/writer/faulty-files.ts';
import { openDirectoryTarget } from '../../src/writer/directory.ts';
import { systemFiles } from '../../src/writer/files.ts';
import { recoverDirectory } from '../../src/writer/recover.ts';
import { makeScenario } from './scenario.ts';

/**
 * One process that applies, applies and rolls back, or recovers, and that kills itself before the call of the file system
 * with the number `killAt` (never, where negative). Tells its parent `ready`, then `reported` once it may be relied upon,
 * then the number of calls.
 */
const [, , act = '', root = '', size = '1', durability = 'power', killAt = '-1'] = process.argv;
let calls = 0;
const files = interceptFiles(
  () => {
    if (calls === Number(killAt)) process.kill(process.pid, 'SIGKILL');
    calls += 1;
  },
  undefined,
  systemFiles,
);

if (act === 'recover') {
  fs.writeSync(1, 'ready\n');
  await recoverDirectory({ root, files });
} else {
  const { changeSet } = makeScenario(Number(size));
  const target = await openDirectoryTarget({
    root,
    changeSet,
    files,
    durability: durability === 'power' ? 'power' : 'process',
  });
  fs.writeSync(1, 'ready\n');
  await target.prepare();
  await target.commit();
  if (act === 'rollback') await target.rollback();
  fs.writeSync(1, 'reported\n');
  await target[Symbol.asyncDispose]();
}
fs.writeSync(1, `calls ${calls}\n`);
