import { cpSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Refusal } from './answer.ts';
import { repositoryNamed, type Forge } from './forge.ts';
import { emailOf, identityOf, ORGANIZATION, ORGANIZATION_ADMIN, type Identity } from './identities.ts';
import type { FirstCommit, Repository, Role } from './repository.ts';
import { readRef } from './git/objects.ts';
import { whenNow } from './git/commit.ts';

export interface NewRepository {
  readonly owner: string;
  readonly name: string;
  readonly isPrivate: boolean;
  readonly defaultBranch: string;
  readonly forkOf: Repository | undefined;
}

/** The forge's half of a repository: the bare git directory, which is the truth, and who has which role. */
export async function addRepository(
  forge: Forge,
  spec: NewRepository,
  first: FirstCommit | null = null,
): Promise<Repository> {
  const fullName = `${spec.owner}/${spec.name}`;
  const gitDir = join(forge.room, 'git', spec.owner, `${spec.name}.git`);
  await mkdir(dirname(gitDir), { recursive: true });
  if (first === null) await initialise(forge, gitDir, spec.defaultBranch);
  else cpSync(first.gitDir, gitDir, { recursive: true });
  const repository: Repository = {
    ...spec,
    fullName,
    gitDir,
    roles: new Map<string, Role>(),
    protections: new Map(),
    rulesets: [],
    pulls: new Map(),
    reactions: new Map(),
    edits: new Map(),
    statuses: [],
    checkRuns: new Map(),
    isArchived: false,
    fileLimit: undefined,
    secrets: undefined,
    actionsMayOpenPulls: true,
  };
  forge.repositories.set(fullName.toLowerCase(), repository);
  return repository;
}

async function initialise(forge: Forge, gitDir: string, branch: string): Promise<void> {
  await forge.git.run(gitDir, ['init', '--quiet', '--bare', '--template=', `--initial-branch=${branch}`]);
}

export interface FileContent {
  readonly content: string;
  readonly encoding?: 'utf-8' | 'base64';
  readonly mode?: '100644' | '100755' | '120000';
}

export interface RepositorySpec {
  readonly owner: string;
  readonly name: string;
  readonly private?: boolean;
  readonly defaultBranch?: string;
  /** Text by path, or content with mode and encoding: the first commit. Left out, together with `fromGitDir`: empty. */
  readonly files?: Readonly<Record<string, string | FileContent>>;
  /** Every branch and tag of this git directory, as it is. */
  readonly fromGitDir?: string;
  readonly roles?: Readonly<Record<string, Role>>;
}

export interface RepositoryFacts {
  readonly fullName: string;
  readonly gitDir: string;
  readonly cloneUrl: string;
  readonly defaultBranch: string;
  /** Absent in an empty repository. */
  readonly head?: string;
}

/** Both halves: emulate learns of it for issues and pull requests, git gets its content in one go. */
export async function createRepository(forge: Forge, spec: RepositorySpec): Promise<RepositoryFacts> {
  if (repositoryNamed(forge, spec.owner, spec.name) !== undefined) {
    throw new Refusal(422, `${spec.owner}/${spec.name} already exists`);
  }
  const isOrganization = spec.owner === ORGANIZATION;
  const admin = identityOf(isOrganization ? ORGANIZATION_ADMIN : spec.owner);
  if (admin === undefined) throw new Refusal(422, `${spec.owner} is nobody the forge knows`);
  const defaultBranch = spec.defaultBranch ?? 'main';
  const { files, fromGitDir } = spec;
  const first =
    files === undefined || fromGitDir !== undefined
      ? null
      : await firstCommitOf(forge, defaultBranch, files, admin);
  const [repository] = await Promise.all([
    addRepository(
      forge,
      {
        owner: spec.owner,
        name: spec.name,
        isPrivate: spec.private === true,
        defaultBranch,
        forkOf: undefined,
      },
      first,
    ),
    forge.emulator.ask({
      method: 'POST',
      path: isOrganization ? `/orgs/${ORGANIZATION}/repos` : '/user/repos',
      body: { name: spec.name, auto_init: true },
      as: admin,
    }),
  ]);
  for (const [login, role] of Object.entries(spec.roles ?? {})) repository.roles.set(login, role);
  if (fromGitDir !== undefined) await importGitDir(forge, repository, fromGitDir);
  const head = first?.head ?? (await readRef(forge.git, repository.gitDir, `refs/heads/${defaultBranch}`));
  return {
    fullName: repository.fullName,
    gitDir: repository.gitDir,
    cloneUrl: `${forge.url}/${repository.fullName}.git`,
    defaultBranch,
    ...(head === undefined ? {} : { head }),
  };
}

/** Most repositories begin with the same files: git makes them once, and the others are copies. */
async function firstCommitOf(
  forge: Forge,
  branch: string,
  files: NonNullable<RepositorySpec['files']>,
  by: Identity,
): Promise<FirstCommit> {
  const { firstCommits } = forge;
  const key = JSON.stringify([branch, files, by.login]);
  const gitDir = join(forge.room, 'first', String(firstCommits.size));
  const making = firstCommits.get(key) ?? makeFirstCommit(forge, gitDir, branch, files, by);
  firstCommits.set(key, making);
  return await making;
}

async function makeFirstCommit(
  forge: Forge,
  gitDir: string,
  branch: string,
  files: NonNullable<RepositorySpec['files']>,
  by: Identity,
): Promise<FirstCommit> {
  await mkdir(dirname(gitDir), { recursive: true });
  await initialise(forge, gitDir, branch);
  await commitFiles(forge, gitDir, branch, files, by);
  const head = await forge.git.run(gitDir, ['rev-parse', '--verify', `refs/heads/${branch}`]);
  return { gitDir, head: head.toString().trim() };
}

async function importGitDir(forge: Forge, repository: Repository, from: string): Promise<void> {
  const refs = ['+refs/heads/*:refs/heads/*', '+refs/tags/*:refs/tags/*'];
  await forge.git.run(repository.gitDir, [
    'fetch',
    '--quiet',
    '--no-tags',
    '--update-head-ok',
    from,
    ...refs,
  ]);
}

async function commitFiles(
  forge: Forge,
  gitDir: string,
  branch: string,
  files: Readonly<Record<string, string | FileContent>>,
  by: Identity,
): Promise<void> {
  const parts: (string | Uint8Array)[] = [
    `commit refs/heads/${branch}\ncommitter ${by.name} <${emailOf(by)}> ${whenNow()}\n`,
    'data 14\nInitial commit\n',
  ];
  for (const [path, given] of Object.entries(files)) {
    const file: FileContent = typeof given === 'string' ? { content: given } : given;
    const bytes = Buffer.from(file.content, file.encoding ?? 'utf-8');
    parts.push(`M ${file.mode ?? '100644'} inline ${quotePath(path)}\ndata ${bytes.length}\n`, bytes, '\n');
  }
  parts.push('done\n');
  await forge.git.run(gitDir, ['fast-import', '--quiet', '--done', '--force'], {
    input: Buffer.concat(parts.map((part) => Buffer.from(part))),
  });
}

/** C-style, as fast-import reads it, so that any path goes through. */
function quotePath(path: string): string {
  return `"${path.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n')}"`;
}

export async function deleteRepository(forge: Forge, repository: Repository): Promise<void> {
  forge.repositories.delete(repository.fullName.toLowerCase());
  forge.git.reader(repository.gitDir).close();
  await forge.emulator.ask({
    method: 'DELETE',
    path: `/repos/${repository.fullName}`,
    as: identityOf(repository.owner),
  });
  await rm(repository.gitDir, { recursive: true, force: true });
}
