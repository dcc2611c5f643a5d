import { z } from 'zod';
import { statusOf, type Answer, type Api } from './api.ts';
import type { RepositoryName } from './repository-name.ts';

/** What a host tells beforehand about writing to a branch; it never tells everything. */
export interface Standing {
  readonly archived: boolean;
  /** Whether the account behind the token may write; `null` where the host does not tell. */
  readonly mayWrite: boolean | null;
  /** The scope that a person's classic token lacks to write here; `null` where it lacks none. */
  readonly missingScope: string | null;
  /** Whether the branch is there and protected. */
  readonly isProtected: boolean;
  /**
   * Rules that bind the branch, whether or not it is there, as `<type>#<ruleset>`. Whoever may bypass them is not told of.
   * https://docs.github.com/en/rest/repos/rules#get-rules-for-a-branch
   */
  readonly rules: readonly string[];
  /** Whether a workflow's own token may open pull requests; `null` where we may not know. */
  readonly workflowsMayOpenPullRequests: boolean | null;
}

const repositoryShape = z.object({
  archived: z.boolean().nullish(),
  private: z.boolean().nullish(),
  permissions: z.object({ push: z.boolean() }).nullish(),
});
const branchShape = z.object({ protected: z.boolean().nullish() });
const rulesShape = z.array(z.object({ type: z.string(), ruleset_id: z.number().int().nullish() }));
const workflowShape = z.object({ can_approve_pull_request_reviews: z.boolean() });

/** Reads it in one round of requests, none of which costs anybody anything. `isThere`: the branch is somebody's already. */
export async function readStanding(
  api: Api,
  { owner, name }: RepositoryName,
  branch: string,
  isThere: boolean,
): Promise<Standing> {
  const place = { owner, repo: name };
  const [repository, rules, workflow, there] = await Promise.all([
    ask(api, 'GET /repos/{owner}/{repo}', place),
    ask(api, RULES, { ...place, branch }),
    ask(api, 'GET /repos/{owner}/{repo}/actions/permissions/workflow', place),
    isThere ? ask(api, 'GET /repos/{owner}/{repo}/branches/{+branch}', { ...place, branch }) : null,
  ]);
  const told = repository === null ? null : repositoryShape.parse(repository.data);
  return {
    archived: told?.archived === true,
    mayWrite: told?.permissions?.push ?? null,
    missingScope: missingAmong(repository?.scopes ?? null, told?.private === false),
    isProtected: there === null ? false : branchShape.parse(there.data).protected === true,
    rules: (rules === null ? [] : rulesShape.parse(rules.data)).map(
      ({ type, ruleset_id: ruleset }) => `${type}#${ruleset ?? ''}`,
    ),
    workflowsMayOpenPullRequests:
      workflow === null ? null : workflowShape.parse(workflow.data).can_approve_pull_request_reviews,
  };
}

function missingAmong(scopes: readonly string[] | null, isPublic: boolean): string | null {
  if (scopes === null || scopes.includes('repo') || (isPublic && scopes.includes('public_repo'))) return null;
  return isPublic ? 'public_repo' : 'repo';
}

/** The types of the rules that bind a branch, whether or not it is there; none where we may not ask. */
export async function readRules(
  api: Api,
  { owner, name }: RepositoryName,
  branch: string,
): Promise<readonly string[]> {
  const rules = await ask(api, RULES, { owner, repo: name, branch });
  return rules === null ? [] : rulesShape.parse(rules.data).map(({ type }) => type);
}

const RULES = 'GET /repos/{owner}/{repo}/rules/branches/{+branch}';

/** `null` where we may not ask, or the host is too old to know the question. */
async function ask(api: Api, route: string, place: Readonly<Record<string, string>>): Promise<Answer | null> {
  try {
    return await api.request(route, place);
  } catch (error) {
    if ([403, 404].includes(statusOf(error) ?? 0)) return null;
    throw error;
  }
}
