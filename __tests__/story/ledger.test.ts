import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openForge, type OpenForge } from '../../forge/open-forge.ts';
import { walk } from '../../src/ledger/chain.ts';
import { git } from '../doubles/git.ts';
import { runForReport } from '../doubles/run-command.ts';
import { openScratch } from '../doubles/scratch.ts';
import { openStage } from '../doubles/stage.ts';
import { ask, HELLO, stateIn } from './expectations.ts';

let forge: OpenForge;
beforeAll(async () => {
  forge = await openForge();
});
afterAll(() => forge[Symbol.asyncDispose]());

test('the record of a run tells every write and its answer, and holds against the commit offline', async () => {
  await using scratch = await openScratch();
  const stage = await openStage(forge);
  const issue = await ask(stage, HELLO);
  const before = new Set((await stage.requests()).map(({ id }) => id));
  const { report } = await stage.act('issue_comment', { ...stateIn(scratch), labels: 'bot' });
  expect(report.conclusion).toBe('committed');
  const file = report.ledger?.file ?? '';
  const text = readFileSync(file, 'utf8');
  const walked = walk(text);
  const entries = walked.kind === 'holds' ? walked.entries : [];
  expect(`sha256:${entries.at(-2)?.hash}`).not.toBe(report.ledger?.head);
  expect(entries.some(({ hash }) => `sha256:${hash}` === report.ledger?.head)).toBe(true);
  expect((await stage.answers(issue))[0]?.body).toContain(report.ledger?.head);

  // Every write that the host saw, but for the push, which is the intent of a participant.
  const seen = (await stage.requests()).filter(
    ({ id, isWrite, kind }) => !before.has(id) && isWrite && kind === 'api',
  );
  const written = entries.filter(({ kind }) => kind === 'write');
  expect(written).toHaveLength(seen.length);
  expect(entries.filter(({ kind }) => kind === 'answer').map(({ data }) => data)).toEqual(
    seen.map(({ status }) => expect.objectContaining({ status }) as unknown),
  );
  const kinds = entries.map(({ kind }) => kind).filter((kind) => kind !== 'write' && kind !== 'answer');
  expect(kinds).toEqual([
    'request',
    'agent',
    'change-set',
    'verdicts',
    'plan',
    'intent',
    'intent',
    'participants',
    'conclusion',
  ]);
  expect(text).not.toContain(stage.token);
  expect(text).not.toContain('hello\\n');

  const clone = scratch.join('clone');
  await git(scratch.path, ['clone', '--quiet', '--branch', report.branch ?? '', stage.gitDir, clone]);
  const verify = (ledger: string) =>
    runForReport('verify', ['HEAD', '--repo', clone, '--ledger', ledger], {
      cwd: scratch.path,
      state: scratch.join('other'),
    });
  expect((await verify(file)).exitCode).toBe(0);
  const alone = await runForReport('verify', ['--ledger', file], {
    cwd: scratch.path,
    state: scratch.join('other'),
  });
  expect(alone.exitCode).toBe(0);

  writeFileSync(scratch.join('forged.jsonl'), text.replace('"status":201', '"status":200'));
  expect(await verify(scratch.join('forged.jsonl'))).toMatchObject({
    exitCode: 3,
    report: { code: 'ELEDGER' },
  });
  const half = text.split('\n').slice(0, 2).join('\n');
  writeFileSync(scratch.join('half.jsonl'), `${half}\n`);
  expect(await verify(scratch.join('half.jsonl'))).toMatchObject({
    exitCode: 3,
    report: { code: 'ELEDGER' },
  });
  expect((await verify(scratch.join('nothing.jsonl'))).exitCode).toBe(2);
});
