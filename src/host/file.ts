import { z } from 'zod';
import { statusOf, type Api } from './api.ts';
import type { RepositoryName } from './repository-name.ts';

const fileShape = z.object({ type: z.literal('file'), encoding: z.literal('base64'), content: z.string() });

/** The text of one file as a branch has it, or the default branch; `null` where there is no such file. */
export async function readFileOf(
  api: Api,
  repository: RepositoryName,
  path: string,
  branch: string | null,
): Promise<string | null> {
  try {
    const { data } = await api.request('GET /repos/{owner}/{repo}/contents/{+path}', {
      owner: repository.owner,
      repo: repository.name,
      path,
      ...(branch !== null && { ref: `refs/heads/${branch}` }),
    });
    return Buffer.from(fileShape.parse(data).content, 'base64').toString('utf8');
  } catch (error) {
    if (statusOf(error) === 404) return null;
    throw error;
  }
}
