/** Everything that can be in a text without being seen by who reads it. */
export type Hidden =
  | 'comment'
  | 'processing-instruction'
  | 'cdata'
  | 'declaration'
  | 'hidden-element'
  | 'attribute'
  | 'media-source'
  | 'fold'
  | 'link-definition'
  | 'link-title'
  | 'link-label'
  | 'alt-text'
  | 'url-query'
  | 'fence-note'
  | 'tag-character'
  | 'variation-selector'
  | 'bidi-control'
  | 'invisible-character'
  | 'control-character'
  | 'deep-nesting';

export interface Removed {
  readonly kind: Hidden;
  readonly count: number;
}

/** Told of each thing that is taken out. */
export type Remove = (kind: Hidden) => void;

/** For people to read; `null` where nothing was removed. */
export function describeRemoved(removed: readonly Removed[]): string | null {
  if (removed.length === 0) return null;
  const counts = new Map<Hidden, number>();
  for (const { kind, count } of removed) counts.set(kind, (counts.get(kind) ?? 0) + count);
  const list = [...counts].map(([kind, count]) => `${kind.replace('-', ' ')} (${count})`).join(', ');
  return `Hidden content was taken out of what people wrote: ${list}.`;
}
