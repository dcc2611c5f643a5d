import { outside } from './errors.ts';

/** The folder for journals and staged files where the root has no git directory that can hold them. */
export const ownFolder = '.wholly';

/** Characters that HFS+ leaves out when it compares names (the list that git checks by `is_hfs_dotgit`). */
const ignoredByHfs = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/gu;

/**
 * The components of a path of the change set, or a refusal. The guards have the exhaustive rules; this is what must
 * hold even if nobody asked them, because a single `..` leads out of a pinned directory.
 */
export function parseTargetPath(path: string): readonly string[] {
  const components = path.split('/');
  for (const component of components) {
    if (component === '') throw outside(path, 'is absolute or has an empty component');
    if (component === '.' || component === '..') throw outside(path, 'does not stay below the root');
    if (/[\0\\]/.test(component)) throw outside(path, 'has a NUL byte or a backslash');
    if (Buffer.byteLength(component) > 255) throw outside(path, 'has a component over 255 bytes');
    if (isGitDirectory(component)) throw outside(path, 'leads into a git directory');
  }
  // A journal that somebody else wrote must never be found where recovery looks for our own.
  if (plainName(components[0] ?? '') === ownFolder)
    throw outside(path, 'leads into the folder of the writer');
  return components;
}

export function parentOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Every directory above the path, the nearest to the root first; the root itself is not among them. */
export function ancestorsOf(path: string): string[] {
  const ancestors: string[] = [];
  for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
    ancestors.push(path.slice(0, slash));
  }
  return ancestors;
}

function isGitDirectory(component: string): boolean {
  const name = plainName(component);
  return name === '.git' || name === 'git~1';
}

/** As NTFS and HFS+ see a name: no streams, no dots or spaces at the end, no ignored characters, no case. */
function plainName(component: string): string {
  return component
    .replace(ignoredByHfs, '')
    .replace(/:.*$/s, '')
    .replace(/[. ]+$/, '')
    .toLowerCase();
}
