import { RequestError } from '@octokit/request-error';
import { z } from 'zod';
import { TargetRefusal } from '../commit/participant.ts';
import { isFault, secondsToWait, statusOf } from './api.ts';
import { refuse, type RefusalCode } from './refusals.ts';

/**
 * Turns what the host's API answered to a write into a refusal, by status, headers and documented fields only: its texts
 * hold names of branches and files, which strangers choose. `null` where it was no refusal but a fault.
 */
export function denialOf(error: unknown, what: string): TargetRefusal | null {
  const status = statusOf(error);
  if (status === null || isFault(error)) return null;
  const message = `the host refused ${what} (status ${status}${saidBy(error)})`;
  // A limit that is used up comes as 403 as often as 429.
  const seconds = secondsToWait(error);
  if (seconds !== null) {
    const remedy = `Wait ${renderWait(seconds)}, then comment \`retry\`.`;
    return new TargetRefusal('denied', 'ERATELIMIT', message, remedy, { cause: error });
  }
  if (fieldsOf(error).isHeadGone) {
    const gone = `${what} has no branch any more to come from (status ${status})`;
    return new TargetRefusal('conflict', 'EMOVED', gone, 'Comment `retry`.', { cause: error });
  }
  const { code, remedy } = byHeaders(error) ?? { code: codeOf(status, fieldsOf(error)) };
  return refuse(code, message, { cause: error }, remedy);
}

/**
 * A branch that the host does not move though it is where it should be: what is left are the rules. `rules`: their types,
 * as the host lists them for the branch; classic protection is not among them.
 */
export function refusalByRules(cause: unknown, rules: readonly string[]): TargetRefusal {
  const { isProtection, hasSecrets } = fieldsOf(cause);
  const code = hasSecrets
    ? 'EPUSHPROTECTION'
    : isProtection || rules.length === 0
      ? 'EPROTECTED'
      : rules.every((type) => type === 'required_signatures')
        ? 'EUNSIGNED'
        : 'ERULESET';
  return refuse(code, `the host refused the branch (status ${statusOf(cause)}${saidBy(cause)})`, { cause });
}

const BY_STATUS: Readonly<Record<number, RefusalCode>> = {
  401: 'ETOKEN',
  403: 'EPERMISSION',
  404: 'ENOACCESS',
  409: 'EPROTECTED',
  413: 'ETOOLARGE',
  422: 'EINVALID',
  429: 'ERATELIMIT',
};

function codeOf(
  status: number,
  { isLimit, hasSecrets, isProtection, isTooLarge, isBaseGone }: Fields,
): RefusalCode {
  if (isLimit && (status === 403 || status === 429)) return 'ERATELIMIT';
  if (hasSecrets) return 'EPUSHPROTECTION';
  if (isProtection) return 'EPROTECTED';
  if (isTooLarge) return 'ETOOLARGE';
  if (isBaseGone) return 'EBASEGONE';
  return BY_STATUS[status] ?? 'EDENIED';
}

/**
 * What the host says in headers of its own: a single sign-on that the token has not been through, and what a token would
 * have to be allowed. https://docs.github.com/en/rest/authentication/permissions-required-for-github-apps
 */
function byHeaders(error: unknown): { readonly code: RefusalCode; readonly remedy?: string } | null {
  if (!(error instanceof RequestError) || error.status === 401) return null;
  const { headers } = error.response ?? {};
  const header = (name: string): string => {
    const value = headers?.[name];
    return typeof value === 'string' && /^[\w=,;:/ .?&%-]{1,300}$/.test(value) ? value : '';
  };
  if (header('x-github-sso').startsWith('required')) return { code: 'ESSO' };
  if (![403, 404].includes(error.status) || fieldsOf(error).isLimit) return null;
  const permissions = header('x-accepted-github-permissions');
  if (permissions !== '') {
    // Several sets, any of which would do, are separated by semicolons.
    const [first = ''] = permissions.split(';');
    const words = first.replaceAll(',', ' and ').trim();
    return { code: 'EPERMISSION', remedy: `Give the token the permission ${words}.` };
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

/** What an answer says in fields that are made for programs. */
interface Fields {
  readonly isLimit: boolean;
  readonly hasSecrets: boolean;
  readonly isProtection: boolean;
  readonly isTooLarge: boolean;
  /** Of the branch that a pull request is to go into. */
  readonly isBaseGone: boolean;
  /** Of the branch that it comes from. */
  readonly isHeadGone: boolean;
}

const errorShape = z.object({
  code: z.string().catch(''),
  resource: z.string().catch(''),
  field: z.string().catch(''),
});

const answerShape = z.object({
  /** GitHub's own, by kind of refusal: https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api */
  documentation_url: z.string().catch(''),
  errors: z.array(errorShape.catch({ code: '', resource: '', field: '' })).catch([]),
  /** `repository-rule-violation-error` in GitHub's description of its API. */
  metadata: z
    .object({ secret_scanning: z.object({ bypass_placeholders: z.array(z.unknown()) }) })
    .nullish()
    .catch(null),
});

const NO_FIELDS: Fields = {
  isLimit: false,
  hasSecrets: false,
  isProtection: false,
  isTooLarge: false,
  isBaseGone: false,
  isHeadGone: false,
};

function fieldsOf(error: unknown): Fields {
  const data = error instanceof RequestError ? error.response?.data : null;
  const told = answerShape.safeParse(data);
  if (!told.success) return NO_FIELDS;
  const { documentation_url: url, errors, metadata } = told.data;
  return {
    isLimit: /^https:\/\/docs\.github\.com\/\S*#(?:about-)?(?:secondary|abuse)-rate-limits$/.test(url),
    hasSecrets: (metadata?.secret_scanning.bypass_placeholders.length ?? 0) > 0,
    isProtection: /^https:\/\/docs\.github\.com\/\S*\/about-protected-branches$/.test(url),
    isTooLarge: errors.some(({ code }) => code === 'too_large'),
    isBaseGone: errors.some(({ resource, field }) => resource === 'PullRequest' && field === 'base'),
    isHeadGone: errors.some(({ resource, field }) => resource === 'PullRequest' && field === 'head'),
  };
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
