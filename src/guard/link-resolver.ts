import { isUtf8 } from 'node:buffer';
import { fold } from './fold.ts';
import { isDotGit } from './git-names.ts';
import { hasDrivePrefix, longestLinkText, pathIn } from './path-text.ts';
import { isDirectory, type Place, type ResultingTree, type Spot } from './resulting-tree.ts';

/**
 * Where a link of the set leads in the resulting tree. `unknown` means through a link of the base, whose text no guard
 * has: what it reaches was reachable before.
 */
export type Destination =
  | { readonly kind: 'inside'; readonly position: Position }
  | { readonly kind: Unresolved };

type Unresolved =
  | 'loop'
  | 'empty'
  | 'over-long'
  | 'not-text'
  | 'backslash'
  | 'absolute'
  | 'outside'
  | 'git-directory'
  | 'too-many-links'
  | 'unknown'
  | 'up-from-unknown';

/** A place and the way back up; `place` is null below what the tree has. */
interface Position {
  readonly place: Place | null;
  readonly parent: Position | null;
}

/** Linux follows 40 links and then says ELOOP; macOS stops at 32. */
const longestChain = 40;

/**
 * Follows links as a file system would, each only once, by exact name first and then by folded name: a link that
 * stays inside on one system must not leave the tree on another.
 */
export class LinkResolver {
  readonly #tree: ResultingTree;
  readonly #destinations = new Map<Spot, Destination>();
  readonly #positions = new Map<Spot, Position>();
  readonly #foldedSpots = new Map<Spot, ReadonlyMap<string, Spot>>();

  constructor(tree: ResultingTree) {
    this.#tree = tree;
  }

  destinationOf(link: Spot, depth = 1): Destination {
    const known = this.#destinations.get(link);
    if (known !== undefined) return known;
    if (depth > longestChain) return { kind: 'too-many-links' };
    // Whoever comes here again before the answer is known goes in a circle.
    this.#destinations.set(link, { kind: 'loop' });
    const destination = this.#resolve(link, depth);
    this.#destinations.set(link, destination);
    return destination;
  }

  #resolve(link: Spot, depth: number): Destination {
    const content =
      link.change === null || link.change.change === 'delete' ? new Uint8Array() : link.change.content;
    const problem = problemOf(content);
    if (problem !== undefined) return { kind: problem };
    const names = Buffer.from(content).toString().split('/');
    if (names.some(isDotGit)) return { kind: 'git-directory' };
    let position = this.#positionOf(link.parent ?? this.#tree.root);
    for (const [index, name] of names.entries()) {
      const step = this.#step(position, name, depth);
      if (step.kind === 'unknown' && names.includes('..', index + 1)) return { kind: 'up-from-unknown' };
      if (step.kind !== 'inside') return step;
      position = step.position;
    }
    return { kind: 'inside', position };
  }

  #step(position: Position, name: string, depth: number): Destination {
    if (name === '' || name === '.') return { kind: 'inside', position };
    if (name === '..') {
      return position.parent === null ? { kind: 'outside' } : { kind: 'inside', position: position.parent };
    }
    const { place } = position;
    if (place === null) return inside(null, position);

    const spot = this.#spotAt(place, name);
    if (spot === null) return this.#ofBase(position, place, name);
    if (spot.occupant !== 'link') return inside({ path: spot.path, spot }, position);
    return spot.change === null ? { kind: 'unknown' } : this.destinationOf(spot, depth + 1);
  }

  #ofBase(position: Position, place: Place, name: string): Destination {
    if (place.spot === null && this.#tree.isUnread(place)) return { kind: 'unknown' };
    const names = this.#tree.baseNames(place, fold(name));
    const found = names.includes(name) ? name : names[0];
    if (found === undefined) return inside(null, position);
    const entry = this.#tree.baseEntry(place, found);
    if (entry?.mode === '120000') return { kind: 'unknown' };
    return inside(isDirectory(entry) ? { path: pathIn(place.path, found), spot: null } : null, position);
  }

  #spotAt({ spot }: Place, name: string): Spot | null {
    if (spot === null) return null;
    const exact = spot.children.get(name);
    return exact?.alive === true ? exact : (this.#foldedSpotsOf(spot).get(fold(name)) ?? null);
  }

  #foldedSpotsOf(spot: Spot): ReadonlyMap<string, Spot> {
    let spots = this.#foldedSpots.get(spot);
    if (spots === undefined) {
      const living = [...spot.children.values()].filter((child) => child.alive);
      spots = new Map(living.map((child) => [fold(child.name), child]));
      this.#foldedSpots.set(spot, spots);
    }
    return spots;
  }

  #positionOf(spot: Spot): Position {
    let position = this.#positions.get(spot);
    if (position === undefined) {
      const parent = spot.parent === null ? null : this.#positionOf(spot.parent);
      position = { place: { path: spot.path, spot }, parent };
      this.#positions.set(spot, position);
    }
    return position;
  }
}

function inside(place: Place | null, parent: Position): Destination {
  return { kind: 'inside', position: { place, parent } };
}

function problemOf(content: Uint8Array): Unresolved | undefined {
  if (content.byteLength === 0) return 'empty';
  if (content.byteLength > longestLinkText) return 'over-long';
  if (!isUtf8(content) || content.includes(0)) return 'not-text';
  const text = Buffer.from(content).toString();
  if (text.includes('\\')) return 'backslash';
  return text.startsWith('/') || hasDrivePrefix(text) ? 'absolute' : undefined;
}
