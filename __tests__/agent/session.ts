import type { EarlierSession } from '../../src/agent/agent.ts';
import { isSessionId, type SessionId } from '../../src/agent/session-id.ts';

export function sessionId(text: string): SessionId {
  if (!isSessionId(text)) throw new Error(`${text} names no conversation`);
  return text;
}

/** A conversation that has used nothing yet, if nothing else is said. */
export function session(id: string, prompt = 'go on', tokens = 0, dollars = 0): EarlierSession {
  return { id: sessionId(id), prompt, used: { tokens, dollars } };
}
