import { blobId } from '../../src/change-set/blob.ts';
import type { Change, Mode } from '../../src/change-set/change.ts';
import { seal } from '../../src/change-set/seal.ts';
import { directoriesToRead, type BaseEntry, type BaseTree } from '../../src/guard/base-tree.ts';
import type { Attributes, Policy, SpecialFile, Subject } from '../../src/guard/guard.ts';
import { judge } from '../../src/guard/judge.ts';

/** Path to content, or to mode and content. */
export type Files = Readonly<Record<string, string | readonly [Mode, string]>>;

const baseCommit = 'b'.repeat(40);

/** A rule-free policy: what a guard finds under it does not come from configuration. */
export const openPolicy: Policy = {
  maker: 'agent',
  limits: { files: 100_000, bytes: 1_000_000_000 },
  protected: [],
  secrets: [],
};

export function add(path: string, content: string | Uint8Array = '', mode: Mode = '100644'): Change {
  const bytes = Buffer.from(content);
  return { path, change: 'add', mode, after: blobId(bytes, 'sha1'), content: bytes };
}

export function link(path: string, target: string | Uint8Array): Change {
  return add(path, target, '120000');
}

export function modify(files: Files, path: string, content: string, mode?: Mode): Change {
  const [beforeMode, before] = fileOf(files, path);
  const added = add(path, content, mode ?? beforeMode);
  if (added.change !== 'add') throw new Error('fixture');
  return { ...added, change: 'modify', beforeMode, before };
}

export function remove(files: Files, path: string): Change {
  const [beforeMode, before] = fileOf(files, path);
  return { path, change: 'delete', beforeMode, before };
}

export interface Fixture {
  readonly base?: Files;
  readonly changes: readonly Change[];
  readonly attributes?: (path: string) => Attributes;
  readonly special?: readonly SpecialFile[];
  /** Gives the guards the whole base, not only the directories they ask for. */
  readonly readsAll?: boolean;
}

export function subjectOf({ base = {}, changes, attributes, special, readsAll = false }: Fixture): Subject {
  const changeSet = seal(baseCommit, changes);
  const read = readsAll ? undefined : new Set(directoriesToRead(changeSet));
  return {
    changeSet,
    base: baseTree(base, read),
    attributes: attributes ?? (() => ({})),
    ...(special === undefined ? {} : { special }),
  };
}

/** What one guard says, as `verdict path`, sorted; and nothing where it has nothing to object to. */
export function findingsOf(guard: string, fixture: Fixture, policy: Partial<Policy> = {}): string[] {
  const { findings } = judge(subjectOf(fixture), { ...openPolicy, ...policy });
  return findings
    .filter((finding) => finding.guard === guard)
    .map(({ verdict, path }) => (path === undefined ? verdict : `${verdict} ${path}`))
    .sort();
}

function baseTree(files: Files, read: ReadonlySet<string> | undefined): BaseTree {
  const directories = new Map<string, Map<string, BaseEntry>>([['', new Map()]]);
  for (const path of Object.keys(files)) {
    const names = path.split('/');
    const [mode, oid] = fileOf(files, path);
    for (const [index, name] of names.entries()) {
      const parent = names.slice(0, index).join('/');
      const isLast = index === names.length - 1;
      const entry = isLast ? { mode, oid } : { mode: '040000', oid: 'e'.repeat(40) };
      const entries = directories.get(parent) ?? new Map<string, BaseEntry>();
      directories.set(parent, entries.set(name, entry));
    }
  }
  return {
    entries: (directory) =>
      (read?.has(directory) === false ? undefined : directories.get(directory)) ?? new Map(),
  };
}

function fileOf(files: Files, path: string): [Mode, string] {
  const file = files[path];
  if (file === undefined) throw new Error(`the base of the fixture has no ${path}`);
  const [mode, content] = typeof file === 'string' ? (['100644', file] as const) : file;
  return [mode, blobId(Buffer.from(content), 'sha1')];
}
