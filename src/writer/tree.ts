import { relative, sep } from 'node:path';
import type { Files } from './files.ts';
import { openBelow, openRoot, type Directory } from './pinned.ts';

/** Descriptors held at a time; a walk re-opens what was let go, from the root and by the same rules. */
const capacity = 128;

/** The directories below one root, opened one component per step. */
export interface Tree extends Disposable {
  readonly root: Directory;
  /** `''` is the root. Good until the next call; throws `NotDirectory` or ENOENT. */
  directory(path: string): Directory;
  /** To be called when the directory was removed: its name may come back for another one. */
  forget(path: string): void;
}

export function openTree(files: Files, root: string): Tree {
  return treeOf(files, openRoot(files, root));
}

function treeOf(files: Files, root: Directory): Tree {
  const opened = new Map<string, Directory>();

  // Paths come sorted, so that most calls are for the directory of the call before.
  let last = { path: '', directory: root };

  function directory(path: string): Directory {
    if (path !== last.path) last = { path, directory: walk(path) };
    return last.directory;
  }

  function walk(path: string): Directory {
    if (path === '') return root;
    const known = opened.get(path);
    if (known !== undefined) {
      opened.delete(path);
      opened.set(path, known);
      return known;
    }
    const slash = path.lastIndexOf('/');
    const parent = walk(slash < 0 ? '' : path.slice(0, slash));
    const child = openBelow(files, parent, path.slice(slash + 1));
    opened.set(path, child);
    if (opened.size > capacity) release(opened.keys().next().value);
    return child;
  }

  function release(path: string | undefined): void {
    if (path === undefined) return;
    if (path === last.path) last = { path: '', directory: root };
    const known = opened.get(path);
    opened.delete(path);
    known?.[Symbol.dispose]();
  }

  return {
    root,
    directory,
    forget: (path) => {
      for (const known of opened.keys()) {
        if (known === path || known.startsWith(`${path}/`)) release(known);
      }
    },
    [Symbol.dispose]: () => {
      // One that cannot be closed does not keep the others open.
      using all = new DisposableStack();
      for (const known of [root, ...opened.values()]) all.use(known);
      opened.clear();
    },
  };
}

/** The path in the tree of an absolute path below its root. */
export function pathInTree(root: string, absolute: string): string {
  return relative(root, absolute).split(sep).join('/');
}
