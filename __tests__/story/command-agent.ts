import { existsSync, writeFileSync } from 'node:fs';
import type { Scratch } from '../doubles/scratch.ts';
import { until } from '../doubles/until.ts';

/** The inputs that make a shell script the agent, outside of any sandbox. */
export function scriptInputs(script: string): Record<string, string> {
  return { 'agent-command': JSON.stringify(['sh', '-c', script]), sandbox: 'none' };
}

export interface WaitingAgent {
  readonly inputs: Record<string, string>;
  /** Resolves once the agent works. */
  began(): Promise<unknown>;
  /** Lets it go on. */
  release(): void;
}

/** An agent that does its work, and then waits until it is told to end. */
export function waitingAgent(scratch: Scratch, script: string): WaitingAgent {
  const [began, go] = [scratch.join('began'), scratch.join('go')];
  return {
    inputs: scriptInputs(`${script}; : > '${began}'; while [ ! -e '${go}' ]; do sleep 0.05; done`),
    began: () => until('the agent', async () => existsSync(began)),
    release: () => writeFileSync(go, ''),
  };
}
