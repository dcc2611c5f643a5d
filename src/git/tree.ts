import { readText, type Objects } from './objects.ts';

export interface TreeEntry {
  readonly mode: string;
  readonly oid: string;
}

/** The listings of some directories of one tree, by path; `''` is the root. */
export type Trees = ReadonlyMap<string, ReadonlyMap<string, TreeEntry>>;

/**
 * Reads the listing of every directory on the way to the given paths, and of no other: the cost grows with the
 * change, not with the repository.
 */
export async function readTreesAround(
  objects: Objects,
  treeOid: string,
  paths: Iterable<string>,
): Promise<Trees> {
  const wanted = directoriesAround(paths);
  const trees = new Map<string, ReadonlyMap<string, TreeEntry>>();
  async function visit(directory: string, oid: string): Promise<void> {
    const object = await objects.read(oid);
    if (object?.type !== 'tree') return;
    const entries = parseTree(object.content, oid.length / 2);
    trees.set(directory, entries);
    const below = [...entries].filter(
      ([name, entry]) => entry.mode === '040000' && wanted.has(join(directory, name)),
    );
    await Promise.all(below.map(([name, entry]) => visit(join(directory, name), entry.oid)));
  }
  await visit('', treeOid);
  return trees;
}

/** The text of one file of a commit; `null` where it has none there. */
export async function readFileAt(objects: Objects, commitOid: string, path: string): Promise<string | null> {
  const commit = await objects.read(commitOid);
  if (commit?.type !== 'commit') return null;
  const trees = await readTreesAround(objects, treeOf(commit.content), [path]);
  const end = path.lastIndexOf('/');
  const entry = trees.get(path.slice(0, Math.max(0, end)))?.get(path.slice(end + 1));
  return entry === undefined ? null : await readText(objects, entry.oid);
}

/** The tree of a commit, from its first header line. */
export function treeOf(commit: Buffer): string {
  return commit.toString('latin1', 5, commit.indexOf(0x0a));
}

/** Tree objects are rows of `<mode> <name>\0<raw id>` (gitformat: tree entries in git's fsck and tree-walk sources). */
function parseTree(content: Buffer, oidBytes: number): ReadonlyMap<string, TreeEntry> {
  const entries = new Map<string, TreeEntry>();
  let at = 0;
  while (at < content.length) {
    const space = content.indexOf(0x20, at);
    const nul = content.indexOf(0, space);
    const oid = content.toString('hex', nul + 1, nul + 1 + oidBytes);
    entries.set(content.toString('utf8', space + 1, nul), {
      mode: canonicalMode(content.toString('latin1', at, space)),
      oid,
    });
    at = nul + 1 + oidBytes;
  }
  return entries;
}

/** As `git ls-tree` prints it: trees of very old tools hold other permissions, which git reads as one of two. */
function canonicalMode(mode: string): string {
  if (!mode.startsWith('100')) return mode.padStart(6, '0');
  return (Number.parseInt(mode, 8) & 0o100) === 0 ? '100644' : '100755';
}

function directoriesAround(paths: Iterable<string>): Set<string> {
  const directories = new Set<string>();
  for (const path of paths) {
    // The path itself too: a file may take the place of a directory.
    for (
      let end = path.length;
      end > 0 && !directories.has(path.slice(0, end));
      end = path.lastIndexOf('/', end - 1)
    ) {
      directories.add(path.slice(0, end));
    }
  }
  return directories;
}

function join(directory: string, name: string): string {
  return directory === '' ? name : `${directory}/${name}`;
}
