import type { Api } from './api.ts';
import type { RepositoryName } from './repository-name.ts';

export interface Decoration {
  readonly labels: readonly string[];
  readonly reviewers: readonly string[];
  readonly teamReviewers: readonly string[];
  readonly assignees: readonly string[];
}

/**
 * Labels, reviewers and assignees of a pull request that stands. None of them is worth losing it: each that fails is
 * answered as a warning, one sentence.
 */
export async function decorate(
  api: Api,
  repository: RepositoryName,
  number: number,
  decoration: Decoration,
): Promise<string[]> {
  const place = { owner: repository.owner, repo: repository.name };
  const { labels, reviewers, teamReviewers, assignees } = decoration;
  const writes: { what: string; wanted: boolean; route: string; parameters: Record<string, unknown> }[] = [
    {
      what: `labels ${labels.join(', ')}`,
      wanted: labels.length > 0,
      route: 'POST /repos/{owner}/{repo}/issues/{issue_number}/labels',
      parameters: { issue_number: number, labels },
    },
    {
      what: `reviewers ${[...reviewers, ...teamReviewers].join(', ')}`,
      wanted: reviewers.length + teamReviewers.length > 0,
      route: 'POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers',
      parameters: { pull_number: number, reviewers, team_reviewers: teamReviewers },
    },
    {
      what: `assignees ${assignees.join(', ')}`,
      wanted: assignees.length > 0,
      route: 'POST /repos/{owner}/{repo}/issues/{issue_number}/assignees',
      parameters: { issue_number: number, assignees },
    },
  ];
  const warnings: string[] = [];
  for (const { what, wanted, route, parameters } of writes) {
    if (!wanted) continue;
    try {
      await api.request(route, { ...place, ...parameters });
    } catch (error) {
      warnings.push(`The ${what} could not be set: ${error instanceof Error ? error.message : 'no answer'}.`);
    }
  }
  return warnings;
}
