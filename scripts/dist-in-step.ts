import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** After a build: what is committed is what the sources make, and nothing lies beside it. */
const root = fileURLToPath(new URL('..', import.meta.url));
const { status, stdout } = spawnSync('git', ['status', '--porcelain', '--untracked-files=all', 'dist'], {
  cwd: root,
  encoding: 'utf8',
});
const changed = stdout.trim();
if (status !== 0 || changed !== '') {
  console.error(`dist is not in step with src; build it and commit it:\n${changed}`);
  process.exitCode = 1;
}
