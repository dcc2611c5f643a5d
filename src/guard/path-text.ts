/** NAME_MAX of Linux, macOS and Windows; counted in bytes on Linux, the narrowest. */
export const longestName = 255;
/** PATH_MAX of Linux; git's own check reports a longer one as a large path name. */
export const longestPath = 4096;
/** The longest text that `symlink` takes on Linux: PATH_MAX less its NUL. */
export const longestLinkText = 4095;

/** Windows takes `C:x` for a path of another place, and lets any single character be a drive. */
export function hasDrivePrefix(text: string): boolean {
  return /^[^/]:/u.test(text);
}

/** The path of a name in a directory, where the root is `''`. */
export function pathIn(directory: string, name: string): string {
  return directory === '' ? name : `${directory}/${name}`;
}
