import { describe, expect, it } from 'vitest';
import { MalformedAgent, parseAgent, parseModel } from '../../src/configuration/agent.ts';

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

describe('a model from inputs', () => {
  it.each(['claude-sonnet-4-5', 'openai/gpt-5', '@cf/meta/llama', 'modèle:7b'])('may be %j', (name) => {
    expect(parseModel(name)).toBe(name);
  });

  it.each(['', ' ', '-m', '--model=x', 'a b', 'a\nb', 'a\0', 'x'.repeat(201)])('cannot be %j', (name) => {
    expect(() => parseModel(name)).toThrow(MalformedAgent);
  });
});
