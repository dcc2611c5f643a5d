import { chmod, lstat, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { git } from './git.ts';
import { openScratch, type Scratch } from './scratch.ts';

/** A file's text, or what else can stand in a tree. */
export type Leaf =
  | string
  | Uint8Array
  | { readonly link: string }
  | { readonly content: string | Uint8Array; readonly mode: number };
export type Leaves = Readonly<Record<string, Leaf>>;

/** A real repository in a directory of its own. */
export interface Repository extends AsyncDisposable {
  readonly scratch: Scratch;
  /** Of the work tree, or of the bare repository. */
  readonly directory: string;
  git(...args: string[]): Promise<string>;
  write(leaves: Leaves): Promise<void>;
  /** Writes, adds and commits everything, and answers the commit. */
  commit(leaves: Leaves, message?: string): Promise<string>;
}

export interface RepositoryOptions {
  readonly files?: Leaves;
  readonly format?: 'sha1' | 'sha256';
  /** Of the work tree's directory. */
  readonly name?: string;
}

export async function openRepository(options: RepositoryOptions = {}): Promise<Repository> {
  const { files, format = 'sha1', name = 'repository' } = options;
  const scratch = await openScratch();
  const directory = scratch.join(name);
  await mkdir(directory);
  const run = (...args: string[]): Promise<string> => git(directory, args);
  await run('init', '--quiet', '--template=', `--object-format=${format}`, '--initial-branch=main');
  const repository: Repository = {
    scratch,
    directory,
    git: run,
    write: (leaves) => writeLeaves(directory, leaves),
    async commit(leaves, message = 'Change') {
      await writeLeaves(directory, leaves);
      await run('add', '--all', '--force');
      await run('commit', '--quiet', '--allow-empty', '--message', message);
      return await readTip(directory);
    },
    [Symbol.asyncDispose]: () => scratch[Symbol.asyncDispose](),
  };
  if (files !== undefined) await repository.commit(files, 'Initial commit');
  return repository;
}

/** What HEAD is at, without a program where a file tells it: it is asked after every commit of every test. */
async function readTip(directory: string): Promise<string> {
  const tip = await readFile(join(directory, '.git/refs/heads/main'), 'utf8').catch(() => null);
  const head = await readFile(join(directory, '.git/HEAD'), 'utf8').catch(() => null);
  if (tip !== null && head === 'ref: refs/heads/main\n') return tip.trim();
  return await git(directory, ['rev-parse', 'HEAD']);
}

/** Puts each leaf in the place of whatever is there. */
export async function writeLeaves(directory: string, leaves: Leaves): Promise<void> {
  for (const [path, leaf] of Object.entries(leaves)) {
    const file = join(directory, path);
    await clearWay(directory, path);
    await mkdir(dirname(file), { recursive: true });
    await rm(file, { recursive: true, force: true });
    if (typeof leaf === 'string' || leaf instanceof Uint8Array) await writeFile(file, leaf);
    else if ('link' in leaf) await symlink(leaf.link, file);
    else {
      await writeFile(file, leaf.content);
      await chmod(file, leaf.mode);
    }
  }
}

async function clearWay(directory: string, path: string): Promise<void> {
  const parts = path.split('/').slice(0, -1);
  for (const index of parts.keys()) {
    const parent = join(directory, ...parts.slice(0, index + 1));
    const isDirectory = await lstat(parent).then(
      (found) => found.isDirectory(),
      () => true,
    );
    if (!isDirectory) await rm(parent);
  }
}
