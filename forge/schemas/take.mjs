// Run by hand: node forge/schemas/take.mjs DIRECTORY
// Takes from GitHub's OpenAPI description, as published in @octokit/openapi, the answers of the endpoints that have a
// row in forge/table.ts, and writes them to github.json beside this file. The package is far too big to depend on
// (600 MB unpacked), so install it anywhere else first:
//   npm install --prefix DIRECTORY @octokit/openapi@23.0.2
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TABLE } from '../table.ts';

const [directory] = process.argv.slice(2);
if (directory === undefined) throw new Error('usage: node forge/schemas/take.mjs DIRECTORY');
const home = join(directory, 'node_modules', '@octokit', 'openapi');
const { version } = JSON.parse(await readFile(join(home, 'package.json'), 'utf8'));
const spec = JSON.parse(await readFile(join(home, 'generated', 'api.github.com.json'), 'utf8'));

// Say nothing about what is valid.
const CHATTER = new Set([
  'description', 'title', 'example', 'examples', 'default', 'externalDocs', 'deprecated', 'readOnly', 'format',
  'discriminator',
]);

/** OpenAPI's `nullable` in JSON Schema's words; a property may be called like a keyword, so maps are walked apart. */
function clean(schema) {
  if (Array.isArray(schema)) return schema.map(clean);
  if (typeof schema !== 'object' || schema === null) return schema;
  const out = {};
  for (const [key, value] of Object.entries(schema)) {
    if (CHATTER.has(key) || key.startsWith('x-') || key === 'nullable') continue;
    if (key === '$ref') out[key] = value.replace('#/components/schemas/', '#/$defs/');
    else if (key === 'properties' || key === 'patternProperties') {
      out[key] = Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, clean(inner)]));
    } else if (key === 'enum' || key === 'required') out[key] = value;
    else out[key] = clean(value);
  }
  if (schema.nullable !== true) return out;
  return { anyOf: [{ type: 'null' }, out] };
}

function shapeOf(path) {
  return path.replace(/\{[^}]+\}|[:*]\w+/g, '{}');
}

function resolve(value) {
  if (value?.$ref === undefined) return value;
  return value.$ref
    .slice(2)
    .split('/')
    .reduce((at, key) => at[key], spec);
}

const paths = new Map(Object.keys(spec.paths).map((path) => [shapeOf(path), path]));
const answers = {};
const missing = [];
for (const { method, pattern } of TABLE) {
  const path = paths.get(shapeOf(pattern)) ?? paths.get(shapeOf(`${pattern}/{}`));
  const operation = path === undefined ? undefined : spec.paths[path][method.toLowerCase()];
  if (operation === undefined) {
    missing.push(`${method} ${pattern}`);
    continue;
  }
  for (const [status, reference] of Object.entries(operation.responses)) {
    const schema = resolve(reference)?.content?.['application/json']?.schema;
    if (!status.startsWith('2') && status !== '304') continue;
    answers[`${method} ${pattern}`] ??= {};
    answers[`${method} ${pattern}`][status] = schema === undefined ? null : clean(schema);
  }
}

const defs = {};
function gather(value) {
  if (Array.isArray(value)) for (const item of value) gather(item);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key !== '$ref' || typeof inner !== 'string') {
      gather(inner);
      continue;
    }
    const name = inner.slice('#/$defs/'.length);
    if (defs[name] !== undefined) continue;
    defs[name] = clean(spec.components.schemas[name]);
    gather(defs[name]);
  }
}
gather(answers);

const taken = { source: `@octokit/openapi ${version}`, answers, $defs: defs };
await writeFile(new URL('github.json', import.meta.url), `${JSON.stringify(taken)}\n`);
process.stdout.write(`${Object.keys(answers).length} endpoints, ${Object.keys(defs).length} schemas\n`);
for (const row of missing) process.stdout.write(`not described: ${row}\n`);
