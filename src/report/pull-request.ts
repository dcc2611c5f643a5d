import type { ChangeEntry } from '../change-set/change.ts';
import { cut, escapeText, renderChecks, renderDuration, renderFindings, renderPath } from './comment.ts';
import { sanitise } from '../sanitiser/sanitise.ts';
import type { Report } from './report.ts';

export interface PullRequestSubject {
  readonly login: string;
  /** Where the request was made, if it has an address. */
  readonly requestUrl: string | null;
  /** `owner/name` of the repository that it changes. */
  readonly repository: string;
  /** The issue that is solved by it: `#7`, or `owner/name#7` of another repository. */
  readonly fixes: string | null;
  /** What was asked, in the asker's words. */
  readonly asked: string;
  /** Text that the workflow's author wants at the top. */
  readonly body: string;
  /** How the bot is called. */
  readonly mention: string;
}

const FILES_SHOWN = 100;
const ASKED_SHOWN = 500;

/** What a reviewer needs first: who asked for what, what changed, what guards and checks said, how to go on. */
export function renderPullRequest(subject: PullRequestSubject, report: Report): string {
  const { changeSet, agent } = report;
  const changes = changeSet?.changes ?? [];
  const asked = subject.requestUrl === null ? 'this' : `[this](${subject.requestUrl})`;
  const findings = renderFindings(report);
  const review = report.guards.some(({ verdict }) => verdict === 'review');
  const checks = renderChecks(report);
  const agentMs = report.phases.find(({ name }) => name === 'agent')?.durationMs;
  const paragraphs = [
    review
      ? '> **Please look closely:** some of these changes need a person to agree, see the guards below.'
      : '',
    subject.body.trim(),
    `@${subject.login} asked for ${asked}:`,
    quote(sanitise(subject.asked).text),
    renderFixes(subject.fixes),
    renderTogether(subject.repository, report),
    `### What changed\n\n${renderChanges(changes)}`,
    `### Guards\n\n${findings === '' ? `All ${report.guards.length} guards allow it.` : findings}`,
    `### Checks\n\n${checks === '' ? 'None are configured (`verify` in `.github/bot.yml`).' : checks}`,
    `### Made by\n\nAgent \`${agent === null ? 'none' : nameOfAgent(agent)}\`${agentMs === undefined ? '' : ` in ${renderDuration(agentMs)}`}, sandbox \`${agent?.sandbox ?? 'none'}\`. Change set \`${changeSet?.digest ?? ''}\`; \`wholly verify\` recomputes it from the commit.`,
    `Comment \`${subject.mention} revise\` and what to change for one more commit, or \`${subject.mention} help\` for what else can be asked.`,
  ];
  return cut(paragraphs, `<!-- wholly:run=${report.runId} -->`);
}

/** For the top of a pull request that got one more commit, of which guards want a person to look at something. */
export function renderNotice(report: Report): string {
  const what = report.commit === null ? 'the last commit' : `commit ${report.commit}`;
  const lines = [
    `**Please look closely:** some changes of ${what} need a person to agree.`,
    '',
    ...renderFindings(report).split('\n'),
  ];
  return lines.map((line) => `> ${line}`.trimEnd()).join('\n');
}

/** Half of a change must not close the issue that the whole of it is for: only where the issue stands does it. */
function renderFixes(fixes: string | null): string {
  if (fixes === null) return '';
  return fixes.startsWith('#') ? `Fixes ${fixes}` : `For ${fixes}`;
}

/** The other repositories of the same change set; their pull requests have numbers only when all of them stand. */
function renderTogether(repository: string, { repositories }: Report): string {
  const others = repositories.filter((row) => row.repository !== repository);
  if (others.length === 0) return '';
  const rows = others.map(({ repository: name, digest, pullRequest }) => {
    const where = pullRequest === null ? '' : `[#${pullRequest.number}](${pullRequest.url}), `;
    return `- ${name}: ${where}change set \`${digest}\``;
  });
  return ['This belongs to one change of several repositories; merge all of them or none:', '', ...rows].join(
    '\n',
  );
}

function nameOfAgent({ name, version }: NonNullable<Report['agent']>): string {
  return version === null ? name : `${name} ${version}`;
}

function renderChanges(changes: readonly ChangeEntry[]): string {
  const rows = changes.slice(0, FILES_SHOWN).map((change) => {
    const mode = change.change === 'delete' ? '' : (MODES[change.mode] ?? '');
    return `| ${WORDS[change.change]} | ${renderPath(change.path)} | ${mode} |`;
  });
  const more = changes.length - rows.length;
  return [
    '| | path | |',
    '| --- | --- | --- |',
    ...rows,
    ...(more > 0 ? [`| | and ${more} more | |`] : []),
  ].join('\n');
}

const WORDS = { add: 'added', modify: 'changed', delete: 'deleted' } as const;
const MODES: Readonly<Record<string, string>> = { '100755': 'executable', '120000': 'link' };

function quote(text: string): string {
  const short = text.length > ASKED_SHOWN ? `${text.slice(0, ASKED_SHOWN)} ...` : text;
  const lines = short.split('\n').map((line) => `> ${escapeText(line)}`);
  return text.trim() === '' ? '' : lines.join('\n');
}
