import { invalid, Refusal, type Answer } from '../answer.ts';
import { numberParam, type RepositoryCall } from '../call.ts';
import { checkBody, demandAuthor, demandFor } from './issues.ts';
import { pass } from './pass.ts';
import { textAt } from '../json.ts';
import { now } from '../now.ts';

export async function createComment(call: RepositoryCall): Promise<Answer> {
  demandFor(call);
  if ((textAt(call.body, 'body') ?? '').trim() === '') throw invalid('IssueComment', 'body', 'missing_field');
  checkBody('IssueComment', call.body);
  const answer = await pass(call);
  const pull = call.repository.pulls.get(numberParam(call, 'number'));
  if (pull !== undefined && answer.status === 201) pull.comments += 1;
  return answer;
}

/** People change their own comments, or any with write access; apps any, with the permission. emulate asks nobody. */
export async function changeComment(call: RepositoryCall): Promise<Answer> {
  checkBody('IssueComment', call.body);
  await demandAuthor(call, call.path, 'write');
  const before = await call.forge.emulator.ask({ method: 'GET', path: call.path });
  const answer = await pass(call);
  const number = Number(/\/issues\/(\d+)$/.exec(textAt(before.json, 'issue_url') ?? '')?.[1]);
  const pull = call.repository.pulls.get(number);
  if (call.method === 'DELETE' && answer.status === 204 && pull !== undefined) pull.comments -= 1;
  if (call.method === 'PATCH' && answer.status === 200) {
    const subject = call.path.replace(/^\/repos\/[^/]+\/[^/]+\//, '');
    call.repository.edits.set(subject, now());
  }
  return answer;
}

export function createReviewComment(call: RepositoryCall): Promise<Answer> {
  checkBody('PullRequestReviewComment', call.body);
  const pull = call.repository.pulls.get(numberParam(call, 'number'));
  if (pull === undefined) throw new Refusal(404, 'Not Found');
  return pass(call, { body: { commit_id: pull.headSha, ...call.body } });
}
