import { Refusal, type Answer } from '../answer.ts';
import { requireActor, type RepositoryCall } from '../call.ts';
import { textAt } from '../json.ts';
import { checkBody } from './issues.ts';
import { pass } from './pass.ts';
import { pullOf } from './pulls.ts';

/** Texts as on GitHub: nobody approves their own pull request, and Actions only where the setting lets it. */
export async function createReview(call: RepositoryCall): Promise<Answer> {
  const pull = pullOf(call);
  const { installation, identity } = requireActor(call);
  const event = textAt(call.body, 'event');
  checkBody('PullRequestReview', call.body);
  if (event === 'APPROVE' && installation?.kind === 'workflow' && !call.repository.actionsMayOpenPulls) {
    throw new Refusal(422, 'GitHub Actions is not permitted to approve pull requests.');
  }
  const shown = await pass(call, { method: 'GET', path: call.path.replace(/\/reviews$/, '') });
  const author = textAt(
    shown.json instanceof Object && 'user' in shown.json ? shown.json.user : undefined,
    'login',
  );
  if (author === identity.login && (event === 'APPROVE' || event === 'REQUEST_CHANGES')) {
    const what = event === 'APPROVE' ? 'approve' : 'request changes on';
    throw new Refusal(422, 'Unprocessable Entity', [`Can not ${what} your own pull request`]);
  }
  const answer = await pass(call, { body: { commit_id: pull.headSha, ...call.body } });
  return answer.status === 201 ? { ...answer, status: 200 } : answer;
}
