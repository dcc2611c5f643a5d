import { readFile } from 'node:fs/promises';
import type { Octokit } from '@octokit/rest';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openForge, type OpenForge } from '../../forge/open-forge.ts';
import { TABLE } from '../../forge/table.ts';
import { driveEverything } from './drive.ts';

/** Where an answer of the forge is known to differ from GitHub's description, and why that is left so. */
interface Gap {
  readonly endpoint: string;
  readonly at: readonly string[];
  readonly reason: string;
}

const read = async (name: string) =>
  JSON.parse(await readFile(new URL(`../../forge/schemas/${name}`, import.meta.url), 'utf8'));
const taken: { source: string; answers: Record<string, Record<string, object | null>>; $defs: object } =
  await read('github.json');
const gaps: readonly Gap[] = await read('gaps.json');

const listed = gaps.flatMap(({ endpoint, at }) => at.map((place) => `${endpoint} ${place}`));

const driven = new Set<string>();
const differences = new Map<string, string>();
let forge: OpenForge;

const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
ajv.addSchema({ $id: 'github', $defs: taken.$defs });

function check(method: string, path: string, status: number, body: unknown): void {
  const route = TABLE.find((row) => row.method === method && row.expression.test(path));
  if (route === undefined) throw new Error(`${method} ${path} has no row`);
  const endpoint = `${method} ${route.pattern}`;
  driven.add(endpoint);
  const described = taken.answers[endpoint];
  if (described === undefined) return;
  const schema = described[String(status)];
  if (schema === undefined) differences.set(`${endpoint} status ${status}`, 'not described');
  if (schema === undefined || schema === null) return;
  const local: object = JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"github#/$defs/'));
  if (ajv.validate(local, body)) return;
  for (const { instancePath, keyword, params, message } of ajv.errors ?? []) {
    const missing = keyword === 'required' ? `/${String(params['missingProperty'])}` : '';
    const at = `${instancePath.replace(/\/\d+(?=\/|$)/g, '/*')}${missing}`;
    differences.set(`${endpoint} ${at}`, message ?? keyword);
  }
}

function watch(client: Octokit): void {
  client.hook.after('request', (response, options) => {
    const path = new URL(response.url).pathname;
    check(options.method, path, response.status, response.data === '' ? undefined : response.data);
  });
}

beforeAll(async () => {
  forge = await openForge();
  await driveEverything(forge, watch);
});
afterAll(() => forge[Symbol.asyncDispose]());

test('every endpoint in the table was called', () => {
  expect(
    TABLE.map(({ method, pattern }) => `${method} ${pattern}`).filter((row) => !driven.has(row)),
  ).toEqual([]);
});

test('every answer is what GitHub describes, but for the gaps that are listed', () => {
  const found = [...differences]
    .filter(([key]) => !listed.includes(key))
    .map(([key, message]) => `${key}: ${message}`);
  expect(found).toEqual([]);
});

test('a gap that is closed is taken off the list', () => {
  expect(listed.filter((key) => !differences.has(key))).toEqual([]);
});

test('a wrong answer would be found', () => {
  check('GET', '/repos/acme/app/issues/1', 200, { id: 'not a number' });
  expect(differences.has('GET /repos/:owner/:repo/issues/:number /id')).toBe(true);
});
