import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { parseInputs } from '../src/action/inputs.ts';
import { outputsOf } from '../src/action/outputs.ts';
import { emptyReport } from '../src/report/report.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const described = z.string().min(10).regex(/\.$/);

/** A runner hands text over, so a number or a boolean without quotes would say something else than it looks like. */
const action = z
  .strictObject({
    name: z.string().max(60),
    author: z.string(),
    description: z.string().max(125),
    branding: z.strictObject({ icon: z.string(), color: z.enum(['blue', 'green', 'purple', 'yellow']) }),
    inputs: z.record(z.string(), z.strictObject({ description: described, default: z.string() })),
    outputs: z.record(z.string(), z.strictObject({ description: described })),
    runs: z.strictObject({ using: z.literal('node24'), main: z.string(), post: z.string() }),
  })
  .parse(parse(readFileSync(`${root}action.yml`, 'utf8')));

const kebabCase = /^[a-z]+(?:-[a-z]+)*$/;

test('action.yml has exactly the inputs that the action reads', () => {
  const read = new Set<string>();
  parseInputs(
    new Proxy<Record<string, string>>(
      {},
      {
        get(_, key) {
          read.add(String(key));
          return undefined;
        },
      },
    ),
  );
  const written = Object.keys(action.inputs).map((name) => `INPUT_${name.toUpperCase()}`);
  expect(written.toSorted()).toEqual([...read].toSorted());
});

test('action.yml has exactly the outputs that the action sets, and in their order', () => {
  expect(Object.keys(action.outputs)).toEqual(Object.keys(outputsOf(emptyReport('run'))));
});

test('the defaults of action.yml say what the action does without them', () => {
  const { 'github-token': token, ...others } = action.inputs;
  expect(token?.default).toBe('${{ github.token }}');
  const environment = Object.entries(others).map(([name, { default: value }]) => [
    `INPUT_${name.toUpperCase()}`,
    value,
  ]);
  expect(parseInputs(Object.fromEntries(environment))).toEqual(parseInputs({}));
});

test('every name is in kebab-case, and the file to run is there', () => {
  for (const name of [...Object.keys(action.inputs), ...Object.keys(action.outputs)]) {
    expect(name).toMatch(kebabCase);
  }
  expect(existsSync(`${root}${action.runs.main}`)).toBe(true);
});
