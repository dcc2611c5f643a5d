import { chmod, rm } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { fileURLToPath } from 'node:url';
import { rolldown, type RolldownPlugin } from 'rolldown';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * One file per door, the same bytes wherever and whenever it is built. Beside them stand what few runs need and is larger
 * than all the rest, and what lies behind the door that an old Node.js has to be able to read.
 */
const FILES = {
  action: 'src/action.ts',
  artifact: 'src/action/artifact.ts',
  cli: 'src/cli.ts',
  commands: 'src/command-line/main.ts',
};
const APART: Readonly<Record<string, string>> = {
  './artifact.ts': './artifact.js',
  './command-line/main.ts': './commands.js',
};

const apart: RolldownPlugin = {
  name: 'apart',
  resolveId(id, importer) {
    const file = importer === undefined ? undefined : APART[id];
    return file === undefined ? null : { id: file, external: true };
  },
};

/**
 * A static import of a built-in module is loaded when the file is, though most runs of the action need none of the
 * network, the database or child processes (together they take longer than all else that such a run does). Behind a
 * module of their own they load with whoever needs them.
 */
const builtinsOnDemand: RolldownPlugin = {
  name: 'builtins-on-demand',
  // `require` is on demand by itself; and the bundler's own first lines need `node:module`, which every process loads.
  resolveId: (id, _importer, { kind }) =>
    isBuiltin(id) && id !== 'node:module' && kind !== 'require-call' ? `\0builtin:${id}` : null,
  async load(id) {
    if (!id.startsWith('\0builtin:')) return null;
    const name = id.slice('\0builtin:'.length);
    const names = Object.keys(await import(name)).filter(
      (key) => key !== 'default' && key !== 'module.exports',
    );
    return [
      `const builtin = process.getBuiltinModule(${JSON.stringify(name)});`,
      'const take = (key) => builtin[key];',
      'export default builtin;',
      // Only those that are used remain, so no deprecated getter is ever touched.
      ...names.map((key) => `export const ${key} = /* @__PURE__ */ take(${JSON.stringify(key)});`),
    ].join('\n');
  },
};

await rm(`${root}dist`, { recursive: true, force: true });
for (const [name, input] of Object.entries(FILES)) {
  await using bundle = await rolldown({
    input,
    cwd: root,
    platform: 'node',
    plugins: [apart, builtinsOnDemand],
    // Probot's rate limiter uses eval, knowingly.
    checks: { eval: false },
  });
  await bundle.write({
    file: `${root}dist/${name}.js`,
    format: 'esm',
    minify: 'dce-only',
    codeSplitting: false,
  });
}
await chmod(`${root}dist/cli.js`, 0o755);
