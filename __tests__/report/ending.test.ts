import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { TargetRefusal } from '../../src/commit/participant.ts';
import { endingOfError } from '../../src/report/ending.ts';
import { openRecord, tell } from '../../src/report/record.ts';
import { digest, isConclusion, reportOf, subject } from './subject.ts';

const withCode = (code: string, cause?: unknown): Error =>
  Object.assign(new Error('said', { cause }), { code });

test.each([
  ['EUSAGE', 'usage'],
  ['ECONFIG', 'usage'],
  ['ECHANGESET', 'usage'],
  ['EBASE', 'usage'],
  ['ENOSANDBOX', 'usage'],
  ['ENOSPC', 'error'],
  ['EMISMATCH', 'error'],
  ['ERECOVERY', 'rollback-failed'],
])('an error with code %s ends as %s', (code, conclusion) => {
  expect(endingOfError(withCode(code))).toMatchObject({ code, conclusion });
});

test('a refusal of the target is refused or denied, with its own code and remedy', () => {
  expect(endingOfError(new TargetRefusal('conflict', 'EMOVED', 'It moved.', 'Again.'))).toEqual({
    conclusion: 'refused',
    code: 'EMOVED',
    reason: 'It moved.',
    remedy: 'Again.',
  });
  expect(endingOfError(new TargetRefusal('denied', 'EPERMISSION', 'No.', 'Ask.'))).toMatchObject({
    conclusion: 'denied',
    code: 'EPERMISSION',
  });
});

test('the nearest stable code is found on the way to the cause', () => {
  expect(endingOfError(new Error('outer', { cause: withCode('ECONNREFUSED') }))).toMatchObject({
    code: 'ECONNREFUSED',
    conclusion: 'error',
  });
});

test.each([undefined, null, 'text', 7, new Error('plain'), new TypeError('x')])(
  'whatever is thrown ends with a code and one line: %s',
  (thrown) => {
    const ending = endingOfError(thrown);
    expect(ending).toMatchObject({ conclusion: 'error', code: 'EFAULT' });
    expect(ending.reason?.split('\n')).toHaveLength(1);
  },
);

test('a message of several lines becomes one line', () => {
  expect(endingOfError(new Error('first\nsecond\r\nthird')).reason?.split(/[\r\n]/)).toHaveLength(1);
});

const set = {
  digest,
  base: 'b',
  file: '/state/x',
  changes: [{ path: 'a', change: 'add' as const, mode: '100644' as const, after: 'c' }],
};
const progress = {
  began: () => undefined,
  did: () => undefined,
  saw: () => undefined,
  noted: () => undefined,
};

test.each([
  'refused',
  'denied',
  'error',
  'agent-failed',
  'verification-failed',
  'rolled-back',
  'rollback-failed',
  'cancelled',
])('after %s the sealed set is preserved and the report says where', (name) => {
  if (!isConclusion(name)) throw new TypeError(name);
  const record = openRecord(subject.runId, progress);
  record.note({ changeSet: set });
  const report = record.end({ conclusion: name, code: 'EX', reason: 'Why.' });
  expect(report.preserved).toMatchObject({ file: '/state/x', digest, reason: 'Why.' });
});

test.each(['committed', 'no-changes', 'answered'])('after %s nothing is preserved', (name) => {
  if (!isConclusion(name)) throw new TypeError(name);
  const record = openRecord(subject.runId, progress);
  record.note({ changeSet: set });
  expect(record.end({ conclusion: name, code: null, reason: null }).preserved).toBeNull();
});

test('a story that throws ends in a report, with the phases up to there', async () => {
  const record = openRecord(subject.runId, progress);
  const report = await tell(record, async () => {
    await record.phase('checkout', async () => undefined);
    return await record.phase('agent', () => Promise.reject(withCode('ENOSPC')));
  });
  expect(report).toMatchObject({ conclusion: 'error', code: 'ENOSPC' });
  expect(report.phases.map(({ name }) => name)).toEqual(['checkout', 'agent']);
});

test('a report of nothing has every field of the contract', () => {
  const fields = [
    'runId',
    'conclusion',
    'reason',
    'changeSet',
    'guards',
    'participants',
    'rolledBack',
    'rollbackFailed',
    'branch',
    'commit',
    'tree',
    'pullRequest',
    'preserved',
    'agent',
    'verification',
    'phases',
  ];
  expect(Object.keys(reportOf({}))).toEqual(expect.arrayContaining(fields));
  expect(Object.values(JSON.parse(JSON.stringify(reportOf({}))))).not.toContain(undefined);
});

test('the code of a fault of the system is said once', async () => {
  const fault = await readFile('/nowhere/at/all').catch((error: unknown) => error);
  const { code, reason } = endingOfError(fault);
  expect(code).toBe('ENOENT');
  expect(reason).not.toContain('ENOENT');
  expect(reason).toContain('/nowhere/at/all');
});
