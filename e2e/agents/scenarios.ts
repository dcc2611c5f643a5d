import type { RealAgent, ToolCall } from './agents.ts';
import type { Answer, Seen } from './model.ts';

export interface Scenario {
  readonly name: string;
  /** Of the report: its conclusion, and its code behind a space. */
  readonly expected: RegExp;
  /** `git diff --name-status` of what is published. */
  readonly changed?: string;
  readonly inputs?: Readonly<Record<string, string>>;
  /** `gone`: nobody listens where the model should be. */
  readonly server?: 'gone';
  /** Agents that it is for; all where nothing is said. */
  readonly only?: readonly string[];
  answer(agent: RealAgent, seen: Seen): Answer;
}

/** The agent's working directory, as its own shell tells it. */
function directoryIn({ results }: Seen): string {
  return /(\/[^\s"'\\]*wholly-[^\s"'\\]*)/.exec(results.join('\n'))?.[1] ?? '/nowhere';
}

/** One call after the other, the first of which asks where it is. */
function inTurn(agent: RealAgent, seen: Seen, calls: (directory: string) => readonly ToolCall[]): Answer {
  if (seen.results.length === 0) return { toolCalls: [agent.shell('pwd')] };
  const next = calls(directoryIn(seen))[seen.results.length - 1];
  return next === undefined ? { content: 'Done.' } : { toolCalls: [next] };
}

const failing =
  (status: number, type: string): Scenario['answer'] =>
  () => ({
    error: { message: 'the model does not answer', type },
    status,
  });

export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'edits, adds and deletes',
    expected: /^committed$/,
    changed: 'M\tREADME.md\nA\tnew.txt\nD\told.txt',
    answer: (agent, seen) =>
      inTurn(agent, seen, (directory) => [
        ...agent.edit(directory, 'README.md', 'two', '2'),
        ...agent.write(directory, 'new.txt', 'new\n'),
        agent.shell('rm old.txt'),
      ]),
  },
  {
    name: 'changes nothing',
    expected: /^no-changes /,
    answer: () => ({ content: 'There is nothing to do.' }),
  },
  {
    name: 'writes outside, into hooks and through a link',
    expected: /^refused EGUARD$/,
    answer: (agent, seen) =>
      inTurn(agent, seen, () => [
        agent.shell('echo x > /etc/e2e-outside; echo x > ../e2e-outside; echo x > ~/.bashrc'),
        agent.shell('mkdir -p .git/hooks && echo x > .git/hooks/pre-commit'),
        agent.shell('ln -s /etc/passwd link'),
        agent.shell('echo x >> link'),
        agent.shell('env; cat /proc/*/environ'),
      ]),
  },
  {
    name: 'deletes everything',
    expected: /^committed$/,
    changed: 'D\tREADME.md\nD\told.txt',
    answer: (agent, seen) => inTurn(agent, seen, () => [agent.shell('find . -type f -delete')]),
  },
  {
    name: 'goes round in circles',
    expected: /^agent-failed EAGENTTURNS$/,
    inputs: { 'max-turns': '4' },
    only: ['claude', 'codex'],
    answer: (agent) => ({ toolCalls: [agent.shell('date')] }),
  },
  {
    name: 'runs for ever',
    // Codex lets a command run on behind its back and ends; its sandbox ends the command.
    expected: /^(?:agent-failed EAGENTTIME|no-changes ENOCHANGES)$/,
    inputs: { 'timeout-minutes': '0.2' },
    answer: (agent, seen) => inTurn(agent, seen, () => [agent.shell('setsid sleep 98765 & sleep 98765')]),
  },
  {
    name: 'a model that refuses the key',
    expected: /^agent-failed EAGENT(?:RESULT|EXIT|PROTOCOL)$/,
    inputs: { 'timeout-minutes': '1' },
    answer: failing(401, 'authentication_error'),
  },
  {
    name: 'a model that is broken',
    expected: /^agent-failed EAGENT(?:RESULT|EXIT|PROTOCOL|TIME)$/,
    inputs: { 'timeout-minutes': '0.5' },
    answer: failing(500, 'api_error'),
  },
  {
    name: 'a model that is not there',
    expected: /^agent-failed EAGENT(?:RESULT|EXIT|PROTOCOL|TIME)$/,
    inputs: { 'timeout-minutes': '0.5' },
    server: 'gone',
    answer: () => ({ content: '' }),
  },
];
