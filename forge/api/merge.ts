import { ok, Refusal, type Answer } from '../answer.ts';
import { requireActor, type RepositoryCall } from '../call.ts';
import { renderCommit } from '../git/commit.ts';
import { readRef, writeObject } from '../git/objects.ts';
import { updateRef } from '../git/update-ref.ts';
import { isJson, numberAt, objectAt, textAt } from '../json.ts';
import type { Pull } from '../repository.ts';
import { stampOf, webFlow } from './commits.ts';
import { pass } from './pass.ts';
import { pullOf } from './pulls.ts';

/** A real merge by git; emulate then notes it. Texts and codes: docs of "merge a pull request" (405, 409). */
export async function mergePull(call: RepositoryCall): Promise<Answer> {
  const { forge, repository } = call;
  const { git } = forge;
  const actor = requireActor(call);
  const pull = pullOf(call);
  const shown = await forge.emulator.ask({ method: 'GET', path: call.path.replace(/\/merge$/, '') });
  if (!pull.isOpen) throw new Refusal(405, 'Pull Request is not mergeable');
  if (isJson(shown.json) && shown.json['draft'] === true)
    throw new Refusal(405, 'Pull Request is still a draft');
  const expected = textAt(call.body, 'sha');
  if (expected !== undefined && expected !== pull.headSha) {
    throw new Refusal(409, 'Head branch was modified. Review and try the merge again.');
  }
  await demandApprovals(call, pull);
  const ref = `refs/heads/${pull.baseRef}`;
  const base = await readRef(git, repository.gitDir, ref);
  if (base === undefined) throw new Refusal(405, 'Base branch does not exist');
  const merged = await git.attempt(repository.gitDir, ['merge-tree', '--write-tree', base, pull.headSha]);
  if (merged.code !== 0) throw new Refusal(405, 'Pull Request is not mergeable');
  const method = textAt(call.body, 'merge_method') ?? 'merge';
  if (method === 'rebase') throw new Refusal(405, 'Rebase merges are not allowed on this repository.');
  const title = textAt(shown.json, 'title') ?? '';
  const bytes = renderCommit({
    tree: merged.stdout.toString().split('\n')[0] ?? '',
    parents: method === 'squash' ? [base] : [base, pull.headSha],
    author: stampOf(actor.identity),
    committer: webFlow(),
    message: messageOf(call, pull, method, title),
    signingKey: forge.signingKey,
  });
  const commit = await writeObject(git, repository.gitDir, 'commit', bytes);
  const done = await updateRef(forge, repository, actor, { ref, before: base, after: commit, isMerge: true });
  if (done === 'moved') throw new Refusal(409, 'Base branch was modified. Review and try the merge again.');
  pull.mergeCommit = commit;
  pull.isOpen = false;
  const answer = await pass(call, { body: {} });
  if (answer.status !== 200) return answer;
  return ok({ sha: commit, merged: true, message: 'Pull Request successfully merged' });
}

function messageOf(call: RepositoryCall, pull: Pull, method: string, title: string): string {
  const head =
    method === 'squash'
      ? `${title} (#${pull.number})`
      : `Merge pull request #${pull.number} from ${pull.head.owner}/${pull.headRef}`;
  const body = textAt(call.body, 'commit_message') ?? (method === 'squash' ? '' : title);
  const first = textAt(call.body, 'commit_title') ?? head;
  return body === '' ? first : `${first}\n\n${body}`;
}

async function demandApprovals(call: RepositoryCall, pull: Pull): Promise<void> {
  const needed = call.repository.protections.get(pull.baseRef)?.requiredApprovals ?? 0;
  if (needed === 0) return;
  const reviews = await call.forge.emulator.ask({
    method: 'GET',
    path: call.path.replace(/\/merge$/, '/reviews'),
  });
  const list = Array.isArray(reviews.json) ? reviews.json : [];
  const approvers = new Set(
    list
      .filter((review) => textAt(review, 'state') === 'APPROVED')
      .map((review) => numberAt(objectAt(review, 'user'), 'id')),
  );
  if (approvers.size < needed) {
    throw new Refusal(405, `At least ${needed} approving review is required by reviewers with write access.`);
  }
}
