import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBranchName, MalformedBranchName, parseBranchName } from '../../src/trigger/branch-name.ts';
import { parseEvent } from '../../src/trigger/event.ts';
import { branchNameFor } from '../../src/trigger/request-branch.ts';
import { requestKey } from '../../src/trigger/request-key.ts';
import type { Trigger } from '../../src/trigger/trigger.ts';
import { payloadsOf, settingsWith, withValue, type Payload } from './payloads.ts';

function gitTakes(name: string): boolean {
  return spawnSync('git', ['check-ref-format', '--branch', name], { cwd: '/' }).status === 0;
}

describe('the name of a branch', () => {
  it.each(['main', 'bot/issue-7-0123abcd', 'a', 'feature/ä', 'a#b+c,d@e_f', 'head', 'a.b', 'lock', 'a@'])(
    'may be %j',
    (name) => {
      expect(parseBranchName(name)).toBe(name);
      expect(gitTakes(name)).toBe(true);
    },
  );

  it.each([
    '',
    '-x',
    '--upload-pack=x',
    'a b',
    'a\nb',
    'a\0b',
    'a..b',
    '..',
    '.a',
    'a/.b',
    'a.',
    'a.lock',
    'a.lock/b',
    '/a',
    'a/',
    'a//b',
    'a~1',
    'a^',
    'a:b',
    'a?',
    'a*',
    'a[b',
    'a\\b',
    'a@{0}',
    '@',
    'HEAD',
    '\ud800',
    '\u009b31m',
    '0'.repeat(40),
    'f'.repeat(64),
    'x'.repeat(251),
    'ä'.repeat(126),
  ])('I11 cannot be %j', (name) => {
    expect(() => parseBranchName(name)).toThrow(MalformedBranchName);
    expect(isBranchName(name)).toBe(false);
  });

  it('is one that git takes, and refused where git refuses it', () => {
    const piece = fc.constantFrom(
      'a',
      'B',
      '0',
      '/',
      '.',
      '..',
      '.lock',
      '@',
      '@{',
      '-',
      '~',
      '^',
      ':',
      ' ',
      '*',
      'ä',
      '\\',
      '[',
    );
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 6 }), (pieces) => {
        const name = pieces.join('');
        // Git reads it as HEAD inside of a repository only.
        fc.pre(name !== '@');
        expect(isBranchName(name)).toBe(gitTakes(name));
      }),
      { numRuns: 150 },
    );
  });
});

describe('a request', () => {
  const settings = settingsWith({ labelTrigger: 'go' });

  function triggerOf(
    name: string,
    payload: Payload,
    delivery: string | null = null,
    prompt?: string,
  ): Trigger {
    const event = parseEvent(name, payload, { ...settings, prompt: prompt ?? null }, delivery);
    if (event.kind !== 'asked') throw new Error(JSON.stringify(event));
    return event.trigger;
  }

  const [first = {}] = payloadsOf('issue_comment', 'created');
  const comment = withValue(first, ['comment', 'body'], '@bot implement');

  it('has one key and one branch however often it is delivered', () => {
    const trigger = triggerOf('issue_comment', comment, 'one');
    const again = triggerOf('issue_comment', withValue(comment, ['issue', 'title'], 'renamed'), 'two');
    expect(requestKey(trigger)).toMatch(/^[0-9a-f]{64}$/);
    expect(requestKey(again)).toBe(requestKey(trigger));
    expect(branchNameFor(again, 'bot/')).toBe(branchNameFor(trigger, 'bot/'));
    expect(branchNameFor(trigger, 'bot/')).toBe(`bot/issue-1-${requestKey(trigger).slice(0, 8)}`);
  });

  it('differs from another comment, another text, another repository', () => {
    const keys = [
      comment,
      withValue(comment, ['comment', 'id'], 5),
      withValue(comment, ['comment', 'body'], '@bot implement it'),
      withValue(comment, ['repository', 'id'], 5),
    ].map((payload) => requestKey(triggerOf('issue_comment', payload)));
    keys.push(requestKey(triggerOf('issue_comment', comment, null, 'a prompt')));
    expect(new Set(keys).size).toBe(5);
  });

  it('of one issue is one, whether its body or its label asked', () => {
    const [payload = {}] = payloadsOf('issues', 'labeled');
    const labeled = withValue(
      withValue(payload, ['issue', 'body'], '@bot implement'),
      ['label', 'name'],
      'go',
    );
    expect(requestKey(triggerOf('issues', labeled))).toBe(
      requestKey(triggerOf('issues', { ...labeled, action: 'opened' })),
    );
  });

  it('by a prompt is told apart by what it is about, and without that by its delivery', () => {
    const [dispatch = {}] = payloadsOf('workflow_dispatch');
    const [issue = {}] = payloadsOf('issues', 'opened');
    const [pull = {}] = payloadsOf('pull_request', 'opened');
    const triggers = [
      triggerOf('workflow_dispatch', dispatch, 'one', 'a'),
      triggerOf('workflow_dispatch', dispatch, 'two', 'a'),
      triggerOf('workflow_dispatch', dispatch, 'one', 'b'),
      triggerOf('issues', issue, 'one', 'a'),
      triggerOf('issues', issue, 'one', 'b'),
      triggerOf('pull_request', pull, 'one', 'a'),
      triggerOf('pull_request', withValue(pull, ['pull_request', 'head', 'sha'], 'a'.repeat(40)), 'one', 'a'),
    ];
    expect(new Set(triggers.map(requestKey)).size).toBe(7);
    expect(requestKey(triggerOf('issues', issue, 'two', 'a'))).toBe(
      requestKey(triggerOf('issues', issue, 'one', 'a')),
    );
    expect(triggers.map((trigger) => branchNameFor(trigger, '').replace(/-[0-9a-f]{8}$/, ''))).toEqual([
      'request',
      'request',
      'request',
      'issue-1',
      'issue-1',
      'pull-request-2',
      'pull-request-2',
    ]);
  });

  it('has no branch under a prefix that no branch can begin with', () => {
    for (const prefix of ['-', '/', 'a b/', '../', 'a//', '.x/', 'x'.repeat(250)])
      expect(() => branchNameFor(triggerOf('issue_comment', comment), prefix)).toThrow(MalformedBranchName);
  });
});
