import type { TargetRefusal } from '../commit/participant.ts';
import { GitFailure, STDERR_KEPT, type GitAnswer } from '../git/git.ts';
import { refuse, type RefusalCode } from './refusals.ts';

export type PushResult =
  | { readonly kind: 'pushed' }
  /** The ref is not where it was expected. */
  | { readonly kind: 'moved' }
  /** `ofRef`: the host took the push and would not move the one ref, which it also does where another push came first. */
  | { readonly kind: 'denied'; readonly refusal: TargetRefusal; readonly ofRef: boolean }
  /** The host may have done it or not. */
  | { readonly kind: 'unknown' };

/**
 * Reads the porcelain line of our one ref (git-push(1)): a flag, `<from>:<to>`, a summary. The parts in brackets are
 * git's own words, the reason behind a remote rejection is the host's.
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
    const reason = summary.slice('[remote rejected]'.length).trim();
    const code = codeOfReason(reason) ?? codeOfRemote(answer.stderr) ?? FALLBACKS.get(reason) ?? 'EPROTECTED';
    return { kind: 'denied', refusal: refusePush(code, reason.slice(0, 200)), ofRef: true };
  }
  const refusal = refusalOfTransport(answer.stderr, 'the push');
  return refusal === null ? { kind: 'unknown' } : { kind: 'denied', refusal, ofRef: false };
}

/** What a fetch failed of, where the host would not have it; `null` where it was anything else. */
export function refusalOfFetch(error: unknown): TargetRefusal | null {
  return error instanceof GitFailure && error.command === 'fetch'
    ? refusalOfTransport(error.stderr, 'the fetch', { cause: error })
    : null;
}

/** A workflow file's name comes behind these words, so whoever chose it cannot have said them. */
const WORKFLOW = /^\(refusing to allow an? [A-Za-z ]{1,40} to create or update workflow /;

function codeOfReason(reason: string): RefusalCode | null {
  return WORKFLOW.test(reason) ? 'EWORKFLOWSCOPE' : null;
}

/** The whole reason, which names nothing; where the host gave no code of its own. */
const FALLBACKS: ReadonlyMap<string, RefusalCode> = new Map([
  ['(push declined due to repository rule violations)', 'ERULESET'],
]);

/** GitHub's own codes, as it prints them on a push. */
const BY_CODE: Readonly<Record<string, RefusalCode>> = {
  GH001: 'ETOOLARGE',
  GH006: 'EPROTECTED',
  GH007: 'EEMAIL',
  GH009: 'EPUSHPROTECTION',
  GH013: 'ERULESET',
};

/** What GitHub says first, and alone on its line, of a violation that has no code of its own. */
const BY_VIOLATION: Readonly<Record<string, RefusalCode>> = {
  'GITHUB PUSH PROTECTION': 'EPUSHPROTECTION',
  'Commits must have verified signatures.': 'EUNSIGNED',
};

/**
 * By the one code in what the host said. A file's name can hold a line that looks like one: names come behind the first
 * violation, and where two codes are told, or the beginning was cut off, none is believed.
 */
function codeOfRemote(stderr: string): RefusalCode | null {
  if (stderr.length >= STDERR_KEPT) return null;
  const lines = stderr.split('\n').flatMap((line) => /^remote: ?(.*?)\s*$/.exec(line)?.[1] ?? []);
  const codes = lines.map((line) => /^error: (GH\d{3}): /.exec(line)?.[1]);
  const [first, ...others] = new Set(codes.filter((code) => code !== undefined));
  if (first === undefined || others.length > 0) return null;
  const violations = lines.slice(codes.indexOf(first) + 1).filter((line) => line !== '');
  const violation = violations[0]?.replace(/^(?:- |error: )/, '') ?? '';
  const finer = first === 'GH006' || first === 'GH013' ? BY_VIOLATION[violation] : undefined;
  return finer ?? BY_CODE[first] ?? null;
}

/** A host sends git on to the new name of a repository, and no token follows. */
const BY_STATUS: Readonly<Record<string, RefusalCode>> = {
  '301': 'ERENAMED',
  '302': 'ERENAMED',
  '307': 'ERENAMED',
  '308': 'ERENAMED',
  '401': 'ETOKEN',
  '403': 'EPERMISSION',
  '404': 'ENOACCESS',
  '413': 'ETOOLARGE',
  '429': 'ERATELIMIT',
};

/** Before any ref is spoken of, git's own transport names the status of the HTTP answer. */
function refusalOfTransport(stderr: string, what: string, options?: ErrorOptions): TargetRefusal | null {
  const [, told] =
    /^(?:(?:fatal|error): .*The requested URL returned error: |error: RPC failed; HTTP )(\d{3})\b/m.exec(
      stderr,
    ) ?? [];
  // git asks for a name where a token is not taken, and gives a repository that it may not see as not found.
  const isUnknown = /^fatal: (?:Authentication failed|could not read Username)/m.test(stderr);
  const isHidden = /^fatal: repository '[^\n]*' not found$/m.test(stderr);
  const status = told ?? (isUnknown ? '401' : isHidden ? '404' : '');
  const code = BY_STATUS[status];
  return code === undefined ? null : refuse(code, `the host refused ${what} (status ${status})`, options);
}

function refusePush(code: RefusalCode, said: string): TargetRefusal {
  return refuse(code, `the host refused the push ${said}`.trim());
}
