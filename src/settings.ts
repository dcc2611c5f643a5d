import type { TaskLimits } from './agent/agent.ts';
import type { AgentChoice } from './agent/open.ts';
import type { Agent } from './configuration/agent.ts';
import type { Configuration, Host } from './configuration/configuration.ts';
import type { Policy } from './guard/guard.ts';
import type { Checks } from './verification/verify.ts';

/** What one run goes by: the repository's configuration under what its caller asked for. */
export interface Settings {
  readonly agent: AgentChoice;
  readonly agentLimits: TaskLimits;
  /** How often the agent may work on one request, the first time included. */
  readonly attempts: number;
  /** The model by the agent's own name for it; `null` is the agent's default. */
  readonly model: string | null;
  /** Complete: all that an agent or a check can see. */
  readonly agentEnvironment: Readonly<Record<string, string>>;
  readonly commands: Configuration['commands'];
  readonly hosts: readonly string[];
  readonly policy: Policy;
  /** Values that may stand in no text: those of the policy, and what of other listed variables looks like a secret. */
  readonly unsaid: readonly string[];
  readonly checks: Checks;
  readonly pullRequest: Configuration['pullRequest'];
  readonly signing: Configuration['signing'];
  readonly rate: Configuration['rate'];
  /** Further repositories of the same change set. */
  readonly repositories: Configuration['repositories'];
  /** The directories that an agent gets; empty: everything. */
  readonly sparse: Configuration['sparse'];
}

/** What the caller of one run asks for; whatever is absent is as configured. */
export interface Wishes {
  readonly agent?: Agent;
  readonly setup?: readonly string[];
  readonly verify?: readonly string[];
  readonly timeoutMs?: number;
  readonly model?: string;
  readonly turns?: number;
  readonly files?: number;
  readonly bytes?: number;
  readonly draft?: boolean;
  readonly labels?: readonly string[];
  readonly reviewers?: readonly string[];
  readonly signing?: Configuration['signing'];
  readonly signal?: AbortSignal;
}

const OUTPUT_BYTES = 64 * 1024 * 1024;

/** A caller may tighten the repository's limits or loosen them: whoever writes the workflow file owns the repository. */
export function settle(
  configuration: Configuration,
  wishes: Wishes,
  environment: Readonly<Record<string, string>>,
  secrets: readonly string[],
): Settings {
  const { limits } = configuration;
  const wallMs = wishes.timeoutMs ?? limits.minutes * 60_000;
  const visible = visibleEnvironment(environment, configuration.env);
  const kept = [...secrets, ...secretsAmong(visible)];
  return {
    agent: wishes.agent ?? configuration.agent,
    agentLimits: {
      wallMs,
      outputBytes: OUTPUT_BYTES,
      turns: wishes.turns ?? limits.turns,
      ...(limits.tokens !== undefined && { tokens: limits.tokens }),
      ...(limits.dollars !== undefined && { dollars: limits.dollars }),
    },
    attempts: limits.attempts,
    model: wishes.model ?? configuredModel(configuration, wishes.agent),
    agentEnvironment: visible,
    commands: configuration.commands,
    hosts: configuration.hosts.map(nameOf),
    policy: {
      maker: 'agent',
      limits: { files: wishes.files ?? limits.files, bytes: wishes.bytes ?? limits.bytes },
      protected: configuration.protected,
      secrets: kept,
    },
    unsaid: [...kept, ...configuration.env.flatMap((name) => unsaidOf(name, visible[name] ?? ''))],
    checks: {
      setup: wishes.setup ?? configuration.setup,
      verify: wishes.verify ?? configuration.verify,
      env: visible,
      hosts: configuration.hosts.map(nameOf),
      wallMs,
      ...(wishes.signal !== undefined && { signal: wishes.signal }),
    },
    signing: wishes.signing ?? configuration.signing,
    rate: configuration.rate,
    repositories: configuration.repositories,
    sparse: configuration.sparse,
    pullRequest: {
      draft: wishes.draft ?? configuration.pullRequest.draft,
      labels: wishes.labels ?? configuration.pullRequest.labels,
      reviewers: wishes.reviewers ?? configuration.pullRequest.reviewers,
    },
  };
}

/** Another agent than the configured one has other names for its models. */
function configuredModel({ agent, model }: Configuration, wished: Agent | undefined): string | null {
  if (wished === undefined) return model ?? null;
  const same = wished.kind === 'preset' && agent.kind === 'preset' && wished.name === agent.name;
  return same ? (model ?? null) : null;
}

/** Programs are found by PATH and text is read as UTF-8; every other variable must be listed to be seen. */
function visibleEnvironment(
  environment: Readonly<Record<string, string>>,
  listed: readonly string[],
): Record<string, string> {
  const visible: Record<string, string> = { LANG: 'C.UTF-8' };
  for (const name of ['PATH', ...listed]) {
    const value = environment[name];
    if (value !== undefined) visible[name] = value;
  }
  return visible;
}

function nameOf({ name, port }: Host): string {
  return port === null ? name : `${name}:${port}`;
}

/** Values of variables whose names say that nobody may see them; others, such as `NODE_ENV`, are ordinary words. */
function secretsAmong(visible: Readonly<Record<string, string>>): string[] {
  return Object.entries(visible).flatMap(([name, value]) =>
    /KEY|TOKEN|SECRET|PASSWORD|CREDENTIAL/i.test(name) && value !== '' ? [value] : [],
  );
}

/**
 * Of a variable whose name tells nothing, what only a machine would have made up: `production`, a path or an address
 * stand in every other sentence. What the runner sets by itself is no secret (a commit, the number of a run).
 */
function unsaidOf(name: string, value: string): string[] {
  if (/^(?:GITHUB|RUNNER)_/.test(name)) return [];
  const random = value.split(/[^A-Za-z0-9]+/).filter(looksRandom);
  const isOneWord = !/\s|:\/\/|^[~.]?\//.test(value.trim());
  return random.length > 0 && isOneWord ? [value] : random;
}

function looksRandom(word: string): boolean {
  return word.length >= 12 && /[A-Za-z]/.test(word) && /[0-9]/.test(word);
}
