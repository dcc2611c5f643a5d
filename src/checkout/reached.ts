import { posix } from 'node:path';
import type { Git, GitPlace } from '../git/git.ts';
import { openObjects } from '../git/objects.ts';

/** Longer chains of links are followed by no system (path_resolution(7)). */
const LINKS_FOLLOWED = 40;

/**
 * The links of a commit that `isWanted` names, and for each the paths that whoever reads it comes by, over further links:
 * what they lead to is obeyed like themselves. Paths are byte strings, as in a manifest.
 */
export async function readReached(
  git: Git,
  place: GitPlace,
  commit: string,
  isWanted: (path: string) => boolean,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const links = await readLinks(git, place, commit);
  const reached = new Map<string, readonly string[]>();
  const wanted = [...links.keys()].filter(isWanted);
  if (wanted.length === 0) return reached;
  await using objects = openObjects(git, place);

  async function follow(path: string, left: number): Promise<string[]> {
    if (left === 0 || path === '.' || path === '..' || path.startsWith('../')) return [];
    const link = partsOf(path).find((part) => links.has(part));
    if (link === undefined) return [path];
    const object = await objects.read(links.get(link) ?? '');
    const target = object?.content.toString('latin1') ?? '';
    if (target.startsWith('/')) return [link];
    const next = posix.normalize(`${posix.dirname(link)}/${target}${path.slice(link.length)}`);
    return [link, ...(await follow(next.replace(/\/+$/, ''), left - 1))];
  }

  for (const path of wanted) reached.set(path, (await follow(path, LINKS_FOLLOWED)).slice(1));
  return reached;
}

/** Whether a path is one of these, or lies in one of them. */
export function isWithin(path: string, reached: ReadonlySet<string>): boolean {
  return reached.size > 0 && partsOf(path).some((part) => reached.has(part));
}

/** The directories on the way to a path, the outermost first, and the path. */
function partsOf(path: string): string[] {
  const names = path.split('/');
  return names.map((_, index) => names.slice(0, index + 1).join('/'));
}

/** The object of each link, by path. */
async function readLinks(git: Git, place: GitPlace, commit: string): Promise<Map<string, string>> {
  const listing = await git.run(['ls-tree', '-r', '-z', '--full-tree', commit], place);
  const links = new Map<string, string>();
  for (const row of listing.toString('latin1').split('\0')) {
    const [, oid, path] = /^120000 blob ([0-9a-f]+)\t(.*)$/s.exec(row) ?? [];
    if (oid !== undefined && path !== undefined) links.set(path, oid);
  }
  return links;
}
