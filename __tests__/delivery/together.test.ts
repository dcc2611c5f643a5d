import { expect, test } from 'vitest';
import type { Participant } from '../../src/commit/participant.ts';
import { planTogether } from '../../src/delivery/together.ts';

const nothing = async (): Promise<void> => {};
const of = (name: string, undoable = true): Participant => ({
  name,
  undoable,
  intent: { kind: name },
  prepare: nothing,
  commit: nothing,
  rollback: nothing,
});

test('D10 every branch stands before the first pull request, and each part is named by its repository', () => {
  const planned = planTogether([
    { repository: 'z/z', participants: [of('branch'), of('pull request')] },
    { repository: 'a/a', participants: [of('branch'), of('pull request')] },
  ]);
  expect(planned.map(({ name, intent }) => [name, intent])).toEqual([
    ['z/z: branch', { kind: 'branch', repository: 'z/z' }],
    ['a/a: branch', { kind: 'branch', repository: 'a/a' }],
    ['z/z: pull request', { kind: 'pull request', repository: 'z/z' }],
    ['a/a: pull request', { kind: 'pull request', repository: 'a/a' }],
  ]);
});

test('D05 what cannot be undone comes last, wherever its repository stands', () => {
  const planned = planTogether([
    { repository: 'a', participants: [of('sent', false)] },
    { repository: 'b', participants: [of('one'), of('two')] },
  ]);
  expect(planned.map(({ name }) => name)).toEqual(['b: one', 'b: two', 'a: sent']);
});

test('the participants of one repository alone are as they were', () => {
  const alone = [of('branch'), of('pull request')];
  expect(planTogether([{ repository: null, participants: alone }])).toEqual(alone);
});
