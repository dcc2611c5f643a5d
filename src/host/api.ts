import { setTimeout as sleep } from 'node:timers/promises';
import { Octokit } from '@octokit/core';
import { RequestError } from '@octokit/request-error';

/** The host's REST API, acting as one identity. */
export interface Api {
  /** `route` as in GitHub's reference: `POST /repos/{owner}/{repo}/pulls`. Any other status than 2xx throws `RequestError`. */
  request(route: string, parameters?: Readonly<Record<string, unknown>>): Promise<Answer>;
  /** How many requests were sent; the benches print it. */
  readonly sent: number;
}

export interface Answer {
  readonly status: number;
  /** As the host sent it; callers parse what they use. */
  readonly data: unknown;
}

/** The longest wait that a host may ask of us before its answer counts as a refusal. */
const LONGEST_WAIT_SECONDS = 60;
const READ_ATTEMPTS = 3;
const TIMEOUT_MS = 30_000;

/**
 * Reads are repeated after a fault. Writes never are: the answer may have been lost after the host did its part, so
 * whoever writes looks before it writes again. Where the host names a time to wait, both wait for it, once.
 */
export function openApi(options: { readonly baseUrl: string; readonly token: string | null }): Api {
  const octokit = new Octokit({
    baseUrl: options.baseUrl,
    ...(options.token !== null && { auth: options.token }),
    userAgent: 'wholly',
    // Faults become reports; the library's own log would print whole requests.
    log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  let sent = 0;
  return {
    get sent() {
      return sent;
    },
    async request(route, parameters = {}) {
      const isRead = route.startsWith('GET ');
      let waited = false;
      for (let attempt = 1; ; attempt += 1) {
        sent += 1;
        try {
          const { status, data } = await octokit.request(route, {
            ...parameters,
            request: { signal: AbortSignal.timeout(TIMEOUT_MS) },
          });
          return { status, data };
        } catch (error) {
          const seconds = secondsToWait(error);
          if (seconds !== null && seconds <= LONGEST_WAIT_SECONDS && !waited) {
            waited = true;
            await sleep(seconds * 1000);
          } else if (isRead && isFault(error) && attempt < READ_ATTEMPTS) {
            await sleep(200 * attempt);
          } else throw error;
        }
      }
    },
  };
}

export function statusOf(error: unknown): number | null {
  return error instanceof RequestError ? error.status : null;
}

/** No answer, or one that says nothing about the request itself: what was asked may have happened or not. */
export function isFault(error: unknown): boolean {
  const status = statusOf(error);
  if (status === null) return error instanceof Error && error.name !== 'ZodError';
  // Octokit reports a connection that broke as status 500 without a response.
  return status >= 500 || (error instanceof RequestError && error.response === undefined);
}

/** https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#handle-rate-limit-errors-appropriately */
export function secondsToWait(error: unknown): number | null {
  if (!(error instanceof RequestError) || (error.status !== 403 && error.status !== 429)) return null;
  const headers = error.response?.headers ?? {};
  const after = Number(headers['retry-after']);
  if (Number.isFinite(after)) return after;
  if (headers['x-ratelimit-remaining'] !== '0') return null;
  const reset = Number(headers['x-ratelimit-reset']);
  return Number.isFinite(reset) ? Math.max(0, Math.ceil(reset - Date.now() / 1000)) : null;
}
