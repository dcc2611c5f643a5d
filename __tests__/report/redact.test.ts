import { expect, test } from 'vitest';
import { redact, redactText } from '../../src/report/redact.ts';
import { reportOf } from './subject.ts';

const KEY = 'k-0123456789abcdef';

test('a long secret is taken out of every text of a report, wherever it stands', () => {
  const report = reportOf({ reason: `It said ${KEY}${KEY}.`, warnings: ['fine', KEY] });
  const shown = JSON.stringify(redact(report, [KEY]));
  expect(shown).not.toContain(KEY);
  expect(shown).toContain('It said ***.');
});

test.each(['', 'a', 'abcdefg'])('a secret as short as %j shreds no text', (secret) => {
  expect(redactText(`a letter ${KEY} abcdefg`, [secret, KEY])).toBe('a letter *** abcdefg');
});
