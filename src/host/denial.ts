import { RequestError } from '@octokit/request-error';
import { TargetRefusal } from '../commit/participant.ts';
import type { GitAnswer } from '../git/git.ts';
import { isFault, secondsToWait, statusOf } from './api.ts';

/**
 * Turns what the host answered to a write into a refusal, by status and machine-readable fields only: texts may hold
 * branch names and file names, which strangers choose. `null` where it was no refusal but a fault.
 */
export function denialOf(error: unknown, what: string): TargetRefusal | null {
  const status = statusOf(error);
  if (status === null || isFault(error)) return null;
  // A limit that is used up comes as 403 as often as 429.
  const seconds = secondsToWait(error);
  const row = seconds === null ? (DENIALS[status] ?? OTHER_DENIAL) : rateLimit(renderWait(seconds));
  return new TargetRefusal(
    'denied',
    row.code,
    `the host refused ${what} (status ${status}${saidBy(error)})`,
    row.remedy,
    {
      cause: error,
    },
  );
}

interface DenialRow {
  readonly code: string;
  readonly remedy: string;
}

const DENIALS: Readonly<Record<number, DenialRow>> = {
  401: { code: 'ETOKEN', remedy: 'Give a token that is valid.' },
  403: {
    code: 'EPERMISSION',
    remedy:
      'Give the token the permissions contents, issues and pull-requests: write, and allow GitHub Actions to create pull requests in the settings of the repository.',
  },
  404: { code: 'EPERMISSION', remedy: 'Give the token access to this repository.' },
  409: {
    code: 'EPROTECTED',
    remedy: 'Let the rules of the branch allow this write, or choose another branch.',
  },
  422: {
    code: 'EINVALID',
    remedy: 'Look at what the host says of the request, mend it, and comment `retry`.',
  },
  429: rateLimit('a few minutes'),
};
const OTHER_DENIAL: DenialRow = { code: 'EDENIED', remedy: 'Look at what the host says of the request.' };

function rateLimit(wait: string): DenialRow {
  return { code: 'ERATELIMIT', remedy: `Wait ${wait}, then comment \`retry\`.` };
}

function renderWait(seconds: number): string {
  const minutes = Math.max(1, Math.ceil(seconds / 60));
  return minutes === 1 ? 'a minute' : `${minutes} minutes`;
}

/** For people only, bounded; decisions never look at it. */
function saidBy(error: unknown): string {
  const data = error instanceof RequestError ? error.response?.data : null;
  const message = typeof data === 'object' && data !== null && 'message' in data ? data.message : null;
  return typeof message === 'string' ? `: ${message.slice(0, 200)}` : '';
}

export type PushResult =
  | { readonly kind: 'pushed' }
  /** The ref is not where it was expected. */
  | { readonly kind: 'moved' }
  | { readonly kind: 'denied'; readonly refusal: TargetRefusal }
  /** The host may have done it or not. */
  | { readonly kind: 'unknown' };

/**
 * Reads the porcelain line of our one ref (git-push(1)): a flag, `<from>:<to>`, a summary. The parts in brackets are
 * git's own words; the reason behind a remote rejection is the host's and only shown.
 */
export function readPush(answer: GitAnswer, ref: string): PushResult {
  const line = answer.stdout
    .toString('utf8')
    .split('\n')
    .find((row) => row.split('\t')[1]?.endsWith(`:${ref}`));
  const [flag, , summary = ''] = line?.split('\t') ?? [];
  if (flag !== undefined && flag !== '!') return { kind: 'pushed' };
  if (summary.startsWith('[rejected]')) return { kind: 'moved' };
  if (summary.startsWith('[remote rejected]')) {
    const said = summary.slice('[remote rejected]'.length, 200).trim();
    return { kind: 'denied', refusal: refusedPush('EPROTECTED', said, PROTECTED_REMEDY) };
  }
  // Before any ref is spoken of, git's own transport names the status of the HTTP answer.
  const [, status] =
    /^(?:fatal|error): .*The requested URL returned error: (\d{3})$/m.exec(answer.stderr) ?? [];
  if (status === '429') {
    const { code, remedy } = rateLimit('a few minutes');
    return { kind: 'denied', refusal: refusedPush(code, `status ${status}`, remedy) };
  }
  if (
    status === '401' ||
    status === '403' ||
    status === '404' ||
    /^fatal: (?:Authentication failed|could not read Username)/m.test(answer.stderr)
  ) {
    return {
      kind: 'denied',
      refusal: refusedPush(
        'EPERMISSION',
        `status ${status ?? '401'}`,
        'Give the token the permission contents: write.',
      ),
    };
  }
  return { kind: 'unknown' };
}

const PROTECTED_REMEDY =
  'Let the rules of the repository allow this branch to be written, then comment `retry`.';

/** A ref that the host does not move though it is where it should be: what is left are the rules of the repository. */
export function refusalByRules(cause: unknown): TargetRefusal {
  const message = `the host refused the branch (status ${statusOf(cause)}${saidBy(cause)})`;
  return new TargetRefusal('denied', 'EPROTECTED', message, PROTECTED_REMEDY, { cause });
}

function refusedPush(code: string, said: string, remedy: string): TargetRefusal {
  return new TargetRefusal('denied', code, `the host refused the push ${said}`.trim(), remedy);
}
