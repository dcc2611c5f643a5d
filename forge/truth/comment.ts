import type { Forge } from '../forge.ts';
import { numberAt, textAt, type Json } from '../json.ts';
import { associationOf } from './association.ts';
import { repositoryOfUrl } from './pull.ts';
import { renderReactions } from './reactions.ts';

/** Comments on issues and review comments: who wrote them, what they got, and the page they are on. */
export function correctComment(forge: Forge, value: Json): void {
  const url = textAt(value, 'url') ?? '';
  const repository = repositoryOfUrl(forge, url);
  const subject = /\/repos\/[^/]+\/[^/]+\/((?:issues|pulls)\/comments\/\d+)$/.exec(url)?.[1];
  if (repository === undefined || subject === undefined) return;
  value['author_association'] = associationOf(repository, value['user']);
  value['reactions'] = renderReactions(repository, subject, url);
  const number = Number(/\/issues\/(\d+)$/.exec(textAt(value, 'issue_url') ?? '')?.[1]);
  if (repository.pulls.has(number)) {
    value['html_url'] =
      `${forge.url}/${repository.fullName}/pull/${number}#issuecomment-${numberAt(value, 'id') ?? 0}`;
  }
  const review = textAt(value, 'pull_request_url');
  if (review !== undefined) {
    // emulate says null where GitHub leaves out, and knows no positions in the diff.
    if (value['in_reply_to_id'] === null) delete value['in_reply_to_id'];
    value['position'] ??= 1;
    value['original_position'] ??= 1;
    value['_links'] = {
      self: { href: url },
      html: { href: textAt(value, 'html_url') ?? '' },
      pull_request: { href: review },
    };
  }
}
