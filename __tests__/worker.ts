import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Each worker has a temporary directory of its own, so that no test sees what another one's leaves for a moment. */
const { TMPDIR: shared, VITEST_POOL_ID: worker } = process.env;
if (shared === undefined || worker === undefined) throw new Error('the tests were not set up');
// A worker comes here once for every file.
if (basename(shared) !== worker) {
  const own = join(shared, worker);
  mkdirSync(own, { recursive: true });
  process.env['TMPDIR'] = own;
}
