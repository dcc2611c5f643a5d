import * as childProcess from 'node:child_process';
import * as fs from 'node:fs';
import * as promises from 'node:fs/promises';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';

/**
 * One process that puts a change set onto a new branch of a repository, and that kills itself and its git processes before
 * its act with the number `killAt` (never, where negative): a call that changes something on disk, or the start of a
 * process. Leads a process group of its own. Tells its parent `ready`, then `reported` once it may be relied upon, then
 * the number of acts.
 */
const [, , root = '', place = '', branch = '', size = '1', killAt = '-1'] = process.argv;
/** Counted once the writer begins. */
let acts = -Infinity;

const ACTS = {
  fs: ['mkdirSync', 'writeFileSync', 'renameSync', 'linkSync', 'rmSync', 'rmdirSync', 'chmodSync'],
  promises: ['mkdir', 'chmod', 'copyFile', 'open', 'rm'],
  childProcess: ['spawn'],
} as const;

/** In place of each of them stands one that counts first; the modules of the writer are loaded after that. */
function count(module: object, names: readonly string[]): void {
  for (const name of names) {
    const real: unknown = Reflect.get(module, name);
    if (typeof real !== 'function') throw new TypeError(`there is no ${name}`);
    Reflect.set(module, name, (...args: unknown[]) => {
      if (acts === Number(killAt)) process.kill(-process.pid, 'SIGKILL');
      acts += 1;
      return Reflect.apply(real, module, args);
    });
  }
}

// The namespaces cannot be written to; what stands behind them can.
const require = createRequire(import.meta.url);
const write = fs.writeSync;
count(require('node:fs'), ACTS.fs);
count(require('node:fs/promises'), ACTS.promises);
count(require('node:child_process'), ACTS.childProcess);
syncBuiltinESMExports();
if (promises.open === undefined || childProcess.spawn === undefined)
  throw new TypeError('nothing is counted');

const { openGit } = await import('../../src/git/git.ts');
const { findRepository, readCommit } = await import('../../src/git/local-repository.ts');
const { openWorkshop } = await import('../../src/git/workshop.ts');
const { openBranch } = await import('../../src/writer/branch.ts');
const { buildCommit } = await import('../../src/writer/git-commit.ts');
const { seal } = await import('../../src/change-set/seal.ts');
const { makeScenario } = await import('./scenario.ts');

const git = openGit({ PATH: process.env['PATH'] ?? '' });
const repository = await findRepository(git, root);
const base = await readCommit(git, repository, 'HEAD');
const { gitDir } = await openWorkshop(fs.mkdtempSync(join(place, 'worker-')), 'sha1', repository.objectDir);
const changeSet = seal(base, makeScenario(Number(size)).changeSet.changes);
const identity = { name: 'crash', email: 'crash@localhost' };
acts = 0;
write(1, 'ready\n');
const { commit } = await buildCommit(git, { gitDir }, changeSet, {
  message: 'change\n',
  author: identity,
  committer: identity,
  time: 0,
});
const target = openBranch(git, { repository, branch, expected: null, commit, gitDir });
await target.prepare();
await target.commit();
write(1, `reported\ncalls ${acts}\n`);
