import { expect, test } from 'vitest';
import { ledgerProgress } from '../../src/report/record-ledger.ts';
import { reportOf } from './subject.ts';

test('of a check that failed the ledger has how it ended, and nothing that it printed', () => {
  const entries: unknown[] = [];
  const progress = ledgerProgress({ add: (kind, data) => entries.push([kind, data]) });
  const row = { command: 'npm test', exitCode: 1, durationMs: 5 };
  progress.noted(reportOf({ verification: [{ ...row, output: 'whatever' }] }));
  expect(entries).toEqual([['verification', [row]]]);
});
