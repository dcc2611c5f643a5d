import { createHash } from 'node:crypto';
import type { Report } from './report.ts';

/** What a tracking comment is about. */
export interface CommentSubject {
  readonly runId: string;
  /** The workflow or App that writes it, so that two of them never share a comment. */
  readonly key: string;
  /** Tells the request: the same for every repeat of it. */
  readonly requestKey: string;
  /** Who asked. */
  readonly login: string;
  readonly runUrl: string | null;
  /** Address of the repository, for the links to branches. */
  readonly repositoryUrl: string;
}

/** Every run goes through these; others are only shown once they happen. */
const PHASES = ['checkout', 'agent', 'change set', 'guards', 'publish'] as const;

/** How far a run is. */
export interface Working {
  /** Phases that have ended, in order. */
  readonly done: readonly string[];
  readonly current: string | null;
  readonly warnings: readonly string[];
  /** What the agent did last, oldest first; untrusted, any length. */
  readonly recent: readonly string[];
}

/** While it works: what is done, what is going on, what is to come. */
export function renderWorking(subject: CommentSubject, { done, current, warnings, recent }: Working): string {
  const begun = current === null ? done : [...done, current];
  const rows = [
    ...done.map((phase) => `- [x] ${phase}`),
    ...(current === null ? [] : [`- [ ] ${current} ...`]),
    ...PHASES.filter((phase) => !begun.includes(phase)).map((phase) => `- [ ] ${phase}`),
  ];
  return cut(
    [
      `**Wholly is working on @${subject.login}'s request**${linksOf(subject, null)}`,
      rows.join('\n'),
      recent.map((line) => `> ${renderPath(shorten(line))}`).join('\n>\n'),
      warnings.map((warning) => `> ${escapeText(warning)}`).join('\n'),
    ],
    markersOf(subject),
  );
}

const LINE_SHOWN = 160;

/** One line, cut where it is long. */
function shorten(text: string): string {
  const line = text.trim().replaceAll(/\s+/g, ' ');
  return line.length > LINE_SHOWN ? `${line.slice(0, LINE_SHOWN - 3)}...` : line;
}

/** The end of the story, whichever it is. */
export function renderFinished(subject: CommentSubject, report: Report, durationMs: number): string {
  const finished = ['committed', 'answered', 'no-changes'].includes(report.conclusion);
  const headline = finished
    ? `**Wholly finished @${subject.login}'s request in ${renderDuration(durationMs)}**`
    : `**Wholly stopped @${subject.login}'s request after ${renderDuration(durationMs)}: ${report.conclusion}**`;
  const done = report.phases.map(({ name, durationMs: ms }) => `- [x] ${name} (${renderDuration(ms)})`);
  const paragraphs = [
    `${headline}${linksOf(subject, report)}`,
    done.join('\n'),
    report.reason === null
      ? ''
      : `${escapeText(report.reason)}${report.code === null ? '' : ` (\`${report.code}\`)`}`,
    report.remedy === null ? '' : `**What to do next:** ${escapeText(report.remedy)}`,
    renderFindings(report),
    renderChecks(report),
    report.warnings.map((warning) => `> ${escapeText(warning)}`).join('\n'),
    renderKept(report),
    report.ledger === null ? '' : `<sub>Ledger \`${report.ledger.head}\`</sub>`,
  ];
  return cut(paragraphs, markersOf(subject));
}

const KEPT_SHOWN = 5;

function renderKept({ preserved, changeSet }: Report): string {
  if (preserved === null) return '';
  const paths = (changeSet?.changes ?? []).map(({ path }) => renderPath(path));
  const more = paths.length > KEPT_SHOWN ? ` and ${paths.length - KEPT_SHOWN} more` : '';
  const names = paths.length === 0 ? '' : ` (${paths.slice(0, KEPT_SHOWN).join(', ')}${more})`;
  return `The change set${names} is kept as \`${preserved.digest}\`.`;
}

/** A plain answer without a run, such as `help`. */
export function renderAnswer(subject: CommentSubject, answer: string, durationMs: number): string {
  return cut(
    [`**Wholly finished @${subject.login}'s request in ${renderDuration(durationMs)}**`, answer],
    markersOf(subject),
  );
}

/** True of the text of a comment that tells of this very request. */
export function isCommentOf(subject: CommentSubject, body: string): boolean {
  // On a line of its own: what others write is only ever shown within a line.
  return body.split(/\r?\n/).includes(requestMarker(subject));
}

/** True of the text of a comment that tells of any request. */
export function isStory(body: string): boolean {
  return /^<!-- wholly:run=/m.test(body);
}

/** The page of the run, out of the text of a comment that says a request is being worked on. */
export function runOfStory(body: string): string | null {
  // The first line is all ours.
  const first = /^\*\*Wholly is working on [^\n]*\*\* -- \[View run\]\(([^()\s]+)\)/.exec(body)?.[1];
  return first !== undefined && isStory(body) ? first : null;
}

const FINDINGS_SHOWN = 100;

export function renderFindings(report: Report): string {
  const findings = report.guards.filter(({ verdict }) => verdict !== 'allow');
  if (findings.length === 0) return '';
  const rows = findings
    .slice(0, FINDINGS_SHOWN)
    .map(
      ({ guard, verdict, path, message }) =>
        `| ${guard} | ${verdict} | ${path === undefined ? '' : renderPath(path)} | ${escapeText(message)} |`,
    );
  const more = findings.length - rows.length;
  if (more > 0) rows.push(`| | | | and ${more} more |`);
  return ['| guard | verdict | path | finding |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

export function renderChecks(report: Report): string {
  if (report.verification.length === 0) return '';
  const rows = report.verification.map(
    ({ command, exitCode, durationMs }) =>
      `| ${renderPath(command)} | ${exitCode === 0 ? 'passed' : 'failed'} | ${renderDuration(durationMs)} |`,
  );
  const where = report.checksSandbox === null ? [] : ['', `Sandbox \`${report.checksSandbox}\`.`];
  const table = ['| check | result | time |', '| --- | --- | --- |', ...rows, ...where].join('\n');
  return [table, ...printedOf(report).map(renderPrinted)].join('\n\n');
}

/** What checks printed last that failed, line by line; empty lines are left out. */
export function printedOf({ verification }: Report): readonly Printed[] {
  return verification.flatMap(({ command, output }) => {
    const lines = (output ?? '').split(/\r?\n/).filter((line) => line.trim() !== '');
    return lines.length === 0 ? [] : [{ command, lines: lines.slice(-PRINTED_LINES).map(cutLine) }];
  });
}

interface Printed {
  readonly command: string;
  readonly lines: readonly string[];
}

const PRINTED_LINES = 30;

function cutLine(line: string): string {
  return line.length > LINE_SHOWN ? `${line.slice(0, LINE_SHOWN - 3)}...` : line;
}

/** An indented block of code: nothing in it is markup, mentions anybody, or stands at the beginning of a line. */
function renderPrinted({ command, lines }: Printed): string {
  const shown = lines.map(
    (line) => `    ${line.replaceAll('\t', '  ').replaceAll(/[\p{Cc}\p{Cf}]/gu, '\uFFFD')}`,
  );
  return `${renderPath(command)} printed last:\n\n${shown.join('\n')}`;
}

/** `overlay, 1200 files (3.4 MB) in 85ms` */
export function renderCheckout({
  strategy,
  files,
  bytes,
  durationMs,
}: NonNullable<Report['checkout']>): string {
  const size = bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
  return `${strategy}, ${files} ${files === 1 ? 'file' : 'files'} (${size}) in ${renderDuration(durationMs)}`;
}

/** `850ms`, `3s`, `1m 2s`, `2h 5m`. */
export function renderDuration(ms: number): string {
  if (Math.round(ms) < 1000) return `${Math.round(ms)}ms`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds}s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m ${seconds % 60}s`;
  return `${Math.floor(seconds / 3600)}h ${Math.floor((seconds % 3600) / 60)}m`;
}

/**
 * Other people's text on a page of ours: it mentions nobody, links nowhere and hides nothing. GitHub links after
 * Markdown is done, so behind a mention, a number or an address stands a space without width.
 */
export function escapeText(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .replaceAll(/[\\`*_{}[\]<>()#!|~&]/g, (sign) => `\\${sign}`)
    .replaceAll(/[@#]|:(?=\/\/)|www(?=\.)/gi, (sign) => `${sign}\u200B`);
}

/** As code: a path is shown as it is, and nothing in it is markup. */
export function renderPath(text: string): string {
  const shown = text.replaceAll(/[\p{Cc}\p{Cf}]/gu, '\uFFFD').replaceAll('|', '\\|');
  const fence = '`'.repeat(Math.max(0, ...(shown.match(/`+/g) ?? []).map((run) => run.length)) + 1);
  return shown.includes('`') ? `${fence} ${shown} ${fence}` : `\`${shown}\``;
}

function linksOf(subject: CommentSubject, report: Report | null): string {
  const links: string[] = [];
  if (subject.runUrl !== null) links.push(`[View run](${subject.runUrl})`);
  if (report?.conclusion === 'committed' && report.branch !== null) {
    links.push(`[${renderPath(report.branch)}](${subject.repositoryUrl}/tree/${encodePath(report.branch)})`);
  }
  if (report?.pullRequest)
    links.push(`[Pull request #${report.pullRequest.number}](${report.pullRequest.url})`);
  for (const { repository, pullRequest } of report?.repositories ?? []) {
    if (pullRequest !== null && pullRequest.url !== report?.pullRequest?.url)
      links.push(`[${repository}#${pullRequest.number}](${pullRequest.url})`);
  }
  return links.length === 0 ? '' : ` -- ${links.join(' • ')}`;
}

function encodePath(path: string): string {
  return encodeURIComponent(path).replaceAll('%2F', '/').replaceAll('(', '%28').replaceAll(')', '%29');
}

function markersOf(subject: CommentSubject): string {
  return `<!-- wholly:run=${subject.runId} key=${safe(subject.key)} -->\n${requestMarker(subject)}`;
}

function requestMarker(subject: CommentSubject): string {
  return `<!-- wholly:request=${safe(subject.requestKey)} key=${safe(subject.key)} -->`;
}

/** Nothing that could end an HTML comment; two names stay two. */
function safe(text: string): string {
  const plain = text.replaceAll(/[^A-Za-z0-9_.]+/g, '-').slice(0, 80);
  return plain === text ? text : `${plain}-${createHash('sha256').update(text).digest('hex').slice(0, 12)}`;
}

/** GitHub's longest comment, issue and pull request, in characters. */
const LONGEST = 65_536;

/** The paragraphs as far as GitHub takes them, and always their last one. */
export function cut(paragraphs: readonly string[], last: string): string {
  const text = paragraphs.filter((paragraph) => paragraph !== '').join('\n\n');
  const room = LONGEST - last.length - 2;
  return `${text.length > room ? `${text.slice(0, room - 5)}\n\n...` : text}\n\n${last}`;
}
