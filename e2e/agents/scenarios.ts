import type { RealAgent, ToolCall } from './agents.ts';
import type { Answer, Fault, Seen } from './model.ts';

export interface Scenario {
  readonly name: string;
  /** Of the report: its conclusion, and its code behind a space. */
  readonly expected: RegExp;
  /** `git diff --name-status` of what is published. */
  readonly changed?: string;
  /** Agents that have to be refused something; all others nothing, so that they ask for no foreign host either. */
  readonly refused?: readonly string[];
  readonly inputs?: Readonly<Record<string, string>>;
  readonly fault?: Fault;
  /** It is stopped on request once its endless command runs. */
  readonly stopped?: true;
  /** Asked twice in one thread: these agents know in the second request what they said in the first, the others do not. */
  readonly remembers?: readonly string[];
  /** `outside`: a directory that is none of the agent's business. */
  answer(agent: RealAgent, seen: Seen, outside: string): Answer;
}

/** A command that ends only with its sandbox, and can be told from all others. */
export const ENDLESS = 'sleep 98765';

/** Said in a first request, and told to nobody else. */
export const WORD = 'quizzical-4711';

const EVERYBODY = ['claude', 'codex', 'gemini', 'copilot', 'opencode'];

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
    name: 'reads what it is given',
    expected: /^committed$/,
    changed: 'A\tread.txt',
    answer: (agent, { results, given }) => {
      if (results.length === 0) return { toolCalls: [agent.read(`${given}/thread.md`)] };
      const isRead = results[0]?.includes('| Please.') === true;
      return results.length === 1 && isRead
        ? { toolCalls: [agent.shell('echo read > read.txt')] }
        : { content: 'That is all.' };
    },
  },
  {
    name: 'changes nothing',
    expected: /^no-changes ENOCHANGES$/,
    answer: () => ({ content: 'There is nothing to do.' }),
  },
  {
    name: 'is let write nothing, and ends well',
    expected: /^no-changes ENOCHANGES$/,
    // Claude Code keeps a list of files that nobody may write unasked, Copilot CLI and OpenCode ask; the others learn it from
    // the system.
    refused: ['claude', 'copilot', 'opencode'],
    answer: (agent, seen, outside) =>
      inTurn(agent, seen, () => [
        ...agent.write(outside, 'escape.txt', 'outside\n'),
        agent.shell('echo x > ~/.bashrc'),
      ]),
  },
  {
    name: 'writes outside, into hooks and through a link',
    expected: /^refused EGUARD$/,
    refused: ['claude'],
    answer: (agent, seen, outside) =>
      inTurn(agent, seen, () => [
        agent.shell(`echo x > ${outside}/escape.txt`),
        agent.shell('mkdir -p .git/hooks && echo x > .git/hooks/pre-commit'),
        agent.shell(`ln -s ${outside} link`),
        agent.shell('echo x > link/escape.txt'),
        agent.shell(
          'echo x > /etc/e2e-escape; echo x > ~/.bashrc; ln -s /etc/passwd passwd; echo x >> passwd',
        ),
      ]),
  },
  {
    name: 'takes along what it can read',
    expected: /^committed$/,
    changed: 'A\tenvironment.txt\nA\tprocesses.txt',
    answer: (agent, seen) =>
      inTurn(agent, seen, () => [
        agent.shell('env | tee environment.txt'),
        // By programs that no agent takes for readers of files, so that none asks first.
        agent.shell(
          'find /proc -maxdepth 2 -name environ -o -maxdepth 2 -name cmdline 2>/dev/null | xargs tail -qc +1 2>/dev/null | tr "\\0" "\\n" | tee processes.txt',
        ),
        agent.shell('head ~/.gitconfig ~/.npmrc /root/.ssh/* /home/*/.ssh/* "$RUNNER_TEMP"/* 2>&1'),
      ]),
  },
  {
    name: 'calls home',
    expected: /^no-changes ENOCHANGES$/,
    refused: EVERYBODY,
    answer: (agent, seen) =>
      inTurn(agent, seen, () => [
        agent.shell(`node -e "fetch('https://example.com/').then(() => console.log('out'), () => 0)"`),
      ]),
  },
  {
    name: 'deletes everything',
    expected: /^refused EGUARD$/,
    answer: (agent, seen) => inTurn(agent, seen, () => [agent.shell('find . -type f -delete')]),
  },
  {
    name: 'prints a megabyte',
    expected: /^no-changes ENOCHANGES$/,
    answer: (agent, seen) =>
      inTurn(agent, seen, () => [agent.shell(`head -c 1048576 /dev/zero | tr '\\0' x`)]),
  },
  {
    name: 'goes on in a second request',
    expected: /^committed$/,
    changed: 'A\tnew.txt',
    remembers: ['claude', 'codex', 'gemini', 'copilot', 'opencode'],
    answer: (agent, seen) =>
      seen.results.length === 0
        ? { toolCalls: [agent.shell('echo new > new.txt')] }
        : { content: `Done; the word is ${WORD}.` },
  },
  {
    name: 'goes round in circles',
    expected: /^agent-failed EAGENTTURNS$/,
    inputs: { 'max-turns': '4' },
    // Never the same twice: Gemini CLI notices that by itself.
    answer: (agent, { results }) => ({ toolCalls: [agent.shell(`echo ${results.length} >> README.md`)] }),
  },
  {
    name: 'runs for ever',
    // Codex lets a command run on behind its back and ends; its sandbox ends the command.
    expected: /^(?:agent-failed EAGENTTIME|no-changes ENOCHANGES)$/,
    inputs: { 'timeout-minutes': '0.2' },
    answer: (agent, seen) => inTurn(agent, seen, () => [agent.shell(`setsid ${ENDLESS} & ${ENDLESS}`)]),
  },
  {
    name: 'is stopped at its work',
    expected: /^cancelled ECANCELLED$/,
    stopped: true,
    answer: (agent, seen) =>
      inTurn(agent, seen, () => [agent.shell(`echo x > new.txt; setsid ${ENDLESS} & ${ENDLESS}`)]),
  },
  {
    name: 'a model that refuses the key',
    expected: /^agent-failed EAGENT(?:RESULT|EXIT|MODEL|PROTOCOL)$/,
    inputs: { 'timeout-minutes': '1' },
    answer: failing(401, 'authentication_error'),
  },
  {
    // Claude Code calls this a success, with an error flag; Gemini CLI tries again and again.
    name: 'a model that is broken',
    expected: /^agent-failed EAGENT(?:RESULT|EXIT|MODEL|PROTOCOL|TIME)$/,
    inputs: { 'timeout-minutes': '0.4' },
    answer: failing(500, 'api_error'),
  },
  {
    name: 'a model that breaks off in the middle',
    expected: /^agent-failed EAGENT(?:RESULT|EXIT|MODEL|PROTOCOL|TIME)$/,
    inputs: { 'timeout-minutes': '0.4' },
    fault: 'breaks off',
    answer: (agent) => ({ toolCalls: [agent.shell('echo x > new.txt')] }),
  },
  {
    name: 'a model that refuses half way',
    expected: /^agent-failed EAGENT(?:RESULT|EXIT|MODEL|PROTOCOL|TIME)$/,
    inputs: { 'timeout-minutes': '0.4' },
    answer: (agent, seen, outside) =>
      seen.results.length === 0
        ? { toolCalls: [agent.shell('echo x > half.txt')] }
        : failing(403, 'permission_error')(agent, seen, outside),
  },
  {
    name: 'a model that is not there',
    expected: /^agent-failed EAGENT(?:RESULT|EXIT|MODEL|PROTOCOL|TIME)$/,
    inputs: { 'timeout-minutes': '0.4' },
    fault: 'gone',
    answer: () => ({ content: '' }),
  },
];
