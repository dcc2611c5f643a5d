import type { Git } from './git.ts';
import type { GitObject } from './object-reader.ts';

/** Any number of objects; what is not there is left out. */
export async function readObjects(git: Git, gitDir: string, names: readonly string[]): Promise<GitObject[]> {
  const found = await Promise.all(names.map((name) => readObject(git, gitDir, name)));
  return found.filter((object) => object !== undefined);
}

export async function readObject(git: Git, gitDir: string, name: string): Promise<GitObject | undefined> {
  // Spaces would be taken for the rest of the line, a colon for a path in a tree.
  return /[\s\0]/.test(name) ? undefined : git.reader(gitDir).read(name);
}

/** The object id of a revision, peeled to a commit, or undefined. A branch named like a sha loses, as on GitHub. */
export async function resolveCommit(git: Git, gitDir: string, name: string): Promise<string | undefined> {
  if (name === '' || name.startsWith('-') || /[\s\0:^~?*[\\@]/.test(name)) return undefined;
  const spellings = /^[0-9a-f]{7,64}$/.test(name)
    ? [name, `refs/heads/${name}`]
    : [`refs/heads/${name}`, `refs/tags/${name}`, name];
  for (const spelling of spellings) {
    const object = await readObject(git, gitDir, `${spelling}^{commit}`);
    if (object !== undefined) return object.oid;
  }
  return undefined;
}

/** The tip of a ref, unpeeled, or undefined. */
export async function readRef(git: Git, gitDir: string, ref: string): Promise<string | undefined> {
  if (!ref.startsWith('refs/') || /[\s\0:^~?*[\\]|@\{/.test(ref)) return undefined;
  return (await readObject(git, gitDir, ref))?.oid;
}

export async function writeObject(
  git: Git,
  gitDir: string,
  type: string,
  bytes: Uint8Array,
): Promise<string> {
  const out = await git.run(gitDir, ['hash-object', '-w', '-t', type, '--stdin'], { input: bytes });
  return out.toString().trim();
}
