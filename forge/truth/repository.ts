import { canSee, hasRole, isGranted } from '../access.ts';
import type { Actor } from '../actor.ts';
import { repositoryNamed, type Forge } from '../forge.ts';
import { textAt, type Json } from '../json.ts';
import type { Repository } from '../repository.ts';

/** What the forge owns of a repository: who sees it, its branch, where it is cloned from, what the viewer may do. */
export function correctRepository(forge: Forge, value: Json, viewer: Actor | undefined): void {
  const [owner = '', name = ''] = (textAt(value, 'full_name') ?? '').split('/');
  const repository = repositoryNamed(forge, owner, name);
  if (repository === undefined) return;
  const page = `${forge.url}/${repository.fullName}`;
  const host = forge.url.replace(/^https?:\/\//, '');
  Object.assign(value, {
    private: repository.isPrivate,
    archived: repository.isArchived,
    visibility: repository.isPrivate ? 'private' : 'public',
    default_branch: repository.defaultBranch,
    html_url: page,
    clone_url: `${page}.git`,
    svn_url: page,
    git_url: `git://${host}/${repository.fullName}.git`,
    ssh_url: `git@${host}:${repository.fullName}.git`,
    deployments_url:
      textAt(value, 'deployments_url') ?? `${forge.url}/repos/${repository.fullName}/deployments`,
    // emulate offers rebasing but has no commits of its own to rebase; the forge does not do it.
    allow_rebase_merge: false,
    web_commit_signoff_required: false,
    network_count: 0,
    subscribers_count: 0,
    permissions: permissionsOf(repository, viewer),
  });
}

function permissionsOf(repository: Repository, viewer: Actor | undefined): Json {
  const may = (role: 'triage' | 'write' | 'maintain' | 'admin') =>
    viewer !== undefined && viewer.installation === undefined && hasRole(repository, viewer.identity, role);
  const appWrites = viewer?.installation !== undefined && isGranted(viewer, 'contents', 'write');
  return {
    admin: may('admin'),
    maintain: may('maintain'),
    push: may('write') || appWrites,
    triage: may('triage'),
    pull: canSee(repository, viewer),
  };
}
