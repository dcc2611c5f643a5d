import { spawn } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blobId } from '../../src/change-set/blob.ts';
import type { Change } from '../../src/change-set/change.ts';
import { seal } from '../../src/change-set/seal.ts';
import { openDirectoryTarget } from '../../src/writer/directory.ts';

export interface Race {
  readonly tries: number;
  readonly landed: number;
  readonly refused: number;
  /** Tries after which something outside of the root was other than before. */
  readonly escapes: number;
}

export interface RaceOptions {
  /** What is swapped for a link to the outside: a directory on the way, or the file itself. */
  readonly swaps: 'directory' | 'file';
  readonly tries: number;
  readonly ms: number;
}

/** Writes into a tree of which another process swaps a part for a link to the outside, until one of the limits. */
export async function runRace({ swaps, tries, ms }: RaceOptions): Promise<Race> {
  const place = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'wholly-test-')));
  const root = join(place, 'root');
  const outside = join(place, 'outside');
  // The same names outside, so that whatever follows the link finds what it looks for.
  for (const tree of [root, outside]) {
    fs.mkdirSync(join(tree, 'd'), { recursive: true });
    fs.writeFileSync(join(tree, 'd/x'), 'even');
  }
  const swapped = swaps === 'directory' ? 'd' : 'd/x';
  const link = join(place, 'link');
  fs.symlinkSync(join(outside, swapped), link);
  const untouched = fingerprintOf(outside);
  const racer = spawn(
    process.execPath,
    [join(import.meta.dirname, 'racer.ts'), join(root, swapped), link, join(place, 'away')],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const race = { tries: 0, landed: 0, refused: 0, escapes: 0 };
  try {
    await once(racer.stdout, 'data');
    const deadline = performance.now() + ms;
    while (race.tries < tries && performance.now() < deadline) {
      race.tries += 1;
      if (await tryOnce(root, race.tries)) race.landed += 1;
      else race.refused += 1;
      if (fingerprintOf(outside) !== untouched) race.escapes += 1;
    }
  } finally {
    racer.kill('SIGKILL');
    await once(racer, 'exit');
    fs.rmSync(place, { recursive: true });
  }
  return race;
}

/** One file changed, to and fro, and three added. */
async function tryOnce(root: string, count: number): Promise<boolean> {
  const [old, fresh] = count % 2 === 0 ? ['odd', 'even'] : ['even', 'odd'];
  const changes: Change[] = ['a', 'b', 'c'].map((name) => ({
    path: `d/${name}${count}`,
    change: 'add',
    ...next(name),
  }));
  changes.push({
    path: 'd/x',
    change: 'modify',
    beforeMode: '100644',
    before: next(old ?? '').after,
    ...next(fresh ?? ''),
  });
  try {
    await using target = await openDirectoryTarget({
      root,
      changeSet: seal(null, changes),
      durability: 'process',
      lockWaitMs: 0,
    });
    await target.prepare();
    await target.commit();
    return true;
  } catch (error) {
    // Every refusal is a fair answer to somebody who swaps directories; only writing elsewhere is not.
    if (!(error instanceof Error)) throw error;
    return false;
  }
}

function next(text: string): { mode: '100644'; after: string; content: Buffer } {
  const content = Buffer.from(text);
  return { mode: '100644', after: blobId(content, 'sha1'), content };
}

function fingerprintOf(directory: string): string {
  return fs
    .readdirSync(directory, { recursive: true, withFileTypes: true })
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const { size, mtimeMs, ino, nlink, mode } = fs.lstatSync(path);
      return [path, size, mtimeMs, ino, nlink, mode].join(' ');
    })
    .join('\n');
}
