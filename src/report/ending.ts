import { ZodError } from 'zod';
import { TargetRefusal } from '../commit/participant.ts';
import type { Conclusion } from './conclusion.ts';

/** How a story ends, and what to say of it. */
export interface Ending {
  readonly conclusion: Conclusion;
  /** Stable, for scripts; `null` on success. */
  readonly code: string | null;
  /** One plain sentence; `null` on success. */
  readonly reason: string | null;
  /** What a person can do about it, one sentence. */
  readonly remedy?: string;
}

export const COMMITTED: Ending = { conclusion: 'committed', code: null, reason: null };
export const NO_CHANGES: Ending = {
  conclusion: 'no-changes',
  code: 'ENOCHANGES',
  reason: 'The agent changed nothing.',
};
export const CANCELLED: Ending = {
  conclusion: 'cancelled',
  code: 'ECANCELLED',
  reason: 'Stopped on request.',
};

/** What the caller has to mend; nothing was started or touched because of it. */
const USAGE_CODES = new Set([
  'EUSAGE',
  'EEVENT',
  'ECONFIG',
  'ECHANGESET',
  'EREPOSITORY',
  'EBASE',
  'EBRANCH',
  'EAGENTNAME',
  'EALLOW',
  'ENOSANDBOX',
  'ENOAGENT',
  'EURL',
  'ESETTING',
  'EINPLACE',
  'ESTATE',
]);

/** Node's own codes, in plain words. */
const FAULTS: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full.',
  EDQUOT: 'The disk quota is used up.',
  EROFS: 'The file system is read-only.',
  EIO: 'The disk failed.',
  EACCES: 'This user may not do that.',
  EPERM: 'This user may not do that.',
  ENOENT: 'Something that is needed is not there.',
  ECONNREFUSED: 'The host cannot be reached.',
  ENOTFOUND: 'The host cannot be found.',
};

/** What helps, where the error itself does not say it. */
const REMEDIES: Readonly<Record<string, string>> = {
  ESIGNING:
    'Have git sign with an SSH key (gpg.format ssh and user.signingKey), or give one as WHOLLY_SIGNING_KEY; then apply the set.',
};

/** An error that nobody on the way expected ends as `error`; what the caller can mend ends as `usage`. */
export function endingOfError(error: unknown): Ending {
  if (error instanceof TargetRefusal) return endingOfRefusal(error);
  // Its own message is a list of everything that was wrong.
  if (error instanceof ZodError) return endingOfShape(error);
  const code = codeOf(error);
  const said = error instanceof Error ? error.message : String(error);
  // Node's own messages begin with it.
  const message = said.startsWith(`${code}: `) ? said.slice(code.length + 2) : said;
  const plain = FAULTS[code];
  return {
    conclusion: conclusionOf(code),
    code,
    reason: sentence(plain === undefined ? message : `${plain} (${message})`),
    ...(REMEDIES[code] !== undefined && { remedy: REMEDIES[code] }),
  };
}

/** An answer or a file has another form than it has by its documentation. */
function endingOfShape({ issues }: ZodError): Ending {
  const [first] = issues;
  const where = first === undefined || first.path.length === 0 ? 'all of it' : first.path.join('.');
  const reason = sentence(`What was answered is not what was asked for (${where}: ${first?.message ?? ''})`);
  return { conclusion: 'error', code: 'EANSWER', reason };
}

/** On one line, whatever a host, a path or a program put into it: logs are read line by line. */
export function sentence(text: string): string {
  return text
    .trim()
    .replaceAll(/\s*[\r\n]+\s*/g, '; ')
    .replaceAll(/\p{Cc}/gu, ' ');
}

function conclusionOf(code: string): Conclusion {
  if (USAGE_CODES.has(code)) return 'usage';
  if (code === 'ESIGNING') return 'refused';
  if (code === 'ECHECKOUT') return 'agent-failed';
  return code === 'ERECOVERY' ? 'rollback-failed' : 'error';
}

/** A target that says no: an ordinary end, with a remedy. */
function endingOfRefusal(refusal: TargetRefusal): Ending {
  return {
    conclusion: refusal.kind === 'denied' ? 'denied' : 'refused',
    code: refusal.code,
    reason: sentence(refusal.message),
    remedy: refusal.remedy,
  };
}

/** The nearest stable code on the way to the cause; `EFAULT` where there is none. */
function codeOf(error: unknown): string {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    // The libraries below have codes of another kind, which may change with them.
    if ('code' in at && typeof at.code === 'string' && /^E[A-Z0-9]+$/.test(at.code)) return at.code;
  }
  return 'EFAULT';
}
