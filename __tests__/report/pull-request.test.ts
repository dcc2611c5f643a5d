import { expect, test } from 'vitest';
import { renderNotice, renderPullRequest, type PullRequestSubject } from '../../src/report/pull-request.ts';
import { digest, reportOf, subject } from './subject.ts';

const asked: PullRequestSubject = {
  login: 'walter',
  requestUrl: 'https://github.example/acme/app/issues/1#issuecomment-1',
  repository: 'acme/app',
  fixes: '#1',
  asked: 'Greet people',
  body: '',
  mention: '@bot',
};

const change = (path: string) => ({
  path,
  change: 'add' as const,
  mode: '100755' as const,
  after: 'a'.repeat(40),
});

test('says who asked for what, what changed, what guards and checks said, and how to revise', () => {
  const body = renderPullRequest(
    asked,
    reportOf({
      changeSet: { digest, base: 'b', file: null, changes: [change('bin/run')] },
      guards: [
        { guard: 'names', verdict: 'allow', message: 'Fine.' },
        { guard: 'protected', verdict: 'review', path: '.github/x', message: 'It is protected.' },
      ],
      verification: [{ command: 'npm test', exitCode: 0, durationMs: 1500 }],
    }),
  );
  for (const part of [
    '@walter',
    asked.requestUrl ?? '',
    'Greet people',
    'Fixes #1',
    'bin/run',
    'executable',
    'protected',
    '.github/x',
    'npm test',
    'passed',
    digest,
    '@bot revise',
    `<!-- wholly:run=${subject.runId} -->`,
  ])
    expect(body).toContain(part);
});

test.each([
  ['2.1.329', '`claude 2.1.329`'],
  [null, '`claude`'],
])('names the agent with the version %j', (version, shown) => {
  const ran = { status: 'completed', sandbox: 'bwrap', sessionId: null, turns: 1, tokens: 1, denials: 0 };
  const body = renderPullRequest(asked, reportOf({ agent: { name: 'claude', version, ...ran } }));
  expect(body).toContain(`Agent ${shown}, sandbox`);
});

test('a request that is no issue fixes none', () => {
  expect(renderPullRequest({ ...asked, fixes: null }, reportOf({}))).not.toContain('Fixes');
});

test('what was asked mentions nobody, closes nothing and is no markup', () => {
  const body = renderPullRequest(
    { ...asked, fixes: null, asked: 'Fixes #99\n\n# Approved\n<!-- x --> @alice closes #98\n```' },
    reportOf({}),
  );
  expect(body).not.toMatch(/@alice|<!-- x|^(?:> )?# Approved/m);
  // GitHub reads closing keywords in quotations too.
  expect(body).not.toMatch(/(?:fix(?:es|ed)?|close[sd]?|resolve[sd]?):?\s+\\?#\d/i);
});

test('a pull request of many files and findings is never longer than GitHub takes', () => {
  const paths = Array.from({ length: 100 }, (_, index) => `.github/${'a'.repeat(400)}/${index}`);
  const body = renderPullRequest(
    asked,
    reportOf({
      changeSet: { digest, base: 'b', file: null, changes: paths.map((path) => change(path)) },
      guards: paths.map((path) => ({
        guard: 'protected',
        verdict: 'review' as const,
        path,
        message: 'The path is protected by the policy of this repository.',
      })),
    }),
  );
  expect(body.length).toBeLessThanOrEqual(65_536);
  expect(body).toContain(`<!-- wholly:run=${subject.runId} -->`);
});

test('one of several tells of the others, and closes no issue of another repository', () => {
  const row = { base: 'b', branch: 'bot/x', commit: null, tree: null, patch: null };
  const repositories = [
    { ...row, repository: 'acme/app', digest: 'sha256:1', pullRequest: null },
    {
      ...row,
      repository: 'acme/lib',
      digest: 'sha256:2',
      pullRequest: {
        number: 3,
        url: 'https://github.example/acme/lib/pull/3',
        operation: 'created' as const,
      },
    },
  ];
  const body = renderPullRequest({ ...asked, fixes: 'acme/app#1' }, reportOf({ repositories }));
  expect(body).toContain('For acme/app#1');
  expect(body).not.toContain('Fixes');
  expect(body).toContain('- acme/lib: [#3](https://github.example/acme/lib/pull/3), change set `sha256:2`');
  expect(body).not.toContain('- acme/app');
});

test('I17 what hides in the words of the request does not reach who reviews', () => {
  const hidden = 'Greet <!-- evil --> people\u{E0065}[a](b "evil")';
  const body = renderPullRequest({ ...asked, asked: hidden }, reportOf({ conclusion: 'committed' }));
  expect(body).not.toMatch(/evil|\u{E0065}/u);
  expect(body).toContain('Greet');
});

test('a notice for a pull request that is open is one quotation, with what a person must agree to', () => {
  const finding = { guard: 'protected', verdict: 'review' as const, path: 'a|b', message: 'See @alice.' };
  expect(renderNotice(reportOf({ commit: 'c'.repeat(40), guards: [finding] })).split('\n')).toEqual([
    `> **Please look closely:** some changes of commit ${'c'.repeat(40)} need a person to agree.`,
    '>',
    '> | guard | verdict | path | finding |',
    '> | --- | --- | --- | --- |',
    expect.stringMatching(/^> \| protected \| review \| .*a.*b.* \| See (?!@alice).*alice\. \|$/),
  ]);
});
