import type { Forge } from '../forge.ts';
import { numberAt, textAt, type Json } from '../json.ts';
import { associationOf } from './association.ts';
import { repositoryOfUrl } from './pull.ts';
import { renderReactions } from './reactions.ts';

/** emulate's issues of pull requests lack `pull_request`, in answers and in `issue_comment` payloads. */
export function correctIssue(forge: Forge, value: Json): void {
  const repository = repositoryOfUrl(forge, textAt(value, 'url'));
  const number = numberAt(value, 'number');
  if (repository === undefined || number === undefined) return;
  value['author_association'] = associationOf(repository, value['user']);
  value['reactions'] = renderReactions(
    repository,
    `issues/${number}`,
    `${forge.url}/repos/${repository.fullName}/issues/${number}`,
  );
  if (!repository.pulls.has(number) && !('draft' in value)) return;
  const page = `${forge.url}/${repository.fullName}/pull/${number}`;
  value['html_url'] = page;
  value['pull_request'] = {
    url: `${forge.url}/repos/${repository.fullName}/pulls/${number}`,
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    merged_at: value['merged_at'] ?? null,
  };
}
