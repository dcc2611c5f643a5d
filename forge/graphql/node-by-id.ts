import { canSee } from '../access.ts';
import type { Repository } from '../repository.ts';
import { commentNode, findIssue, findPull } from './talk-nodes.ts';
import { GraphqlRefusal, readRest, readRestList, type Viewing } from './viewing.ts';

/** emulate's ids carry kind and number (`0:IssueComment12`), but not the repository: those one may see are asked in turn. */
export async function nodeById(viewing: Viewing, id: string) {
  const [, kind, number] = /^0:([A-Za-z]+)(\d+)$/.exec(Buffer.from(id, 'base64').toString()) ?? [];
  for (const repository of viewing.forge.repositories.values()) {
    if (kind === undefined || number === undefined || !canSee(repository, viewing.actor)) continue;
    const found = await nodeIn(viewing, repository, kind, number, id);
    if (found !== undefined) return found;
  }
  throw new GraphqlRefusal('NOT_FOUND', `Could not resolve to a node with the global id of '${id}'`);
}

async function nodeIn(viewing: Viewing, repository: Repository, kind: string, number: string, id: string) {
  const api = `/repos/${repository.fullName}`;
  if (kind === 'IssueComment') {
    const comment = await readRest(viewing, `${api}/issues/comments/${number}`);
    return comment === undefined ? undefined : commentNode(viewing, repository, comment);
  }
  if (kind === 'PullRequest') {
    const pull = await findPullById(viewing, repository, id);
    return pull === undefined ? undefined : findPull(viewing, repository, pull);
  }
  if (kind === 'Issue') {
    const issues = await readRestList(viewing, `${api}/issues`);
    const issue = issues.find((one) => one['node_id'] === id);
    return issue === undefined ? undefined : findIssue(viewing, repository, Number(issue['number']));
  }
  return undefined;
}

export async function findPullById(
  viewing: Viewing,
  repository: Repository,
  id: string,
): Promise<number | undefined> {
  for (const number of repository.pulls.keys()) {
    const pull = await readRest(viewing, `/repos/${repository.fullName}/pulls/${number}`);
    if (pull?.['node_id'] === id) return number;
  }
  return undefined;
}
