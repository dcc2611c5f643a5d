import { open, readlink, realpath, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { findProgram } from './program.ts';

/** What to show a sandbox besides the checkout, read-only, at the place where it is outside. */
export type Mount =
  | { readonly kind: 'read'; readonly path: string }
  | { readonly kind: 'link'; readonly path: string; readonly target: string };

/** Shown whole where they exist. Of `/etc` only what programs need to start and to check certificates: it holds keys. */
const systemTrees = [
  '/usr',
  '/bin',
  '/sbin',
  '/lib',
  '/lib32',
  '/lib64',
  '/libx32',
  '/nix/store',
  '/etc/alternatives',
  '/etc/ca-certificates',
  '/etc/ld.so.cache',
  '/etc/ld.so.conf',
  '/etc/ld.so.conf.d',
  '/etc/localtime',
  '/etc/mime.types',
  '/etc/pki/ca-trust/extracted',
  '/etc/pki/tls/certs',
  '/etc/ssl/certs',
  '/etc/ssl/openssl.cnf',
];

/** Beside `bin`, in a prefix that belongs to a person's home and may hold their secrets as well. */
const prefixParts = ['lib', 'lib64', 'libexec', 'include'];

/**
 * The system's programs, the directories of `path` and what `program` needs to start: the tree its links lead into and
 * the interpreter of its first line. `shown` are paths that are mounted anyway.
 */
export async function planToolchain(
  program: string,
  path: string,
  shown: readonly string[],
): Promise<Mount[]> {
  const mounts: Mount[] = [];
  const covered = (file: string) =>
    mounts.some((mount) => isWithin(file, mount.path)) || shown.some((root) => isWithin(file, root));
  const show = async (file: string) => {
    if (!covered(file) && (await exists(file))) mounts.push({ kind: 'read', path: file });
  };

  for (const mount of await Promise.all(systemTrees.map(readSystemTree))) {
    if (mount !== null && (mount.kind === 'link' || !covered(mount.path))) mounts.push(mount);
  }
  for (const directory of path.split(':').filter(isAbsolute)) {
    if (!covered(directory)) for (const tree of treesOf(directory)) await show(tree);
  }
  const needed = await programFiles(program, path);
  for (const file of needed) {
    if (covered(file)) continue;
    const trees = treesOf(dirname(file));
    for (const tree of trees.length === 0 ? [file] : trees) await show(tree);
  }
  // Parents first, so that none hides what was mounted below it.
  return mounts.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/**
 * The directory of a program with what it is installed with: a `node_modules` whole, a prefix of its own whole, beside a
 * `bin` in somebody's home only the libraries; nothing where the directory is the home itself or above it.
 */
export function treesOf(directory: string, home: string = homedir()): string[] {
  const packages = /^(.*?\/node_modules)(?:\/|$)/.exec(directory)?.[1];
  if (packages !== undefined) return [packages];
  if (isWithin(home, directory)) return [];
  if (basename(directory) !== 'bin') return [directory];
  const prefix = dirname(directory);
  const own =
    !isWithin(home, prefix) && dirname(prefix) !== home && dirname(prefix) !== '/' && prefix !== '/';
  return own ? [prefix] : [directory, ...prefixParts.map((part) => join(prefix, part))];
}

/** The program, what its links lead to, and the same for the interpreter its first line names. */
async function programFiles(program: string, path: string, depth = 0): Promise<string[]> {
  // Where it stands in a mount of this user alone, its links cannot be followed from outside.
  const real = await realpath(program).catch(() => program);
  const interpreter = depth < 2 ? await interpreterOf(real, path) : null;
  return [program, real, ...(interpreter === null ? [] : await programFiles(interpreter, path, depth + 1))];
}

async function interpreterOf(file: string, path: string): Promise<string | null> {
  const handle = await open(file).catch(() => null);
  if (handle === null) return null;
  await using _closed = handle;
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(256), 0, 256, 0);
  const [, first = '', rest = ''] =
    /^#![ \t]*(\S+)[ \t]*([^\n]*)/.exec(buffer.toString('latin1', 0, bytesRead)) ?? [];
  if (first === '') return null;
  const named = basename(first) === 'env' ? rest.split(/\s+/).find((word) => !word.startsWith('-')) : first;
  return named === undefined ? null : await findProgram(named, '/', path);
}

async function readSystemTree(path: string): Promise<Mount | null> {
  const target = await readlink(path).catch(() => null);
  if (target !== null) return { kind: 'link', path, target };
  return (await exists(path)) ? { kind: 'read', path } : null;
}

async function exists(file: string): Promise<boolean> {
  return await stat(file).then(
    () => true,
    () => false,
  );
}

function isWithin(file: string, root: string): boolean {
  return file === root || file.startsWith(root.endsWith('/') ? root : `${root}/`);
}
