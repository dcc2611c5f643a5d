import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concerns } from '../../src/trigger/concerns.ts';
import { parseEvent } from '../../src/trigger/event.ts';
import type { TriggerSettings } from '../../src/trigger/settings.ts';
import type { Trigger } from '../../src/trigger/trigger.ts';
import { payloadsOf, recorded, settingsWith, valueAt, withValue, type Payload } from './payloads.ts';

function triggerOf(name: string, payload: unknown, settings: Partial<TriggerSettings> = {}): Trigger {
  const event = parseEvent(name, payload, settingsWith(settings), 'delivery-1');
  if (event.kind !== 'asked') throw new Error(JSON.stringify(event));
  return event.trigger;
}

function kindOf(name: string, payload: unknown, settings: Partial<TriggerSettings> = {}): string {
  return parseEvent(name, payload, settingsWith(settings)).kind;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

const ask = '@bot implement the thing';

const texts = [
  { name: 'issue_comment', action: 'created', holder: 'comment', kind: 'issue-comment' },
  { name: 'issues', action: 'opened', holder: 'issue', kind: 'issue-body' },
  { name: 'pull_request_review', action: 'submitted', holder: 'review', kind: 'review' },
  { name: 'pull_request_review_comment', action: 'created', holder: 'comment', kind: 'review-comment' },
] as const;

const asking = texts.flatMap(({ name, action, holder, kind }) =>
  payloadsOf(name, action).map((payload) => ({
    name,
    holder,
    kind,
    payload: withValue(payload, [holder, 'body'], ask),
  })),
);

describe('a text that asks', () => {
  it.each(asking)('is pinned: $name', ({ name, holder, kind, payload }) => {
    const trigger = triggerOf(name, payload);
    expect(trigger).toMatchObject({
      event: { name },
      deliveryId: 'delivery-1',
      origin: 'mention',
      command: { kind: 'implement', text: 'the thing' },
      repository: {
        id: valueAt(payload, ['repository', 'id']),
        owner: valueAt(payload, ['repository', 'owner', 'login']),
        name: valueAt(payload, ['repository', 'name']),
        defaultBranch: valueAt(payload, ['repository', 'default_branch']),
        htmlUrl: valueAt(payload, ['repository', 'html_url']),
        cloneUrl: valueAt(payload, ['repository', 'clone_url']),
      },
      comment: {
        kind,
        id: valueAt(payload, [holder, 'id']),
        body: ask,
        bodySha256: sha256(ask),
        htmlUrl: valueAt(payload, [holder, 'html_url']),
      },
      actor: { id: valueAt(payload, [holder, 'user', 'id']), type: 'User' },
      sender: { id: valueAt(payload, ['sender', 'id']) },
    });
    const subject = name.startsWith('issue') ? 'issue' : 'pull_request';
    expect(trigger.target?.number).toBe(valueAt(payload, [subject, 'number']));
  });

  it.each(asking)('never asks once it was edited, deleted or dismissed: $name', ({ name, payload }) => {
    for (const action of ['edited', 'deleted', 'dismissed', 'reopened', 'closed'])
      expect(kindOf(name, { ...payload, action })).toBe('ignored');
  });

  it.each(asking)('is ignored where the bot wrote or sent it: $name', ({ name, holder, payload }) => {
    const writer = valueAt(payload, [holder, 'user', 'id']);
    const other = withValue(payload, ['sender', 'id'], 987_654_321);
    expect(kindOf(name, other, { self: Number(writer) })).toBe('ignored');
    expect(kindOf(name, other, { self: 987_654_321 })).toBe('ignored');
    expect(kindOf(name, other, { self: 5 })).toBe('asked');
  });

  it.each(asking)('without the mention is ignored: $name', ({ name, holder, payload }) => {
    for (const body of ['thanks', '', null, `> ${ask}`])
      expect(kindOf(name, withValue(payload, [holder, 'body'], body))).toBe('ignored');
  });

  it('I3 pins another hash once a single byte differs', () => {
    const [payload = {}] = payloadsOf('issue_comment', 'created');
    const hashes = [ask, `${ask} `, `${ask}\r\n`].map(
      (body) => triggerOf('issue_comment', withValue(payload, ['comment', 'body'], body)).comment?.bodySha256,
    );
    expect(new Set(hashes).size).toBe(3);
  });

  it('in the conversation of a pull request is about that pull request', () => {
    const [payload = {}] = payloadsOf('issue_comment', 'created');
    const asked = withValue(payload, ['comment', 'body'], '@bot fix the typo');
    expect(triggerOf('issue_comment', asked)).toMatchObject({
      target: { kind: 'issue' },
      command: { kind: 'implement', text: 'fix the typo' },
    });
    expect(triggerOf('issue_comment', withValue(asked, ['issue', 'pull_request'], {}))).toMatchObject({
      target: { kind: 'pull-request', head: null, base: null },
      command: { kind: 'revise', text: 'the typo' },
    });
  });

  it('in a review tells head and base as they were', () => {
    for (const payload of payloadsOf('pull_request_review_comment', 'created')) {
      const trigger = triggerOf(
        'pull_request_review_comment',
        withValue(withValue(payload, ['comment', 'body'], ask), ['comment', 'start_line'], 3),
      );
      expect(trigger.target).toMatchObject({
        head: {
          oid: valueAt(payload, ['pull_request', 'head', 'sha']),
          branch: valueAt(payload, ['pull_request', 'head', 'ref']),
          repositoryId: valueAt(payload, ['pull_request', 'head', 'repo', 'id']),
        },
        base: { oid: valueAt(payload, ['pull_request', 'base', 'sha']) },
      });
      expect(trigger.comment).toMatchObject({
        place: {
          path: valueAt(payload, ['comment', 'path']),
          startLine: 3,
          line: valueAt(payload, ['comment', 'line']) ?? null,
          side: 'RIGHT',
          diffHunk: valueAt(payload, ['comment', 'diff_hunk']),
          commitId: valueAt(payload, ['comment', 'commit_id']),
        },
      });
    }
  });

  it('with a malformed command is still somebody who asks', () => {
    const [payload = {}] = payloadsOf('issue_comment', 'created');
    const trigger = triggerOf('issue_comment', withValue(payload, ['comment', 'body'], '@bot apply this'));
    expect(trigger.command.kind).toBe('malformed');
  });

  it('knows the installation where there is one', () => {
    const ids = payloadsOf('issue_comment', 'created').map(
      (payload) => triggerOf('issue_comment', withValue(payload, ['comment', 'body'], ask)).installationId,
    );
    expect(ids).toContain(null);
    expect(ids.some((id) => typeof id === 'number')).toBe(true);
  });
});

describe('a label or an assignee that asks', () => {
  it.each([
    { action: 'labeled', setting: 'labelTrigger', path: ['label', 'name'] },
    { action: 'assigned', setting: 'assigneeTrigger', path: ['assignee', 'login'] },
  ] as const)('takes title and body as the request: $action', ({ action, setting, path }) => {
    for (const recordedPayload of payloadsOf('issues', action)) {
      const payload = withValue(withValue(recordedPayload, [...path], 'Go'), ['issue', 'body'], 'the body');
      const sent = withValue(payload, ['sender', 'id'], 4242);
      const trigger = triggerOf('issues', sent, { [setting]: 'gO' });
      expect(trigger).toMatchObject({
        comment: { kind: 'issue-body', bodySha256: sha256('the body') },
        command: { kind: 'implement', text: `${String(valueAt(payload, ['issue', 'title']))}\n\nthe body` },
        actor: { id: 4242 },
        sender: { id: 4242 },
      });
      expect(kindOf('issues', sent, { [setting]: 'other' })).toBe('ignored');
      expect(kindOf('issues', sent, { [setting]: '' })).toBe('ignored');
      expect(kindOf('issues', sent)).toBe('ignored');
      expect(kindOf('issues', { ...sent, action: `un${action}` }, { [setting]: 'Go' })).toBe('ignored');
      expect(kindOf('issues', sent, { [setting]: 'Go', self: 4242 })).toBe('ignored');
    }
  });

  it('takes an assignee with or without the at sign', () => {
    const [payload = {}] = payloadsOf('issues', 'assigned');
    expect(kindOf('issues', payload, { assigneeTrigger: '@Codertocat' })).toBe('asked');
  });
});

describe('a prompt', () => {
  it('makes every recorded event ask that tells its repository and sender', () => {
    const told = recorded.filter(([, payload]) => 'repository' in payload && 'sender' in payload);
    for (const [name, payload] of told.filter(([name]) => name !== 'workflow_run'))
      expect(triggerOf(name, payload, { prompt: ' tidy up \n' })).toMatchObject({
        origin: 'prompt',
        command: { kind: 'implement', text: 'tidy up' },
      });
    const untold = recorded.filter((event) => !told.includes(event));
    expect(untold.length).toBeGreaterThan(1);
    for (const [name, payload] of untold) expect(kindOf(name, payload, { prompt: 'x' })).toBe('malformed');
  });

  it('is about the issue or pull request of the event, if any', () => {
    for (const payload of payloadsOf('workflow_dispatch'))
      expect(triggerOf('workflow_dispatch', payload, { prompt: 'x' })).toMatchObject({
        target: null,
        comment: null,
      });
    for (const payload of payloadsOf('pull_request', 'opened'))
      expect(triggerOf('pull_request', payload, { prompt: 'x' })).toMatchObject({
        target: { kind: 'pull-request', number: valueAt(payload, ['number']) },
        comment: null,
      });
    for (const payload of payloadsOf('issues', 'opened'))
      expect(triggerOf('issues', payload, { prompt: 'x' })).toMatchObject({
        target: { kind: 'issue', number: valueAt(payload, ['issue', 'number']) },
        comment: null,
      });
  });

  it('pins a new comment, and needs its writer as well as its sender', () => {
    for (const payload of payloadsOf('issue_comment', 'created'))
      expect(
        triggerOf('issue_comment', withValue(payload, ['sender', 'id'], 77), { prompt: 'x' }),
      ).toMatchObject({
        comment: { kind: 'issue-comment', id: valueAt(payload, ['comment', 'id']) },
        actor: { id: valueAt(payload, ['comment', 'user', 'id']) },
        sender: { id: 77 },
      });
  });

  it('I4 asks for the actor of a workflow run as well as for its sender', () => {
    const [payload = {}] = payloadsOf('workflow_run');
    const run = withValue(payload, ['workflow_run', 'actor'], { id: 666, login: 'stranger', type: 'User' });
    expect(triggerOf('workflow_run', run, { prompt: 'x' })).toMatchObject({
      actor: { id: 666 },
      sender: { id: valueAt(payload, ['sender', 'id']) },
    });
    const unnamed = withValue(payload, ['workflow_run', 'actor'], undefined);
    expect(kindOf('workflow_run', unnamed, { prompt: 'x' })).toBe('malformed');
  });

  it('of white space is none', () => {
    const [payload = {}] = payloadsOf('workflow_dispatch');
    expect(kindOf('workflow_dispatch', payload, { prompt: ' \n' })).toBe('ignored');
  });
});

describe('a broken event', () => {
  const [payload = {}] = payloadsOf('issue_comment', 'created');
  const comment = withValue(payload, ['comment', 'body'], ask);

  it.each<[string, readonly string[], unknown]>([
    ['no issue', ['issue'], undefined],
    ['no comment', ['comment'], undefined],
    ['no action', ['action'], undefined],
    ['no repository', ['repository'], null],
    ['no sender', ['sender'], undefined],
    ['no writer', ['comment', 'user'], null],
    ['a body that is no text', ['comment', 'body'], 7],
    ['an id that is no number', ['comment', 'id'], '1'],
    ['a time that is none', ['comment', 'created_at'], 'yesterday'],
    ['an address that runs a script', ['comment', 'html_url'], 'javascript:alert(1)'],
    ['an issue number of zero', ['issue', 'number'], 0],
    ['a default branch that is a flag', ['repository', 'default_branch'], '--upload-pack=x'],
    ['a clone address that runs a command', ['repository', 'clone_url'], 'ext::sh -c id'],
    ['a login of two lines', ['comment', 'user', 'login'], 'a\nCo-authored-by: b'],
  ])('is malformed: %s', (_what, path, value) => {
    expect(parseEvent('issue_comment', withValue(comment, path, value), settingsWith())).toMatchObject({
      kind: 'malformed',
      code: 'EEVENT',
    });
  });

  it('is malformed where nobody is named as the writer of an issue that asks', () => {
    for (const opened of payloadsOf('issues', 'opened')) {
      const unnamed = withValue(withValue(opened, ['issue', 'body'], ask), ['issue', 'user'], null);
      expect(kindOf('issues', unnamed)).toBe('malformed');
    }
  });

  it('L01 is malformed where a name could be a path or an argument', () => {
    const owners = ['', '..', '.', 'a/b', 'a\0b', 'a'.repeat(40), '-x', 'a b', 'ä', 'a\n'];
    const names = [
      '',
      '..',
      '.',
      'a/b',
      'a..b',
      'a\0b',
      'a'.repeat(101),
      '-x',
      'x.git',
      'a\\b',
      'a b',
      'a\n',
    ];
    for (const owner of owners)
      expect(kindOf('issue_comment', withValue(comment, ['repository', 'owner', 'login'], owner))).toBe(
        'malformed',
      );
    for (const name of names)
      expect(kindOf('issue_comment', withValue(comment, ['repository', 'name'], name))).toBe('malformed');
    for (const name of ['.github', 'a.b', '_x', 'A-1', 'a'.repeat(100)])
      expect(kindOf('issue_comment', withValue(comment, ['repository', 'name'], name))).toBe('asked');
  });

  it('L01 is malformed where its delivery id or name could be a path', () => {
    for (const id of ['', '..', '../x', 'a/b', 'a\0', 'x'.repeat(129), '-x'])
      expect(parseEvent('issue_comment', comment, settingsWith(), id).kind).toBe('malformed');
    for (const name of ['', '../x', 'A', 'x'.repeat(65)])
      expect(parseEvent(name, comment, settingsWith({ prompt: 'x' })).kind).toBe('malformed');
  });

  it.each([null, undefined, 'text', 1, true, []])('is malformed without an object: %j', (value) => {
    for (const { name } of texts) expect(kindOf(name, value)).toBe('malformed');
    expect(kindOf('push', value, { prompt: 'x' })).toBe('malformed');
    expect(kindOf('push', value)).toBe('ignored');
  });
});

describe('the cheap first look', () => {
  const settings = fc.record({
    mentions: fc.constantFrom(['@bot'], [], ['@bot', '@Codertocat'], ['']),
    labelTrigger: fc.constantFrom(null, 'bug', ''),
    assigneeTrigger: fc.constantFrom(null, 'Codertocat'),
    prompt: fc.constantFrom(null, null, null, '', 'do it'),
    self: fc.constantFrom(null, 21_031_067, 1),
  });
  const json = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom<unknown>(null, undefined, '', ask, 0, -1, 1e300, {}, [], 'x'.repeat(100_000)),
  );
  const keys = [
    'action',
    'issue',
    'comment',
    'review',
    'pull_request',
    'repository',
    'sender',
    'user',
    'body',
  ];
  const paths = fc.array(fc.oneof(fc.constantFrom(...keys), fc.string()), { minLength: 1, maxLength: 3 });

  /** A recorded event in which some values are anything, or anything at all. */
  const events = fc.oneof(
    fc.tuple(fc.oneof(fc.string(), fc.constantFrom(...texts.map(({ name }) => name))), json),
    fc
      .tuple(
        fc.constantFrom(...recorded, ...asking.map(({ name, payload }) => [name, payload] as const)),
        fc.array(fc.tuple(paths, json), { maxLength: 3 }),
      )
      .map(([[name, payload], changes]): [string, unknown] => [
        name,
        changes.reduce<Payload>((changed, [path, value]) => withValue(changed, path, value), payload),
      ]),
  );

  it('never says no to an event that is then not ignored, and neither look ever throws', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(events, settings, ([name, payload], using) => {
        const { kind } = parseEvent(name, payload, using);
        const concerned = concerns(name, payload, using);
        seen.add(`${kind} ${concerned}`);
        expect([kind !== 'ignored', concerned]).not.toEqual([true, false]);
      }),
      { numRuns: 1_000 },
    );
    expect(seen).toEqual(new Set(['ignored false', 'malformed true', 'asked true']));
  });

  it('says no to every recorded event that mentions nobody', () => {
    for (const [name, payload] of recorded) expect(concerns(name, payload, settingsWith())).toBe(false);
  });
});
