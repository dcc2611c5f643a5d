import { RequestError } from '@octokit/request-error';
import { z } from 'zod';
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
  const row =
    seconds === null
      ? (byHeaders(error) ?? byFields(error) ?? DENIALS[status] ?? OTHER_DENIAL)
      : rateLimit(renderWait(seconds));
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
  413: { code: 'ETOOLARGE', remedy: 'Ask for a smaller change, or keep large files in Git LFS.' },
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
/**
 * What the host says in headers of its own: a single sign-on that the token has not been through, and what a token would
 * have to be allowed. https://docs.github.com/en/rest/authentication/permissions-required-for-github-apps
 */
function byHeaders(error: unknown): DenialRow | null {
  if (!(error instanceof RequestError) || error.status === 401) return null;
  const { headers } = error.response ?? {};
  const header = (name: string): string => {
    const value = headers?.[name];
    return typeof value === 'string' && /^[\w=,;:/ .?&%-]{1,300}$/.test(value) ? value : '';
  };
  if (header('x-github-sso').startsWith('required')) {
    return { code: 'ESSO', remedy: 'Authorize the token for single sign-on of the organization.' };
  }
  if (![403, 404].includes(error.status)) return null;
  const permissions = header('x-accepted-github-permissions');
  if (permissions !== '') {
    // Several sets, any of which would do, are separated by semicolons.
    const [first = ''] = permissions.split(';');
    return {
      code: 'EPERMISSION',
      remedy: `Give the token the permission ${first.replaceAll(',', ' and ').trim()}.`,
    };
  }
  const wanted = list(header('x-accepted-oauth-scopes'));
  const held = list(header('x-oauth-scopes'));
  if (wanted.length === 0 || held.length === 0 || wanted.some((scope) => held.includes(scope))) return null;
  return { code: 'EPERMISSION', remedy: `Give the token the scope ${wanted[0]}.` };
}

function list(text: string): string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

const errorsShape = z.object({
  errors: z.array(z.object({ resource: z.string(), code: z.string(), field: z.string().nullish() })),
});

/** The fields of a request that the host could do nothing with. https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api */
function byFields(error: unknown): DenialRow | null {
  const { data } = errorsShape.safeParse(error instanceof RequestError ? error.response?.data : null);
  const isBase = data?.errors.some(({ resource, field }) => resource === 'PullRequest' && field === 'base');
  if (isBase !== true) return null;
  return { code: 'EBASEGONE', remedy: 'Look whether the base branch is still there, then comment `retry`.' };
}

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
  /** `ofRef`: only this ref was refused, as one is that somebody else is just moving. */
  | { readonly kind: 'denied'; readonly refusal: TargetRefusal; readonly ofRef: boolean }
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
    const { code, remedy } = classifyRejection(said, answer.stderr);
    return { kind: 'denied', ofRef: true, refusal: refusedPush(code, said, remedy) };
  }
  // Before any ref is spoken of, git's own transport names the status of the HTTP answer.
  const [, status] =
    /^(?:(?:fatal|error): .*The requested URL returned error: |error: RPC failed; HTTP )(\d{3})\b/m.exec(
      answer.stderr,
    ) ?? [];
  if (status === '429') {
    const { code, remedy } = rateLimit('a few minutes');
    return { kind: 'denied', ofRef: false, refusal: refusedPush(code, `status ${status}`, remedy) };
  }
  if (status === '413') {
    const { code, remedy } = BY_CODE['GH001'] ?? OTHER_DENIAL;
    return { kind: 'denied', ofRef: false, refusal: refusedPush(code, `status ${status}`, remedy) };
  }
  if (
    status === '401' ||
    status === '403' ||
    status === '404' ||
    /^fatal: (?:Authentication failed|could not read Username)/m.test(answer.stderr)
  ) {
    return {
      kind: 'denied',
      ofRef: false,
      refusal: refusedPush(
        'EPERMISSION',
        `status ${status ?? '401'}`,
        'Give the token the permission contents: write.',
      ),
    };
  }
  return { kind: 'unknown' };
}

/**
 * Why a ref was refused: by the numbers that the host begins its lines with, and by how its reason begins. What comes
 * after either may hold names of branches and files, and is not looked at.
 */
function classifyRejection(reason: string, stderr: string): DenialRow {
  if (/^\(refusing to allow an? [A-Za-z ]{1,40} to create or update workflow /.test(reason)) {
    return {
      code: 'EWORKFLOWSCOPE',
      remedy: 'Give the token the permission workflows: write, or ask for a change without workflow files.',
    };
  }
  // Under the number of rulesets; this line is all its own.
  if (/^remote: - GITHUB PUSH PROTECTION\s*$/m.test(stderr)) return PUSH_PROTECTION;
  const [, number = ''] = /^remote: error: (GH\d{3}): /m.exec(stderr) ?? [];
  return BY_CODE[number] ?? { code: 'EPROTECTED', remedy: PROTECTED_REMEDY };
}

const PUSH_PROTECTION: DenialRow = {
  code: 'EPUSHPROTECTION',
  remedy: 'Take the secret out of the change, or allow it in the settings of push protection.',
};

/** By the numbers of what GitHub prints on a push. */
const BY_CODE: Readonly<Record<string, DenialRow>> = {
  GH001: { code: 'ETOOLARGE', remedy: 'Ask for a smaller change, or keep large files in Git LFS.' },
  GH007: {
    code: 'EEMAIL',
    remedy: 'Let the account that commits publish its e-mail address, or commit under its noreply address.',
  },
  GH009: PUSH_PROTECTION,
  GH013: {
    code: 'ERULESET',
    remedy: 'Let the bot bypass the ruleset of this branch, or choose another branch, then comment `retry`.',
  },
};

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
