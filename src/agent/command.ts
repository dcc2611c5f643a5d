import { machineLimits } from '../sandbox/machine-limits.ts';
import type { Command, Exit, Sandbox, Stream } from '../sandbox/sandbox.ts';
import { plainOutcome, type Agent, type AgentEvent, type Outcome, type Task } from './agent.ts';
import { openLines, type LineReader, type Verdict } from './json-lines.ts';
import { openMeter, type Meter } from './meter.ts';
import { installLineOf } from './presets.ts';

/** Of one process alone the kernel holds the limit of memory as well. */
export const ownLimits = { ...machineLimits, memoryBytes: machineLimits.totalMemoryBytes };

/** For a program that prints lines of JSON about itself. */
interface Spoken {
  readonly name: string;
  readonly reader: LineReader;
}

/**
 * Any program: it reads the prompt from standard input and edits the files of its working directory. Where it tells of
 * itself in lines, its own last word counts, and the limits on turns, tokens and cost hold.
 */
export function commandAgent(
  argv: readonly [string, ...string[]],
  sandbox: Sandbox,
  spoken: Spoken | null = null,
): Agent {
  return {
    name: spoken?.name ?? 'command',
    sandboxed: true,
    async run(task, onEvent) {
      const meter = openMeter(task.limits);
      const texts = { stdout: new TextDecoder(), stderr: new TextDecoder() };
      const print = (stream: Stream) => (text: string) => onEvent({ kind: 'output', stream, text });
      const tell = (event: AgentEvent) => {
        meter.see(event);
        onEvent(event);
      };
      const lines = openLines((value) => spoken?.reader.read(value).forEach(tell), print('stdout'));
      const hear = { stdout: spoken === null ? print('stdout') : lines, stderr: print('stderr') };
      const exit = await sandbox.run({
        ...confine(task),
        argv,
        input: task.prompt,
        signal: AbortSignal.any([meter.signal, ...(task.signal ? [task.signal] : [])]),
        onOutput(stream, bytes) {
          const text = texts[stream].decode(bytes, { stream: true });
          if (text !== '') hear[stream](text);
        },
        onRefusedHost: (address) => tell({ kind: 'denied', act: `reach ${address}` }),
      });
      lines('\n');
      if (spoken === null) return { ...outcomeOf(exit, task.limits), denials: meter.used.denials };
      return { ...verdictOf(exit, spoken.reader.verdict, meter, task), ...meter.used };
    },
  };
}

/** What any program that is an agent gets to see, and how much it may take. */
export function confine({
  directory,
  inside,
  hidden,
  given,
  env,
  hosts,
  homeFiles,
  home,
  limits: { wallMs, outputBytes },
}: Task): Omit<Command, 'argv'> {
  return {
    cwd: directory,
    ...(inside !== undefined && { inside }),
    ...(hidden !== undefined && { hidden }),
    ...(given !== undefined && { readOnly: [given] }),
    env: { ...env, ...(given !== undefined && { [GIVEN]: given }) },
    hosts,
    ...(homeFiles && { homeFiles }),
    ...(home !== undefined && { home }),
    limits: { ...ownLimits, wallMs, outputBytes },
  };
}

/** Tells a program where what it is given as files lies. */
const GIVEN = 'WHOLLY_REQUEST';

/** What stopped it counts first, then its own word, and only then how its process ended. */
function verdictOf(
  exit: Exit,
  said: Verdict | null,
  { passed }: Meter,
  { limits }: Task,
): Pick<Outcome, 'status' | 'code' | 'reason' | 'answer'> {
  if (passed !== null) return passed;
  if (exit.kind !== 'exited') return outcomeOf(exit, limits);
  if (said !== null && (said.status !== 'completed' || exit.exitCode === 0)) return said;
  const ended = outcomeOf(exit, limits);
  if (ended.status !== 'completed') return ended;
  return { status: 'failed', code: 'EAGENTRESULT', reason: 'The agent ended without saying how.' };
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
    case 'exhausted':
      return exit.resource === 'memory'
        ? plainOutcome(
            'limit',
            `The agent's processes together held more than ${Math.floor(ownLimits.totalMemoryBytes / 1e6)} MB of memory.`,
            'EAGENTMEMORY',
          )
        : plainOutcome(
            'limit',
            `The agent ran more than ${ownLimits.processes} processes at one time.`,
            'EAGENTPROCESSES',
          );
    case 'cancelled':
      return plainOutcome('cancelled', 'The agent was stopped on request.', 'ECANCELLED');
    case 'not-found':
      return missing(exit.program);
  }
}

function missing(program: string): Outcome {
  const line = installLineOf(program);
  const remedy = line === null ? 'Install it, or name another one.' : `Install it with: ${line}`;
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
