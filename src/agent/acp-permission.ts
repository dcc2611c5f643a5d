import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { PermissionOption, ToolCallUpdate } from '@agentclientprotocol/sdk';
import type { Task } from './agent.ts';

/** What an agent is answered that asks before it acts; `null` where none of its options fits. */
export interface PermissionVerdict {
  readonly optionId: string | null;
  readonly granted: boolean;
}

/**
 * Allows once, never for good, and only what names no path outside of the checkout and nothing of git's, and no command
 * where those are denied; what it is given as files may be read besides. This is a courtesy to agents that ask, not a
 * boundary: many write without asking. The boundary is the sandbox.
 */
export function judgePermission(
  toolCall: ToolCallUpdate,
  options: readonly PermissionOption[],
  { directory, given, commands }: Pick<Task, 'directory' | 'given' | 'commands'>,
): PermissionVerdict {
  const isGiven = (path: string): boolean =>
    given !== undefined &&
    !CHANGING.has(toolCall.kind ?? 'other') &&
    isInside(resolve(directory, path), given);
  const granted =
    !(commands === 'deny' && toolCall.kind === 'execute') &&
    pathsOf(toolCall).every((path) => isInside(path, directory) || isGiven(path));
  const kind = granted ? 'allow_once' : 'reject_once';
  const option = options.find((one) => one.kind === kind);
  // An agent that can only be allowed for good is not allowed at all.
  return option === undefined ? { optionId: null, granted: false } : { optionId: option.optionId, granted };
}

const CHANGING: ReadonlySet<string> = new Set(['edit', 'delete', 'move']);

/** Every path that a tool call names, as it names it. */
export function pathsOf({ locations, content }: ToolCallUpdate): string[] {
  const diffs = (content ?? []).flatMap((piece) => (piece.type === 'diff' ? [piece.path] : []));
  return [...new Set([...(locations ?? []).map(({ path }) => path), ...diffs])];
}

function isInside(path: string, directory: string): boolean {
  const inside = relative(directory, resolve(directory, path));
  const parts = inside.split(sep);
  return parts[0] !== '..' && !isAbsolute(inside) && !parts.some((part) => part.toLowerCase() === '.git');
}
