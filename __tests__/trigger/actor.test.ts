import { describe, expect, it } from 'vitest';
import { judgeActor, type ActorQuestion } from '../../src/trigger/actor.ts';
import { MalformedAllowList, parseAllowList } from '../../src/trigger/allow-list.ts';
import { parsePermission, type Permission } from '../../src/trigger/permission.ts';
import type { Account } from '../../src/trigger/trigger.ts';

const maintainer: Account = { id: 1, login: 'maintainer', type: 'User' };
const stranger: Account = { id: 2, login: 'stranger', type: 'User' };
const renovate: Account = { id: 29_139_614, login: 'renovate[bot]', type: 'Bot' };

function judge(question: Partial<ActorQuestion>): string {
  return judgeActor({
    actor: maintainer,
    sender: maintainer,
    permissions: { actor: 'write', sender: 'write' },
    allowedBots: [],
    allowedUsers: [],
    self: 99,
    ...question,
  }).kind;
}

function judgeOne(account: Account, permission: Permission, question: Partial<ActorQuestion> = {}): string {
  return judge({
    actor: account,
    sender: account,
    permissions: { actor: permission, sender: permission },
    ...question,
  });
}

describe('who may ask', () => {
  it.each([
    ['admin', 'may-ask'],
    ['maintain', 'may-ask'],
    ['write', 'may-ask'],
    ['triage', 'silent'],
    ['read', 'silent'],
    ['none', 'silent'],
  ] as const)('a person with %s: %s', (permission, verdict) => {
    expect(judgeOne(stranger, permission)).toBe(verdict);
  });

  it('both the writer and the sender must be allowed', () => {
    const strange = { actor: 'none', sender: 'write' } as const;
    expect(judge({ actor: stranger, permissions: strange })).toBe('silent');
    expect(judge({ sender: stranger, permissions: { actor: 'write', sender: 'read' } })).toBe('silent');
    expect(judge({ actor: stranger, permissions: strange, allowedUsers: [stranger.id] })).toBe('may-ask');
  });

  it('I1 a bot that anybody made is refused, whatever the permission API says of it', () => {
    const evil: Account = { id: 666, login: 'evil-app[bot]', type: 'Bot' };
    expect(judgeOne(evil, 'admin')).toBe('silent');
    expect(judgeOne(evil, 'admin', { allowedBots: [renovate.id] })).toBe('silent');
    expect(judgeOne({ ...evil, login: 'renovate[bot]' }, 'admin', { allowedBots: [renovate.id] })).toBe(
      'silent',
    );
  });

  it('I2 a person named like an allowed bot is a person', () => {
    const namesake: Account = { id: 3, login: 'renovate', type: 'User' };
    expect(judgeOne(namesake, 'none', { allowedBots: [renovate.id] })).toBe('silent');
    expect(judgeOne({ ...renovate, type: 'User' }, 'none', { allowedBots: [renovate.id] })).toBe('silent');
  });

  it('an allowed bot may ask, for itself only', () => {
    expect(judgeOne(renovate, 'none', { allowedBots: [renovate.id] })).toBe('may-ask');
    expect(judgeOne(renovate, 'none', { allowedUsers: [renovate.id] })).toBe('silent');
    expect(
      judge({
        actor: stranger,
        sender: renovate,
        permissions: { actor: 'none', sender: 'none' },
        allowedBots: [renovate.id],
      }),
    ).toBe('silent');
  });

  it('the bot never listens to itself, not even when somebody allowed it', () => {
    const self = { self: renovate.id, allowedBots: [renovate.id], allowedUsers: [renovate.id] };
    expect(judgeOne(renovate, 'admin', self)).toBe('silent');
    expect(judge({ actor: renovate, ...self })).toBe('silent');
    expect(judge({ sender: renovate, ...self })).toBe('silent');
  });

  it.each(['Organization', 'Mannequin', 'user', ''])('an account of type %j may not', (type) => {
    expect(judgeOne({ ...maintainer, type }, 'admin', { allowedUsers: [1], allowedBots: [1] })).toBe(
      'silent',
    );
  });
});

describe('the answer of the permission API', () => {
  it.each([
    [{ permission: 'admin', role_name: 'admin', user: { id: 1 } }, 'admin'],
    [{ permission: 'write', role_name: 'maintain', user: { id: 1 } }, 'maintain'],
    [{ permission: 'read', role_name: 'triage', user: { id: 1 } }, 'triage'],
    [{ permission: 'write', role_name: 'Release team', user: { id: 1 } }, 'write'],
    [{ permission: 'read', role_name: 'writer', user: { id: 1 } }, 'read'],
    [{ permission: 'write', user: { id: 1 } }, 'write'],
    [{ permission: 'none', role_name: null, user: { id: 1 } }, 'none'],
    [{ permission: 'push', user: { id: 1 } }, 'none'],
    [{ permission: 'admin', user: { id: 2 } }, 'none'],
    [{ permission: 'admin', user: null }, 'none'],
    [{ permission: 'admin' }, 'none'],
    [{}, 'none'],
    [null, 'none'],
    ['admin', 'none'],
  ])('%j is %s', (answer, permission) => {
    expect(parsePermission(answer, maintainer)).toBe(permission);
  });
});

describe('an allow list', () => {
  it('takes logins and numeric ids', () => {
    expect(parseAllowList(['renovate[bot]', ' 29139614', '@octo-cat'])).toEqual({
      ids: [29_139_614],
      logins: ['renovate[bot]', 'octo-cat'],
    });
  });

  it.each(['*', '', ' ', 'a b', '0', '-1', '1.5', '9'.repeat(16), 'a*', '[bot]', '-x', 'a/../b'])(
    'refuses %j',
    (entry) => {
      expect(() => parseAllowList([entry])).toThrow(MalformedAllowList);
    },
  );
});
