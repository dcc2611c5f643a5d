import { NO_CONTENT, notFound, ok, Refusal, type Answer } from '../answer.ts';
import { pageOf, param, type RepositoryCall } from '../call.ts';
import { readHistory } from '../git/history.ts';
import { readRef } from '../git/objects.ts';
import type { Json } from '../json.ts';
import { parseProtection, renderProtection } from '../rules/protection.ts';
import { rulesFor } from '../rules/ruleset.ts';
import { listRefs } from './refs.ts';
import { renderCommitItem } from './render-commit.ts';

function protectionUrl(call: RepositoryCall, branch: string): string {
  return `${call.forge.url}/repos/${call.repository.fullName}/branches/${branch}/protection`;
}

function isProtected(call: RepositoryCall, branch: string): boolean {
  return (
    call.repository.protections.has(branch) ||
    rulesFor(call.repository.rulesets, `refs/heads/${branch}`, call.repository.defaultBranch).length > 0
  );
}

function renderBrief(call: RepositoryCall, branch: string): Json {
  const contexts = call.repository.protections.get(branch)?.requiredContexts ?? [];
  return {
    protected: isProtected(call, branch),
    protection: {
      enabled: call.repository.protections.has(branch),
      required_status_checks: {
        enforcement_level: contexts.length > 0 ? 'non_admins' : 'off',
        contexts,
        checks: [],
      },
    },
    protection_url: protectionUrl(call, branch),
  };
}

export async function listBranches(call: RepositoryCall): Promise<Answer> {
  const refs = await listRefs(call.forge, call.repository, 'refs/heads/');
  const page = pageOf(call, refs);
  return ok(
    page.items.map(({ ref, oid }) => {
      const name = ref.slice('refs/heads/'.length);
      const url = `${call.forge.url}/repos/${call.repository.fullName}/commits/${oid}`;
      return { name, commit: { sha: oid, url }, ...renderBrief(call, name) };
    }),
    page.headers,
  );
}

export async function getBranch(call: RepositoryCall): Promise<Answer> {
  const { forge, repository } = call;
  const name = param(call, 'branch');
  const oid = await readRef(forge.git, repository.gitDir, `refs/heads/${name}`);
  if (oid === undefined) throw new Refusal(404, 'Branch not found');
  const [commit] = await readHistory(forge.git, repository.gitDir, [oid], ['--no-walk']);
  if (commit === undefined) throw notFound();
  return ok({
    name,
    commit: renderCommitItem(forge, repository, commit),
    _links: {
      self: `${forge.url}/repos/${repository.fullName}/branches/${name}`,
      html: `${forge.url}/${repository.fullName}/tree/${name}`,
    },
    ...renderBrief(call, name),
  });
}

export function getProtection(call: RepositoryCall): Answer {
  const branch = param(call, 'branch');
  const protection = call.repository.protections.get(branch);
  if (protection === undefined) throw new Refusal(404, 'Branch not protected');
  return ok(renderProtection(protectionUrl(call, branch), protection));
}

export function setProtection(call: RepositoryCall): Answer {
  call.repository.protections.set(param(call, 'branch'), parseProtection(call.body));
  return getProtection(call);
}

export function removeProtection(call: RepositoryCall): Answer {
  if (!call.repository.protections.delete(param(call, 'branch')))
    throw new Refusal(404, 'Branch not protected');
  return NO_CONTENT;
}

/** The rules that bind a branch, readable by anybody who reads the repository (https://docs.github.com/rest/repos/rules). */
export function listBranchRules(call: RepositoryCall): Answer {
  const { rulesets, defaultBranch, fullName } = call.repository;
  const rules = rulesFor(rulesets, `refs/heads/${param(call, 'branch')}`, defaultBranch);
  return ok(
    rules.map(({ ruleset, type, parameters }) => ({
      type,
      ...(parameters === undefined ? {} : { parameters }),
      ruleset_source_type: 'Repository',
      ruleset_source: fullName,
      ruleset_id: ruleset.id,
    })),
  );
}
