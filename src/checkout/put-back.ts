import { chmodSync, lstatSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Git } from '../git/git.ts';
import { openObjects } from '../git/objects.ts';
import { readTreeChanges } from '../git/tree-changes.ts';
import type { Checkout } from './checkout.ts';

/** A file as it was put into a checkout beside what its commit says; `null`: it was taken out. */
export type PutBack = { readonly mode: string; readonly oid: string } | null;

/**
 * Gives the paths that `isWanted` names the content that another commit has for them, before anybody works there. What is
 * left so is no change; what is changed after it is. `commit` must be readable in the checkout's repository.
 * Answers the paths that differ.
 */
export async function putBack(
  git: Git,
  checkout: Checkout,
  commit: string,
  isWanted: (path: string) => boolean,
): Promise<ReadonlyMap<string, PutBack>> {
  const { gitDir, base, directory } = checkout;
  const differing = (await readTreeChanges(git, { gitDir }, base, commit)).filter(({ path }) =>
    isWanted(Buffer.from(path, 'latin1').toString('utf8')),
  );
  // All that goes comes first: a link may stand where a directory has to be.
  for (const { path } of differing)
    if (wayTo(directory, path)) rmSync(fileOf(directory, path), { force: true });
  const restored = new Map<string, PutBack>();
  await using objects = openObjects(git, { gitDir });
  for (const { path, after } of differing) {
    const content = after === null || after.mode === '160000' ? null : await objects.read(after.oid);
    const isWritten =
      content !== null && after !== null && write(directory, path, after.mode, content.content);
    restored.set(path, isWritten ? after : null);
  }
  return restored;
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
