import { setTimeout as sleep } from 'node:timers/promises';
import { Octokit } from '@octokit/core';
import { RequestError } from '@octokit/request-error';

/** The host's API, acting as one identity. */
export interface Api {
  /** `route` as in GitHub's reference: `POST /repos/{owner}/{repo}/pulls`. Any other status than 2xx throws `RequestError`. */
  request(route: string, parameters?: Readonly<Record<string, unknown>>): Promise<Answer>;
  /** One mutation of the host's GraphQL API, for what the other one cannot do. Any error in its answer is thrown. */
  mutate(mutation: string, variables: Readonly<Record<string, unknown>>): Promise<void>;
  /** How many requests were sent; the benches print it. */
  readonly sent: number;
}

export interface Answer {
  readonly status: number;
  /** As the host sent it; callers parse what they use. */
  readonly data: unknown;
  /** Of a person's classic token; `null` for every other kind, which has none. */
  readonly scopes: readonly string[] | null;
}

export interface ApiOptions {
  readonly baseUrl: string;
  readonly token: string | null;
  /** Told whenever the host asks for patience, so that a silent run is not taken for a stuck one. */
  readonly onWait?: (seconds: number) => void;
  /** How long the host may be silent over one request, milliseconds. */
  readonly patienceMs?: number;
}

/** The longest that a host may have one request wait, all its waits together, before its answer counts as a refusal. */
const LONGEST_WAIT_SECONDS = 60;
const WAITS = 3;
const READ_ATTEMPTS = 3;
const PATIENCE_MS = 30_000;

/**
 * Reads are repeated after a fault. Writes never are: the answer may have been lost after the host did its part, so
 * whoever writes looks before it writes again. Where the host names a time to wait it has done nothing, so both wait
 * for it, and so does every other request of ours that has not been sent yet.
 */
export function openApi(options: ApiOptions): Api {
  const { patienceMs = PATIENCE_MS } = options;
  const octokit = new Octokit({
    baseUrl: options.baseUrl,
    ...(options.token !== null && { auth: options.token }),
    userAgent: 'wholly',
    // Faults become reports; the library's own log would print whole requests.
    log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  let sent = 0;
  let quietUntil = 0;

  async function send<Told>(
    isRead: boolean,
    sendOnce: (signal: AbortSignal) => Promise<Told>,
  ): Promise<Told> {
    let waits = 0;
    let patience = LONGEST_WAIT_SECONDS;
    for (let attempt = 1; ; attempt += 1) {
      const quietMs = quietUntil - performance.now();
      if (quietMs > 0) await sleep(quietMs);
      sent += 1;
      const sentAt = performance.now();
      try {
        return await sendOnce(AbortSignal.timeout(patienceMs));
      } catch (error) {
        const seconds = secondsToWait(error);
        if (seconds !== null && seconds <= patience && waits < WAITS) {
          waits += 1;
          patience -= seconds;
          quietUntil = Math.max(quietUntil, performance.now() + seconds * 1000);
          options.onWait?.(seconds);
        } else if (isRead && isFault(error) && attempt < READ_ATTEMPTS) {
          await sleep(200 * attempt);
        } else {
          // A host that is late may do it all the same: whoever looks now should not look too early.
          if (!isRead && performance.now() - sentAt >= patienceMs) await sleep(patienceMs / 3);
          throw error;
        }
      }
    }
  }

  return {
    get sent() {
      return sent;
    },
    async request(route, parameters = {}) {
      const { status, data, headers } = await send(route.startsWith('GET '), (signal) =>
        octokit.request(route, { ...parameters, request: { signal } }),
      );
      return { status, data, scopes: scopesIn(headers['x-oauth-scopes']) };
    },
    async mutate(mutation, variables) {
      await send(false, (signal) => octokit.graphql(mutation, { ...variables, request: { signal } }));
    },
  };
}

/** https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps */
function scopesIn(header: unknown): readonly string[] | null {
  if (typeof header !== 'string') return null;
  return header.split(',').flatMap((word) => (word.trim() === '' ? [] : [word.trim()]));
}

export function statusOf(error: unknown): number | null {
  return error instanceof RequestError ? error.status : null;
}

/**
 * No answer, or one that says nothing about the request itself, as a page of whoever stands between: what was asked may
 * have happened or not.
 */
export function isFault(error: unknown): boolean {
  const status = statusOf(error);
  if (status === null) return error instanceof Error;
  // Octokit reports a connection that broke as status 500 without a response.
  return status >= 500 || (error instanceof RequestError && error.response === undefined);
}

/** https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#handle-rate-limit-errors-appropriately */
export function secondsToWait(error: unknown): number | null {
  if (!(error instanceof RequestError) || (error.status !== 403 && error.status !== 429)) return null;
  const headers = error.response?.headers ?? {};
  const after = Number(headers['retry-after']);
  if (Number.isFinite(after)) return Math.max(0, after);
  if (headers['x-ratelimit-remaining'] !== '0') return null;
  const reset = Number(headers['x-ratelimit-reset']);
  return Number.isFinite(reset) ? Math.max(0, Math.ceil(reset - Date.now() / 1000)) : null;
}
