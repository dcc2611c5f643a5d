import type { Complaint, View } from './guard.ts';

/**
 * A bare repository among the files needs no `.git` for its name: whoever runs git within it runs it by its
 * configuration. What git takes for one has these three (setup.c, `is_git_directory`).
 */
export function* inspectEmbeddedRepositories({ changeSet }: View): Generator<Complaint> {
  const signs = new Map<string, Set<string>>();
  for (const { path, change } of changeSet.changes) {
    if (change === 'delete') continue;
    const parts = path.split('/');
    for (const [index, part] of parts.entries()) {
      const isLast = index === parts.length - 1;
      const sign = isLast ? FILES[part] : DIRECTORIES[part];
      if (sign === undefined) continue;
      const directory = parts.slice(0, index).join('/');
      signs.set(directory, (signs.get(directory) ?? new Set()).add(sign));
    }
  }
  for (const [directory, found] of signs) {
    if (found.size < 3) continue;
    yield {
      verdict: 'review',
      path: directory === '' ? 'HEAD' : directory,
      message: 'It is a git repository.',
    };
  }
}

const FILES: Readonly<Record<string, string>> = { HEAD: 'HEAD', 'packed-refs': 'refs' };
const DIRECTORIES: Readonly<Record<string, string>> = { objects: 'objects', refs: 'refs' };
