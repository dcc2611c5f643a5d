import type { Complaint, View } from './guard.ts';

/**
 * No filter driver ever runs here, so a path under one is sealed as it would be stored: under `filter=lfs` that is a
 * pointer; what another filter would store nobody can tell. Git filters no links and nothing that goes away.
 */
export function* inspectFilters({ changeSet, attributes }: View): Generator<Complaint> {
  for (const change of changeSet.changes) {
    if (change.change === 'delete' || change.mode === '120000' || change.mode === '160000') continue;
    const { path } = change;
    const { filter } = attributes(path);
    if (filter === undefined || (filter === 'lfs' && isLfsPointer(change.content))) continue;
    const message =
      filter === 'lfs'
        ? 'The base stores this path in Git LFS, and the content is no LFS pointer.'
        : `The base puts this path through the filter ${JSON.stringify(filter)}, which never runs here.`;
    yield { verdict: 'refuse', path, message };
  }
}

/** https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md: a pointer is shorter than this many bytes. */
const pointerLimit = 1024;

/** The version first, then keys in order: extensions, object id, size. An empty file is its own pointer. */
const pointer =
  /^version https:\/\/git-lfs\.github\.com\/spec\/v1\n(?:ext-[0-9]-[A-Za-z0-9.-]+ sha256:[0-9a-f]{64}\n)*oid sha256:[0-9a-f]{64}\nsize (?:0|[1-9][0-9]*)\n$/;

function isLfsPointer(content: Uint8Array): boolean {
  if (content.byteLength === 0) return true;
  return content.byteLength < pointerLimit && pointer.test(Buffer.from(content).toString('latin1'));
}
