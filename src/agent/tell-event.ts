import type { AgentEvent } from './agent.ts';

/** Who wants to know what an agent does. */
export interface Listener {
  did(line: string): void;
  saw(line: string): void;
}

/** Puts an event into words, for people. What an agent merely printed may hold anything, and is told apart. */
export function tellEvent(event: AgentEvent, listener: Listener): void {
  switch (event.kind) {
    case 'output':
      return listener.saw(event.text);
    case 'say':
      return listener.did(event.text);
    case 'read':
      return listener.did(`reads ${event.path}`);
    case 'edit':
      return listener.did(`edits ${event.path}`);
    case 'execute':
      return listener.did(`runs ${event.command}`);
    case 'denied':
      return listener.did(`was not let: ${event.act}`);
    case 'plan':
      return listener.did(
        `plans: ${event.steps.map(({ text, done }) => (done ? `${text} (done)` : text)).join('; ')}`,
      );
    // Of use to a machine only.
    case 'session':
    case 'version':
    case 'usage':
      return;
  }
}
