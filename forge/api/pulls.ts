import { hasRole } from '../access.ts';
import { invalid, notFound, ok, Refusal, type Answer } from '../answer.ts';
import { numberParam, pageOf, requireActor, type RepositoryCall } from '../call.ts';
import { diffTrees } from '../git/diff.ts';
import { isAncestor, mergeBase, readHistory } from '../git/history.ts';
import { readRef } from '../git/objects.ts';
import { keepPullRef } from '../hooks/announce.ts';
import { identityOf } from '../identities.ts';
import { isJson, textAt, textsAt } from '../json.ts';
import type { Pull, Repository } from '../repository.ts';
import { countPull, isMergeable, recordPull } from '../truth/pull.ts';
import { checkBody, demandAuthor } from './issues.ts';
import { pass } from './pass.ts';
import { renderCommitItem } from './render-commit.ts';
import { renderFile } from './render-file.ts';

export function pullOf(call: RepositoryCall): Pull {
  const pull = call.repository.pulls.get(numberParam(call, 'number'));
  if (pull === undefined) throw notFound();
  return pull;
}

/** `head` may be `owner:branch`, of this repository or of a fork. */
function headOf(call: RepositoryCall, head: string): { repository: Repository; ref: string } | undefined {
  const colon = head.indexOf(':');
  if (colon === -1) return { repository: call.repository, ref: head };
  const [owner, ref] = [head.slice(0, colon), head.slice(colon + 1)];
  if (owner === call.repository.owner) return { repository: call.repository, ref };
  for (const repository of call.forge.repositories.values()) {
    if (repository.owner === owner && repository.forkOf === call.repository) return { repository, ref };
  }
  return undefined;
}

/**
 * emulate takes a second pull request for the same branch, one without commits, and one for a branch that is not there
 * (which it makes up). Messages as GitHub gives them: "No commits between main and x", "A pull request already exists
 * for acme:x."
 */
export async function createPull(call: RepositoryCall): Promise<Answer> {
  const { forge, repository } = call;
  const actor = requireActor(call);
  if (actor.installation?.kind === 'workflow' && !repository.actionsMayOpenPulls) {
    throw new Refusal(403, 'GitHub Actions is not permitted to create or approve pull requests.');
  }
  checkBody('PullRequest', call.body);
  const base = textAt(call.body, 'base') ?? '';
  const head = headOf(call, textAt(call.body, 'head') ?? '');
  if (head === undefined) throw invalid('PullRequest', 'head', 'invalid');
  if (actor.installation === undefined && !hasRole(head.repository, actor.identity, 'write')) {
    throw invalid('PullRequest', 'head', 'invalid');
  }
  const [headSha, baseSha] = await Promise.all([
    readRef(forge.git, head.repository.gitDir, `refs/heads/${head.ref}`),
    readRef(forge.git, repository.gitDir, `refs/heads/${base}`),
  ]);
  if (baseSha === undefined) throw invalid('PullRequest', 'base', 'invalid');
  if (headSha === undefined) throw invalid('PullRequest', 'head', 'invalid');
  if (findOpen(repository, head, base) !== undefined) {
    const message = `A pull request already exists for ${head.repository.owner}:${head.ref}.`;
    throw new Refusal(422, 'Validation Failed', [{ resource: 'PullRequest', code: 'custom', message }]);
  }
  if (head.repository !== repository) {
    await forge.git.run(repository.gitDir, [
      'fetch',
      '--quiet',
      '--no-tags',
      head.repository.gitDir,
      headSha,
    ]);
  }
  if ((await countPull(forge, repository, { baseSha, headSha })).commits === 0) {
    const message = `No commits between ${base} and ${head.ref}`;
    throw new Refusal(422, 'Validation Failed', [{ resource: 'PullRequest', code: 'custom', message }]);
  }
  const answer = await pass(call);
  const pull = isJson(answer.json) ? await recordPull(forge, repository, answer.json) : undefined;
  if (pull !== undefined) await keepPullRef(forge, repository, pull.number, pull.head, pull.headSha);
  return answer;
}

function findOpen(
  target: Repository,
  head: { repository: Repository; ref: string },
  base: string,
): Pull | undefined {
  return [...target.pulls.values()].find(
    (pull) =>
      pull.isOpen && pull.head === head.repository && pull.headRef === head.ref && pull.baseRef === base,
  );
}

/** Only the single pull request tells these; a list does not (schemas `pull-request` and `pull-request-simple`). */
const NOT_IN_LISTS = [
  'merged',
  'mergeable',
  'rebaseable',
  'mergeable_state',
  'merged_by',
  'comments',
  'review_comments',
  'maintainer_can_modify',
  'commits',
  'additions',
  'deletions',
  'changed_files',
];

export async function listPulls(call: RepositoryCall): Promise<Answer> {
  const answer = await pass(call);
  for (const item of Array.isArray(answer.json) ? answer.json : []) {
    if (isJson(item)) for (const key of NOT_IN_LISTS) delete item[key];
  }
  return answer;
}

/** The one answer that says whether it can be merged. */
export async function getPull(call: RepositoryCall): Promise<Answer> {
  const answer = await pass(call);
  const pull = call.repository.pulls.get(numberParam(call, 'number'));
  if (pull === undefined || !pull.isOpen || !isJson(answer.json)) return answer;
  const mergeable = await isMergeable(call.forge, call.repository, pull);
  return ok({ ...answer.json, mergeable, mergeable_state: mergeable ? 'clean' : 'dirty' });
}

export async function updatePull(call: RepositoryCall): Promise<Answer> {
  checkBody('PullRequest', call.body);
  const pull = pullOf(call);
  await demandAuthor(call, call.path, 'write');
  // `draft` cannot be changed here, only by GraphQL; emulate would let it.
  const { draft: _, ...body } = call.body;
  if (body['state'] === 'open' && !pull.isOpen) {
    const head = await readRef(call.forge.git, pull.head.gitDir, `refs/heads/${pull.headRef}`);
    if (head === undefined)
      throw invalid('PullRequest', 'state', 'invalid', 'state cannot be changed. The branch was deleted.');
    // With what it was closed with, or more on top; what else became of the branch nobody could see.
    if (!(await isAncestor(call.forge.git, pull.head.gitDir, pull.headSha, head)))
      throw invalid(
        'PullRequest',
        'state',
        'invalid',
        `state cannot be changed. The ${pull.headRef} branch was force-pushed or recreated.`,
      );
    pull.headSha = head;
    await keepPullRef(call.forge, call.repository, pull.number, pull.head, head);
  }
  const base = textAt(body, 'base');
  if (base !== undefined) {
    const baseSha = await readRef(call.forge.git, call.repository.gitDir, `refs/heads/${base}`);
    if (baseSha === undefined) throw invalid('PullRequest', 'base', 'invalid');
    Object.assign(pull, { baseRef: base, baseSha });
  }
  return pass(call, { body });
}

export async function listPullCommits(call: RepositoryCall): Promise<Answer> {
  const { baseSha, headSha } = pullOf(call);
  const { forge, repository } = call;
  const range = [headSha, `^${baseSha}`];
  const commits = await readHistory(forge.git, repository.gitDir, range, ['--reverse', '--topo-order']);
  const page = pageOf(call, commits);
  return ok(
    page.items.map((commit) => renderCommitItem(forge, repository, commit)),
    page.headers,
  );
}

export async function listPullFiles(call: RepositoryCall): Promise<Answer> {
  const { baseSha, headSha } = pullOf(call);
  const { forge, repository } = call;
  const start = (await mergeBase(forge.git, repository.gitDir, baseSha, headSha)) ?? baseSha;
  const page = pageOf(call, await diffTrees(forge.git, repository.gitDir, [start, headSha]));
  return ok(
    page.items.map((file) => renderFile(forge, repository, headSha, file)),
    page.headers,
  );
}

/** Reviewers must be collaborators, and never the author (docs of "request reviewers"); emulate takes anybody. */
export async function requestReviewers(call: RepositoryCall): Promise<Answer> {
  pullOf(call);
  const found = await call.forge.emulator.ask({
    method: 'GET',
    path: call.path.replace(/\/requested_reviewers$/, ''),
  });
  const author = isJson(found.json) ? textAt(found.json['user'], 'login') : undefined;
  for (const login of textsAt(call.body, 'reviewers')) {
    if (login === author) throw new Refusal(422, 'Review cannot be requested from pull request author.');
    const reviewer = identityOf(login);
    if (reviewer === undefined || !hasRole(call.repository, reviewer, 'read')) {
      throw new Refusal(
        422,
        'Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a collaborator of the repository.',
      );
    }
  }
  const answer = await pass(call);
  return answer.status === 200 && call.method === 'POST' ? { ...answer, status: 201 } : answer;
}
