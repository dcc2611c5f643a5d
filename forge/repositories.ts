import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Refusal } from './answer.ts';
import { repositoryNamed, type Forge } from './forge.ts';
import { emailOf, identityOf, ORGANIZATION, ORGANIZATION_ADMIN, type Identity } from './identities.ts';
import type { Repository, Role } from './repository.ts';
import { whenNow } from './git/commit.ts';

export interface NewRepository {
  readonly owner: string;
  readonly name: string;
  readonly isPrivate: boolean;
  readonly defaultBranch: string;
  readonly forkOf: Repository | undefined;
}

/** The forge's half of a repository: the bare git directory, which is the truth, and who has which role. */
export async function addRepository(forge: Forge, spec: NewRepository): Promise<Repository> {
  const fullName = `${spec.owner}/${spec.name}`;
  const gitDir = join(forge.room, 'git', spec.owner, `${spec.name}.git`);
  await mkdir(dirname(gitDir), { recursive: true });
  await forge.git.run(gitDir, [
    'init',
    '--quiet',
    '--bare',
    '--template=',
    `--initial-branch=${spec.defaultBranch}`,
  ]);
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
  const [repository] = await Promise.all([
    addRepository(forge, {
      owner: spec.owner,
      name: spec.name,
      isPrivate: spec.private === true,
      defaultBranch,
      forkOf: undefined,
    }),
    forge.emulator.ask({
      method: 'POST',
      path: isOrganization ? `/orgs/${ORGANIZATION}/repos` : '/user/repos',
      body: { name: spec.name, auto_init: true },
      as: admin,
    }),
  ]);
  for (const [login, role] of Object.entries(spec.roles ?? {})) repository.roles.set(login, role);
  if (spec.fromGitDir !== undefined) await importGitDir(forge, repository, spec.fromGitDir);
  else if (spec.files !== undefined) await commitFiles(forge, repository, spec.files, admin);
  const head = await forge.git.attempt(repository.gitDir, [
    'rev-parse',
    '--verify',
    '--quiet',
    `refs/heads/${defaultBranch}`,
  ]);
  return {
    fullName: repository.fullName,
    gitDir: repository.gitDir,
    cloneUrl: `${forge.url}/${repository.fullName}.git`,
    defaultBranch,
    ...(head.code === 0 ? { head: head.stdout.toString().trim() } : {}),
  };
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
  repository: Repository,
  files: Readonly<Record<string, string | FileContent>>,
  by: Identity,
): Promise<void> {
  const parts: (string | Uint8Array)[] = [
    `commit refs/heads/${repository.defaultBranch}\ncommitter ${by.name} <${emailOf(by)}> ${whenNow()}\n`,
    'data 14\nInitial commit\n',
  ];
  for (const [path, given] of Object.entries(files)) {
    const file: FileContent = typeof given === 'string' ? { content: given } : given;
    const bytes = Buffer.from(file.content, file.encoding ?? 'utf-8');
    parts.push(`M ${file.mode ?? '100644'} inline ${quotePath(path)}\ndata ${bytes.length}\n`, bytes, '\n');
  }
  parts.push('done\n');
  await forge.git.run(repository.gitDir, ['fast-import', '--quiet', '--done', '--force'], {
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
