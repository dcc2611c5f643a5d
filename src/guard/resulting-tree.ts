import type { Change, ChangeSet } from '../change-set/change.ts';
import type { BaseEntry, BaseTree } from './base-tree.ts';
import { fold } from './fold.ts';
import { longestPath } from './path-text.ts';

/** A place that the change set touches, or a directory on the way to one. */
export interface Spot {
  readonly path: string;
  readonly name: string;
  readonly parent: Spot | null;
  readonly children: ReadonlyMap<string, Spot>;
  /** What the base has under exactly this path. */
  readonly before: BaseEntry | null;
  readonly change: Change | null;
  /** The file, link or gitlink that stands here afterwards; null where there is a directory or nothing. */
  readonly occupant: 'file' | 'link' | 'gitlink' | null;
  /** Whether anything stands here or below afterwards. */
  readonly alive: boolean;
  /** Whether anything stands below afterwards. */
  readonly aliveBelow: boolean;
}

/** A directory of the tree as it will be: `spot` is null where only the base has it. */
export interface Place {
  readonly path: string;
  readonly spot: Spot | null;
}

type Growing = { -readonly [Key in Exclude<keyof Spot, keyof Rooted>]: Spot[Key] } & Rooted;

interface Rooted {
  parent: Growing | null;
  children: Map<string, Growing>;
}

/**
 * The base with the change set put on it, as far as the set touches it. Every question of the guards about the tree
 * is answered from here, in time proportional to the set and to the directories that were read.
 */
export class ResultingTree {
  readonly root: Spot;
  /** Every spot but the root, each after its parent. */
  readonly spots: readonly Spot[];
  readonly #base: BaseTree;
  readonly #foldedBase = new Map<string, ReadonlyMap<string, readonly string[]>>();

  /** Paths longer than any that the guards let through are left out: their components could be millions. */
  constructor(changeSet: ChangeSet, base: BaseTree) {
    this.#base = base;
    const root = sprout('', '', null, directory);
    const spots: Growing[] = [];
    for (const change of changeSet.changes) {
      if (Buffer.byteLength(change.path) <= longestPath) this.#plant(root, change, spots);
    }
    for (const spot of spots.toReversed()) this.#settle(spot);
    this.#settle(root);
    this.root = root;
    this.spots = spots;
  }

  /** The base's entries of a directory that the set does not touch by name, by folded name. */
  baseNames(place: Place, folded: string): readonly string[] {
    const names = this.#foldedNames(place.path).get(folded) ?? [];
    const { spot } = place;
    return spot === null ? names : names.filter((name) => !spot.children.has(name));
  }

  baseEntry(place: Place, name: string): BaseEntry | null {
    return this.#base.entries(place.path).get(name) ?? null;
  }

  /** Whether nobody read this directory of the base: git has no empty ones. */
  isUnread(place: Place): boolean {
    return this.#base.entries(place.path).size === 0;
  }

  #plant(root: Growing, change: Change, spots: Growing[]): void {
    const { path } = change;
    let spot = root;
    for (let start = 0; start <= path.length;) {
      const slash = path.indexOf('/', start);
      const end = slash === -1 ? path.length : slash;
      const name = path.slice(start, end);
      let child = spot.children.get(name);
      if (child === undefined) {
        const before = isDirectory(spot.before) ? this.#base.entries(spot.path).get(name) : undefined;
        child = sprout(path.slice(0, end), name, spot, before ?? null);
        spot.children.set(name, child);
        spots.push(child);
      }
      spot = child;
      start = end + 1;
    }
    spot.change = change;
  }

  /** Children are settled before their parents. */
  #settle(spot: Growing): void {
    spot.occupant = occupantOf(spot);
    spot.aliveBelow = this.#isAliveBelow(spot);
    spot.alive = spot.occupant !== null || spot.aliveBelow;
  }

  #isAliveBelow(spot: Growing): boolean {
    let kept = isDirectory(spot.before) ? this.#base.entries(spot.path).size : 0;
    // A directory of the base that nobody read has something in it all the same.
    if (kept === 0 && isDirectory(spot.before) && spot.parent !== null) return true;
    for (const child of spot.children.values()) {
      if (child.alive) return true;
      if (child.before !== null) kept -= 1;
    }
    return kept > 0;
  }

  #foldedNames(path: string): ReadonlyMap<string, readonly string[]> {
    const known = this.#foldedBase.get(path);
    if (known !== undefined) return known;
    const folded = Map.groupBy(this.#base.entries(path).keys(), fold);
    this.#foldedBase.set(path, folded);
    return folded;
  }
}

export function isDirectory(entry: BaseEntry | null): boolean {
  return entry !== null && entry.mode === directory.mode;
}

const directory: BaseEntry = { mode: '040000', oid: '' };

function sprout(path: string, name: string, parent: Growing | null, before: BaseEntry | null): Growing {
  const children = new Map<string, Growing>();
  return {
    path,
    name,
    parent,
    children,
    before,
    change: null,
    occupant: null,
    alive: false,
    aliveBelow: false,
  };
}

function occupantOf({ change, before }: Growing): Spot['occupant'] {
  if (change?.change === 'delete') return null;
  if (change !== null) return kindOf(change.mode);
  return before === null || isDirectory(before) ? null : kindOf(before.mode);
}

function kindOf(mode: string): 'file' | 'link' | 'gitlink' {
  if (mode === '120000') return 'link';
  return mode === '160000' ? 'gitlink' : 'file';
}
