import { claude } from './presets/claude.ts';
import { codex } from './presets/codex.ts';
import { copilot } from './presets/copilot.ts';
import { gemini } from './presets/gemini.ts';
import { opencode } from './presets/opencode.ts';
import type { Preset } from './presets/preset.ts';

/** Every agent that people know by its name. */
export const PRESETS = { claude, codex, gemini, copilot, opencode } as const satisfies Record<string, Preset>;
export type PresetName = keyof typeof PRESETS;

/** Shorter ones are stand-ins for a model that asks for no key, such as `x`. */
const SHORTEST_KEY = 8;

/** The keys of models among these variables: whoever has them may not publish them. */
export function modelKeysAmong(environment: Readonly<Record<string, string>>): string[] {
  const keys = Object.values(PRESETS).map(({ model }) => environment[model.key] ?? '');
  return [...new Set(keys)].filter(({ length }) => length >= SHORTEST_KEY);
}

/** The line that installs a program, where it is one that we know; `null` for any other. */
export function installLineOf(program: string): string | null {
  return Object.values(PRESETS).find((preset) => preset.program === program)?.install ?? null;
}
