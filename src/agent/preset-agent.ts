import { randomBytes } from 'node:crypto';
import { askProgram } from '../sandbox/ask.ts';
import { openRelay, type OpenRelay } from '../sandbox/relay.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { acpAgent } from './acp.ts';
import { plainOutcome, type Agent, type Outcome, type Task, type Used } from './agent.ts';
import { commandAgent } from './command.ts';
import type { Preset } from './presets/preset.ts';
import { parseVersion } from './version.ts';

export interface PresetTools {
  readonly sandbox: Sandbox;
  /** The agent's own name for a model; `null` is its default. */
  readonly model: string | null;
  /** The variables in which models' keys and addresses are found; the agent gets none of them. */
  readonly keys: Readonly<Record<string, string>>;
}

const NOTHING: Used = { tokens: 0, dollars: 0 };

/**
 * An agent by its name. It never holds the key of its model: it asks a relay of ours under a stand-in, and reaches
 * nothing else but what the configuration lists.
 */
export function presetAgent(preset: Preset, { sandbox, model, keys }: PresetTools): Agent {
  const { name, speaks } = preset;
  return {
    name,
    sandboxed: true,
    // Without a sandbox every checkout is at a place of its own.
    ...(preset.sessionsOf &&
      !(preset.knowsPlaces === true && sandbox.name === 'none') && {
        sessionsOf: (directory) => preset.sessionsOf?.(directory) ?? '',
      }),
    async run(task, onEvent) {
      const { key: variable, base, url } = preset.model;
      const key = keys[variable] ?? '';
      if (key === '')
        return plainOutcome('missing', `${variable} is not set, and ${name} needs it.`, 'ENOKEY');
      if (preset.needsModel === true && model === null)
        return plainOutcome(
          'missing',
          `${name} takes no model by itself: name one as its model.`,
          'ENOMODEL',
        );
      const standIn = `wholly-${randomBytes(16).toString('hex')}`;
      const upstream = URL.parse(keys[base] || url);
      if (upstream === null) return plainOutcome('missing', `${base} is not an address.`, 'EURL');
      await using relay = await openRelay({ upstream: upstream.href, key, standIn });
      const { turns, dollars } = task.limits;
      const order = {
        model,
        ...(turns !== undefined && { turns }),
        ...(dollars !== undefined && { dollars }),
        ...(task.given !== undefined && { given: task.given }),
        ...(task.session !== undefined && { session: task.session.id }),
        baseUrl: `http://${relay.host}`,
      };
      const argv = [preset.program, ...preset.words(order)] as const;
      const agent =
        speaks === 'acp'
          ? acpAgent(argv, sandbox, preset)
          : commandAgent(argv, sandbox, { name, reader: speaks(task.session?.used ?? NOTHING) });
      const work = agent.run(
        {
          ...task,
          // An agent over the protocol is told by it which of the two counts.
          prompt: speaks === 'acp' ? task.prompt : (task.session?.prompt ?? task.prompt),
          env: { ...task.env, ...preset.environment(order), [variable]: standIn },
          hosts: [...task.hosts, relay.host],
          ...(preset.homeFiles && { homeFiles: preset.homeFiles(order) }),
        },
        onEvent,
      );
      // Beside its work, so that nobody waits for it.
      const [ran, asked] = await Promise.all([work, askVersion(preset, task, sandbox)]);
      const outcome = { ...ran, version: ran.version ?? asked };
      // Measured: over the protocol Copilot calls it a good end when its model refuses or breaks off.
      if (speaks !== 'acp') return isForgotten(task, outcome, relay) ? { ...outcome, ...FORGOTTEN } : outcome;
      if (outcome.status !== 'completed' || relay.failure === null) return outcome;
      const { answer: _cut, ...rest } = outcome;
      const reason = `The agent ended when its model failed: ${relay.failure}.`;
      return { ...rest, status: 'failed', code: 'EAGENTMODEL', reason };
    },
  };
}

const FORGOTTEN = { code: 'ENOSESSION', reason: 'The agent could not open its earlier conversation.' };

/** It came to an end before its model was asked anything: then it is the conversation that it cannot open. */
function isForgotten({ session }: Task, { status, turns, tokens }: Outcome, relay: OpenRelay): boolean {
  return session !== undefined && status === 'failed' && !turns && !tokens && relay.failure === null;
}

/** In an empty directory and with nobody to reach; a program that does not answer is worth no more than `null`. */
async function askVersion(
  { program, version }: Preset,
  { env, signal }: Task,
  sandbox: Sandbox,
): Promise<string | null> {
  if (version === undefined) return null;
  return parseVersion((await askProgram(sandbox, [program, ...version], env['PATH'], signal)) ?? '');
}
