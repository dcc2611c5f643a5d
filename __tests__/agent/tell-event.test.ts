import { expect, test } from 'vitest';
import type { AgentEvent } from '../../src/agent/agent.ts';
import { tellEvent } from '../../src/agent/tell-event.ts';

test('what an agent does is told in words, and what it merely printed apart from that', () => {
  const events: AgentEvent[] = [
    { kind: 'say', text: 'I begin.' },
    { kind: 'read', path: 'a.txt' },
    { kind: 'edit', path: 'b.txt' },
    { kind: 'execute', command: 'npm test' },
    { kind: 'denied', act: 'reach example.com:443' },
    {
      kind: 'plan',
      steps: [
        { text: 'Greet', done: true },
        { text: 'Leave', done: false },
      ],
    },
    { kind: 'output', stream: 'stderr', text: 'anything' },
    { kind: 'session', id: 's-1' },
    { kind: 'version', version: '1.2.3' },
    { kind: 'usage', turns: 1, tokens: 2, dollars: 3 },
  ];
  const did: string[] = [];
  const saw: string[] = [];
  for (const event of events)
    tellEvent(event, { did: (line) => void did.push(line), saw: (line) => void saw.push(line) });
  expect(saw).toEqual(['anything']);
  expect(did).toHaveLength(6);
  const said = ['I begin.', 'a.txt', 'b.txt', 'npm test', 'reach example.com:443', 'Greet (done); Leave'];
  for (const [index, text] of said.entries()) expect(did[index]).toContain(text);
});
