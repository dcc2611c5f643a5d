import { expect, test } from 'vitest';
import { openMeter } from '../../src/agent/meter.ts';

const limits = { wallMs: 1, outputBytes: 1, turns: 3, tokens: 100, dollars: 2 };
const usage = { kind: 'usage', turns: null, tokens: null, dollars: null } as const;

test('a limit holds for what is over it, not for what is on it', () => {
  const meter = openMeter(limits);
  meter.see({ ...usage, turns: 3, tokens: 100, dollars: 2 });
  expect([meter.passed, meter.signal.aborted]).toEqual([null, false]);
});

test.each([
  ['turns', 4, 'EAGENTTURNS'],
  ['tokens', 101, 'EAGENTTOKENS'],
  ['dollars', 2.01, 'EAGENTCOST'],
] as const)(
  'more %s than allowed stop the agent, and the first limit is the one that is named',
  (what, used, code) => {
    const meter = openMeter(limits);
    meter.see({ ...usage, [what]: used });
    meter.see({ ...usage, turns: 99, tokens: 999, dollars: 99 });
    expect(meter.passed).toMatchObject({ status: 'limit', code });
    expect(meter.signal.aborted).toBe(true);
  },
);

test('what the agent does not tell, and what nobody limits, stops nothing', () => {
  const meter = openMeter({ wallMs: 1, outputBytes: 1 });
  meter.see({ ...usage, turns: 1e6, tokens: 1e9, dollars: 1e6 });
  meter.see(usage);
  expect(meter.passed).toBeNull();
  expect(meter.used).toMatchObject({ turns: 1e6, tokens: 1e9, dollars: 1e6, denials: 0 });
});

test('sessions, versions and denials are noted', () => {
  const meter = openMeter(limits);
  meter.see({ kind: 'session', id: 'one' });
  meter.see({ kind: 'session', id: 'two' });
  meter.see({ kind: 'version', version: 'tool 1.2.3' });
  meter.see({ kind: 'denied', act: 'x' });
  meter.see({ kind: 'denied', act: 'y' });
  expect(meter.used).toEqual({
    version: '1.2.3',
    sessionId: 'two',
    turns: null,
    tokens: null,
    dollars: null,
    denials: 2,
  });
});

test.each([
  '',
  '..',
  'a/b',
  '../x',
  '-x',
  '--config=evil',
  'a b',
  'a..b',
  'a\0',
  'a\nb',
  'ü',
  'x'.repeat(129),
])('L01 a conversation that an agent calls %j has no name, since it could be a path or a flag', (id) => {
  const meter = openMeter(limits);
  meter.see({ kind: 'session', id });
  expect(meter.used.sessionId).toBeNull();
  meter.see({ kind: 'session', id: '019a-7f.b:c_d' });
  meter.see({ kind: 'session', id });
  expect(meter.used.sessionId).toBe('019a-7f.b:c_d');
});
