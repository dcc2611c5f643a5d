import { escapeHtml, Html } from './html.ts';

/**
 * A small, safe part of Markdown: everything is escaped first, then a few marks become tags again. Hidden comments are
 * shown, in grey, because here one wants to see them.
 */
export function renderMarkdown(source: string): Html {
  const out: string[] = [];
  const parts = source.replaceAll('\r\n', '\n').split(/^(`{3,}[^\n]*\n[\s\S]*?^`{3,}\s*$)/m);
  for (const part of parts) {
    const [, info, code] = /^`{3,}([^\n]*)\n([\s\S]*?)^`{3,}\s*$/m.exec(part) ?? [];
    if (info === undefined || code === undefined) out.push(renderBlocks(part));
    else out.push(`<pre><code>${info.trim() === 'diff' ? colourDiff(code) : escapeHtml(code)}</code></pre>`);
  }
  return new Html(out.join('\n'));
}

/** Lines of a unified diff, escaped and coloured. */
export function colourDiff(diff: string): string {
  return diff
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => {
      const kind = line.startsWith('@@')
        ? 'hunk'
        : line.startsWith('+')
          ? 'add'
          : line.startsWith('-')
            ? 'del'
            : '';
      return kind === '' ? escapeHtml(line) : `<span class="${kind}">${escapeHtml(line)}</span>`;
    })
    .join('\n');
}

function renderBlocks(text: string): string {
  return text
    .split(/\n{2,}/)
    .map((block) => block.trim())
    .filter((block) => block !== '')
    .map(renderBlock)
    .join('\n');
}

function renderBlock(block: string): string {
  const lines = block.split('\n');
  const [, marks, title] = /^(#{1,6}) (.*)$/.exec(lines[0] ?? '') ?? [];
  if (marks !== undefined && title !== undefined) {
    const rest = lines.slice(1).join('\n');
    return `<h${marks.length}>${renderInline(title)}</h${marks.length}>${rest === '' ? '' : renderBlock(rest)}`;
  }
  if (lines.every((line) => line.startsWith('>'))) {
    return `<blockquote>${renderBlocks(lines.map((line) => line.replace(/^> ?/, '')).join('\n'))}</blockquote>`;
  }
  if (lines.length > 1 && lines.every((line) => line.startsWith('|'))) return renderTable(lines);
  if (lines.every((line) => /^\s*([-*]|\d+\.) /.test(line))) {
    const items = lines.map((line) => `<li>${renderInline(line.replace(/^\s*([-*]|\d+\.) /, ''))}</li>`);
    return `<ul>${items.join('')}</ul>`;
  }
  return /^-{3,}$/.test(block) ? '<hr>' : `<p>${lines.map(renderInline).join('<br>')}</p>`;
}

function renderTable(lines: readonly string[]): string {
  const rows = lines
    .filter((line) => !/^\|[\s:|-]+\|$/.test(line))
    .map((line) => line.replace(/^\||\|$/g, '').split('|'));
  return `<table>${rows.map((cells) => `<tr>${cells.map((cell) => `<td>${renderInline(cell.trim())}</td>`).join('')}</tr>`).join('')}</table>`;
}

/** The tags that GitHub's own comments use and that can carry nothing. */
const HARMLESS = /&lt;(\/?(?:details|summary|b|sub|sup|br|kbd))&gt;/g;

function renderInline(line: string): string {
  return line
    .split(/(`[^`]+`)/)
    .map((part) =>
      /^`[^`]+`$/.test(part) ? `<code>${escapeHtml(part.slice(1, -1))}</code>` : renderText(part),
    )
    .join('');
}

function renderText(text: string): string {
  return escapeHtml(text)
    .replace(HARMLESS, '<$1>')
    .replace(/&lt;!--([\s\S]*?)--&gt;/g, '<span class="hidden">&lt;!--$1--&gt;</span>')
    .replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
    .replace(/\[( |x|X)\] /g, (_, mark: string) => (mark === ' ' ? '☐ ' : '☑ '))
    .replace(/\[([^\]]+)\]\((https?:\/\/[^\s()<>]+)\)/g, '<a rel="nofollow" href="$2">$1</a>');
}
