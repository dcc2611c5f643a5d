import { chownSync, mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { runProgram } from '../doubles/programs.ts';
import { requireRoot, skipBecause } from '../doubles/root.ts';
import { openScratch } from '../doubles/scratch.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Debian's "nobody", whom every machine knows. */
const USER = 65_534;

/** What tests of overlays are called. */
const NAMES = /overlay|upper directory|takes the name of another|only this user|in a sandbox the agent finds/;
const FILES = [
  'checkout/strategies',
  'checkout/fidelity',
  'checkout/sweep',
  'agent/patch',
  'command-line/in-place',
  'story/cache',
].map((name) => `__tests__/${name}.test.ts`);

/** Without a line of ours: whether the machine lets a user do it at all. */
const PROBE =
  'mkdir lower upper work files && unshare --user --map-current-user --keep-caps --mount mount -i -t overlay ' +
  '-o lowerdir=lower,upperdir=upper,workdir=work,userxattr overlay files && chmod -R u+rwx .';

test('an ordinary user gets overlays that hold all that root’s do, sandbox and checks included', async (context) => {
  requireRoot(context, 'become another user; for any other these tests run as they are');
  await using scratch = await openScratch();
  const [probe, temporary] = [scratch.join('probe'), scratch.join('tmp')];
  for (const path of [scratch.path, probe, temporary]) {
    mkdirSync(path, { recursive: true });
    chownSync(path, USER, USER);
  }
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: temporary,
    TMPDIR: temporary,
    OVERLAY_RUNS: '8',
    FIDELITY_RUNS: '4',
  };
  const probed = await runProgram('sh', ['-c', `test -r '${ROOT}package.json' && ${PROBE}`], {
    cwd: probe,
    env,
    uid: USER,
  });
  if (probed.exitCode !== 0)
    skipBecause(context, `no user can mount an overlay here, or read the sources: ${probed.stderr.trim()}`);
  const told = join(temporary, 'told.json');
  const words = [
    'run',
    '--configLoader',
    'runner',
    '--no-cache',
    '--reporter',
    'json',
    '--outputFile',
    told,
    '-t',
    NAMES.source,
  ];
  const { exitCode, stderr } = await runProgram(
    process.execPath,
    [join(ROOT, 'node_modules/vitest/vitest.mjs'), ...words, ...FILES],
    { cwd: ROOT, env, uid: USER },
  );
  const { testResults }: { testResults: { assertionResults: { title: string; status: string }[] }[] } =
    JSON.parse(await readFile(told, 'utf8'));
  const results = testResults.flatMap((file) => file.assertionResults);
  const titled = (status: string): string[] =>
    results.filter((one) => one.status === status).map(({ title }) => title);
  expect(titled('failed')).toEqual([]);
  // A file or mount that is left makes the whole of it fail.
  expect({ exitCode, stderr: exitCode === 0 ? '' : stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(titled('passed')).toEqual(
    expect.arrayContaining([
      'by overlay, whatever is edited, the change set gives the very tree that git add makes',
      'a walk of the upper directory finds the very same as a walk of every file',
      'a directory of the base that takes the name of another is seen whole',
      'what a killed run by overlay has left is gone after the next start, mounts first',
      'what lies beside an overlay lies where everybody sees it',
      'in a sandbox the agent finds `.git` empty and cannot change it',
      'a diff is applied where only this user sees the files',
      'every kind of edit gives the tree that git add makes',
      'of two repositories beside each other one is an overlay, and the agent sees both',
      'a command line runs its agent in an overlay of the repository, sandbox and checks included',
    ]),
  );
}, 180_000);
