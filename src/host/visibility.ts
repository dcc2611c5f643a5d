import { z } from 'zod';
import { statusOf, type Api } from './api.ts';

/** Whether everybody may read a repository (`owner/name`); nobody may read one that cannot be seen. */
export async function isPublic(api: Api, fullName: string): Promise<boolean> {
  const [owner = '', repo = ''] = fullName.split('/');
  try {
    const { data } = await api.request('GET /repos/{owner}/{repo}', { owner, repo });
    return !shape.parse(data).private;
  } catch (error) {
    if (![403, 404].includes(statusOf(error) ?? 0)) throw error;
    return false;
  }
}

const shape = z.object({ private: z.boolean() });
