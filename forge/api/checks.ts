import { ok, Refusal, type Answer } from '../answer.ts';
import { param, type RepositoryCall } from '../call.ts';
import { resolveCommit } from '../git/objects.ts';
import { isJson, numberAt, textAt } from '../json.ts';
import { pass } from './pass.ts';

/** Only apps may create check runs (https://docs.github.com/rest/checks/runs); emulate lets people do it. */
export async function createCheckRun(call: RepositoryCall): Promise<Answer> {
  if (call.actor?.installation === undefined) {
    throw new Refusal(403, 'You must authenticate via a GitHub App.');
  }
  const sha = textAt(call.body, 'head_sha') ?? '';
  if ((await resolveCommit(call.forge.git, call.repository.gitDir, sha)) === undefined) {
    throw new Refusal(422, `No commit found for SHA: ${sha}`);
  }
  const answer = await pass(call);
  const id = numberAt(answer.json, 'id');
  if (id !== undefined) {
    call.repository.checkRuns.set(sha, [...(call.repository.checkRuns.get(sha) ?? []), id]);
  }
  return answer;
}

/** emulate lists them only for commits of its own, so they are gathered one by one. */
export async function listCheckRuns(call: RepositoryCall): Promise<Answer> {
  const ref = param(call, 'ref');
  const sha = await resolveCommit(call.forge.git, call.repository.gitDir, ref);
  if (sha === undefined) throw new Refusal(422, `No commit found for SHA: ${ref}`);
  const name = call.query.get('check_name');
  const answers = await Promise.all(
    (call.repository.checkRuns.get(sha) ?? []).map((id) =>
      pass(call, { path: `/repos/${call.repository.fullName}/check-runs/${id}` }),
    ),
  );
  const runs = answers
    .map(({ json }) => json)
    .filter((run) => isJson(run) && (name === null || run['name'] === name));
  return ok({ total_count: runs.length, check_runs: runs });
}
