import type { AgentEvent, Outcome, TaskLimits } from './agent.ts';
import { isSessionId } from './session-id.ts';
import { parseVersion } from './version.ts';

/** Counts what an agent uses, and says when that is more than it may. */
export interface Meter {
  see(event: AgentEvent): void;
  /** Aborted by the first limit that is passed. */
  readonly signal: AbortSignal;
  /** The limit that was passed; `null` while none was. */
  readonly passed: Pick<Outcome, 'status' | 'code' | 'reason'> | null;
  readonly used: Pick<Outcome, 'version' | 'sessionId' | 'turns' | 'tokens' | 'dollars' | 'denials'>;
}

/** `limits` of a task; time and output are held by the sandbox. A limit the agent does not report on cannot be held. */
export function openMeter(limits: TaskLimits): Meter {
  const stop = new AbortController();
  let passed: Meter['passed'] = null;
  let used: Meter['used'] = {
    version: null,
    sessionId: null,
    turns: null,
    tokens: null,
    dollars: null,
    denials: 0,
  };

  function hold(code: string, used: number | null, limit: number | undefined, what: string): void {
    if (passed !== null || used === null || limit === undefined || used <= limit) return;
    passed = { status: 'limit', code, reason: `The agent took more than ${limit} ${what}.` };
    stop.abort();
  }

  return {
    see(event) {
      if (event.kind === 'version') used = { ...used, version: parseVersion(event.version) };
      if (event.kind === 'session' && isSessionId(event.id)) used = { ...used, sessionId: event.id };
      if (event.kind === 'denied') used = { ...used, denials: used.denials + 1 };
      if (event.kind !== 'usage') return;
      const { turns, tokens, dollars } = event;
      used = {
        ...used,
        turns: turns ?? used.turns,
        tokens: tokens ?? used.tokens,
        dollars: dollars ?? used.dollars,
      };
      hold('EAGENTTURNS', turns, limits.turns, 'turns');
      hold('EAGENTTOKENS', tokens, limits.tokens, 'tokens');
      hold('EAGENTCOST', dollars, limits.dollars, 'US dollars');
    },
    signal: stop.signal,
    get passed() {
      return passed;
    },
    get used() {
      return used;
    },
  };
}
