export interface CommitMessage {
  readonly subject: string;
  readonly body?: string;
  readonly digest: string;
  readonly runId: string;
  /** Address of the request, where it has one. */
  readonly requestedBy?: string;
  /** The person who asked. */
  readonly coAuthor?: { readonly login: string; readonly id: number };
}

/** Subject, body and trailers (git-interpret-trailers(1)). Nobody's text can add a trailer of its own. */
export function renderCommitMessage(message: CommitMessage): string {
  const { subject, body = '', digest, runId, requestedBy, coAuthor } = message;
  const trailers = [`Change-Set: ${digest}`, `Run: ${runId}`];
  if (requestedBy !== undefined) trailers.push(`Requested-by: ${oneLine(requestedBy)}`);
  if (coAuthor !== undefined) {
    const { login, id } = coAuthor;
    trailers.push(`Co-authored-by: ${login} <${id}+${login}@users.noreply.github.com>`);
  }
  const paragraphs = [renderSubject(subject), withoutTrailers(body), trailers.join('\n')];
  return `${paragraphs.filter((paragraph) => paragraph !== '').join('\n\n')}\n`;
}

const SUBJECT_LENGTH = 72;

export function renderSubject(text: string): string {
  const line = oneLine(text);
  if (line === '') return 'Change as requested';
  return line.length <= SUBJECT_LENGTH ? line : `${line.slice(0, SUBJECT_LENGTH - 3).trimEnd()}...`;
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
    .map((line) => (/^[A-Za-z][A-Za-z0-9-]*\s*:/.test(line) ? `  ${line}` : line))
    .join('\n');
}

/** The digest in a message's last paragraph; `null` unless there is exactly one such trailer. */
export function readDigestTrailer(message: string): string | null {
  const last =
    message
      .trimEnd()
      .split(/\n\s*\n/)
      .at(-1) ?? '';
  const found = [...last.matchAll(/^change-set\s*:\s*(sha256:[0-9a-f]{64})\s*$/gim)];
  return found.length === 1 ? (found[0]?.[1] ?? null) : null;
}
