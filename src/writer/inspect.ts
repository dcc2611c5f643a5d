import type { BigIntStats } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import { blobId, objectFormatOf } from '../change-set/blob.ts';
import type { Change, ChangeSet, Mode } from '../change-set/change.ts';
import { readAll, withRegular } from './bytes.ts';
import { codeOf, differs, isHardLinked, isLink, otherDevice, outside } from './errors.ts';
import { W_OK, X_OK, type Files } from './files.ts';
import { mountedBelow, readMountPoints } from './mounts.ts';
import { NotDirectory, type Directory } from './pinned.ts';
import { identityOf, type DirectoryState, type Version } from './plan.ts';
import { ancestorsOf, nameOf, parentOf, parseTargetPath } from './target-path.ts';
import { pathInTree, type Tree } from './tree.ts';

/** What is to be done for one path, found to be possible. */
export type Step =
  | { readonly act: 'add'; readonly path: string; readonly new: NewFile }
  | { readonly act: 'replace'; readonly path: string; readonly old: Old; readonly new: NewFile }
  | { readonly act: 'delete'; readonly path: string; readonly old: Old };

export interface Old extends Version {
  readonly uid: number;
  readonly gid: number;
}

export interface NewFile {
  readonly content: Uint8Array;
  readonly link: boolean;
  /** `kept`: exactly these permissions. `new`: at most these, the process's mask decides. */
  readonly permissions: { readonly kind: 'kept' | 'new'; readonly mode: number };
  /** Where it differs from what the process would give. */
  readonly owner: { readonly uid: number; readonly gid: number } | undefined;
}

export interface Inspection {
  readonly steps: readonly Step[];
  /** Directories to be made, parents first. */
  readonly created: readonly string[];
  /** Directories that lose their last entry if nothing else is in them, children first. */
  readonly emptied: readonly string[];
  /** The directories whose entries change, as they are. */
  readonly directories: readonly DirectoryState[];
}

type Found =
  | { readonly kind: 'absent' }
  | { readonly kind: 'directory' }
  | { readonly kind: 'other' }
  | { readonly kind: 'link' | 'file'; readonly stat: BigIntStats; readonly content: Uint8Array };

/**
 * Compares every path of the set with the target and writes nothing. Refuses where one differs from `before`. No steps:
 * everything is there already.
 */
export async function inspect(files: Files, tree: Tree, changeSet: ChangeSet): Promise<Inspection> {
  const { changes } = changeSet;
  for (const change of changes) {
    parseTargetPath(change.path);
    if (modesOf(change).includes('160000'))
      throw outside(change.path, 'is a repository of its own (a gitlink)');
  }
  const names = namesOf(changes);
  for (const path of names.files) {
    if (names.written.has(path)) throw outside(path, 'is both a file and a directory');
  }
  refuseMounts(files, tree, changes);
  const steps: Step[] = [];
  let there: string | undefined;
  for (const [index, change] of changes.entries()) {
    if (index % 128 === 127) await turn();
    const step = judge(files, tree, names, change, look(files, tree, names, change.path));
    if (step !== undefined) steps.push(step);
    // What an addition would make may be there; but a path that should still be at `before` and is not is no longer
    // what the set was made against, unless all of the set is there.
    else if (change.change !== 'add' && !isModeOnly(files, change)) there ??= change.path;
  }
  if (steps.length > 0 && there !== undefined)
    throw differs(there, 'is changed already, while others are not');
  return { steps, ...directoriesOf(files, tree, steps) };
}

function modesOf(change: Change): Mode[] {
  if (change.change === 'add') return [change.mode];
  return change.change === 'delete' ? [change.beforeMode] : [change.beforeMode, change.mode];
}

/** Where files have no executable bit, a change of nothing else is there before it lands. */
function isModeOnly({ platform }: Files, change: Change): boolean {
  return !platform.executableBit && change.change === 'modify' && change.before === change.after;
}

interface Names {
  readonly deleted: ReadonlySet<string>;
  /** As file systems that ignore case and normalisation see them. */
  readonly deletedFolded: ReadonlySet<string>;
  /** Every path that the set writes. */
  readonly files: ReadonlySet<string>;
  /** Every directory above one of those. */
  readonly written: ReadonlySet<string>;
}

function namesOf(changes: readonly Change[]): Names {
  const deleted = changes.filter((change) => change.change === 'delete').map((change) => change.path);
  const written = changes.filter((change) => change.change !== 'delete');
  return {
    deleted: new Set(deleted),
    deletedFolded: new Set(deleted.map(fold)),
    files: new Set(written.map((change) => change.path)),
    written: new Set(written.flatMap((change) => ancestorsOf(change.path))),
  };
}

function fold(path: string): string {
  return path.normalize('NFC').toLowerCase();
}

function refuseMounts(files: Files, tree: Tree, changes: readonly Change[]): void {
  const mounted = new Set(mountedBelow(readMountPoints(files), tree.root.path));
  if (mounted.size === 0) return;
  for (const { path } of changes) {
    if ([...ancestorsOf(path), path].some((each) => mounted.has(each))) throw otherDevice(path);
  }
}

function look(files: Files, tree: Tree, names: Names, path: string): Found {
  const parent = parentDirectory(tree, names, path);
  const stat = parent && files.lstat(parent.at(nameOf(path)));
  if (parent === undefined || stat === undefined) return { kind: 'absent' };
  if (stat.isDirectory()) return { kind: 'directory' };
  if (stat.dev !== tree.root.stat.dev) throw otherDevice(path);
  const at = parent.at(nameOf(path));
  if (stat.isSymbolicLink()) return { kind: 'link', stat, content: files.readlink(at) };
  if (!stat.isFile()) return { kind: 'other' };
  return readFile(files, path, at, stat);
}

function readFile(files: Files, path: string, at: string, stat: BigIntStats): Found {
  try {
    return withRegular(files, at, (fd, opened) => {
      if (opened.ino !== stat.ino || opened.dev !== stat.dev)
        throw differs(path, 'was replaced while it was read');
      return { kind: 'file', stat: opened, content: readAll(files, fd, Number(opened.size)) };
    });
  } catch (error) {
    // Between the look and the open it became a link: O_NOFOLLOW says so.
    if (codeOf(error) === 'ELOOP') throw isLink(path);
    throw error;
  }
}

/**
 * `undefined` where a directory on the way is missing, or is a file or link that the set itself takes away or, having
 * landed already, has put there.
 */
function parentDirectory(tree: Tree, names: Names, path: string): Directory | undefined {
  try {
    return tree.directory(parentOf(path));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    if (!(error instanceof NotDirectory)) throw error;
    const component = pathInTree(tree.root.path, error.path);
    if (names.deleted.has(component) || names.files.has(component)) return undefined;
    throw error.symbolicLink ? isLink(component) : differs(component, 'is no directory');
  }
}

/** The step that takes the path from what was found to what the set says; `undefined` where it is there already. */
function judge(files: Files, tree: Tree, names: Names, change: Change, found: Found): Step | undefined {
  const { path } = change;
  if (change.change === 'delete') {
    if (found.kind === 'absent') return undefined;
    if (found.kind === 'directory' && names.written.has(path)) return undefined;
    return { act: 'delete', path, old: oldOf(requireBefore(files, change, found)) };
  }
  if (matches(files, found, change.after, change.mode)) return undefined;
  if (change.change === 'add') {
    if (!canAdd(files, tree, names, path, found)) throw mismatch(change, found);
    return { act: 'add', path, new: newFile(tree, change) };
  }
  const before = requireBefore(files, change, found);
  if (before.kind === 'file' && before.stat.nlink > 1n) throw isHardLinked(path);
  return { act: 'replace', path, old: oldOf(before), new: replacement(tree, change, before) };
}

type Present = Extract<Found, { kind: 'link' | 'file' }>;

function requireBefore(files: Files, change: Exclude<Change, { change: 'add' }>, found: Found): Present {
  if (isPresent(found) && matches(files, found, change.before, change.beforeMode)) return found;
  throw mismatch(change, found);
}

function isPresent(found: Found): found is Present {
  return found.kind === 'link' || found.kind === 'file';
}

function matches(files: Files, found: Found, blob: string, mode: Mode): boolean {
  if (!isPresent(found) || (found.kind === 'link') !== (mode === '120000')) return false;
  if (found.kind === 'file' && files.platform.executableBit) {
    if (isExecutable(found.stat) !== (mode === '100755')) return false;
  }
  return blobId(found.content, objectFormatOf(blob)) === blob;
}

function mismatch(change: Change, found: Found): Error {
  const { path } = change;
  switch (found.kind) {
    case 'absent':
      return differs(path, 'is not there');
    case 'directory':
      return differs(path, 'is a directory');
    case 'other':
      return differs(path, 'is neither a file nor a link');
    case 'link':
      return modesOf(change)[0] === '120000' ? differs(path, 'is another symbolic link') : isLink(path);
    case 'file':
      return differs(
        path,
        change.change === 'add' ? 'is there already, with other bytes' : 'has other bytes or mode',
      );
  }
}

function canAdd(files: Files, tree: Tree, names: Names, path: string, found: Found): boolean {
  if (found.kind === 'absent') return true;
  if (found.kind === 'directory') return vanishes(files, tree, names, path);
  // On a file system that ignores case, the file found is the one that the set renames to another case.
  return (
    !names.deleted.has(path) && names.deletedFolded.has(fold(path)) && isFolding(files, tree, names, path)
  );
}

/** Whether the set deletes everything in the directory, so that a file can take its name. */
function vanishes(files: Files, tree: Tree, names: Names, path: string): boolean {
  const entries = files.readdir(tree.directory(path).at('.'));
  return (
    entries.length > 0 &&
    entries.every((name) => {
      const below = `${path}/${name}`;
      if (files.lstat(tree.directory(path).at(name))?.isDirectory() === true)
        return vanishes(files, tree, names, below);
      return names.deleted.has(below);
    })
  );
}

/** Whether the file at `path` is one that the set deletes under a name of another case. */
function isFolding(files: Files, tree: Tree, names: Names, path: string): boolean {
  const parent = tree.directory(parentOf(path));
  const inode = files.lstat(parent.at(nameOf(path)))?.ino;
  return [...names.deleted].some(
    (other) =>
      fold(other) === fold(path) &&
      files.lstat(tree.directory(parentOf(other)).at(nameOf(other)))?.ino === inode &&
      !files.readdir(tree.directory(parentOf(path)).at('.')).includes(nameOf(path)),
  );
}

function oldOf({ kind, stat }: Present): Old {
  return {
    identity: identityOf(stat),
    mode: Number(stat.mode & 0o777n),
    link: kind === 'link',
    uid: Number(stat.uid),
    gid: Number(stat.gid),
  };
}

function newFile(tree: Tree, { path, mode, content }: Exclude<Change, { change: 'delete' }>): NewFile {
  return {
    content,
    link: mode === '120000',
    permissions: { kind: 'new', mode: mode === '100755' ? 0o777 : 0o666 },
    owner: inheritedOwner(tree, path),
  };
}

/** Files get the group of a set-group-id directory by being made in it; ours are made elsewhere and moved there. */
function inheritedOwner(tree: Tree, path: string): NewFile['owner'] {
  for (const ancestor of ['', ...ancestorsOf(path)].toReversed()) {
    const directory = existing(tree, ancestor);
    if (directory === undefined) continue;
    return (directory.stat.mode & 0o2000n) === 0n ? undefined : { uid: -1, gid: Number(directory.stat.gid) };
  }
  return undefined;
}

/** A replaced file keeps its permissions but for the executable bit, which follows the read bits as in git. */
function replacement(tree: Tree, change: Extract<Change, { change: 'modify' }>, found: Present): NewFile {
  const fresh = newFile(tree, change);
  if (fresh.link || found.kind === 'link') return fresh;
  const kept = Number(found.stat.mode & 0o777n);
  const executable = change.mode === '100755';
  const mode =
    isExecutable(found.stat) === executable
      ? kept
      : executable
        ? kept | ((kept & 0o444) >> 2)
        : kept & ~0o111;
  return {
    ...fresh,
    permissions: { kind: 'kept', mode },
    owner: { uid: Number(found.stat.uid), gid: Number(found.stat.gid) },
  };
}

function isExecutable(stat: BigIntStats): boolean {
  return (stat.mode & 0o100n) !== 0n;
}

function directoriesOf(files: Files, tree: Tree, steps: readonly Step[]): Omit<Inspection, 'steps'> {
  const above = [...new Set(steps.flatMap((step) => ancestorsOf(step.path)))].sort();
  const written = new Set(steps.flatMap((step) => (step.act === 'delete' ? [] : ancestorsOf(step.path))));
  const created = above.filter((path) => existing(tree, path) === undefined);
  const missing = new Set(created);
  const emptied = above.filter((path) => !written.has(path) && !missing.has(path)).toReversed();
  const changed = new Set([...steps.map((step) => step.path), ...created].map(parentOf));
  const touched = new Set([...changed, ...emptied.map(parentOf)]);
  const directories: DirectoryState[] = [];
  for (const path of [...touched].sort()) {
    const directory = existing(tree, path);
    if (directory === undefined) continue;
    // An emptied directory that may not be removed is left, as git leaves it.
    if (changed.has(path)) files.access(directory.at('.'), W_OK | X_OK);
    directories.push(stateOf(path, directory.stat));
  }
  return { created, emptied, directories };
}

function existing(tree: Tree, path: string): Directory | undefined {
  try {
    return tree.directory(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || error instanceof NotDirectory) return undefined;
    throw error;
  }
}

function stateOf(path: string, stat: BigIntStats): DirectoryState {
  return {
    path,
    mode: Number(stat.mode & 0o777n),
    uid: Number(stat.uid),
    gid: Number(stat.gid),
    atime: Number(stat.atimeNs) / 1e9,
    mtime: Number(stat.mtimeNs) / 1e9,
  };
}
