import { relative, resolve } from 'node:path';
import type { SessionUpdate } from '@agentclientprotocol/sdk';
import { pathsOf } from './acp-permission.ts';
import type { AgentEvent } from './agent.ts';

/** Of one message; more is cut off, since nobody reads it in a comment. */
const LONGEST_MESSAGE = 32_000;

/** Turns the updates of a session into events. A message comes in pieces, and is told when it is whole. */
export interface Updates {
  take(update: SessionUpdate): void;
  /** Tells the message that is still in the making. */
  end(): void;
  /** The last whole message. */
  readonly lastMessage: string;
}

export function openUpdates(directory: string, tell: (event: AgentEvent) => void): Updates {
  /** Tool calls that were told of; their later updates say nothing new. */
  const told = new Set<string>();
  /** The protocol knows no turns: each call of a tool, after which the model is asked again, counts as one. */
  const calls = new Set<string>();
  let message = '';
  let lastMessage = '';

  function end(): void {
    const text = message.trim();
    message = '';
    if (text === '') return;
    lastMessage = text;
    tell({ kind: 'say', text });
  }

  return {
    take(update) {
      if (update.sessionUpdate === 'agent_message_chunk') {
        if (update.content.type === 'text' && message.length < LONGEST_MESSAGE)
          message = (message + update.content.text).slice(0, LONGEST_MESSAGE);
        return;
      }
      end();
      switch (update.sessionUpdate) {
        case 'tool_call':
        case 'tool_call_update': {
          if (!calls.has(update.toolCallId)) {
            calls.add(update.toolCallId);
            tell({ kind: 'usage', turns: calls.size, tokens: null, dollars: null });
          }
          const events = eventsOf(update, directory);
          if (events.length === 0 || told.has(update.toolCallId)) return;
          told.add(update.toolCallId);
          for (const event of events) tell(event);
          return;
        }
        case 'plan':
          tell({
            kind: 'plan',
            steps: update.entries.map(({ content, status }) => ({
              text: content,
              done: status === 'completed',
            })),
          });
          return;
        case 'usage_update':
          tell({
            kind: 'usage',
            turns: null,
            tokens: update.used,
            dollars: update.cost?.currency === 'USD' ? update.cost.amount : null,
          });
          return;
        default:
        // Thoughts, modes and commands are the agent's own business.
      }
    },
    end,
    get lastMessage() {
      return lastMessage;
    },
  };
}

type ToolUpdate = Extract<SessionUpdate, { sessionUpdate: 'tool_call' | 'tool_call_update' }>;

function eventsOf(update: ToolUpdate, directory: string): AgentEvent[] {
  const paths = pathsOf(update).map((path) => relative(directory, resolve(directory, path)));
  switch (update.kind) {
    case 'edit':
    case 'delete':
    case 'move':
      return paths.map((path) => ({ kind: 'edit', path }));
    case 'read':
      return paths.map((path) => ({ kind: 'read', path }));
    case 'execute':
      return update.title ? [{ kind: 'execute', command: update.title }] : [];
    default:
      return [];
  }
}
