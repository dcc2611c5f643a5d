import type { Conclusion } from './conclusion.ts';
import { printedOf, renderCheckout } from './comment.ts';
import type { Report } from './report.ts';

const HEADLINES: Readonly<Record<Conclusion, string>> = {
  committed: 'The whole change set landed',
  answered: 'Done',
  ignored: 'Nothing was asked',
  error: 'Something broke; nothing landed',
  usage: 'Not started',
  refused: 'Refused; nothing landed',
  'no-changes': 'Nothing to change',
  denied: 'Denied by the host; nothing landed',
  'agent-failed': 'The agent did not finish; nothing landed',
  'verification-failed': 'The checks failed; nothing landed',
  'rolled-back': 'Taken back; nothing landed',
  'rollback-failed': 'Could not be taken back completely',
  cancelled: 'Stopped; nothing landed',
};

/** Commands that land nothing have words of their own; `null`: the reason says it all. */
const OF_COMMANDS: Readonly<Record<string, Partial<Record<Conclusion, string | null>>>> = {
  verify: { answered: null, refused: null, usage: 'Not verified', error: 'Something broke' },
  doctor: { usage: 'Not ready', error: 'Something broke' },
};

/** The report for a person at a terminal, of the command that they gave. */
export function renderText(report: Report, command: string | null = null): string {
  const parts = [headline(report, command), report.reason].filter((part) => part !== null);
  const lines = [`${mark(report)} ${parts.join(': ')}`];
  for (const change of report.changeSet?.changes ?? []) {
    lines.push(`    ${SIGNS[change.change]} ${change.path}`);
  }
  for (const { guard, verdict, path, message } of report.guards) {
    if (verdict !== 'allow')
      lines.push(`  ${verdict}  ${guard}: ${path === undefined ? '' : `${path}: `}${message}`);
  }
  for (const { command, exitCode, durationMs } of report.verification) {
    const where = report.checksSandbox === null ? '' : `, sandbox ${report.checksSandbox}`;
    lines.push(`  ${exitCode === 0 ? 'passed' : 'failed'}  ${command} (${durationMs} ms${where})`);
  }
  for (const { lines: printed } of printedOf(report)) lines.push(...printed.map((line) => `    | ${line}`));
  const facts: [string, string | null | undefined][] = [
    ['checkout', report.checkout === null ? null : renderCheckout(report.checkout)],
    ['sandbox', report.agent?.sandbox],
    ['branch', report.branch],
    ['commit', report.commit],
    ['change set', report.changeSet?.digest],
    ['sealed in', report.changeSet?.file],
    ['patch', report.patch],
    ['pull request', report.pullRequest?.url],
    ['what to do', report.remedy ?? report.preserved?.remedy],
  ];
  for (const [name, value] of facts) {
    if (value !== null && value !== undefined) lines.push(`  ${name.padEnd(12)}  ${value}`);
  }
  for (const { repository, commit, branch, pullRequest } of report.repositories) {
    if (commit !== null)
      lines.push(
        `  in            ${repository}: ${[commit, branch, pullRequest?.url].filter(Boolean).join(' ')}`,
      );
  }
  for (const { name, error } of report.rollbackFailed) lines.push(`  left over     ${name}: ${error}`);
  for (const warning of report.warnings) lines.push(`  warning       ${warning}`);
  return `${lines.map(printable).join('\n')}\n`;
}

function headline({ conclusion, patch }: Report, command: string | null): string | null {
  const own = OF_COMMANDS[command ?? '']?.[conclusion];
  if (own !== undefined) return own;
  // A dry run ends as committed too, with nothing landed.
  return patch === null ? HEADLINES[conclusion] : 'Sealed; nothing was written elsewhere';
}

const SIGNS = { add: '+', modify: '~', delete: '-' } as const;

function mark({ conclusion }: Report): string {
  if (conclusion === 'committed' || conclusion === 'answered') return '✔';
  return conclusion === 'no-changes' || conclusion === 'ignored' ? '·' : '✖';
}

/** A path or what an agent said may hold what a terminal or a runner's log obeys. */
function printable(text: string): string {
  return text.replaceAll(
    /\p{Cc}/gu,
    (sign) => `\\x${(sign.codePointAt(0) ?? 0).toString(16).padStart(2, '0')}`,
  );
}
