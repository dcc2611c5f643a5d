import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { blobId } from '../../src/change-set/blob.ts';
import type { Change, ChangeSet, Mode } from '../../src/change-set/change.ts';
import { seal } from '../../src/change-set/seal.ts';
import { openDirectoryTarget, type DirectoryTarget } from '../../src/writer/directory.ts';
import type { Files } from '../../src/writer/files.ts';

/** One file or link of a tree: `mode` as git has it, `permissions` as the file system has them. */
export interface Leaf {
  readonly content: string;
  readonly mode?: Mode;
  readonly permissions?: number;
}

export type Leaves = Readonly<Record<string, string | Leaf>>;

/** Long ago, so that nothing passes because everything is now. Seconds. */
export const longAgo = 2_000_000;

/** A directory that is gone when the test ends. */
export function makeDirectory(): Disposable & { readonly path: string } {
  const path = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'wholly-test-')));
  return { path, [Symbol.dispose]: () => fs.rmSync(path, { recursive: true, force: true }) };
}

/** `root` with these leaves, all of them and their directories as old as `longAgo`. */
export function makeRoot(
  leaves: Leaves,
  { git = false } = {},
): Disposable & { readonly path: string; readonly root: string } {
  const directory = makeDirectory();
  const root = join(directory.path, 'root');
  fs.mkdirSync(root);
  if (git) execFileSync('git', ['init', '-q', root]);
  for (const [path, leaf] of Object.entries(leaves)) writeLeaf(join(root, path), leafOf(leaf));
  if (!git) age(root);
  return { path: directory.path, root, [Symbol.dispose]: () => directory[Symbol.dispose]() };
}

function writeLeaf(path: string, { content, mode, permissions }: Leaf): void {
  fs.mkdirSync(dirname(path), { recursive: true });
  if (mode === '120000') return fs.symlinkSync(content, path);
  fs.writeFileSync(path, content);
  fs.chmodSync(path, permissions ?? (mode === '100755' ? 0o755 : 0o644));
}

function age(path: string): void {
  if (fs.lstatSync(path).isDirectory()) for (const name of fs.readdirSync(path)) age(join(path, name));
  fs.lutimesSync(path, longAgo, longAgo);
}

function leafOf(leaf: string | Leaf): Leaf {
  return typeof leaf === 'string' ? { content: leaf } : leaf;
}

/** The change set that takes one tree to another. */
export function changesBetween(before: Leaves, after: Leaves): ChangeSet {
  const changes: Change[] = [];
  for (const path of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const change = changeOf(path, before[path], after[path]);
    if (change !== undefined) changes.push(change);
  }
  return seal(null, changes);
}

function changeOf(
  path: string,
  before: string | Leaf | undefined,
  after: string | Leaf | undefined,
): Change | undefined {
  const old = before === undefined ? undefined : gitOf(leafOf(before));
  const next = after === undefined ? undefined : gitOf(leafOf(after));
  if (next === undefined) return old && { path, change: 'delete', beforeMode: old.mode, before: old.blob };
  const { mode, blob, content } = next;
  if (old === undefined) return { path, change: 'add', mode, after: blob, content };
  if (old.mode === mode && old.blob === blob) return undefined;
  return { path, change: 'modify', mode, beforeMode: old.mode, before: old.blob, after: blob, content };
}

function gitOf({ content, mode, permissions }: Leaf): { mode: Mode; blob: string; content: Buffer } {
  const bytes = Buffer.from(content);
  const fromPermissions = ((permissions ?? 0) & 0o100) === 0 ? '100644' : '100755';
  return { mode: mode ?? fromPermissions, blob: blobId(bytes, 'sha1'), content: bytes };
}

/** Everything below `root` but a git directory: type, bytes and permissions, and with `times` the milliseconds of the last change. */
export function treeOf(root: string, { times = false } = {}): Record<string, string> {
  const tree: Record<string, string> = {};
  const walk = (path: string): void => {
    const full = join(root, path);
    const stat = fs.lstatSync(full);
    const permissions = (stat.mode & 0o7777).toString(8);
    const time = times && !stat.isSymbolicLink() ? ` @${Math.round(stat.mtimeMs)}` : '';
    if (stat.isDirectory()) {
      tree[`${path}/`] = `${permissions}${time}`;
      for (const name of fs.readdirSync(full).sort())
        if (name !== '.git') walk(path === '' ? name : `${path}/${name}`);
    } else if (stat.isSymbolicLink()) tree[path] = `-> ${fs.readlinkSync(full)}`;
    else tree[path] = `${permissions}${time} ${stat.isFile() ? fs.readFileSync(full, 'utf8') : 'special'}`;
  };
  walk('');
  return tree;
}

/** Bytes and kinds only, as a change set speaks of them. */
export function leavesOf(root: string): Record<string, { content: string; mode: Mode }> {
  const leaves: Record<string, { content: string; mode: Mode }> = {};
  const walk = (path: string): void => {
    const full = join(root, path);
    const stat = fs.lstatSync(full);
    if (stat.isDirectory()) {
      for (const name of fs.readdirSync(full).sort())
        if (name !== '.git') walk(path === '' ? name : `${path}/${name}`);
    } else if (stat.isSymbolicLink()) leaves[path] = { content: fs.readlinkSync(full), mode: '120000' };
    else
      leaves[path] = {
        content: fs.readFileSync(full, 'utf8'),
        mode: (stat.mode & 0o100) === 0 ? '100644' : '100755',
      };
  };
  walk('');
  return leaves;
}

export interface ApplyOptions {
  readonly durability?: 'power' | 'process';
  readonly lockWaitMs?: number;
  readonly files?: Files;
}

/** Prepares and commits, and clears up. */
export async function apply(
  root: string,
  changeSet: ChangeSet,
  options: ApplyOptions = {},
): Promise<DirectoryTarget> {
  const target = await openDirectoryTarget({ root, changeSet, durability: 'process', ...options });
  try {
    await target.prepare();
    await target.commit();
  } finally {
    await target[Symbol.asyncDispose]();
  }
  return target;
}

/** The code an act fails with; 'none' where it does not fail. */
export async function codeOfFailure(act: Promise<unknown> | (() => Promise<unknown>)): Promise<string> {
  try {
    await (typeof act === 'function' ? act() : act);
    return 'none';
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : `no code: ${String(error)}`;
  }
}
