import type { Complaint, View } from './guard.ts';
import { LinkResolver, type Destination } from './link-resolver.ts';
import type { Spot } from './resulting-tree.ts';

/**
 * Symbolic links may point at nothing but the tree itself, also through other links, and nothing may be written
 * behind one: a checkout would follow it.
 */
export function* inspectLinks({ tree }: View): Generator<Complaint> {
  const resolver = new LinkResolver(tree);
  const linkAbove = new Map<Spot, Spot>();
  for (const spot of tree.spots) {
    const parent = spot.parent ?? tree.root;
    const above = parent.occupant === 'link' ? parent : linkAbove.get(parent);
    if (above !== undefined) linkAbove.set(spot, above);
    if (spot.change === null || spot.occupant === null) continue;
    const { path } = spot;
    if (above !== undefined) {
      yield {
        verdict: 'refuse',
        path,
        message: `It lies behind ${JSON.stringify(above.path)}, a symbolic link.`,
      };
    }
    if (spot.occupant === 'link') yield* objectionsTo(path, resolver.destinationOf(spot));
  }
}

function* objectionsTo(path: string, { kind }: Destination): Generator<Complaint> {
  const objection = objections[kind];
  if (objection !== undefined) yield { path, ...objection };
}

const objections: Readonly<Record<Destination['kind'], Omit<Complaint, 'path'> | undefined>> = {
  inside: undefined,
  // The system refuses to follow it, so it leads nowhere.
  loop: undefined,
  empty: { verdict: 'refuse', message: 'The link text is empty.' },
  'over-long': { verdict: 'refuse', message: 'The link text is longer than any system takes.' },
  'not-text': { verdict: 'refuse', message: 'The link text is not UTF-8 or holds a NUL.' },
  backslash: {
    verdict: 'refuse',
    message: 'The link text holds a backslash, which Windows takes for a separator.',
  },
  absolute: { verdict: 'refuse', message: 'The link text is an absolute path.' },
  outside: { verdict: 'refuse', message: 'The link leads out of the tree.' },
  'git-directory': { verdict: 'refuse', message: 'The link leads into a .git directory.' },
  'too-many-links': { verdict: 'refuse', message: 'The link goes through more links than a system follows.' },
  'up-from-unknown': {
    verdict: 'refuse',
    message: 'The link goes up again behind a link of the base and may leave the tree.',
  },
  unknown: {
    verdict: 'review',
    message: 'The link goes through a link of the base, or a directory of it that was not read.',
  },
};
