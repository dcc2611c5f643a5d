import {
  appendFileSync,
  chmodSync,
  linkSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { collect } from '../../src/checkout/collect.ts';
import { changedSince, walk } from '../../src/checkout/walk.ts';
import type { Git } from '../../src/git/git.ts';
import { startProgram } from '../doubles/programs.ts';
import { until } from '../doubles/until.ts';
import { git, openWorkplace } from './workplace.ts';

const BASE = { 'a.txt': 'a\n', 'dir/b.txt': 'b\n', 'dir/c.txt': 'c\n' };

/** What outlives its agent strikes after all of the base's files were read, and before the new ones are. */
async function walkWhile(strike: (directory: string) => void) {
  await using place = await openWorkplace(BASE);
  const { directory } = place.checkout;
  for (const name of ['a.txt', 'dir/b.txt', 'new.txt']) writeFileSync(`${directory}/${name}`, 'edited\n');
  // The coarsest clock of a file system.
  await delay(20);
  const walked = await walk(
    place.checkout,
    async () => {
      strike(directory);
      return new Set();
    },
    { bytes: 1e6 },
  );
  expect(walked.uncarried).toEqual([]);
  return changedSince(directory, walked);
}

test('what nobody touches is as it was read', async () => {
  expect(await walkWhile(() => undefined)).toEqual([]);
});

test.each<[string, (directory: string) => void, string]>([
  ['a file that grows', (directory) => appendFileSync(`${directory}/a.txt`, 'more'), 'a.txt'],
  [
    'a file that is put in the place of another',
    (directory) => {
      writeFileSync(`${directory}/dir/d`, 'edited\n');
      renameSync(`${directory}/dir/d`, `${directory}/dir/b.txt`);
    },
    'dir/b.txt',
  ],
  ['a file that goes', (directory) => rmSync(`${directory}/a.txt`), 'a.txt'],
  ['a file that comes', (directory) => writeFileSync(`${directory}/dir/late`, ''), 'dir'],
  ['a directory at the root that comes', (directory) => mkdirSync(`${directory}/late`), '.'],
  [
    'a file that becomes a link',
    (directory) => {
      rmSync(`${directory}/a.txt`);
      symlinkSync('/etc/passwd', `${directory}/a.txt`);
    },
    'a.txt',
  ],
])('after it was read, %s is seen by a second look', async (_what, strike, path) => {
  expect(await walkWhile(strike)).toContain(path);
});

/** Collects while something strikes after the last file was looked at, when git is asked for the attributes. */
async function collectWhile(strike: (directory: string) => void, survivors = true): Promise<string[]> {
  await using place = await openWorkplace({ ...BASE, '.gitattributes': '* text=auto\n' });
  // As of a large tree, whose first files are surely older than its index when that is written.
  const { manifest } = place.checkout;
  const checkout = { ...place.checkout, manifest: { ...manifest, takenAt: manifest.takenAt + 0.03 } };
  await delay(50);
  writeFileSync(`${checkout.directory}/new.txt`, 'new\n');
  await delay(20);
  const striking: Git = {
    ...git,
    run: async (args, call) => {
      if (args[0] === 'check-attr') strike(checkout.directory);
      return await git.run(args, call);
    },
  };
  const { changeSet, uncarried } = await collect(striking, checkout, survivors);
  expect(changeSet.changes.map(({ path }) => path)).toEqual(['new.txt']);
  return uncarried.filter(({ kind }) => kind === 'changed-while-read').map(({ path }) => path);
}

test('what nobody touched until the end is as it was checked out', async () => {
  expect(await collectWhile(() => undefined)).toEqual([]);
});

test.each<[string, (directory: string) => void]>([
  ['grows', (directory) => appendFileSync(`${directory}/dir/b.txt`, 'more')],
  ['is written anew with as many bytes', (directory) => writeFileSync(`${directory}/dir/b.txt`, 'B\n')],
  ['gets another mode', (directory) => chmodSync(`${directory}/dir/b.txt`, 0o755)],
  ['gets another name', (directory) => linkSync(`${directory}/dir/b.txt`, `${directory}/../b.txt`)],
  ['goes', (directory) => rmSync(`${directory}/dir/b.txt`)],
  [
    'goes with its directory',
    (directory) => {
      rmSync(`${directory}/dir`, { recursive: true });
      writeFileSync(`${directory}/dir`, '');
    },
  ],
])('a file that was untouched and %s before the end is told of', async (_what, strike) => {
  expect(await collectWhile(strike)).toContain('dir/b.txt');
});

test('nothing is looked at twice where no process can be left', async () => {
  expect(await collectWhile((directory) => appendFileSync(`${directory}/a.txt`, 'more'), false)).toEqual([]);
});

test('a process that keeps writing lets no set be sealed in silence', async () => {
  await using place = await openWorkplace(BASE);
  const { directory } = place.checkout;
  const writer = startProgram('sh', ['-c', 'while :; do echo x >> a.txt; done'], {
    cwd: directory,
    env: { PATH: process.env['PATH'] ?? '' },
  });
  try {
    await until('the writer', async () => (await place.changes()).length > 0);
    const seen: string[] = [];
    for (let round = 0; round < 20 && seen.length === 0; round += 1) {
      const { uncarried } = await place.collect();
      seen.push(...uncarried.filter(({ kind }) => kind === 'changed-while-read').map((one) => one.path));
    }
    expect(seen[0]).toBe('a.txt');
  } finally {
    writer.kill('SIGKILL');
    await writer.ended;
  }
});
