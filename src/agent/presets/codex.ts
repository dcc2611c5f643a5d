import { z } from 'zod';
import type { AgentEvent, Used } from '../agent.ts';
import type { LineReader, Verdict } from '../json-lines.ts';
import { sinceThen } from '../since-then.ts';
import type { Preset } from './preset.ts';

/** Codex without a terminal (https://developers.openai.com/codex/cli). */
export const codex: Preset = {
  name: 'codex',
  program: 'codex',
  install: 'npm install --global @openai/codex',
  model: { key: 'OPENAI_API_KEY', base: 'OPENAI_BASE_URL', url: 'https://api.openai.com/v1' },
  version: ['--version'],
  environment: () => ({}),
  words: ({ model, session, baseUrl }) => [
    'exec',
    ...(session === undefined ? [] : ['resume', session]),
    '--json',
    '--skip-git-repo-check',
    // It is in a sandbox already, and its own cannot be set up within.
    '--dangerously-bypass-approvals-and-sandbox',
    ...settings({
      ...(model !== null && { model }),
      model_provider: 'wholly',
      'model_providers.wholly.name': 'wholly',
      'model_providers.wholly.base_url': baseUrl,
      'model_providers.wholly.wire_api': 'responses',
      'model_providers.wholly.env_key': 'OPENAI_API_KEY',
      'model_providers.wholly.request_max_retries': 2,
      'model_providers.wholly.stream_max_retries': 2,
      check_for_update_on_startup: false,
      'features.plugins': false,
      'features.apps': false,
      // Measured: without it five seconds are lost where names cannot be looked up.
      'analytics.enabled': false,
    }),
    '-',
  ],
  sessionsOf: () => '.codex/sessions',
  speaks: readCodex,
};

/** Each as TOML, which takes strings and numbers as JSON writes them. */
function settings(values: Readonly<Record<string, string | number | boolean>>): string[] {
  return Object.entries(values).flatMap(([key, value]) => ['-c', `${key}=${JSON.stringify(value)}`]);
}

const itemShape = z.looseObject({
  type: z.string(),
  text: z.string().optional(),
  command: z.string().optional(),
  changes: z.array(z.looseObject({ path: z.string() })).optional(),
});
const lineShape = z.discriminatedUnion('type', [
  z.object({ type: z.literal('thread.started'), thread_id: z.string() }),
  z.object({ type: z.literal('item.started'), item: itemShape }),
  z.object({ type: z.literal('item.completed'), item: itemShape }),
  z.object({
    type: z.literal('turn.completed'),
    usage: z
      .looseObject({ input_tokens: z.number().optional(), output_tokens: z.number().optional() })
      .optional(),
  }),
  z.object({
    type: z.literal('turn.failed'),
    error: z.looseObject({ message: z.string().optional() }).optional(),
  }),
]);
type Item = z.infer<typeof itemShape>;

/** Measured: its tokens are those of the whole conversation. */
export function readCodex(before: Used): LineReader {
  let verdict: Verdict | null = null;
  let turns = 0;
  let answer = '';
  return {
    read(value) {
      const parsed = lineShape.safeParse(value);
      if (!parsed.success) return [];
      const line = parsed.data;
      switch (line.type) {
        case 'thread.started':
          return [{ kind: 'session', id: line.thread_id }];
        case 'item.started':
          return line.item.type === 'command_execution' && line.item.command !== undefined
            ? [{ kind: 'execute', command: line.item.command }]
            : [];
        case 'item.completed':
          // It has no flag for turns, and what it does between two of its model's answers is one item.
          turns += 1;
          if (line.item.type === 'agent_message') answer = line.item.text ?? answer;
          return [...eventsOf(line.item), { kind: 'usage', turns, tokens: null, dollars: null }];
        case 'turn.completed': {
          const { input_tokens: read = 0, output_tokens: written = 0 } = line.usage ?? {};
          verdict = { status: 'completed', reason: 'The agent finished.', ...(answer !== '' && { answer }) };
          const tokens = sinceThen(read + written, before.tokens);
          return [{ kind: 'usage', turns, tokens, dollars: null }];
        }
        case 'turn.failed': {
          const reason = line.error?.message || 'The agent failed.';
          verdict = { status: 'failed', code: 'EAGENTRESULT', reason };
          return [];
        }
      }
    },
    get verdict() {
      return verdict;
    },
  };
}

function eventsOf({ type, text, changes }: Item): AgentEvent[] {
  if (type === 'agent_message') return text?.trim() ? [{ kind: 'say', text: text.trim() }] : [];
  if (type === 'file_change') return (changes ?? []).map(({ path }) => ({ kind: 'edit', path }));
  return [];
}
