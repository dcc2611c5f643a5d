import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { expect, it } from 'vitest';

/** Every file that a module loads when it runs; type imports are gone by then. Other packages stay as they are named. */
function loadedBy(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  if (!file.endsWith('.ts')) return seen;
  const imports = readFileSync(file, 'utf8').matchAll(
    /^(?:import|export)\s+(?!type\b)[^;]*?from\s+'([^']+)'/gm,
  );
  for (const [, name = ''] of imports)
    loadedBy(name.startsWith('.') ? resolve(dirname(file), name) : name, seen);
  return seen;
}

function packagesLoadedBy(room: string): string[] {
  const file = resolve(import.meta.dirname, '../../src/trigger', room);
  return [...loadedBy(file)].filter((name) => !name.startsWith('/'));
}

it('the cheap first look loads no package, the whole one does', () => {
  expect(packagesLoadedBy('concerns.ts')).toEqual([]);
  expect(packagesLoadedBy('event.ts')).toContain('zod');
});
