import * as fs from 'node:fs';
import { dirname, join } from 'node:path';
import { blobId } from '../../src/change-set/blob.ts';
import type { Change, ChangeSet, Mode } from '../../src/change-set/change.ts';
import { seal } from '../../src/change-set/seal.ts';

/** Path to content and mode. */
export type Leaves = ReadonlyMap<string, { readonly content: string; readonly mode: Mode }>;

/** Two trees and the change set between them: additions, modifications, deletions, modes, links and swaps of kind. */
export interface Scenario {
  readonly before: Leaves;
  readonly after: Leaves;
  readonly changeSet: ChangeSet;
}

/** `size` groups of eight paths, of which six change. */
export function makeScenario(size: number): Scenario {
  const before = new Map<string, { content: string; mode: Mode }>();
  const after = new Map<string, { content: string; mode: Mode }>();
  for (let group = 0; group < size; group += 1) {
    const at = (name: string): string => `g${group % 7}/${group}-${name}`;
    const old = { content: `old ${group} `.repeat(50), mode: '100644' as const };
    const fresh = { content: `new ${group} `.repeat(60), mode: '100644' as const };
    before
      .set(at('modified'), old)
      .set(at('kept'), old)
      .set(at('deleted/deep/file'), old)
      .set(at('mode'), old);
    before.set(at('link'), { content: 'kept', mode: '120000' }).set(at('swap'), old).set(at('typed'), old);
    after.set(at('modified'), fresh).set(at('kept'), old).set(at('added/deep/file'), fresh);
    after
      .set(at('mode'), { ...old, mode: '100755' })
      .set(at('link'), { content: 'modified', mode: '120000' });
    after.set(at('swap/inside'), fresh).set(at('typed'), { content: 'modified', mode: '120000' });
  }
  return { before, after, changeSet: seal(null, changesBetween(before, after)) };
}

function* changesBetween(before: Leaves, after: Leaves): Generator<Change> {
  for (const path of new Set([...before.keys(), ...after.keys()])) {
    const old = before.get(path);
    const fresh = after.get(path);
    const past = old && { beforeMode: old.mode, before: blobId(Buffer.from(old.content), 'sha1') };
    if (fresh === undefined) {
      if (past !== undefined) yield { path, change: 'delete', ...past };
      continue;
    }
    const content = Buffer.from(fresh.content);
    const next = { mode: fresh.mode, after: blobId(content, 'sha1'), content };
    if (past === undefined) yield { path, change: 'add', ...next };
    else if (past.before !== next.after || past.beforeMode !== next.mode)
      yield { path, change: 'modify', ...past, ...next };
  }
}

export function writeTree(root: string, leaves: Leaves): void {
  fs.mkdirSync(root, { recursive: true });
  for (const [path, { content, mode }] of leaves) {
    const full = join(root, path);
    fs.mkdirSync(dirname(full), { recursive: true });
    if (mode === '120000') fs.symlinkSync(content, full);
    else fs.writeFileSync(full, content, { mode: mode === '100755' ? 0o755 : 0o644 });
  }
}

/** `mixed` is anything that is neither of the two, whole. */
export function judgeTree(root: string, { before, after }: Scenario): 'old' | 'new' | 'mixed' {
  const found = readTree(root);
  if (isSame(found, before)) return 'old';
  return isSame(found, after) ? 'new' : 'mixed';
}

function readTree(root: string): Leaves {
  const found = new Map<string, { content: string; mode: Mode }>();
  const walk = (path: string): void => {
    const full = join(root, path);
    const stat = fs.lstatSync(full);
    if (stat.isSymbolicLink()) found.set(path, { content: fs.readlinkSync(full), mode: '120000' });
    else if (stat.isFile())
      found.set(path, {
        content: fs.readFileSync(full, 'utf8'),
        mode: (stat.mode & 0o100) === 0 ? '100644' : '100755',
      });
    else
      for (const name of fs.readdirSync(full))
        if (name !== '.git' && name !== '.wholly') walk(path === '' ? name : `${path}/${name}`);
  };
  walk('');
  return found;
}

function isSame(found: Leaves, expected: Leaves): boolean {
  if (found.size !== expected.size) return false;
  for (const [path, leaf] of expected) {
    const other = found.get(path);
    if (other?.content !== leaf.content || other.mode !== leaf.mode) return false;
  }
  return true;
}

/** What the writer leaves beside the target; nothing once it is recovered. */
export function leftoversIn(root: string): readonly string[] {
  return ['.wholly', '.git/wholly'].filter((name) => fs.existsSync(join(root, name)));
}
