import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = fileURLToPath(new URL('..', import.meta.url));

/** One self-contained file per door, the same bytes wherever and whenever it is built. */
const DOORS = ['action', 'cli'];

await rm(`${root}dist`, { recursive: true, force: true });
for (const door of DOORS) {
  await using bundle = await rolldown({
    input: `src/${door}.ts`,
    cwd: root,
    platform: 'node',
    // Probot's rate limiter uses eval, knowingly.
    checks: { eval: false },
    treeshake: { moduleSideEffects: true },
  });
  await bundle.write({
    file: `${root}dist/${door}.js`,
    format: 'esm',
    minify: 'dce-only',
    codeSplitting: false,
  });
}
