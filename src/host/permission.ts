import { z } from 'zod';
import { statusOf, type Api } from './api.ts';
import type { RepositoryName } from './repository-name.ts';

/**
 * What the host says the user may do in the repository, as it says it; `null` where it knows of nobody.
 * https://docs.github.com/en/rest/collaborators/collaborators#get-repository-permissions-for-a-user
 */
export async function readPermission(api: Api, repository: RepositoryName, login: string): Promise<unknown> {
  try {
    const { data } = await api.request('GET /repos/{owner}/{repo}/collaborators/{username}/permission', {
      owner: repository.owner,
      repo: repository.name,
      username: login,
    });
    return data;
  } catch (error) {
    if (statusOf(error) === 404) return null;
    throw error;
  }
}

/** The numeric id behind a login; `null` where there is no such user. */
export async function readUserId(api: Api, login: string): Promise<number | null> {
  try {
    const { data } = await api.request('GET /users/{username}', { username: login });
    return z.object({ id: z.number().int() }).parse(data).id;
  } catch (error) {
    if (statusOf(error) === 404) return null;
    throw error;
  }
}
