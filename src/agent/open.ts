import type { Sandbox } from '../sandbox/sandbox.ts';
import { acpAgent } from './acp.ts';
import type { Agent } from './agent.ts';
import { commandAgent } from './command.ts';
import { patchAgent } from './patch.ts';

/** Which agent the configuration names: a driver with what it needs, or a preset by its name. */
export type AgentChoice =
  | { readonly kind: 'patch' }
  | { readonly kind: 'command' | 'acp'; readonly argv: readonly [string, ...string[]] }
  | { readonly kind: 'preset'; readonly name: string };

/** The configuration names an agent that is not there. */
export class UnknownAgent extends Error {
  override readonly name = 'UnknownAgent';
  readonly code = 'ENOAGENT';
  readonly asked: string;

  constructor(asked: string) {
    super(`There is no agent "${asked}"; there is: patch, command, acp.`);
    this.asked = asked;
  }
}

/**
 * `sandbox` opens the sandbox of a driver that runs foreign code, and is not called for one that runs none: `patch`
 * works on machines where no sandbox does. Throws {@link UnknownAgent} and whatever `sandbox` throws.
 */
export async function openAgent(choice: AgentChoice, sandbox: () => Promise<Sandbox>): Promise<Agent> {
  switch (choice.kind) {
    case 'patch':
      return patchAgent;
    case 'command':
      return commandAgent(choice.argv, await sandbox());
    case 'acp':
      return acpAgent(choice.argv, await sandbox());
    case 'preset':
      throw new UnknownAgent(choice.name);
  }
}
