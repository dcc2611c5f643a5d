import { randomBytes } from 'node:crypto';
import { openRelay } from '../sandbox/relay.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { acpAgent } from './acp.ts';
import { plainOutcome, type Agent } from './agent.ts';
import { commandAgent } from './command.ts';
import type { Preset } from './presets/preset.ts';

export interface PresetTools {
  readonly sandbox: Sandbox;
  /** The agent's own name for a model; `null` is its default. */
  readonly model: string | null;
  /** The variables in which models' keys and addresses are found; the agent gets none of them. */
  readonly keys: Readonly<Record<string, string>>;
}

/**
 * An agent by its name. It never holds the key of its model: it asks a relay of ours under a stand-in, and reaches
 * nothing else but what the configuration lists.
 */
export function presetAgent(preset: Preset, { sandbox, model, keys }: PresetTools): Agent {
  const { name, speaks } = preset;
  return {
    name,
    sandboxed: true,
    ...(preset.sessionsOf && { sessionsOf: (directory) => preset.sessionsOf?.(directory) ?? '' }),
    async run(task, onEvent) {
      const { key: variable, base, url } = preset.model;
      const key = keys[variable] ?? '';
      if (key === '')
        return plainOutcome('missing', `${variable} is not set, and ${name} needs it.`, 'ENOKEY');
      const standIn = `wholly-${randomBytes(16).toString('hex')}`;
      const upstream = URL.parse(keys[base] || url);
      if (upstream === null) return plainOutcome('missing', `${base} is not an address.`, 'EURL');
      await using relay = await openRelay({ upstream: upstream.href, key, standIn });
      const { turns, dollars } = task.limits;
      const order = {
        model,
        ...(turns !== undefined && { turns }),
        ...(dollars !== undefined && { dollars }),
        ...(task.session !== undefined && { session: task.session }),
        baseUrl: `http://${relay.host}`,
      };
      const argv = [preset.program, ...preset.words(order)] as const;
      const agent =
        speaks === 'acp'
          ? acpAgent(argv, sandbox, name)
          : commandAgent(argv, sandbox, { name, reader: speaks() });
      const outcome = await agent.run(
        {
          ...task,
          env: { ...task.env, ...preset.environment(order), [variable]: standIn },
          hosts: [...task.hosts, relay.host],
          ...(preset.homeFiles && { homeFiles: preset.homeFiles(order) }),
        },
        onEvent,
      );
      // Measured: over the protocol Copilot calls it a good end when its model refuses or breaks off.
      if (speaks !== 'acp' || outcome.status !== 'completed' || relay.failure === null) return outcome;
      const { answer: _cut, ...rest } = outcome;
      const reason = `The agent ended when its model failed: ${relay.failure}.`;
      return { ...rest, status: 'failed', code: 'EAGENTMODEL', reason };
    },
  };
}
