import type { Sandbox } from '../sandbox/sandbox.ts';
import { acpAgent } from './acp.ts';
import type { Agent } from './agent.ts';
import { commandAgent } from './command.ts';
import { patchAgent } from './patch.ts';
import { presetAgent, type PresetTools } from './preset-agent.ts';
import { PRESETS, type PresetName } from './presets.ts';

/** Which agent the configuration names: a driver with what it needs, or a preset by its name. */
export type AgentChoice =
  | { readonly kind: 'patch' }
  | { readonly kind: 'command'; readonly argv: readonly [string, ...string[]] }
  | { readonly kind: 'acp'; readonly argv: readonly [string, ...string[]]; readonly sessions?: string }
  | { readonly kind: 'preset'; readonly name: PresetName };

/**
 * `openSandbox` is called for a driver that runs foreign code only: `patch` works on machines where no sandbox does.
 * Throws whatever it throws.
 */
export async function openAgent(
  choice: AgentChoice,
  openSandbox: () => Promise<Sandbox>,
  tools: Omit<PresetTools, 'sandbox'>,
): Promise<Agent> {
  switch (choice.kind) {
    case 'patch':
      return patchAgent;
    case 'command':
      return commandAgent(choice.argv, await openSandbox());
    case 'acp':
      return { ...acpAgent(choice.argv, await openSandbox()), ...keeping(choice.sessions) };
    case 'preset':
      return presetAgent(PRESETS[choice.name], { ...tools, sandbox: await openSandbox() });
  }
}

function keeping(sessions: string | undefined): Pick<Agent, 'sessionsOf'> {
  return sessions === undefined ? {} : { sessionsOf: () => sessions };
}
