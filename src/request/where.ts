import { z } from 'zod';
import type { Ground } from './ground.ts';
import { TargetRefusal } from '../commit/participant.ts';
import type { Remote } from '../git/remote.ts';
import { statusOf, type Api } from '../host/api.ts';
import { readPermission } from '../host/permission.ts';
import type { RepositoryName } from '../host/repository-name.ts';
import { parseBranchName } from '../trigger/branch-name.ts';
import { parsePermission } from '../trigger/permission.ts';
import { isOwnerName, isRepositoryName } from '../trigger/repository-name.ts';
import type { Trigger } from '../trigger/trigger.ts';
import type { Terms } from './terms.ts';

/** A repository of the host, and what reaches it. */
export interface Where {
  readonly repository: RepositoryName;
  readonly api: Api;
  readonly remote: Remote;
  /** See `Terms`. */
  readonly permissions: Terms['permissions'];
  /** True of a further repository, where nothing but the change set's own part is known. */
  readonly isOther: boolean;
}

/** Where the request was made. */
export function ownPlace({ repository }: Trigger, { api, remote, permissions }: Terms): Where {
  return { repository, api, remote, permissions, isOther: false };
}

export function fullName({ owner, name }: RepositoryName): string {
  return `${owner}/${name}`;
}

/** Of a name that we wrote down ourselves. */
export function parseFullName(text: string): RepositoryName {
  const [owner = '', name = '', more] = text.split('/');
  if (more !== undefined || !isOwnerName(owner) || !isRepositoryName(name))
    throw new TypeError(`${text} is no repository`);
  return { owner, name };
}

const repositoryShape = z.object({ default_branch: z.string() });

/**
 * A further repository that the configuration names, and its default branch. Throws a `TargetRefusal` where it cannot be
 * reached, or where who asked may not write: what a person may not do, no request of theirs does.
 */
export async function findOther(
  trigger: Trigger,
  repository: RepositoryName,
  terms: Terms,
): Promise<{ readonly where: Where; readonly ground: Ground }> {
  const reached = await terms.reach(repository);
  if (reached === null) throw unreachable(repository);
  const { api, remote, permissions } = reached;
  const where = { repository, api, remote, permissions, isOther: true };
  const refusal = await recheckOther(trigger, where);
  if (refusal !== null) throw refusal;
  const branch = parseBranchName(await readDefaultBranch(where));
  return {
    where,
    ground: { source: { kind: 'remote', remote, ref: branch }, branch, revised: null, guidance: null },
  };
}

/** Whether who asked may write to a further repository; asked when its work begins, and again before it is published. */
export async function recheckOther(trigger: Trigger, where: Where): Promise<TargetRefusal | null> {
  // Only GitHub itself lets somebody start a workflow by hand or by a push, and its author chose the token.
  if (trigger.origin === 'prompt' && trigger.target === null) return null;
  const { actor } = trigger;
  const { api, repository } = where;
  // What a bot may do says nothing of who it belongs to: the configuration that names both has let it in.
  if (actor.type !== 'User') return null;
  const answer = await readPermission(api, repository, actor.login).catch((error: unknown) => {
    if (statusOf(error) === 403) return null;
    throw error;
  });
  if (['write', 'maintain', 'admin'].includes(parsePermission(answer, actor))) return null;
  return new TargetRefusal(
    'conflict',
    'EREACH',
    `the one who asked may not write to ${fullName(repository)}, or the bot cannot see it`,
    `Have somebody ask who may write to ${fullName(repository)}, and give the bot access to it.`,
  );
}

async function readDefaultBranch({ api, repository }: Where): Promise<string> {
  try {
    const { data } = await api.request('GET /repos/{owner}/{repo}', {
      owner: repository.owner,
      repo: repository.name,
    });
    return repositoryShape.parse(data).default_branch;
  } catch (error) {
    if (![403, 404].includes(statusOf(error) ?? 0)) throw error;
    throw unreachable(repository, { cause: error });
  }
}

function unreachable(repository: RepositoryName, options?: ErrorOptions): TargetRefusal {
  return new TargetRefusal(
    'denied',
    'EREACH',
    `${fullName(repository)} cannot be reached`,
    `Give the bot access to ${fullName(repository)}, or take it out of \`repositories\`.`,
    options,
  );
}
