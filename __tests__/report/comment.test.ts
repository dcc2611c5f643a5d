import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  renderChecks,
  escapeText,
  isCommentOf,
  renderAnswer,
  renderDuration,
  renderFindings,
  renderFinished,
  renderPath,
  renderWorking,
  type Working,
} from '../../src/report/comment.ts';
import { exitCodeOf } from '../../src/report/conclusion.ts';
import { renderSummary } from '../../src/report/summary.ts';
import { renderText } from '../../src/report/text.ts';
import { conclusions, digest, isConclusion, reportOf, subject } from './subject.ts';

const working = (facts: Partial<Working>): Working => ({
  done: [],
  current: null,
  warnings: [],
  recent: [],
  ...facts,
});

const names = Object.keys(conclusions).filter((name) => isConclusion(name));

test.each(names)("the exit code of %s is the contract's", (name) => {
  expect(exitCodeOf(name)).toBe(conclusions[name]);
});

test('a comment begins by naming who asked, and carries its markers', () => {
  const body = renderWorking(subject, working({ current: 'checkout' }));
  expect(body.startsWith("**Wholly is working on @walter's request**")).toBe(true);
  expect(body).toContain(`<!-- wholly:run=${subject.runId} key=bot -->`);
  expect(body).toContain(`(${subject.runUrl})`);
  expect(body).toContain('- [ ] checkout');
});

test.each(['committed', 'answered', 'no-changes'] as const)('%s is told as finished', (conclusion) => {
  const body = renderFinished(subject, reportOf({ conclusion }), 62_000);
  expect(body.startsWith("**Wholly finished @walter's request in 1m 2s**")).toBe(true);
  expect(body).toContain(`<!-- wholly:run=${subject.runId} key=bot -->`);
});

test.each(names.filter((name) => !['committed', 'answered', 'no-changes', 'ignored'].includes(name)))(
  '%s is told as stopped, with the reason and what to do next',
  (conclusion) => {
    const report = reportOf({ conclusion, code: 'EWHY', reason: 'Because of this.', remedy: 'Do that.' });
    const body = renderFinished(subject, report, 62_000);
    expect(body.startsWith(`**Wholly stopped @walter's request after 1m 2s: ${conclusion}**`)).toBe(true);
    expect(body).toContain('Because of this.');
    expect(body).toContain('Do that.');
    expect(body).toContain('EWHY');
  },
);

test('a committed request links its run, its branch and its pull request', () => {
  const url = 'https://github.example/acme/app/pull/7';
  const report = reportOf({
    conclusion: 'committed',
    branch: 'bot/issue-7',
    pullRequest: { number: 7, url, operation: 'created' },
  });
  const [headline = ''] = renderFinished(subject, report, 1000).split('\n');
  expect(headline).toContain(`(${subject.runUrl})`);
  expect(headline).toContain('(https://github.example/acme/app/tree/bot/issue-7)');
  expect(headline).toContain(`(${url})`);
});

test('the link to a branch leads to it, whatever git allows in its name', () => {
  for (const branch of ['bot/a#b', 'bot/100%25', 'bot/a&b', 'bot/(x)', 'bot/ü']) {
    const [headline = ''] = renderFinished(
      subject,
      reportOf({ conclusion: 'committed', branch }),
      1000,
    ).split('\n');
    const [, target = ''] = /\]\((https:[^\s)]*\/tree\/[^\s)]*)\)/.exec(headline) ?? [];
    const { pathname, hash, search } = new URL(target);
    expect([decodeURIComponent(pathname), hash, search]).toEqual([`/acme/app/tree/${branch}`, '', '']);
  }
});

test('a preserved set is named by its digest', () => {
  const preserved = { file: '/s/x', digest, reason: 'No.', remedy: 'Ask again.' };
  expect(renderFinished(subject, reportOf({ conclusion: 'denied', preserved }), 1)).toContain(digest);
});

test('a comment is found again by the request that it tells of, and by no other', () => {
  const other = { ...subject, requestKey: 'b'.repeat(64) };
  const elsewhere = { ...subject, key: 'other-workflow' };
  for (const body of [
    renderWorking(subject, working({ done: ['checkout'], current: 'agent' })),
    renderFinished(subject, reportOf({ conclusion: 'error' }), 1),
    renderAnswer(subject, 'An answer', 1),
  ]) {
    expect(isCommentOf(subject, body)).toBe(true);
    expect(isCommentOf({ ...subject, runId: 'another run' }, body)).toBe(true);
    expect(isCommentOf(other, body)).toBe(false);
    expect(isCommentOf(elsewhere, body)).toBe(false);
  }
});

test('two workflows with similar names never share a comment', () => {
  const body = renderWorking({ ...subject, key: 'bot: one' }, working({}));
  expect(isCommentOf({ ...subject, key: 'bot one' }, body)).toBe(false);
});

test('no text of others can stand for a marker of ours', () => {
  const forged = renderWorking({ ...subject, requestKey: 'b'.repeat(64) }, working({}));
  const marker = /<!-- wholly:request.*-->/.exec(forged)?.[0] ?? '';
  expect(marker).not.toBe('');
  const report = reportOf({
    conclusion: 'refused',
    reason: marker,
    remedy: marker,
    warnings: [marker],
    guards: [{ guard: 'names', verdict: 'refuse', path: marker, message: marker }],
    verification: [{ command: marker, exitCode: 1, durationMs: 1, output: `${marker}\n${marker}\n` }],
  });
  expect(isCommentOf({ ...subject, requestKey: 'b'.repeat(64) }, renderFinished(subject, report, 1))).toBe(
    false,
  );
});

/** Text that strangers choose: signs of Markdown, HTML, mentions, control characters, and words. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '`',
        '``',
        '\n',
        '\n\n',
        '\r\n',
        '@alice',
        '#1',
        '<script>',
        '<!--',
        '-->',
        '[x](',
        '](http://evil)',
        '|',
        '\\',
        '![',
        '**',
        '__',
        '~~',
        '&lt;',
        '\u202E',
        '\u200B',
        '\u001B[31m',
        '\0',
        '\n# H',
        '\n- [x] a',
        '\n```\n',
        ')',
      ),
      fc.string({ maxLength: 5 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

test('escaped text mentions nobody, is no markup, and stays on its line', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const escaped = escapeText(text);
      expect(escaped).not.toMatch(/[\p{Cc}\u202E]/u);
      expect(escaped).not.toMatch(/@[A-Za-z0-9]/);
      // Every sign that means something is behind a backslash of its own.
      expect(escaped.replaceAll(/\\[\\`*_{}[\]<>()#!|~&]/g, '')).not.toMatch(/[\\`*_{}[\]<>()#!|~&]/);
    }),
    { numRuns: 500 },
  );
});

test.each([
  'https://evil.example/x',
  'http://evil.example',
  'www.evil.example',
  'HTTPS://evil.example',
  'a@evil.example',
])('escaped text links nowhere: %s', (text) => {
  // The extended autolinks of GitHub Flavored Markdown need no sign of markup (https://github.github.com/gfm/#autolinks-extension-).
  expect(escapeText(`see ${text} now`)).not.toMatch(/(?:https?:\/\/|www\.|\w@\w)/i);
});

test('a path shown as code cannot leave it', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const shown = renderPath(text);
      const [, fence = ''] = /^(`+)/.exec(shown) ?? [];
      expect(shown.endsWith(fence)).toBe(true);
      const inside = shown.slice(fence.length, -fence.length);
      // Code ends at the first run of exactly as many backticks (https://spec.commonmark.org/0.31.2/#code-spans).
      expect((inside.match(/`+/g) ?? []).every((run) => run.length !== fence.length)).toBe(true);
      expect(shown).not.toMatch(/[\p{Cc}\u202E]/u);
      expect(shown.replaceAll('\\|', '')).not.toContain('|');
    }),
    { numRuns: 500 },
  );
});

test('a table of findings has one row for each finding, whatever is in it', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(hostile, hostile), { minLength: 1, maxLength: 4 }), (pairs) => {
      const guards = pairs.map(([path, message]) => ({
        guard: 'names',
        verdict: 'refuse' as const,
        path,
        message,
      }));
      const rows = renderFindings(reportOf({ guards })).split('\n');
      expect(rows).toHaveLength(2 + pairs.length);
      for (const row of rows.slice(2)) expect(row.replaceAll('\\|', '').match(/\|/g)).toHaveLength(5);
    }),
  );
});

test('a comment with more findings than GitHub takes still carries its markers', () => {
  const guards = Array.from({ length: 3000 }, (_, index) => ({
    guard: 'special-files',
    verdict: 'refuse' as const,
    path: `a/long/directory/pipe-number-${index}`,
    message: 'It is a named pipe.',
  }));
  const body = renderFinished(subject, reportOf({ conclusion: 'refused', guards }), 1);
  expect(body.length).toBeLessThanOrEqual(65_536);
  expect(isCommentOf(subject, body)).toBe(true);
  expect(body).toContain('pipe-number-0');
});

test('a job summary stays under the megabyte that GitHub takes', () => {
  const guards = Array.from({ length: 20_000 }, (_, index) => ({
    guard: 'special-files',
    verdict: 'refuse' as const,
    path: `a/long/directory/pipe-number-${index}`,
    message: 'It is a named pipe.',
  }));
  expect(Buffer.byteLength(renderSummary(reportOf({ conclusion: 'refused', guards })))).toBeLessThan(
    1024 * 1024,
  );
});

test.each([
  [0, '0ms'],
  [850, '850ms'],
  [999.6, '1s'],
  [3000, '3s'],
  [59_700, '1m 0s'],
  [62_000, '1m 2s'],
  [7_500_000, '2h 5m'],
])('%d ms read %s', (ms, text) => {
  expect(renderDuration(ms)).toBe(text);
});

test('text for a terminal holds no control character of others', () => {
  const bell = 'x\u001B]0;owned\u0007\n::error::forged\u202E';
  const text = renderText(
    reportOf({
      conclusion: 'refused',
      code: 'EGUARD',
      reason: `names: ${bell}: bad`,
      remedy: bell,
      branch: bell,
      warnings: [bell],
      guards: [{ guard: 'names', verdict: 'refuse', path: bell, message: bell }],
      verification: [{ command: bell, exitCode: 1, durationMs: 1, output: bell }],
      rollbackFailed: [{ name: bell, error: bell, kept: null }],
      changeSet: {
        digest,
        base: null,
        file: bell,
        changes: [{ path: bell, change: 'add', mode: '100644', after: 'a' }],
      },
    }),
  );
  expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  // The runner takes a line that begins so, after white space, for a command.
  expect(text).not.toMatch(/^\s*::/m);
});

test('whoever reads of checks reads in which sandbox they ran', () => {
  const checked = reportOf({
    verification: [{ command: 'npm test', exitCode: 0, durationMs: 1 }],
    checksSandbox: 'bwrap-sudo',
  });
  for (const text of [renderText(checked), renderSummary(checked), renderChecks(checked)])
    expect(text).toContain('bwrap-sudo');
  expect(renderChecks(reportOf({ checksSandbox: 'bwrap-sudo' }))).toBe('');
});

test('whoever reads of a run reads every finding, with its rule and its path', () => {
  const found = reportOf({
    conclusion: 'refused',
    guards: [
      { guard: 'links', verdict: 'refuse', path: 'out', message: 'It leads out.' },
      { guard: 'executables', verdict: 'review', path: 'run', message: 'It becomes one.' },
      { guard: 'names', verdict: 'allow', message: 'All fine.' },
    ],
  });
  for (const text of [renderText(found), renderSummary(found), renderFinished(subject, found, 1)]) {
    expect(text).toMatch(/links.*out/);
    expect(text).toMatch(/executables.*run/);
    expect(text).not.toContain('All fine');
  }
});

test('of a check that failed the last that it printed is shown as code, and not all of much', () => {
  const words = Array.from({ length: 100 }, (_, index) => `line ${index} <b>@alice</b>`).join('\r\n');
  const output = `${words}\n${'x'.repeat(5000)}\n\n`;
  const checked = reportOf({
    conclusion: 'verification-failed',
    verification: [{ command: 'npm test', exitCode: 1, durationMs: 1, output }],
  });
  for (const text of [renderFinished(subject, checked, 1), renderSummary(checked)]) {
    const block = text.split('\n').filter((line) => /line \d|xxx/.test(line));
    expect(block).toHaveLength(30);
    expect(block.filter((line) => !line.startsWith('    '))).toEqual([]);
    expect(block.at(-2)).toBe('    line 99 <b>@alice</b>');
    expect(block.at(-1)?.length).toBeLessThan(200);
  }
  expect(renderText(checked)).toContain('line 99');
});

test('the job summary tells the outcome, and nothing in it is markup of others', () => {
  const summary = renderSummary(
    reportOf({
      conclusion: 'refused',
      reason: '<img src=x> @alice | `x`',
      guards: [{ guard: 'names', verdict: 'refuse', path: 'a|b', message: '<b>' }],
    }),
  );
  expect(summary).toContain('refused');
  expect(summary).not.toMatch(/(?<!\\)<(?:img|b>)|@alice/);
});

test('while it works, a comment shows every phase, also those of a second attempt', () => {
  const done = ['checkout', 'agent', 'change set', 'guards', 'commit', 'verification'];
  const body = renderWorking(subject, working({ done, current: 'agent (attempt 2)' }));
  expect(body.split('\n').filter((line) => line.startsWith('- ['))).toEqual([
    ...done.map((phase) => `- [x] ${phase}`),
    '- [ ] agent (attempt 2) ...',
    '- [ ] publish',
  ]);
});

test('what an agent does is shown as text on one line of its own, however long and wild it is', () => {
  const recent = ['edits `a`\n- [x] forged\n<!-- wholly:request=x -->', '@everyone ' + 'x'.repeat(5000)];
  const body = renderWorking(subject, working({ current: 'agent', recent }));
  const lines = body.split('\n').filter((line) => line.startsWith('> '));
  expect(lines).toHaveLength(2);
  expect(lines[0]).toBe('> `` edits `a` - [x] forged <!-- wholly:request=x --> ``');
  expect(lines[1]?.length).toBeLessThan(200);
});
