import { z } from 'zod';
import type { AgentEvent, Used } from '../agent.ts';
import type { LineReader, Verdict } from '../json-lines.ts';
import { sinceThen } from '../since-then.ts';
import type { Preset } from './preset.ts';

/** Everything within the sandbox; nobody is there to be asked. */
const TOOLS = 'Bash,Edit,Glob,Grep,MultiEdit,Read,TodoWrite,Write';

/** Claude Code in print mode (https://docs.anthropic.com/en/docs/claude-code/cli-reference). */
export const claude: Preset = {
  name: 'claude',
  program: 'claude',
  install: 'npm install --global @anthropic-ai/claude-code',
  model: { key: 'ANTHROPIC_API_KEY', base: 'ANTHROPIC_BASE_URL', url: 'https://api.anthropic.com' },
  environment: ({ baseUrl }) => ({
    ANTHROPIC_BASE_URL: baseUrl,
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    // Measured: with its default it retries a refused key for longer than forty seconds.
    CLAUDE_CODE_MAX_RETRIES: '2',
    DISABLE_AUTOUPDATER: '1',
    DISABLE_TELEMETRY: '1',
    DISABLE_ERROR_REPORTING: '1',
  }),
  words: ({ model, turns, dollars, session }) => [
    '--print',
    '--output-format=stream-json',
    '--verbose',
    '--permission-mode=acceptEdits',
    // With an equals sign: by a space it would take the words behind it as tools too.
    `--allowedTools=${TOOLS}`,
    ...(model === null ? [] : [`--model=${model}`]),
    ...(turns === undefined ? [] : [`--max-turns=${turns}`]),
    ...(dollars === undefined ? [] : [`--max-budget-usd=${dollars}`]),
    ...(session === undefined ? [] : [`--resume=${session}`]),
  ],
  // It looks for a conversation only among those of the directory it is started in.
  sessionsOf: (directory) => `.claude/projects/${directory.replaceAll(/[^A-Za-z0-9]/g, '-')}`,
  speaks: readClaude,
};

const lineShape = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('system'),
    subtype: z.string(),
    session_id: z.string().optional(),
    claude_code_version: z.string().optional(),
  }),
  z.object({
    type: z.literal('assistant'),
    message: z.object({
      content: z.array(
        z.looseObject({
          type: z.string(),
          text: z.string().optional(),
          name: z.string().optional(),
          input: z
            .looseObject({ file_path: z.string().optional(), command: z.string().optional() })
            .optional(),
        }),
      ),
      usage: z
        .looseObject({ input_tokens: z.number().optional(), output_tokens: z.number().optional() })
        .optional(),
    }),
  }),
  z.object({
    type: z.literal('result'),
    subtype: z.string(),
    is_error: z.boolean(),
    num_turns: z.number().optional(),
    result: z.string().optional(),
    total_cost_usd: z.number().optional(),
    permission_denials: z.array(z.looseObject({ tool_name: z.string().optional() })).optional(),
  }),
]);
type Line = z.infer<typeof lineShape>;
type Result = Extract<Line, { type: 'result' }>;

/** Measured: its dollars are those of the whole conversation, its tokens those of this run. */
export function readClaude(before: Used): LineReader {
  let verdict: Verdict | null = null;
  let turns = 0;
  let tokens = 0;
  return {
    read(value) {
      const parsed = lineShape.safeParse(value);
      if (!parsed.success) return [];
      const line = parsed.data;
      switch (line.type) {
        case 'system': {
          if (line.subtype !== 'init') return [];
          const { session_id: id, claude_code_version: version } = line;
          return [
            ...(id === undefined ? [] : [{ kind: 'session', id } as const]),
            ...(version === undefined ? [] : [{ kind: 'version', version } as const]),
          ];
        }
        case 'assistant': {
          const { content, usage } = line.message;
          turns += 1;
          tokens += (usage?.input_tokens ?? 0) + (usage?.output_tokens ?? 0);
          return [...content.flatMap(eventsOf), { kind: 'usage', turns, tokens, dollars: null }];
        }
        case 'result': {
          verdict = verdictOf(line);
          const denied = (line.permission_denials ?? []).map(({ tool_name: act = 'a tool' }): AgentEvent => ({
            kind: 'denied',
            act,
          }));
          const { total_cost_usd: total } = line;
          const dollars = total === undefined ? null : sinceThen(total, before.dollars);
          return [...denied, { kind: 'usage', turns: line.num_turns ?? turns, tokens, dollars }];
        }
      }
    },
    get verdict() {
      return verdict;
    },
  };
}

function eventsOf(piece: Extract<Line, { type: 'assistant' }>['message']['content'][number]): AgentEvent[] {
  if (piece.type === 'text') return piece.text?.trim() ? [{ kind: 'say', text: piece.text.trim() }] : [];
  const { file_path: path, command } = piece.input ?? {};
  switch (piece.name) {
    case 'Edit':
    case 'MultiEdit':
    case 'Write':
      return path === undefined ? [] : [{ kind: 'edit', path }];
    case 'Read':
      return path === undefined ? [] : [{ kind: 'read', path }];
    case 'Bash':
      return command === undefined ? [] : [{ kind: 'execute', command }];
    default:
      return [];
  }
}

/** Measured: `subtype` can be `success` where `is_error` is true. */
function verdictOf({ subtype, is_error: isError, result }: Result): Verdict {
  if (subtype === 'error_max_turns')
    return { status: 'limit', code: 'EAGENTTURNS', reason: 'The agent took more turns than it may.' };
  if (subtype === 'error_max_budget_usd')
    return { status: 'limit', code: 'EAGENTCOST', reason: 'The agent cost more than it may.' };
  if (isError || subtype !== 'success')
    return { status: 'failed', code: 'EAGENTRESULT', reason: result ?? `The agent ended with ${subtype}.` };
  return { status: 'completed', reason: 'The agent finished.', ...(result && { answer: result }) };
}
