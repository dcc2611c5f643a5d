declare const proof: unique symbol;

/** An agent's own name for a conversation: one word that no program takes for a flag, no shell for two, and no system for a path. */
export type SessionId = string & { readonly [proof]: 'SessionId' };

/** Far longer than the UUIDs and short words that agents use. */
const LONGEST = 128;

/** What an agent calls a conversation is an agent's text: any process in its sandbox could have printed it. */
export function isSessionId(text: string): text is SessionId {
  return text.length <= LONGEST && /^[A-Za-z0-9][\w.:-]*$/.test(text) && !text.includes('..');
}
