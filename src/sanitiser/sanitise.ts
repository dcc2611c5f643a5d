import { withoutInvisible } from './invisible.ts';
import { withoutHiddenMarkup } from './markup.ts';
import type { Hidden, Removed } from './removed.ts';

export interface Sanitised {
  readonly text: string;
  /** What was taken out, in the order in which it was met first. */
  readonly removed: readonly Removed[];
}

/** Nobody writes what takes longer to come to rest. */
const PASSES = 8;

/**
 * Takes out of people's text what a reader of the page does not see: hidden markup and characters. Code stays as it
 * is, but for characters that nobody sees. What was clean stays the same; the result is always clean.
 */
export function sanitise(text: string): Sanitised {
  const counts = new Map<Hidden, number>();
  const remove = (kind: Hidden): unknown => counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const clean = comeToRest(text, remove) ?? flatten(text, remove);
  return { text: clean, removed: [...counts].map(([kind, count]) => ({ kind, count })) };
}

/** What is taken out may leave new markup; `null` where there is no end to it. */
function comeToRest(text: string, remove: (kind: Hidden) => unknown): string | null {
  let before = text;
  for (let pass = 0; pass < PASSES; pass += 1) {
    const after = withoutHiddenMarkup(withoutInvisible(before, remove), remove);
    if (after === before) return after;
    before = after;
  }
  return null;
}

/** Without these no markup begins, in code or elsewhere. */
function flatten(text: string, remove: (kind: Hidden) => unknown): string {
  remove('deep-nesting');
  return withoutInvisible(text, remove).replaceAll(/[<&[`~]/g, '');
}
