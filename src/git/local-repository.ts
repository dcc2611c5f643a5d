import { readFile, realpath, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { ObjectFormat } from '../change-set/blob.ts';
import type { Git } from './git.ts';

/** A repository on this machine that is not ours: we read it, add objects, and move one ref. */
export interface LocalRepository {
  /** Where refs and objects are; shared by all work trees. */
  readonly gitDir: string;
  readonly objectDir: string;
  /** Absolute; `null` in a bare repository. */
  readonly workTree: string | null;
  readonly format: ObjectFormat;
}

/** There is no git repository at that path. */
export class NoRepository extends Error {
  override readonly name = 'NoRepository';
  readonly code = 'EREPOSITORY';
}

/** The revision names no commit of the repository. */
export class NoCommit extends Error {
  override readonly name = 'NoCommit';
  readonly code = 'EBASE';
}

/** Finds the repository that holds `directory`, as git does: from there upwards. */
export async function findRepository(git: Git, directory: string): Promise<LocalRepository> {
  const place = resolve(directory);
  const isDirectory = await stat(place).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isDirectory) throw new NoRepository(`${place} is no directory`);
  const cwd = await realpath(place);
  // The path comes last: it may hold a line end.
  const answer = await git.attempt(
    ['rev-parse', '--show-object-format', '--path-format=absolute', '--git-common-dir'],
    { cwd },
  );
  const [, format, gitDir] = /^(sha1|sha256)\n([^]+)\n$/.exec(answer.stdout.toString('utf8')) ?? [];
  if (answer.exitCode !== 0 || gitDir === undefined || (format !== 'sha1' && format !== 'sha256')) {
    throw new NoRepository(`${place} is in no git repository`);
  }
  const top = await git.attempt(['rev-parse', '--show-toplevel'], { cwd });
  const workTree = top.exitCode === 0 ? top.stdout.toString('utf8').replace(/\n$/, '') : null;
  return { gitDir, objectDir: join(gitDir, 'objects'), workTree, format };
}

/** The id of the commit that a revision names; HEAD where none is given. */
export async function readCommit(
  git: Git,
  repository: LocalRepository,
  revision: string,
  cwd?: string,
): Promise<string> {
  const answer = await git.attempt(
    ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`],
    cwd === undefined ? { gitDir: repository.gitDir } : { cwd },
  );
  const oid = answer.stdout.toString('latin1').trim();
  if (answer.exitCode !== 0 || oid === '') throw new NoCommit(`${revision} names no commit`);
  return oid;
}

/** The tip of a branch; `null` where it is not there. Two files tell it in most repositories, and else git. */
export async function readBranch(
  git: Git,
  repository: LocalRepository,
  branch: string,
): Promise<string | null> {
  const { gitDir } = repository;
  const isTable = await stat(join(gitDir, 'reftable')).catch(() => null);
  if (isTable === null) {
    const [, loose] =
      /^([0-9a-f]{40}|[0-9a-f]{64})\n$/.exec(await textOf(join(gitDir, 'refs/heads', branch))) ?? [];
    if (loose !== undefined) return loose;
    const packed = await textOf(join(gitDir, 'packed-refs'));
    // Neither by its own file nor in the list of the packed ones (gitrepository-layout(5)).
    if (!packed.includes(` refs/heads/${branch}\n`) && !(await isThere(join(gitDir, 'refs/heads', branch))))
      return null;
  }
  const answer = await git.attempt(
    ['rev-parse', '--verify', '--quiet', '--end-of-options', `refs/heads/${branch}`],
    {
      gitDir: repository.gitDir,
    },
  );
  return answer.exitCode === 0 ? answer.stdout.toString('latin1').trim() : null;
}

async function textOf(file: string): Promise<string> {
  return await readFile(file, 'utf8').catch(() => '');
}

async function isThere(file: string): Promise<boolean> {
  return await stat(file).then(
    (found) => found.isFile(),
    () => false,
  );
}

/** A branch beside which none of that name can be made: git keeps `a` as a file and `a/b` in a directory. */
export async function readBranchInTheWay(
  git: Git,
  repository: LocalRepository,
  branch: string,
): Promise<string | null> {
  const parts = branch.split('/');
  const above = parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
  const patterns = [...above, `${branch}/`].map((name) => `refs/heads/${name}`);
  const output = await git.run(['for-each-ref', '--format=%(refname)', ...patterns], {
    gitDir: repository.gitDir,
  });
  const names = output.toString('utf8').trim().split('\n');
  const found = names.map((name) => name.slice('refs/heads/'.length));
  return found.find((name) => above.includes(name) || name.startsWith(`${branch}/`)) ?? null;
}

/** Short names of the branches that some work tree has checked out. */
export async function readCheckedOutBranches(
  git: Git,
  repository: LocalRepository,
): Promise<ReadonlySet<string>> {
  const output = await git.run(['worktree', 'list', '--porcelain'], { gitDir: repository.gitDir });
  const branches = [...output.toString('utf8').matchAll(/^branch refs\/heads\/(.*)$/gm)];
  return new Set(branches.map(([, name]) => name ?? ''));
}

/** The parents of a commit, as it stands. */
export async function readParents(git: Git, repository: LocalRepository, commit: string): Promise<string[]> {
  const output = await git.run(['rev-list', '--max-count=1', '--parents', '--end-of-options', commit], {
    gitDir: repository.gitDir,
  });
  return output.toString('latin1').trim().split(' ').slice(1);
}
