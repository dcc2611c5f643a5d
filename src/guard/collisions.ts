import { fold } from './fold.ts';
import type { Complaint, View } from './guard.ts';
import { pathIn } from './path-text.ts';
import { isDirectory, type Place, type ResultingTree, type Spot } from './resulting-tree.ts';

/**
 * Two changes that cannot both stand on every file system: one path twice, a file where a directory stands, and names
 * that are one under case folding or normalisation, unless the base already has both.
 */
export function* inspectCollisions({ changeSet, tree }: View): Generator<Complaint> {
  for (const [index, { path }] of changeSet.changes.entries()) {
    if (changeSet.changes[index - 1]?.path === path) yield refusal(path, 'The path is there twice.');
  }
  yield* filesAgainstDirectories(tree);
  yield* sameNames(tree);
}

function* filesAgainstDirectories({ root, spots }: ResultingTree): Generator<Complaint> {
  const fileAbove = new Map<Spot, Spot>();
  for (const spot of spots) {
    const parent = spot.parent ?? root;
    // Links are told by the guard for links.
    const above = parent.occupant === null || parent.occupant === 'link' ? fileAbove.get(parent) : parent;
    if (above !== undefined) fileAbove.set(spot, above);
    if (spot.change === null || spot.occupant === null) continue;
    if (above !== undefined)
      yield refusal(spot.path, `It lies below ${quote(above.path)}, which is no directory.`);
    if (isDirectory(spot.before) && spot.aliveBelow) {
      yield refusal(spot.path, 'The base has a directory there that is not wholly deleted.');
    }
  }
}

interface Item extends Place {
  readonly isNew: boolean;
  readonly isDirectory: boolean;
}

/** Goes down through groups of directories that are one directory where case does not count; each is met once. */
function* sameNames(tree: ResultingTree): Generator<Complaint> {
  const groups: Place[][] = [[{ path: '', spot: tree.root }]];
  for (const group of groups) {
    for (const items of itemsByName(tree, group)) {
      yield* collisionsAmong(items);
      const directories = items.filter((item) => item.isDirectory);
      if (!directories.some(({ spot }) => spot !== null)) continue;
      groups.push(directories);
      yield* unreadAmong(tree, directories);
    }
  }
}

/** What the directories of one group will hold under each folded name that the set touches. */
function* itemsByName(tree: ResultingTree, group: readonly Place[]): Generator<readonly Item[]> {
  const touched = new Map<string, Item[]>();
  for (const spot of group.flatMap((place) => [...(place.spot?.children.values() ?? [])])) {
    if (!spot.alive) continue;
    const item = { path: spot.path, spot, isNew: spot.before === null, isDirectory: spot.occupant === null };
    const folded = fold(spot.name);
    const items = touched.get(folded);
    if (items === undefined) touched.set(folded, [item]);
    else items.push(item);
  }
  const ofBase = group.filter(({ spot }) => spot === null || isDirectory(spot.before));
  for (const [folded, items] of touched) {
    for (const place of ofBase) items.push(...untouchedItems(tree, place, folded));
    yield items;
  }
}

function untouchedItems(tree: ResultingTree, place: Place, folded: string): Item[] {
  return tree.baseNames(place, folded).map((name) => ({
    path: pathIn(place.path, name),
    spot: null,
    isNew: false,
    isDirectory: isDirectory(tree.baseEntry(place, name)),
  }));
}

/** Every new name is told once, against one that the base has, else against the first new one. */
function* collisionsAmong(items: readonly Item[]): Generator<Complaint> {
  if (items.length < 2) return;
  const standing = items.find((item) => !item.isNew) ?? items[0];
  for (const item of items) {
    if (!item.isNew || item === standing || item.spot === null || standing === undefined) continue;
    const message = `${quote(item.path)} and ${quote(standing.path)} are one path on some systems.`;
    yield refusal(firstChange(item.spot), message);
  }
}

/** The base has all of them already, and the caller only read those that the set names. */
function* unreadAmong(tree: ResultingTree, directories: readonly Item[]): Generator<Complaint> {
  const touched = directories.find(({ spot }) => spot !== null)?.spot ?? null;
  if (touched === null || directories.some(({ isNew }) => isNew)) return;
  for (const place of directories) {
    if (place.spot !== null || !tree.isUnread(place)) continue;
    const message = `${quote(place.path)} is the same directory on some systems and was not compared.`;
    yield { verdict: 'review', path: firstChange(touched), message };
  }
}

/** Findings name a path of the set, also where the clash is that of a directory on the way to it. */
function firstChange(spot: Spot): string {
  if (spot.occupant !== null) return spot.path;
  for (const child of spot.children.values()) {
    if (child.alive) return firstChange(child);
  }
  return spot.path;
}

function refusal(path: string, message: string): Complaint {
  return { verdict: 'refuse', path, message };
}

function quote(path: string): string {
  return JSON.stringify(path);
}
