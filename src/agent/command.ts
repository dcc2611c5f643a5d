import type { Exit, Sandbox } from '../sandbox/sandbox.ts';
import { plainOutcome, type Agent, type AgentEvent, type Outcome } from './agent.ts';

/** Lines that install the agents people know, by the name of their program. */
const installLines: Readonly<Record<string, string>> = {
  claude: 'npm install --global @anthropic-ai/claude-code',
  codex: 'npm install --global @openai/codex',
  copilot: 'npm install --global @github/copilot',
  gemini: 'npm install --global @google/gemini-cli',
  opencode: 'npm install --global opencode-ai',
};

/** Far above what a build or a package manager needs, far below what stops a machine. */
export const ownLimits = { processes: 2048, fileBytes: 2 * 1024 ** 3 };

/** Any program: it reads the prompt from standard input and edits the files of its working directory. */
export function commandAgent(argv: readonly [string, ...string[]], sandbox: Sandbox): Agent {
  return {
    name: 'command',
    sandboxed: true,
    async run(task, onEvent) {
      const texts = { stdout: new TextDecoder(), stderr: new TextDecoder() };
      const exit = await sandbox.run({
        argv,
        cwd: task.directory,
        env: task.env,
        input: task.prompt,
        hosts: task.hosts,
        limits: { ...ownLimits, wallMs: task.limits.wallMs, outputBytes: task.limits.outputBytes },
        ...(task.signal && { signal: task.signal }),
        onOutput(stream, bytes) {
          const text = texts[stream].decode(bytes, { stream: true });
          if (text !== '') onEvent({ kind: 'output', stream, text } satisfies AgentEvent);
        },
      });
      return outcomeOf(exit, task.limits);
    },
  };
}

export function outcomeOf(exit: Exit, limits: { wallMs: number; outputBytes: number }): Outcome {
  switch (exit.kind) {
    case 'exited': {
      if (exit.exitCode === 0) {
        const answer = exit.stdout.text.trim();
        return { ...plainOutcome('completed', 'The agent finished.'), ...(answer !== '' && { answer }) };
      }
      const said = lastLine(exit.stderr.text) ?? lastLine(exit.stdout.text);
      const reason = `The agent ended with exit code ${exit.exitCode}${said === null ? '.' : `: ${said}`}`;
      return plainOutcome('failed', reason, 'EAGENTEXIT');
    }
    case 'killed':
      return plainOutcome('failed', `The agent was ended by ${exit.signal}.`, 'EAGENTKILLED');
    case 'timed-out':
      return plainOutcome(
        'timed-out',
        `The agent ran longer than ${limits.wallMs / 1000} seconds.`,
        'EAGENTTIME',
      );
    case 'flooded':
      return plainOutcome(
        'limit',
        `The agent printed more than ${limits.outputBytes} bytes.`,
        'EAGENTOUTPUT',
      );
    case 'cancelled':
      return plainOutcome('cancelled', 'The agent was stopped on request.', 'ECANCELLED');
    case 'not-found':
      return missing(exit.program);
  }
}

function missing(program: string): Outcome {
  const line = Object.hasOwn(installLines, program) ? installLines[program] : undefined;
  const remedy = line === undefined ? 'Install it, or name another one.' : `Install it with: ${line}`;
  return plainOutcome('missing', `The agent's program ${program} was not found. ${remedy}`, 'ENOAGENT');
}

/** The last line that says something, short enough for a sentence, without control characters. */
function lastLine(text: string): string | null {
  const line =
    text
      .trimEnd()
      .split('\n')
      .at(-1)
      ?.replaceAll(/\p{Cc}/gu, ' ')
      .trim() ?? '';
  return line === '' ? null : line.slice(0, 300);
}
