import { ok, type Answer } from '../answer.ts';
import { pageOf, type RepositoryCall } from '../call.ts';
import { isJson } from '../json.ts';
import { demandFor, issueOfPull } from './issues.ts';
import { pass } from './pass.ts';

export function changeLabels(call: RepositoryCall): Promise<Answer> {
  demandFor(call);
  return pass(call);
}

/** GitHub's list of issues has the pull requests in it; emulate's has not. Newest first where nothing else is asked. */
export async function listIssues(call: RepositoryCall): Promise<Answer> {
  const query = new URLSearchParams(call.query);
  query.set('per_page', '100');
  query.delete('page');
  const state = query.get('state') ?? 'open';
  const issues = await pass({ ...call, query });
  const pulls = await pass(
    { ...call, query: new URLSearchParams({ state, per_page: '100' }) },
    { path: `/repos/${call.repository.fullName}/pulls` },
  );
  if (!Array.isArray(issues.json) || !Array.isArray(pulls.json)) return issues;
  const labels = (query.get('labels') ?? '').split(',').filter((label) => label !== '');
  const others = ['assignee', 'creator', 'milestone', 'mentioned', 'since'].some((key) => query.has(key));
  const shown = others
    ? []
    : pulls.json
        .filter(isJson)
        .map((pull) => issueOfPull(call, pull))
        .filter((issue) => hasLabels(issue, labels));
  const all = [...issues.json.filter(isJson), ...shown].toSorted(
    (one, other) => Number(other['number']) - Number(one['number']),
  );
  if (query.get('direction') === 'asc') all.reverse();
  const page = pageOf(call, all);
  return ok(page.items, page.headers);
}

function hasLabels(issue: Record<string, unknown>, wanted: readonly string[]): boolean {
  const labels = Array.isArray(issue['labels']) ? issue['labels'] : [];
  return wanted.every((name) => labels.some((label) => isJson(label) && label['name'] === name));
}
