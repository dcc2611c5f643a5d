import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  rmdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Git } from '../git/git.ts';
import { openObjects } from '../git/objects.ts';
import { readTreeChanges } from '../git/tree-changes.ts';
import type { Checkout } from './checkout.ts';
import type { PutBack } from './manifest.ts';
import { isWithin, readReached } from './reached.ts';

/**
 * Gives the paths that `isWanted` names the content that another commit has for them, before anybody works there. What is
 * left so is no change; what is changed after it is. What links among them lead to is put back with them, and a link that
 * would lead to something else all the same goes. `commit` must be readable in the checkout's repository.
 * Answers the paths that differ.
 */
export async function putBack(
  git: Git,
  checkout: Checkout,
  commit: string,
  isWanted: (path: string) => boolean,
): Promise<ReadonlyMap<string, PutBack>> {
  const { gitDir, base, directory } = checkout;
  const isNamed = (path: string): boolean => isWanted(Buffer.from(path, 'latin1').toString('utf8'));
  const links = await readReached(git, { gitDir }, commit, isNamed);
  const reached = new Set([...links.values()].flat());
  const differing = (await readTreeChanges(git, { gitDir }, base, commit)).filter(
    ({ path }) => isNamed(path) || isWithin(path, reached),
  );
  // All that goes comes first: a link may stand where a directory has to be.
  for (const { path } of differing) takeAway(directory, path);
  const restored = new Map<string, PutBack>();
  const absent = new Set<string>();
  await using objects = openObjects(git, { gitDir });
  for (const { path, after } of differing) {
    const content = after === null || after.mode === '160000' ? null : await objects.read(after.oid);
    const isWritten =
      content !== null && after !== null && write(directory, path, after.mode, content.content);
    restored.set(path, isWritten ? after : null);
    if (after !== null && !isWritten) absent.add(path);
  }
  for (const [link, way] of links) {
    if (![...absent].some((path) => isWithin(path, new Set(way)))) continue;
    takeAway(directory, link);
    restored.set(link, null);
  }
  return restored;
}

/** With the directories that are empty without it, so that a file can stand in the place of one; not a directory with more in it. */
function takeAway(directory: string, path: string): void {
  if (!wayTo(directory, path)) return;
  const file = fileOf(directory, path);
  const stats = lstatSync(file, { throwIfNoEntry: false });
  if (stats !== undefined && !stats.isDirectory()) rmSync(file);
  for (const part of [...parentsOf(path), path].toReversed()) if (!isGone(directory, part)) return;
}

/** After taking away what is an empty directory. */
function isGone(directory: string, path: string): boolean {
  const file = fileOf(directory, path);
  if (lstatSync(file, { throwIfNoEntry: false })?.isDirectory() !== true) return true;
  if (readdirSync(file).length > 0) return false;
  rmdirSync(file);
  return true;
}

/** False where the way to it leads over something that is no directory: then it stays away. */
function write(directory: string, path: string, mode: string, content: Buffer): boolean {
  if (!makeWay(directory, path)) return false;
  const file = fileOf(directory, path);
  if (lstatSync(file, { throwIfNoEntry: false }) !== undefined) return false;
  if (mode === '120000') symlinkSync(content, file);
  else {
    writeFileSync(file, content, { flag: 'wx' });
    chmodSync(file, mode === '100755' ? 0o755 : 0o644);
  }
  return true;
}

/** Whether every part of the way is a directory, and none a link to one. */
function wayTo(directory: string, path: string): boolean {
  return parentsOf(path).every(
    (parent) => lstatSync(fileOf(directory, parent), { throwIfNoEntry: false })?.isDirectory() === true,
  );
}

function makeWay(directory: string, path: string): boolean {
  for (const parent of parentsOf(path)) {
    const stats = lstatSync(fileOf(directory, parent), { throwIfNoEntry: false });
    if (stats === undefined) mkdirSync(fileOf(directory, parent), { mode: 0o755 });
    else if (!stats.isDirectory()) return false;
  }
  return true;
}

function parentsOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

/** Paths are byte strings, as in a manifest. */
function fileOf(directory: string, path: string): Buffer {
  return Buffer.from(join(Buffer.from(directory).toString('latin1'), path), 'latin1');
}
