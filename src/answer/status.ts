import { escapeText } from '../report/comment.ts';
import { said, type Answered, type Asked } from './answer.ts';

const SHOWN = 10;

/** `status`: what goes on and what happened in this thread, as it was recorded when it began and when it ended. */
export async function status({ past, running }: Asked): Promise<Answered> {
  const now = (await running()).map(
    ({ at, asked }) =>
      `| ${at} | @\u200B${asked.actor.login} | ${asked.command.kind} | is being worked on | | |`,
  );
  if (past.length + now.length === 0) return said('Nothing was asked in this thread before.');
  const rows = past
    .slice(-SHOWN)
    .map(({ at, asked, conclusion, code, reason, digest, preserved, pullRequest }) => {
      const result = `${conclusion}${code === null ? '' : ` (\`${code}\`)`}${reason === null ? '' : `: ${escapeText(reason.slice(0, 200))}`}`;
      const kept = preserved && digest !== null ? `\`${digest}\`` : '';
      return `| ${at} | @\u200B${asked.actor.login} | ${asked.command.kind} | ${result} | ${pullRequest === null ? '' : `#${pullRequest}`} | ${kept} |`;
    });
  return said(
    [
      '| when | who | what | how it ended | pull request | kept change set |',
      '| --- | --- | --- | --- | --- | --- |',
      ...rows,
      ...now,
    ].join('\n'),
  );
}
