import { describe, expect, it } from 'vitest';
import { MalformedAgent, parseAgent } from '../../src/configuration/agent.ts';

describe('an agent from inputs', () => {
  it.each([
    ['patch', '', { kind: 'patch' }],
    [' claude\n', ' ', { kind: 'preset', name: 'claude' }],
    ['', '["my-agent"]', { kind: 'command', argv: ['my-agent'] }],
    ['command', '["my-agent", "--flag", ""]', { kind: 'command', argv: ['my-agent', '--flag', ''] }],
    ['acp', '["my-agent"]', { kind: 'acp', argv: ['my-agent'] }],
  ])('may be %j with %j', (name, command, agent) => {
    expect(parseAgent(name, command)).toEqual(agent);
  });

  it.each([
    ['', ''],
    ['Claude', ''],
    ['constructor', ''],
    ['command', ''],
    ['acp', ' '],
    ['patch', '["my-agent"]'],
    ['claude', '["my-agent"]'],
    ['', 'my-agent'],
    ['', '"my-agent"'],
    ['', '[]'],
    ['', '[""]'],
    ['', '["a", 1]'],
    ['', '["a\\u0000b"]'],
    ['', '["a", "b\\u0000"]'],
    ['', '{"0": "a"}'],
    ['', 'null'],
  ])('cannot be %j with %j', (name, command) => {
    expect(() => parseAgent(name, command)).toThrow(MalformedAgent);
  });
});
