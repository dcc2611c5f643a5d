import { escapeText } from '../report/comment.ts';
import { said, type Answered, type Asked } from './answer.ts';

const SHOWN = 10;

/** `status`: what happened in this thread, as it was recorded when it happened. */
export async function status({ past }: Asked): Promise<Answered> {
  if (past.length === 0) return said('Nothing was asked in this thread before.');
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
    ].join('\n'),
  );
}
