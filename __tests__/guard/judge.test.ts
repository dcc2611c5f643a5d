import { describe, expect, test } from 'vitest';
import { guards, judge } from '../../src/guard/judge.ts';
import { add, link, modify, openPolicy, subjectOf, type Files, type Fixture } from './subject.ts';

const names = guards.map(({ name }) => name);

test('a set without fault is allowed, and every guard says so in a row of its own', () => {
  const base = { a: 'a' };
  const judgement = judge(subjectOf({ base, changes: [modify(base, 'a', 'b'), add('c')] }), openPolicy);
  expect(judgement.verdict).toBe('allow');
  expect(judgement.findings).toEqual([]);
  expect(judgement.rows.map(({ guard, verdict }) => [guard, verdict])).toEqual(
    names.map((name) => [name, 'allow']),
  );
  expect(judgement.rows.every((row) => row.message !== '' && !('path' in row))).toBe(true);
});

test('names of guards are told apart', () => {
  expect(new Set(names).size).toBe(guards.length);
});

/** Something for every guard at once. */
const worst: Fixture = {
  base: { src: ['100644', ''], 'd/old': '' } satisfies Files,
  changes: [
    add('.git/x'),
    add('sub', '', '160000'),
    add('d/old', 'again'),
    add('SRC'),
    link('out', '/etc'),
    add('lfs.bin', 'no pointer'),
    add('token.txt', 'ghp_8Zq1xVw9LmN3rT5yU7iO0pA2'),
    add('.github/workflows/x.yml'),
    add('AGENTS.md'),
    add('.gitattributes'),
    add('bare/HEAD'),
    add('bare/objects/x'),
    add('bare/refs/x'),
    add('go.sum'),
    add('run', '', '100755'),
    add('binary', '\0'),
    add('aux'),
  ],
  attributes: (path) => (path === 'lfs.bin' ? { filter: 'lfs' } : {}),
  special: [{ path: 'pipe', kind: 'fifo' }],
};
const strict = {
  ...openPolicy,
  limits: { files: 1, bytes: 1 },
  protected: [{ paths: ['.github/**'], policy: 'refuse' as const }],
  secrets: ['ghp_8Zq1xVw9LmN3rT5yU7iO0pA2'],
};

test('every guard is heard, whatever the first one says, in the order of the table', () => {
  const { verdict, findings, rows } = judge(
    { ...subjectOf(worst), secretFindings: [{ verdict: 'refuse', message: 'A key.' }] },
    strict,
  );
  expect(verdict).toBe('refuse');
  expect([...new Set(findings.map(({ guard }) => guard))]).toEqual(names);
  expect(rows).toEqual(findings);
  expect(
    new Set(findings.filter((finding) => finding.verdict === 'refuse').map(({ guard }) => guard)),
  ).toEqual(
    new Set([
      'names',
      'special-files',
      'gitlinks',
      'base',
      'collisions',
      'links',
      'filters',
      'limits',
      'protected',
      'secrets',
      'secret-patterns',
    ]),
  );
});

test('messages are single plain sentences and never tell a secret', () => {
  const { rows } = judge(subjectOf(worst), strict);
  expect(rows.filter(({ message }) => !/^[^\n]+\.$/.test(message))).toEqual([]);
  expect(rows.filter(({ message }) => message.includes('8Zq1xVw9'))).toEqual([]);
});

describe('for a person at the keyboard', () => {
  test('limits, protected paths and secrets are findings that refuse nothing', () => {
    const base = { '.github/x': '' };
    const changes = [modify(base, '.github/x', 'hunter22')];
    const policy = { ...strict, limits: { files: 0, bytes: 0 }, secrets: ['hunter22'] };
    const asAgent = judge(subjectOf({ base, changes }), policy);
    const asPerson = judge(subjectOf({ base, changes }), { ...policy, maker: 'person' });
    expect(asAgent.verdict).toBe('refuse');
    expect(asPerson.verdict).toBe('review');
    expect(asPerson.findings.map(({ guard }) => guard)).toEqual(['limits', 'limits', 'protected', 'secrets']);
    expect(asPerson.findings).toEqual(asAgent.findings.map((finding) => ({ ...finding, verdict: 'review' })));
  });

  test('what can never be stays refused', () => {
    const { findings } = judge(subjectOf(worst), { ...strict, maker: 'person' });
    expect(
      new Set(findings.filter((finding) => finding.verdict === 'refuse').map(({ guard }) => guard)),
    ).toEqual(new Set(['names', 'special-files', 'gitlinks', 'base', 'collisions', 'links', 'filters']));
  });
});

test('a path of millions of parts, as only a forged set has one, is refused and not walked', () => {
  const changes = [add(`${'a/'.repeat(500_000)}package.json`), link(`${'A/'.repeat(500_000)}l`, '../x')];
  const { findings } = judge(subjectOf({ changes }), strict);
  expect(findings.filter(({ guard }) => guard === 'names').map(({ verdict }) => verdict)).toEqual([
    'refuse',
    'refuse',
  ]);
});
