import { Octokit } from '@octokit/rest';
import type { OpenForge } from '../../forge/open-forge.ts';

const silent = () => undefined;

/** A real Octokit, without retries or pauses. */
export function clientFor(forge: Pick<OpenForge, 'url'>, token?: string): Octokit {
  return new Octokit({
    baseUrl: forge.url,
    ...(token === undefined ? {} : { auth: token }),
    log: { debug: silent, info: silent, warn: silent, error: silent },
  });
}

/** The status of a refusal; a call that goes through is a failed test. */
export async function statusOf(call: Promise<unknown>): Promise<number> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Error && 'status' in error && typeof error.status === 'number') return error.status;
    throw error;
  }
  throw new Error('The call was not refused');
}
