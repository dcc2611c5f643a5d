import { expect, test } from 'vitest';
import { parseEvent } from '../../src/trigger/event.ts';
import { parseTrigger } from '../../src/trigger/trigger-shape.ts';
import type { Trigger } from '../../src/trigger/trigger.ts';
import { recorded, settingsWith } from './payloads.ts';

const triggers = recorded.flatMap(([name, payload]): Trigger[] => {
  const parsed = parseEvent(name, payload, settingsWith({ prompt: 'Do it' }), 'delivery');
  return parsed.kind === 'asked' ? [parsed.trigger] : [];
});

test('every request that an event makes is read again as it was written down', () => {
  expect(new Set(triggers.map(({ comment }) => comment?.kind)).size).toBeGreaterThan(3);
  for (const trigger of triggers) expect(parseTrigger(JSON.parse(JSON.stringify(trigger)))).toEqual(trigger);
});

test.each([
  ['nothing', () => null],
  [
    'a digest that is none',
    (trigger: Trigger) => ({ ...trigger, command: { kind: 'apply', digest: '../x' } }),
  ],
  ['an unknown command', (trigger: Trigger) => ({ ...trigger, command: { kind: 'merge' } })],
  [
    'a repository that no path may hold',
    (trigger: Trigger) => ({ ...trigger, repository: { ...trigger.repository, name: '../x' } }),
  ],
  [
    'a branch that git would not take',
    (trigger: Trigger) => ({ ...trigger, repository: { ...trigger.repository, defaultBranch: '-x' } }),
  ],
  [
    'an actor whose name ends a line',
    (trigger: Trigger) => ({ ...trigger, actor: { ...trigger.actor, login: 'walter\nRun: forged' } }),
  ],
  [
    'a sender of no kind of account',
    (trigger: Trigger) => ({ ...trigger, sender: { ...trigger.sender, type: 'User <x>' } }),
  ],
  ['a delivery that could be a path', (trigger: Trigger) => ({ ...trigger, deliveryId: '../x' })],
  [
    'a page of a script',
    (trigger: Trigger) => ({
      ...trigger,
      repository: { ...trigger.repository, htmlUrl: 'javascript:alert()' },
    }),
  ],
  ['an actor without an id', (trigger: Trigger) => ({ ...trigger, actor: { login: 'walter' } })],
])('%s is no request', (_, forge) => {
  const [first] = triggers;
  if (first === undefined) throw new Error('no event asks');
  expect(parseTrigger(forge(first))).toBeNull();
});
