import { withoutInvisible } from '../sanitiser/invisible.ts';

export interface CommitMessage {
  readonly subject: string;
  readonly body?: string;
  readonly digest: string;
  /** Digest of the change sets of several repositories that this one is a part of. */
  readonly joint?: string;
  readonly runId: string;
  /** Address of the request, where it has one. */
  readonly requestedBy?: string;
  /** `sha256:<hex>`: how far the record of the run was when the commit was made. */
  readonly ledger?: string;
  /** The person who asked. */
  readonly coAuthor?: { readonly login: string; readonly id: number };
}

/** Subject, body and trailers (git-interpret-trailers(1)). Nobody's text can add a trailer of its own. */
export function renderCommitMessage(message: CommitMessage): string {
  const { subject, body = '', digest, joint, runId, requestedBy, coAuthor, ledger } = message;
  const trailers = [`Change-Set: ${digest}`];
  if (joint !== undefined) trailers.push(`Joint-Change-Set: ${joint}`);
  trailers.push(`Run: ${runId}`);
  if (requestedBy !== undefined) trailers.push(`Requested-by: ${oneLine(requestedBy)}`);
  if (coAuthor !== undefined) {
    const { login, id } = coAuthor;
    trailers.push(`Co-authored-by: ${login} <${id}+${login}@users.noreply.github.com>`);
  }
  if (ledger !== undefined) trailers.push(`Ledger: ${ledger}`);
  const paragraphs = [renderSubject(subject), withoutTrailers(body), trailers.join('\n')];
  return `${paragraphs.filter((paragraph) => paragraph !== '').join('\n\n')}\n`;
}

const SUBJECT_LENGTH = 72;

/** What git takes for the end of a message, the trailers below it for none: a patch's divider, the scissors. */
const ENDS_MESSAGE = /^(?:---|#.*>8)/;

/** A title of an issue or a name of a file in one line, without what nobody would see in it. */
export function renderSubject(text: string): string {
  const line = oneLine(withoutInvisible(oneLine(text), () => undefined));
  if (line === '' || ENDS_MESSAGE.test(line)) return 'Change as requested';
  if (line.length <= SUBJECT_LENGTH) return line;
  // Without the first half of a character that is cut through.
  const begin = line.slice(0, SUBJECT_LENGTH - 3).replace(/[\uD800-\uDBFF]$/, '');
  return `${begin.trimEnd()}...`;
}

function oneLine(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll(/ {2,}/g, ' ')
    .trim();
}

/** Only the last paragraph holds trailers; indented, ours cannot be taken for theirs wherever they stand. */
function withoutTrailers(body: string): string {
  return body
    .replaceAll('\r\n', '\n')
    .replaceAll('\0', '')
    .trim()
    .split('\n')
    .map((line) => (/^[A-Za-z][A-Za-z0-9-]*\s*:/.test(line) || ENDS_MESSAGE.test(line) ? `  ${line}` : line))
    .join('\n');
}

/** The digest in a message's trailers; `null` unless there is exactly one such trailer. */
export function readDigestTrailer(message: string): string | null {
  const [, digest] = /^(sha256:[0-9a-f]{64})$/.exec(readTrailer(message, 'change-set') ?? '') ?? [];
  return digest ?? null;
}

/** How far the record of a commit's run was; `null` unless there is exactly one such trailer. */
export function readLedgerTrailer(message: string): string | null {
  const [, hash] = /^sha256:([0-9a-f]{64})$/.exec(readTrailer(message, 'ledger') ?? '') ?? [];
  return hash ?? null;
}

/** The address of the request that a commit was made for; `null` unless there is exactly one such trailer. */
export function readRequestTrailer(message: string): string | null {
  return readTrailer(message, 'requested-by');
}

/** In the last paragraph, which is not the subject (git-interpret-trailers(1)). `key` is in lower case. */
function readTrailer(message: string, key: string): string | null {
  const [, ...paragraphs] = message.trimEnd().split(/\n\s*\n/);
  const rows = (paragraphs.at(-1) ?? '').split('\n').flatMap((line) => {
    const [, name, value] = /^([A-Za-z0-9-]+)[ \t]*:(.*)$/.exec(line) ?? [];
    return name?.toLowerCase() === key ? [value?.trim() ?? ''] : [];
  });
  return rows.length === 1 ? (rows[0] ?? null) : null;
}
