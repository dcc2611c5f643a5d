import { claude } from './presets/claude.ts';
import { codex } from './presets/codex.ts';
import { copilot } from './presets/copilot.ts';
import { gemini } from './presets/gemini.ts';
import { opencode } from './presets/opencode.ts';
import type { Preset } from './presets/preset.ts';

/** Every agent that people know by its name. */
export const PRESETS = { claude, codex, gemini, copilot, opencode } as const satisfies Record<string, Preset>;
export type PresetName = keyof typeof PRESETS;

/** The line that installs a program, where it is one that we know; `null` for any other. */
export function installLineOf(program: string): string | null {
  return Object.values(PRESETS).find((preset) => preset.program === program)?.install ?? null;
}
