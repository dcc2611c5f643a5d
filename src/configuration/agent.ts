import { z } from 'zod';

const presets = ['claude', 'codex', 'gemini', 'copilot', 'opencode'] as const;

export type Preset = (typeof presets)[number];

/** A program and its arguments, run without a shell. */
export type Argv = readonly [string, ...string[]];

export type Agent =
  /** Applies the diffs and suggestions of the request itself; runs nothing. */
  | { readonly kind: 'patch' }
  | { readonly kind: 'preset'; readonly name: Preset }
  /** Speaks the Agent Client Protocol on its standard input and output; `sessions` is where it keeps them, below its home. */
  | { readonly kind: 'acp'; readonly argv: Argv; readonly sessions?: string }
  /** Gets the prompt on its standard input. */
  | { readonly kind: 'command'; readonly argv: Argv };

/** An agent, or the command of one, that nothing can be started from. */
export class MalformedAgent extends Error {
  override readonly name = 'MalformedAgent';
  readonly code = 'EAGENTNAME';
}

const names = ['patch', ...presets] as const;

// The operating system ends an argument at NUL, so that one would be cut short in silence.
const word = z
  .string()
  .max(4_096, 'must be 4096 characters at most')
  .regex(/^[^\0]*$/, 'must not contain NUL');
const program = z
  .string({ error: (issue) => (issue.input === undefined ? 'must name a program' : undefined) })
  .max(4_096, 'must be 4096 characters at most')
  .regex(/^[^\0]+$/, 'must name a program');
const argv = z
  .tuple([program], word)
  .describe('The program and its arguments, run without a shell.')
  .meta({ examples: [['my-agent', '--quiet']] });

/** A home is given to an agent; what lies elsewhere is none of its conversations. */
const belowHome = z
  .string()
  .max(4_096, 'must be 4096 characters at most')
  .regex(
    /^(?!\.{1,2}(?:\/|$))[^\0/]+(?:\/(?!\.{1,2}(?:\/|$))[^\0/]+)*$/,
    'must be a path below the home of the agent, such as .my-agent/sessions',
  );

export const agentShape = z
  .union(
    [
      z.enum(names),
      z.strictObject({
        acp: argv.describe('A program that speaks the Agent Client Protocol.'),
        sessions: belowHome
          .optional()
          .describe(
            'Where it keeps its conversations, below its home. With it a second request goes on with the first.',
          ),
      }),
      z.strictObject({ command: argv.describe('A program that takes the prompt on standard input.') }),
    ],
    {
      error: `expected one of ${names.join(', ')}, or {acp: [program, argument...]}, or {command: [program, argument...]}`,
    },
  )
  .transform((told): Agent => {
    if (typeof told === 'string') return named(told);
    if ('command' in told) return { kind: 'command', argv: told.command };
    const { acp, sessions } = told;
    return { kind: 'acp', argv: acp, ...(sessions !== undefined && { sessions }) };
  });

/** By the agent's own name for it. One that begins with a dash would be taken for an option of its program. */
export const modelShape = z
  .string()
  .max(200, 'must be 200 characters at most')
  .regex(
    /^[^\s\p{Cc}-][^\s\p{Cc}]*$/u,
    "must be an agent's name for a model, without spaces or a leading dash",
  );

/** Reads a model as an action's inputs or a command line give it. Throws `MalformedAgent`. */
export function parseModel(text: string): string {
  const parsed = modelShape.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new MalformedAgent(`${quote(text)} is no name of a model`, { cause: parsed.error });
}

/**
 * Reads an agent as an action's inputs or a command line give it: `name` (`patch`, a preset, `command` or `acp`) and
 * `command` (a JSON array of a program and its arguments); empty where unset. A command alone means `command`. Throws
 * `MalformedAgent`, also where neither is set or a name comes with a command that it has no use for.
 */
export function parseAgent(name: string, command = ''): Agent {
  const kind = name.trim();
  if (command.trim() !== '') {
    if (kind === '' || kind === 'command') return { kind: 'command', argv: parseArgv(command) };
    if (kind === 'acp') return { kind, argv: parseArgv(command) };
    throw new MalformedAgent(`the agent ${quote(kind)} takes no command of its own`);
  }
  if (kind === 'command' || kind === 'acp')
    throw new MalformedAgent(
      `the agent ${kind} needs a command, a JSON array of a program and its arguments`,
    );
  const known = names.find((candidate) => candidate === kind);
  if (known === undefined)
    throw new MalformedAgent(`there is no agent ${quote(kind)}; there are ${names.join(', ')}, command, acp`);
  return named(known);
}

function named(name: (typeof names)[number]): Agent {
  return name === 'patch' ? { kind: 'patch' } : { kind: 'preset', name };
}

function quote(text: string): string {
  return JSON.stringify(text.slice(0, 100));
}

function parseArgv(text: string): Argv {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new MalformedAgent('the command of the agent is not JSON', { cause });
  }
  const parsed = argv.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new MalformedAgent(
    `the command of the agent is not an array of a program and its arguments: ${quote(text)}`,
    { cause: parsed.error },
  );
}
