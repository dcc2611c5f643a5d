import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Git } from './git.ts';

export interface TreeEntry {
  readonly path: string;
  readonly mode: string;
  /** Null takes the path away. */
  readonly oid: string | null;
}

/** Undefined when git will not have such a tree: `..`, `.git` in any spelling, a file that is also a directory. */
export async function writeTree(
  git: Git,
  gitDir: string,
  base: string | undefined,
  entries: readonly TreeEntry[],
): Promise<string | undefined> {
  const room = await mkdtemp(join(gitDir, 'index-'));
  const env = { GIT_INDEX_FILE: join(room, 'index') };
  try {
    if (base !== undefined) await git.run(gitDir, ['read-tree', base], { env });
    const files = entries.filter(({ mode }) => mode !== '040000');
    for (const { path } of entries.filter(({ mode, oid }) => mode === '040000' && oid === null)) {
      const inside = await git.run(gitDir, ['ls-files', '-z', '--', `${path}/`], { env });
      const names = inside
        .toString()
        .split('\0')
        .filter((name) => name !== '');
      files.push(...names.map((name) => ({ path: name, mode: '100644', oid: null })));
    }
    // Deletions first, or a file that makes room for a directory of its name would be in the way.
    const lines = [
      ...files.filter(({ oid }) => oid === null).map(({ path }) => `0 ${'0'.repeat(40)}\t${path}\0`),
      ...files
        .filter(({ oid }) => oid !== null)
        .map(({ path, mode, oid }) => `${mode} ${oid ?? ''}\t${path}\0`),
    ];
    const updated = await git.attempt(gitDir, ['update-index', '-z', '--index-info'], {
      env,
      input: lines.join(''),
    });
    if (updated.code !== 0 || /ignoring path|Invalid path/i.test(updated.stderr)) return undefined;
    for (const { path, oid } of entries.filter(({ mode }) => mode === '040000')) {
      if (oid === null) continue;
      const grafted = await git.attempt(gitDir, ['read-tree', `--prefix=${path}/`, oid], { env });
      if (grafted.code !== 0) return undefined;
    }
    const written = await git.attempt(gitDir, ['write-tree'], { env });
    return written.code === 0 ? written.stdout.toString().trim() : undefined;
  } finally {
    await rm(room, { recursive: true, force: true });
  }
}

/** Any number of blobs by one process, in order. */
export async function writeBlobs(
  git: Git,
  gitDir: string,
  contents: readonly Uint8Array[],
): Promise<string[]> {
  if (contents.length === 0) return [];
  const parts: Uint8Array[] = [];
  for (const [index, content] of contents.entries()) {
    parts.push(
      Buffer.from(`blob\nmark :${index + 1}\ndata ${content.byteLength}\n`),
      content,
      Buffer.from('\n'),
    );
  }
  for (const index of contents.keys()) parts.push(Buffer.from(`get-mark :${index + 1}\n`));
  const out = await git.run(gitDir, ['fast-import', '--quiet', '--force', '--cat-blob-fd=1'], {
    input: Buffer.concat(parts),
    env: {},
  });
  return out.toString().trim().split('\n');
}
