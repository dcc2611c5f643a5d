import type { Files } from './files.ts';

/**
 * Where something is mounted, as absolute paths; empty where the platform does not tell. A rename cannot cross a mount, not
 * even a bind mount of the same device, which the device number does not show.
 */
export function readMountPoints(files: Files): readonly string[] {
  const table = files.readText('/proc/self/mountinfo') ?? '';
  return table.split('\n').flatMap((line) => {
    const point = line.split(' ')[4];
    return point === undefined ? [] : [unescape(point)];
  });
}

/** The mount that the path belongs to: the deepest mount point at or above it. */
export function mountOf(points: readonly string[], path: string): string {
  let deepest = '';
  for (const point of points) {
    if (point.length > deepest.length && isWithin(point, path)) deepest = point;
  }
  return deepest;
}

/** Paths relative to `root` at which something else is mounted. */
export function mountedBelow(points: readonly string[], root: string): readonly string[] {
  const prefix = root.endsWith('/') ? root : `${root}/`;
  return points.filter((point) => point.startsWith(prefix)).map((point) => point.slice(prefix.length));
}

function isWithin(directory: string, path: string): boolean {
  return path === directory || path.startsWith(directory === '/' ? '/' : `${directory}/`);
}

/** Blanks, tabs, line ends and backslashes stand in the table as three octal digits (proc(5)). */
function unescape(field: string): string {
  return field.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}
