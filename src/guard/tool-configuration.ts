import { fold } from './fold.ts';
import type { Complaint, View } from './guard.ts';

/**
 * Files that agents, editors and hook managers obey or run as soon as somebody opens the repository. They count at any
 * depth: most of these tools look in every directory.
 */
export function* inspectToolConfiguration({ changeSet }: View): Generator<Complaint> {
  for (const { path } of changeSet.changes) {
    if (!isToolConfiguration(path)) continue;
    yield {
      verdict: 'review',
      path,
      message: 'Agents, editors or hooks obey this file without being asked.',
    };
  }
}

export function isToolConfiguration(path: string): boolean {
  const names = fold(path).split('/');
  return (
    names.some((name) => directories.has(name)) ||
    files.has(names.at(-1) ?? '') ||
    pairs.has(names.slice(-2).join('/'))
  );
}

/** With all that is in them. The name itself counts as well: a link or file may stand in for the directory. */
const directories = new Set(
  [
    '.claude',
    '.codex',
    '.cursor',
    '.devcontainer',
    '.gemini',
    '.githooks',
    '.husky',
    '.idea',
    '.opencode',
    '.windsurf',
  ].map(fold),
);

const files = new Set(
  [
    '.claude.json',
    '.cursorrules',
    '.envrc',
    '.mcp.json',
    '.pre-commit-config.yaml',
    '.ripgreprc',
    '.windsurfrules',
    'agents.md',
    'agents.override.md',
    'claude.local.md',
    'claude.md',
    'gemini.md',
    'lefthook.yaml',
    'lefthook.yml',
    'opencode.json',
    'opencode.jsonc',
  ].map(fold),
);

/** Names that say something only inside of their directory. */
const pairs = new Set(
  [
    '.github/copilot-instructions.md',
    '.vscode/launch.json',
    '.vscode/mcp.json',
    '.vscode/settings.json',
    '.vscode/tasks.json',
  ].map(fold),
);
