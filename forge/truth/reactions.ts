import type { Json } from '../json.ts';
import type { Repository } from '../repository.ts';

/** https://docs.github.com/rest/reactions/reactions#about-reactions */
export const REACTIONS = ['+1', '-1', 'laugh', 'confused', 'heart', 'hooray', 'rocket', 'eyes'] as const;

export function renderReactions(repository: Repository, subject: string, url: string): Json {
  const given = repository.reactions.get(subject) ?? [];
  const counts = REACTIONS.map((content) => [content, given.filter((one) => one.content === content).length]);
  return { url: `${url}/reactions`, total_count: given.length, ...Object.fromEntries(counts) };
}
