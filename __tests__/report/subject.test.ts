import { expect, test } from 'vitest';
import { firstWords, renderChanged } from '../../src/report/subject.ts';

test.each([
  ['Say 2\n\nBecause.', 'Say 2'],
  ['\r\n  Say 2\r\n', 'Say 2'],
  ['```diff\n--- a/x\n+++ b/x\n```\n', ''],
  ['```diff\n-1\n```\nSay 2', 'Say 2'],
  ['~~~~\n~~~\n```\nno\n~~~~~\nSay 2', 'Say 2'],
  ['````\n```\nno\n````\n', ''],
  ['```diff\nwithout an end', ''],
  ['```\n``` no end\n```\nSay 2', 'Say 2'],
  ['```x``` is code', '```x``` is code'],
  ['', ''],
])('of %j the first words are %j', (request, words) => {
  expect(firstWords(request)).toBe(words);
});

const add = { change: 'add', path: 'a.ts' } as const;
const modify = { change: 'modify', path: 'b.ts' } as const;
const remove = { change: 'delete', path: 'c.ts' } as const;

test.each([
  [[], ''],
  [[add], 'Add a.ts'],
  [[remove], 'Delete c.ts'],
  [[modify, modify], 'Change b.ts and b.ts'],
  [[add, add], 'Add a.ts and a.ts'],
  [[add, modify, remove], 'Change a.ts and 2 more files'],
])('changes alone are called what they do: %j', (changes, subject) => {
  expect(renderChanged(changes)).toBe(subject);
});
