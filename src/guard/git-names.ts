import { fold } from './fold.ts';

/**
 * Whether a path component is `.git` on any system that git protects: NTFS and HFS+ take more spellings than one
 * (git's rules: `is_ntfs_dotgit` in path.c, `is_hfs_dotgit` in utf8.c).
 */
export function isDotGit(name: string): boolean {
  if (!mayBeGits.test(name)) return false;
  return ntfsDotGit.test(name) || fold(withoutIgnored(name)) === '.GIT';
}

/** The files in which git itself looks for instructions. */
type GitFile = '.gitmodules' | '.gitattributes' | '.gitignore' | '.mailmap';

/** Which of git's own files a path component is, in any spelling of NTFS or HFS+ (git: `is_ntfs_dot_generic`). */
export function gitFileOf(name: string): GitFile | undefined {
  if (!mayBeGits.test(name)) return undefined;
  const hfs = fold(withoutIgnored(name));
  return gitFiles.find((file) => file.folded === hfs || file.ntfs.test(name))?.name;
}

/** Every spelling below begins with one of these letters, or has a character beyond ASCII; most names have neither. */
const mayBeGits = /^[.gm~]|[\u0080-\uffff]/i;

/** NTFS drops trailing dots and spaces, and what follows a colon names a stream of the same file. */
const ntfsEnd = String.raw`[. ]*(?:$|:)`;

/** `GIT~1` is the short (8.3) name of `.git`, the first entry that a clone makes. A backslash ends a name on Windows. */
const ntfsDotGit = /^(?:\.git|git~1)[. ]*(?:$|[:\\])/i;

/** Code points that HFS+ leaves out of a comparison (git: `next_hfs_char`). */
const ignoredByHfs = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g;

function withoutIgnored(name: string): string {
  return name.replace(ignoredByHfs, '');
}

/**
 * The short names: the first six letters and `~1` to `~4`, or, where those are taken, up to six characters of a
 * hash-like prefix that Windows makes from the long name, filled with `~` and digits to eight characters.
 */
function gitFile(name: GitFile, shortPrefix: string): { name: GitFile; folded: string; ntfs: RegExp } {
  const letters = name.slice(1);
  const fallbacks = Array.from({ length: 7 }, (_, kept) => {
    return `${shortPrefix.slice(0, kept)}~[1-9][0-9]{${6 - kept}}`;
  });
  const spellings = [`\\.${letters}`, `${letters.slice(0, 6)}~[1-4]`, ...fallbacks];
  return { name, folded: fold(name), ntfs: new RegExp(`^(?:${spellings.join('|')})${ntfsEnd}`, 'i') };
}

const gitFiles = [
  gitFile('.gitmodules', 'gi7eba'),
  gitFile('.gitattributes', 'gi7d29'),
  gitFile('.gitignore', 'gi250a'),
  gitFile('.mailmap', 'maba30'),
];
