import { setImmediate as turn } from 'node:timers/promises';
import { copyBytes, createFile, withRegular, writeAll } from './bytes.ts';
import { codeOf, differs, isLink, NoSpace } from './errors.ts';
import type { Files } from './files.ts';
import type { Inspection, NewFile, Old, Step } from './inspect.ts';
import type { Directory } from './pinned.ts';
import { identityOf, type Durability, type Entry, type Plan, type Version } from './plan.ts';
import { nameOf, parentOf } from './target-path.ts';
import { oldName, stagedName } from './transaction.ts';
import type { Tree } from './tree.ts';

/** Room for the journal itself and for what the file system needs beside the files. */
const slack = 1n << 20n;

/** Refuses before anything is written where the new files cannot all have room beside the old ones. */
export function requireSpace(files: Files, directory: Directory, steps: readonly Step[]): void {
  const { bavail, bsize, files: inodes, ffree } = files.statfs(directory.path);
  let needed = slack;
  let count = 0n;
  for (const step of steps) {
    if (step.act === 'delete') continue;
    count += 1n;
    needed += ((BigInt(step.new.content.byteLength) + bsize - 1n) / bsize) * bsize;
  }
  const free = bavail * bsize;
  if (needed > free && count > 0n) throw new NoSpace('bytes', needed, free);
  // Some file systems make inodes as they go and say 0 of 0.
  if (inodes > 0n && count > ffree) throw new NoSpace('files', count, ffree);
}

/** Writes every new file and keeps every old one, where nobody looks; the target is not touched. */
export async function stage(
  files: Files,
  tree: Tree,
  directory: Directory,
  { steps, created, emptied, directories }: Inspection,
  durability: Durability,
): Promise<{ plan: Plan; copied: number }> {
  const entries: Entry[] = [];
  let copied = 0;
  for (const [index, step] of steps.entries()) {
    if (index % 128 === 127) await turn();
    entries.push(stageStep(files, directory, index, step));
  }
  for (const [index, step] of steps.entries()) {
    if (step.act !== 'add' && !keepOld(files, tree, directory, index, step)) copied += 1;
  }
  const plan: Plan = {
    version: 1,
    durability,
    entries,
    created: [...created],
    emptied: [...emptied],
    directories: [...directories],
  };
  return { plan, copied };
}

function stageStep(files: Files, directory: Directory, index: number, step: Step): Entry {
  const { path } = step;
  if (step.act === 'delete') return { act: 'delete', path, old: versionOf(step.old) };
  const version = writeNew(files, directory.at(stagedName(index)), step.new);
  return step.act === 'add'
    ? { act: 'add', path, new: version }
    : { act: 'replace', path, old: versionOf(step.old), new: version };
}

function versionOf({ identity, mode, link }: Old): Version {
  return { identity, mode, link };
}

function writeNew(files: Files, path: string, { content, link, permissions, owner }: NewFile): Version {
  if (link) {
    files.symlink(content, path);
    const stat = files.lstat(path);
    if (stat === undefined) throw isLink(path);
    return { identity: identityOf(stat), mode: 0o777, link };
  }
  const kept = permissions.kind === 'kept';
  return createFile(files, path, kept ? 0o600 : permissions.mode, (fd) => {
    writeAll(files, fd, content);
    let stat = files.fstat(fd);
    if (owner !== undefined && giveTo(files, fd, owner, stat)) stat = files.fstat(fd);
    if (kept && Number(stat.mode & 0o7777n) !== permissions.mode) files.fchmod(fd, permissions.mode);
    return { identity: identityOf(stat), mode: kept ? permissions.mode : Number(stat.mode & 0o777n), link };
  });
}

function giveTo(
  files: Files,
  fd: number,
  owner: { uid: number; gid: number },
  has: { uid: bigint; gid: bigint },
): boolean {
  const uid = owner.uid === -1 ? Number(has.uid) : owner.uid;
  if (uid === Number(has.uid) && owner.gid === Number(has.gid)) return false;
  try {
    files.fchown(fd, uid, owner.gid);
    return true;
  } catch (error) {
    // Only root may give files away: for everybody else a replaced file becomes their own, as with git.
    if (codeOf(error) === 'EPERM') return false;
    throw error;
  }
}

/** What says that a file system, or the kernel's rule for other people's files, has no hard link for us. */
export const noLink = new Set(['EPERM', 'EMLINK', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

/** True: by a further name for the old inode, which costs no bytes. False: by a copy. */
function keepOld(
  files: Files,
  tree: Tree,
  directory: Directory,
  index: number,
  step: Exclude<Step, { act: 'add' }>,
): boolean {
  const { path, old } = step;
  const from = tree.directory(parentOf(path)).at(nameOf(path));
  const to = directory.at(oldName(index));
  if (!old.link || files.platform.linksToLinks) {
    try {
      files.link(from, to);
      const stat = files.lstat(to);
      if (stat === undefined || identityOf(stat) !== old.identity)
        throw differs(path, 'was changed meanwhile');
      return true;
    } catch (error) {
      if (!noLink.has(codeOf(error) ?? '')) throw error;
    }
  }
  copyOld(files, path, from, to, old);
  return false;
}

function copyOld(files: Files, path: string, from: string, to: string, old: Old): void {
  if (old.link) {
    files.symlink(files.readlink(from), to);
    return;
  }
  withRegular(files, from, (source, stat) => {
    if (identityOf(stat) !== old.identity) throw differs(path, 'was changed meanwhile');
    snapshot(files, source, to, old.mode, stat);
  });
}

/** A copy with bytes, permissions, owner and times, durable by itself. */
export function snapshot(
  files: Files,
  source: number,
  to: string,
  mode: number,
  stat: { uid: bigint; gid: bigint; atimeNs: bigint; mtimeNs: bigint },
): void {
  createFile(files, to, 0o600, (fd) => {
    copyBytes(files, source, fd);
    giveTo(files, fd, { uid: Number(stat.uid), gid: Number(stat.gid) }, files.fstat(fd));
    files.fchmod(fd, mode);
    files.futimes(fd, Number(stat.atimeNs) / 1e9, Number(stat.mtimeNs) / 1e9);
    files.sync(fd);
  });
}
