import {
  escapeText,
  renderCheckout,
  renderChecks,
  renderDuration,
  renderFindings,
  renderPath,
} from './comment.ts';
import type { Report } from './report.ts';

/** The job summary: the outcome first, then tables. */
export function renderSummary(report: Report): string {
  const { changeSet, pullRequest, preserved } = report;
  const facts: [string, string | null][] = [
    ['Change set', changeSet === null ? null : `\`${changeSet.digest}\``],
    ['Branch', report.branch === null ? null : renderPath(report.branch)],
    ['Commit', report.commit === null ? null : `\`${report.commit}\``],
    [
      'Pull request',
      pullRequest === null ? null : `[#${pullRequest.number}](${pullRequest.url}) (${pullRequest.operation})`,
    ],
    ['Preserved in', preserved === null ? null : renderPath(preserved.file)],
    ['Checkout', report.checkout === null ? null : renderCheckout(report.checkout)],
    [
      'Agent',
      report.agent === null
        ? null
        : `${report.agent.name}${report.agent.version === null ? '' : ` ${report.agent.version}`}, ${report.agent.status}, sandbox ${report.agent.sandbox}`,
    ],
  ];
  const rows = facts.flatMap(([name, value]) => (value === null ? [] : [`| ${name} | ${value} |`]));
  for (const { repository, branch, pullRequest } of report.repositories) {
    const link = pullRequest === null ? '' : ` [#${pullRequest.number}](${pullRequest.url})`;
    rows.push(`| In ${repository} | ${branch === null ? '' : renderPath(branch)}${link} |`);
  }
  const phases = report.phases.map(({ name, durationMs }) => `| ${name} | ${renderDuration(durationMs)} |`);
  return `${[
    `## Wholly: ${report.conclusion}`,
    report.reason === null ? '' : escapeText(report.reason),
    report.remedy === null ? '' : `**What to do next:** ${escapeText(report.remedy)}`,
    rows.length === 0 ? '' : ['| | |', '| --- | --- |', ...rows].join('\n'),
    renderFindings(report),
    renderChecks(report),
    phases.length === 0
      ? ''
      : `<details><summary>Phases</summary>\n\n| phase | time |\n| --- | --- |\n${phases.join('\n')}\n\n</details>`,
  ]
    .filter((paragraph) => paragraph !== '')
    .join('\n\n')}\n`;
}
