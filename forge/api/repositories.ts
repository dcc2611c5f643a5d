import type { Answer } from '../answer.ts';
import { invalid } from '../answer.ts';
import { requireActor, type RepositoryCall } from '../call.ts';
import { readRef } from '../git/objects.ts';
import { isJson, objectAt, textAt } from '../json.ts';
import { addRepository } from '../repositories.ts';
import { makeTrue } from '../truth/make-true.ts';
import { pass } from './pass.ts';

/** What the forge owns it changes itself; the description and the like are emulate's. */
export async function updateRepository(call: RepositoryCall): Promise<Answer> {
  const { private: isPrivate, archived, visibility, default_branch: branch, ...rest } = call.body;
  const { repository, forge } = call;
  if (typeof branch === 'string') {
    if ((await readRef(forge.git, repository.gitDir, `refs/heads/${branch}`)) === undefined) {
      throw invalid('Repository', 'default_branch', 'invalid');
    }
    repository.defaultBranch = branch;
    await forge.git.run(repository.gitDir, ['symbolic-ref', 'HEAD', `refs/heads/${branch}`]);
  }
  if (typeof archived === 'boolean') repository.isArchived = archived;
  if (typeof isPrivate === 'boolean') repository.isPrivate = isPrivate;
  if (visibility === 'private' || visibility === 'public') repository.isPrivate = visibility === 'private';
  return pass(call, { body: rest });
}

/** A fork is a repository of its own with the same objects; 202, as on GitHub. */
export async function forkRepository(call: RepositoryCall): Promise<Answer> {
  const { forge, repository } = call;
  requireActor(call);
  const answer = await forge.emulator.ask({
    method: 'POST',
    path: call.path,
    body: call.body,
    as: call.actor?.identity,
  });
  if (!isJson(answer.json) || answer.status !== 202) return answer;
  const name = textAt(answer.json, 'name') ?? repository.name;
  const owner = textAt(objectAt(answer.json, 'owner'), 'login') ?? '';
  const fork = await addRepository(forge, {
    owner,
    name,
    isPrivate: repository.isPrivate,
    defaultBranch: repository.defaultBranch,
    forkOf: repository,
  });
  await forge.git.run(fork.gitDir, [
    'fetch',
    '--quiet',
    repository.gitDir,
    'refs/heads/*:refs/heads/*',
    'refs/tags/*:refs/tags/*',
  ]);
  await makeTrue(forge, answer.json, call.actor);
  return answer;
}
