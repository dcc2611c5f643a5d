import { expect, test } from 'vitest';
import { highestProcess } from '../../src/sandbox/highest-process.ts';

test('numbers no processes where that would be for the whole machine', () => {
  for (const kernel of ['5.15.0-91-generic', '6.8.0-1021-azure', '6.13.12', '4.19'])
    expect(highestProcess(100, kernel)).toBe(null);
  for (const kernel of ['6.14.0', '6.17.0-1004-azure', '7.0.1', '10.2'])
    expect(highestProcess(100, kernel)).toBe(400);
  expect(highestProcess(undefined, '7.0.1')).toBe(null);
});
